"""A ballot's row while it is written: taken, moved on by a version, cast with its link in the audit chain."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent
from awards_site.rules import Refusal
from jury.models import Assignment

from .models import Ballot, CastBallot
from .sheets import AlreadyDone, Finished, record_of
from .states import BallotStatus


def begin(assignments: Iterable[Assignment]) -> None:
    """Begin the ballots of assignments that have none."""
    begun = [Ballot(assignment_id=each.pk) for each in assignments]
    Ballot.objects.bulk_create(begun, ignore_conflicts=True)


def taken(assignment: Assignment) -> Ballot:
    """Take the ballot of an assignment for this transaction, begun now where there was none."""
    found = Ballot.objects.select_for_update().filter(assignment=assignment).first()
    if found is None:
        begin([assignment])
        found = Ballot.objects.select_for_update().get(assignment=assignment)
    found.assignment = assignment
    return found


def must_be_open(ballot: Ballot) -> None:
    """Stop where a ballot is done.

    :raises AlreadyDone: saying how it stands.
    """
    if ballot.status != BallotStatus.OPEN:
        state = ballot.get_status_display()
        raise AlreadyDone(Refusal(_("This ballot is %(state)s. Open it again to change it.") % {"state": state}))


def cast(ballot: Ballot, finished: Finished, *, key: str, by: Any, **changes: Any) -> tuple[CastBallot, AuditEvent]:
    """Write a version that is never changed, and tell the chain of its hash."""
    casting = CastBallot(
        ballot=ballot,
        number=ballot.castings.count() + 1,
        key=key,
        marks=finished.marks,
        comments=finished.comments,
        at=clock.now(),
    )
    casting.digest = digest(record_of(ballot.assignment, casting))
    casting.save(force_insert=True)
    bump(ballot, status=BallotStatus.CAST, cast_at=casting.at, **changes)
    return casting, audit.record(
        by=by, what="ballot.cast", on=f"ballot:{ballot.pk}", digest=casting.digest, number=casting.number
    )


def reopen(ballot: Ballot, *, by: Any) -> Ballot:
    """Open a ballot again; what was cast stays on record and no longer counts."""
    audit.record(by=by, what="ballot.reopened", on=f"ballot:{ballot.pk}")
    return bump(ballot, status=BallotStatus.OPEN, reason="", cast_at=None)


def bump(ballot: Ballot, **changes: Any) -> Ballot:
    """Write changes with the next version."""
    changed = {"version": ballot.version + 1, "saved_at": clock.now(), **changes}
    Ballot.objects.filter(pk=ballot.pk).update(**changed)
    for name, value in changed.items():
        setattr(ballot, name, value)
    return ballot
