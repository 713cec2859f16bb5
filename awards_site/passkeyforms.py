"""allauth's forms for passkeys, made safe against credentials that are no credentials."""

from typing import Any

from allauth.mfa.webauthn import forms as theirs
from django import forms
from django.utils.translation import gettext_lazy as _

NONSENSE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
UNREADABLE = _("This passkey could not be read. Try again, or ask for a code by e-mail.")


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
    """Add a passkey."""

    def clean(self) -> dict[str, Any]:
        """Read it as allauth does."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except NONSENSE as fault:
            raise forms.ValidationError(UNREADABLE) from fault
        return cleaned
