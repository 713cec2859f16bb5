"""What nominees are asked on the pages behind their links, and whoever lost one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards_site.forms import AddressField

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


class NewLinkForm(forms.Form):
    """Whoever lost a link says the address that we wrote to."""

    email = AddressField(help_text=_("The address that our letter came to."))
