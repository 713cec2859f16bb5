"""Taking a nomination back, and bringing it in again while the call is open."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit
from awards_site.rules import Refusal, Refused
from nominations import letters, permissions
from nominations.models import Nomination
from nominations.states import NominationStatus


class NoReason(Refused):
    """An officer acts for a nominator, and does not say on whose word."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write down the reason: who asked for it, and when.")))


@transaction.atomic
def withdraw(nomination: Nomination, *, by: Any, reason: str = "") -> Nomination:
    """Take a file back; its nominator needs no reason, an officer does. Twice is once."""
    file = locked(nomination)
    if file.status == NominationStatus.WITHDRAWN and permissions.may_read_nomination(by, file):
        return file
    permissions.may_withdraw.require(by, file)
    if not permissions.owns(by, file) and not reason.strip():
        raise NoReason
    file.withdrawal_reason = reason.strip()[:500]
    move(file, NominationStatus.WITHDRAWN, by=by, what="nomination.withdrawn")
    letters.withdrawn(file)
    return file


@transaction.atomic
def reinstate(nomination: Nomination, *, by: Any, reason: str = "") -> Nomination:
    """Bring a withdrawn file back; it waits for screening again."""
    file = locked(nomination)
    permissions.may_reinstate.require(by, file)
    if not permissions.owns(by, file) and not reason.strip():
        raise NoReason
    file.withdrawal_reason = ""
    move(file, NominationStatus.SUBMITTED, by=by, what="nomination.reinstated")
    letters.reinstated(file)
    return file


def locked(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody else move it until this ends."""
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("call__cycle", "call__prize", "nominator").get(pk=nomination.pk)


def move(file: Nomination, status: str, *, by: Any, what: str) -> None:
    """Write the new state and its audit link."""
    file.status = status
    file.version += 1
    file.save(update_fields=["status", "version", "withdrawal_reason"])
    audit.record(by=by, what=what, on=f"nomination:{file.public_id}")
