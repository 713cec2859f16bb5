"""What is asked when somebody is invited, answers, or leaves a panel."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from jury.states import SeatRole

READ_BY_JURORS = "ar az bn en fa fr hi id ja ka kk ko ky ms ru tg tr ur uz vi zh-hans".split()  # noqa: SIM905 - codes


def languages() -> list[tuple[str, str]]:
    """Name the languages that jurors read, in the reader's own."""
    return [(code, str(get_language_info(code)["name_translated"])) for code in READ_BY_JURORS]


class InviteForm(forms.Form):
    """Whom to invite, and what the checks for ties and composition go by."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("The invitation goes there."))
    role = forms.ChoiceField(label=_("Role on the panel"), choices=SeatRole.choices, initial=SeatRole.JUROR)
    country = forms.ChoiceField(label=_("Country"), choices=lambda: [("", "—"), *countries])
    institution = forms.CharField(label=_("Institution"), max_length=250, required=False)
    city = forms.CharField(
        label=_("City"), max_length=120, required=False, help_text=_("Only of somebody who works for a city.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Reads"), choices=languages, required=False, widget=forms.SelectMultiple({"size": 6})
    )
    language = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)


class AcceptForm(forms.Form):
    """The name under the statement of confidentiality."""

    signed_name = forms.CharField(
        label=_("Your name, as a signature"),
        max_length=200,
        error_messages={"required": _("Write your name to sign.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )


class DeclineForm(forms.Form):
    """Why not; nobody has to say."""

    reason = forms.CharField(label=_("Would you like to say why?"), max_length=500, required=False)


class EndForm(forms.Form):
    """Why a seat ends."""

    reason = forms.CharField(label=_("Why does this seat end?"), max_length=500)


class ImposeForm(forms.Form):
    """Who stands aside from which dossier, and why."""

    seat = forms.ChoiceField(label=_("Juror"))
    dossier = forms.CharField(
        label=_("Number of the dossier"), max_length=12, help_text=_("As it stands on the dossier, for example M-014.")
    )
    reason = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, seats: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """Offer the jurors of this panel alone."""
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [("", "—"), *seats]  # type: ignore[attr-defined]  # the stubs see a plain Field
