"""What nominees and referees are asked on the pages behind their links."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards_site.forms import AddressField
from awards_site.templatetags.local import localdigits

from .words import LongText

REASON_AT_MOST = 2_000


class GiveForm(forms.Form):
    """A nominee's yes: the name as a signature, and the declaration of integrity."""

    signed_name = forms.CharField(
        label=_("Your name, as your signature"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Write your name to sign.")},
    )
    integrity = forms.BooleanField(
        label=_(
            "I declare that what is said of my work is true as far as I know, that nothing in my office or my work "
            "stands against the dignity of this prize, and that I have tried to influence nobody who decides on it."
        ),
        error_messages={"required": _("Tick the declaration of integrity. Consent needs it.")},
    )


class NoForm(forms.Form):
    """A nominee's no, or yes taken back; no reason is needed."""

    reason = forms.CharField(
        label=_("Your reason"),
        help_text=_("For the secretariat alone. Neither the nominator nor the jury reads it."),
        max_length=REASON_AT_MOST,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class SupportForm(forms.Form):
    """A referee's letter, within its limits; how short is too short the stage says."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, least: int, most: int, **kwargs: Any) -> None:
        """Say the limits before anything is typed."""
        super().__init__(*args, **kwargs)
        self.fields["text"] = LongText(
            word_limit=most,
            label=_("Your letter"),
            help_text=_(
                "At least %(least)s and at most %(most)s words. How do you know the nominee, and what have you "
                "seen of this work yourself?"
            )
            % {"least": localdigits(least), "most": localdigits(most)},
            error_messages={"required": _("Write your letter here, or decline below.")},
        )


class NewLinkForm(forms.Form):
    """Whoever lost a link says the address that we wrote to."""

    email = AddressField(help_text=_("The address that our letter came to."))
