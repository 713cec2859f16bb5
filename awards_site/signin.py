"""Signing in: an address, a mailed code, and in.

There is no separate sign-up. Until the code is entered nobody looks whether the address is known: known and unknown
addresses pass through the same lines, so the answers cannot differ, not even in time. Whoever proves an address
that has no account gets one then.
"""

import time
import uuid
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.core.signing import BadSignature
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from . import audit, clock, limits, mail
from .canonical import digest
from .models import User
from .network import network_of

DAY = 24 * 3600
HOUR = 3600
KNOWN_HERE = "known-here"
A_YEAR = 365 * DAY


class Process(LoginCodeVerificationProcess):  # type: ignore[misc]  # allauth has no types
    """allauth's code process, for an address instead of an account."""

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> "Process | None":
        """Go on where the session stopped, unless that is too long ago."""
        going_on: Process | None = cls(stage=stage).abort_if_invalid()
        return going_on

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - allauth's signature
        """Mail a code, whether or not somebody has this address."""
        count_a_code(self.request, email)
        self.state["at"] = time.time()
        mail_code(email, self.generate_code())

    def finish(self, redirect_url: str | None) -> Any:
        """Find or make the account of the proven address, and go on as allauth does."""
        email = self.state["email"]
        self._user = self.stage.login.user = person_at(email)
        forgive_codes(self.request, email)
        return super().finish(redirect_url)

    @property
    def can_resend(self) -> bool:
        """Offer a new code; the counts say when to stop."""
        return True


def start(request: HttpRequest, email: str) -> None:
    """Mail a code and wait for it in the session."""
    process = Process(stage=_stage(request, email))
    process.send()
    process.persist()


def pretend(request: HttpRequest, email: str) -> None:
    """Answer a machine as if a code were on its way: nothing is mailed, and nobody's count grows but its network's."""
    limits.take("codes-of-network", network_of(request), settings.CODES_PER_NETWORK, HOUR)
    process = Process(stage=_stage(request, email))
    process.generate_code()
    process.persist()


def _stage(request: HttpRequest, email: str) -> LoginByCodeStage:
    login = Login(user=None, email=email)
    login.state["stages"] = {"current": LoginByCodeStage.key}
    stage = LoginByCodeStage(LoginStageController(request, login), request, login)
    stage.state.update(Process.initial_state(user=None, email=email), initiated_by_user=True)
    return stage


def mail_code(email: str, code: str) -> None:
    """Write the letter with the code; it is forgotten when the code ends."""
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    mail.write(
        "sign_in_code",
        to=email,
        language=get_language() or settings.LANGUAGE_CODE,
        key=f"sign_in_code:{uuid.uuid4().hex}",
        context={"code": code, "minutes": minutes},
        good_until=clock.now() + timedelta(minutes=minutes),
    )


@transaction.atomic
def person_at(email: str) -> User:
    """Give the account of an address, made now where there was none."""
    person, is_new = User.objects.at(email, language=get_language() or settings.LANGUAGE_CODE)
    if is_new:
        audit.record(by=person, what="account.opened", on=person)
    return person


def count_a_code(request: HttpRequest, email: str) -> None:
    """Count a code for its network and its address.

    Codes and letters to strangers add up one way: a letter waits behind three codes of a day, a code never waits
    behind letters, because whoever typed the address sits there and waits. So nobody keeps a person out by having
    letters sent to them, and no more codes go than these counts let through, which a used code forgives.

    :raises TooMany: when there were too many.
    """
    limits.take("codes-of-network", network_of(request), settings.CODES_PER_NETWORK, HOUR)
    for what, key, most in counts_of(request, email):
        limits.take(what, key, most, DAY)


def forgive_codes(request: HttpRequest, email: str) -> None:
    """Forget the codes that were asked for an address: the last one was used."""
    for what, key, most in counts_of(request, email):
        limits.forgive(what, key, most, DAY)


def counts_of(request: HttpRequest, email: str) -> list[tuple[str, str, int]]:
    """Name the counts of a day for an address: few from one network, some in all.

    A browser that signed in as this address before has a count of its own, so that nobody can lock somebody out by
    asking for their codes.
    """
    in_all = settings.CODES_PER_ADDRESS
    if is_known_here(request, email):
        return [("codes-of-known-browser", email, in_all)]
    here = f"{email} {network_of(request)}"
    return [("codes-of-address-here", here, in_all // 3), ("codes-of-address", email, in_all)]


def is_known_here(request: HttpRequest, email: str) -> bool:
    """Say whether this browser signed in as this address before."""
    try:
        return request.get_signed_cookie(KNOWN_HERE, max_age=A_YEAR) == digest(email)
    except (KeyError, BadSignature):
        return False


def remember_browser(response: HttpResponseBase, person: User) -> None:
    """Let this browser be known as one that signed in as this person."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(
        KNOWN_HERE, digest(person.email), max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure
    )
