"""How people sign in: by a mailed code, with passkeys and one-time passwords beside it. Our ways with allauth."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import mail
from .models import User
from .network import address_of

QUIET = ("account/messages/logged_in.txt", "account/messages/logged_out.txt", "account/messages/login_code_sent.txt")
NEWS = {
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our own ways with allauth."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code of our last e-mail. Look for the six digits and type them again."),
        "rate_limited": _("That was too often in a short time. Wait a little and try again."),
        "too_many_login_attempts": _("That was too often. Ask for a new code."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the address that our own proxies vouch for."""
        return address_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Say that there is no separate sign-up."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say nothing where the page itself tells it."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_notification_mail(self, template_prefix: str, user: User, *_: Any, **__: Any) -> None:
        """Tell the person by letter that the ways into the account changed."""
        mail.write(
            "account_changed",
            to=user.email,
            language=user.language,
            key=f"account_changed:{uuid.uuid4().hex}",
            context={"news": NEWS[template_prefix]},
        )


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Our own ways with second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the present code. Look at your app and type the six digits it shows now."),
    }

    def _get_site_name(self) -> str:
        return str(settings.FORUM_NAME)


def factor_was_shown(request: HttpRequest, user: User, **_: Any) -> None:
    """Count a second factor that was just added as shown: adding one proves that the person holds it."""
    if request.user.is_authenticated and request.user == user:
        record_authentication(request, user, method="mfa", reauthenticated=True)


def session_of_staff(request: HttpRequest, user: User, **_: Any) -> None:
    """Let a session of the staff end after a working day."""
    if user.roles or user.is_staff:
        request.session.set_expiry(settings.STAFF_SESSION_AGE)
