"""Whom to ask for a letter of support, and by when."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from awards_site.formfields import LocalDateField


class RefereeForm(forms.Form):
    """Name and address of a referee, and how they know the nominee."""

    name = forms.CharField(label=_("Name"), max_length=150, widget=forms.TextInput({"dir": "auto"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We write to this address. They need no account."),
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )
    relation = forms.CharField(
        label=_("How do they know the nominee or the work?"), max_length=200, widget=forms.TextInput({"dir": "auto"})
    )
    institution = forms.CharField(
        label=_("Their institution"), max_length=200, required=False, widget=forms.TextInput({"dir": "auto"})
    )
    unrelated = forms.BooleanField(
        label=_("They do not work at the nominee’s institution."),
        help_text=_("Some prizes ask for letters by people from elsewhere."),
        required=False,
    )
    due_on = LocalDateField(label=_("By which day do you need it?"), required=False)
    language = forms.ChoiceField(label=_("Language of our letter to them"), choices=settings.LANGUAGES)

    use_required_attribute = False
