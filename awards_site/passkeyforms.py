"""allauth's forms for the second factor, in our words and made safe against credentials that are no credentials."""

from typing import Any

from allauth.mfa.totp import forms as apps
from allauth.mfa.webauthn import forms as theirs
from django import forms
from django.utils.translation import gettext_lazy as _

NONSENSE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
UNREADABLE = _("This passkey could not be read. Try again, or ask for a code by e-mail.")


class App(apps.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """Set up an app by the first code that it shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say which code, and let a phone offer its digits."""
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows now")
        self.fields["code"].help_text = _("Six digits.")
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "class": "control-code",
            "dir": "ltr",
            "inputmode": "numeric",
        }


class Whole:
    """A form whose credential is answered with a sentence where it is not one."""

    def clean_credential(self) -> Any:
        """Read it as allauth does."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # a mixin before a form
        except NONSENSE as fault:
            raise forms.ValidationError(UNREADABLE) from fault


class Login(Whole, theirs.LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Sign in by a passkey."""


class Authenticate(Whole, theirs.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Give a passkey after the code."""


class Reauthenticate(Whole, theirs.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Give a passkey once more."""


class Add(theirs.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Add a passkey, asked for in our words: nobody here has a password, so that there is none to do without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what name and choice are for."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name by which you know it")
        self.fields["passwordless"].label = _("Sign in with this passkey alone, without a code by e-mail")
        self.fields["passwordless"].help_text = _("Your device then asks for your finger, face or PIN each time.")

    def clean(self) -> dict[str, Any]:
        """Read it as allauth does."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except NONSENSE as fault:
            raise forms.ValidationError(UNREADABLE) from fault
        return cleaned
