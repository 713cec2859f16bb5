"""With whom to share a file, and to whom to give it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from awards_site.forms import AddressField
from nominations.states import Reach


class AddressedForm(forms.Form):
    """Somebody's address, the language of the letter, and one's own name where the account has none."""

    email = AddressField(
        label=_("Their e-mail address"),
        help_text=_("We write to this address once. They sign in with it; no password is needed."),
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
        error_messages={"required": _("Write the person’s e-mail address.")},
    )
    language = forms.ChoiceField(label=_("Language of our letter to them"), choices=settings.LANGUAGES)
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("The letter says who sends it."),
        max_length=150,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": _("Write your name: the letter says who sends it.")},
    )

    use_required_attribute = False

    def __init__(self, *args: Any, has_name: bool, **kwargs: Any) -> None:
        """Ask for the name of who has none."""
        super().__init__(*args, **kwargs)
        if has_name:
            del self.fields["name"]


class InviteForm(AddressedForm):
    """A colleague, and what they may do."""

    reach = forms.ChoiceField(label=_("What may they do?"), choices=Reach.choices, widget=forms.RadioSelect())

    field_order = ("email", "reach", "language", "name")


class HandOverForm(AddressedForm):
    """Who is to take the whole file over."""
