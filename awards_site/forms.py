"""What the ground's pages ask: an address, a code, the own account, a role to give."""

import re
import zoneinfo
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from . import local
from .formfields import normalise_digits
from .models import User
from .states import Role

HEAD = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
NUMBER = re.compile(r"[0-9][0-9,٬]{0,17}")
REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


class AddressField(forms.EmailField):
    """An e-mail address, in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask as browsers understand it."""
        kwargs.setdefault("label", _("Your e-mail address"))
        widget = forms.EmailInput({"autocomplete": "email", "dir": "ltr", "inputmode": "email"})
        wrong: dict[str, Any] = {
            "required": _("Write your e-mail address."),
            "invalid": _("Write the whole address, like name@city.example."),
        }
        wrong |= kwargs.pop("error_messages", {})
        given: dict[str, Any] = {"max_length": 254, "widget": widget} | kwargs
        super().__init__(**given, error_messages=wrong)

    def clean(self, value: Any) -> str:
        """Take capitals away: an address means the same with and without."""
        return str(super().clean(value)).lower()


class AddressForm(forms.Form):
    """Who are you? The first of two steps of signing in."""

    email = AddressField(help_text=_("We send you a code. You need no password."))


class CodeForm(forms.Form):
    """The code of our e-mail: the second step."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        help_text=_("Six digits."),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "dir": "ltr", "inputmode": "numeric", "class": "control-code"}
        ),
        error_messages={"required": _("Type the six digits of our e-mail.")},
    )

    def __init__(self, *args: Any, expected: str = "", **kwargs: Any) -> None:
        """Know which code was mailed."""
        self.expected = expected
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        """Compare with the code that was mailed, in any script's digits."""
        code = normalise_digits(self.cleaned_data["code"])
        if not self.expected or not compare_user_code(actual=code, expected=self.expected):
            raise forms.ValidationError(
                _("This is not the code of our last e-mail. Look for the six digits and type them again.")
            )
        return code


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms take no arguments at run time
    """One's own account."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Dates are shown in this zone, beside the forum's.")
    )
    language = forms.ChoiceField(label=_("Language"), help_text=_("For pages and letters."))

    class Meta:
        model = User
        fields = ("name", "language", "time_zone")
        labels = {"name": _("Your name")}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the languages of the house and the zones of the world."""
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"autocomplete": "name", "dir": "auto"}
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]  # a choice field
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]  # a choice field


def zones() -> list[tuple[str, Any]]:
    """Name the time zones of places, after the forum's own."""
    places = sorted(zone for zone in zoneinfo.available_timezones() if zone.partition("/")[0] in REGIONS)
    own = _("As my browser says, else %(zone)s") % {"zone": local.city(local.forum_zone(), get_language())}
    return [("", own), *((place, place.replace("_", " ")) for place in places)]


class GrantForm(forms.Form):
    """A staff role for somebody, by address."""

    email = AddressField(
        label=_("E-mail address"), error_messages={"required": _("Write the person’s e-mail address.")}
    )
    name = forms.CharField(label=_("Name"), max_length=150, required=False, widget=forms.TextInput({"dir": "auto"}))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class HeadForm(forms.Form):
    """A head of the audit chain as a letter tells it, with the number of its link where that was copied along."""

    head = forms.CharField(
        label=_("A head from a letter"),
        help_text=_("Paste it whole: 64 letters and digits, with the number of its link before it if you like."),
        max_length=200,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_head(self) -> tuple[str, int | None]:
        """Take the head apart from the number of its link."""
        plain = normalise_digits(self.cleaned_data["head"]).lower()
        found = HEAD.search(plain)
        if found is None:
            raise forms.ValidationError(
                _("This is not a whole head. Copy all its 64 letters and digits from the letter.")
            )
        number = NUMBER.search(plain[: found.start()])
        return found[0], int(re.sub("[,٬]", "", number[0])) if number else None


class WordsForm(forms.Form):
    """Words to look for in a list."""

    q = forms.CharField(label=_("Address or name of a letter"), max_length=100, required=False)
