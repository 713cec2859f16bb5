"""A juror marks, casts, abstains, or opens a ballot again: the own ballot, and while the round is open.

What is saved is a draft. Casting writes a version that is never changed, tells the chain of its hash, and mails the
juror a receipt. A page that was shown an older state than the one on record never overwrites it.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused, Rule
from jury.models import Assignment
from nominations import acts

from . import letters, permissions
from .models import Ballot, CastBallot, Mark
from .models.rubric import plain
from .sheets import (
    AlreadyDone,
    OffTheScale,
    Sheet,
    Stale,
    Unfinished,
    asked_for,
    complete,
    record_of,
    rows,
    says_the_same,
)
from .states import BallotStatus

__all__ = [
    "AlreadyDone",
    "OffTheScale",
    "Sheet",
    "Stale",
    "Unfinished",
    "abstain",
    "cast",
    "record_of",
    "reopen",
    "save",
]


@transaction.atomic
def save(assignment: Assignment, sheet: Sheet, *, by: Any, version: int) -> Ballot:
    """Save marks and comments of the own ballot.

    :raises Stale: where another page saved since; saving the same again is no change and no conflict.
    """
    permissions.may_score.require(by, assignment)
    criteria = asked_for(assignment, sheet)
    is_ours = _move_on(assignment, version)
    ballot = _current(assignment, version + 1) if is_ours else _taken(assignment)
    known = {mark.criterion.key: mark for mark in Mark.objects.filter(ballot=ballot).select_related("criterion")}
    if not is_ours:
        _must_be_open(ballot, version)
        if says_the_same(sheet, known):
            return ballot
        raise Stale(ballot)
    Mark.objects.bulk_create(
        rows(ballot, sheet, criteria, known),
        update_conflicts=True,
        unique_fields=["ballot", "criterion"],
        update_fields=["value", "comment"],
    )
    return ballot


@transaction.atomic
def cast(assignment: Assignment, *, by: Any, key: str, version: int) -> CastBallot:
    """Cast the own ballot: complete, once for a key, with a receipt.

    :raises Unfinished: while something is missing; :raises Stale: where it changed since it was shown.
    """
    ballot = _taken_for_good(assignment, permissions.may_score, by)
    known = CastBallot.objects.filter(key=key).first()
    if known and known.ballot_id == ballot.pk:
        return known
    if known or ballot.version != version:
        raise Stale(ballot)
    _must_be_open(ballot, version)
    marks = complete(ballot, assignment)
    casting = _casting(ballot, marks, key)
    _bump(ballot, status=BallotStatus.CAST, cast_at=casting.at)
    event = audit.record(
        by=by, what="ballot.cast", on=f"ballot:{ballot.pk}", digest=casting.digest, number=casting.number
    )
    letters.ballot_receipt(assignment, casting, event)
    return casting


@transaction.atomic
def abstain(assignment: Assignment, *, by: Any, reason: str, version: int) -> Ballot:
    """Abstain on a dossier, with the reason; an abstention leaves the denominator."""
    ballot = _taken_for_good(assignment, permissions.may_score, by)
    if ballot.status == BallotStatus.ABSTAINED and ballot.reason == reason.strip():
        return ballot
    if ballot.version != version:
        raise Stale(ballot)
    _must_be_open(ballot, version)
    if not reason.strip():
        raise Refused(Refusal(_("Say in a few words why you cannot judge this dossier.")))
    audit.record(by=by, what="ballot.abstained", on=f"ballot:{ballot.pk}")
    return _bump(ballot, status=BallotStatus.ABSTAINED, reason=reason.strip()[:1000])


@transaction.atomic
def reopen(assignment: Assignment, *, by: Any, version: int) -> Ballot:
    """Open the own ballot again before the close; what was cast stays on record and no longer counts."""
    ballot = _taken_for_good(assignment, permissions.may_reopen, by)
    if ballot.status == BallotStatus.OPEN:
        return ballot
    if ballot.version != version:
        raise Stale(ballot)
    audit.record(by=by, what="ballot.reopened", on=f"ballot:{ballot.pk}")
    return _bump(ballot, status=BallotStatus.OPEN, reason="", cast_at=None)


def _taken(assignment: Assignment) -> Ballot:
    """Take the ballot of an assignment for this transaction, begun now where there was none."""
    taken = Ballot.objects.select_for_update().filter(assignment=assignment).first()
    if taken is None:
        Ballot.objects.bulk_create([Ballot(assignment_id=assignment.pk)], ignore_conflicts=True)
        taken = Ballot.objects.select_for_update().get(assignment=assignment)
    taken.assignment = assignment
    return taken


def _taken_for_good(assignment: Assignment, may: Rule, by: Any) -> Ballot:
    """Take the ballot with its call: what counts does not change while the round is being closed."""
    assignment.round.call = acts.fresh(assignment.round.call)
    permissions.ask_anew(assignment)
    may.require(by, assignment)
    return _taken(assignment)


def _move_on(assignment: Assignment, version: int) -> bool:
    """Take the next version of the ballot, if nobody took it since the page was shown; a first save begins it."""
    if version == 0:
        Ballot.objects.bulk_create([Ballot(assignment_id=assignment.pk)], ignore_conflicts=True)
    shown = Ballot.objects.filter(assignment=assignment, version=version, status=BallotStatus.OPEN)
    return bool(shown.update(version=version + 1, saved_at=clock.now()))


def _current(assignment: Assignment, version: int) -> Ballot:
    """Give the ballot that was just moved on: as the assignment was read with it, or read now."""
    ballot: Ballot = getattr(assignment, "ballot", None) or Ballot.objects.get(assignment=assignment)
    ballot.version, ballot.saved_at, ballot.status = version, clock.now(), BallotStatus.OPEN
    return ballot


def _must_be_open(ballot: Ballot, version: int) -> None:
    if ballot.version == version and ballot.status != BallotStatus.OPEN:
        state = ballot.get_status_display()
        raise AlreadyDone(Refusal(_("This ballot is %(state)s. Open it again to change it.") % {"state": state}))


def _casting(ballot: Ballot, marks: list[Mark], key: str) -> CastBallot:
    casting = CastBallot(
        ballot=ballot,
        number=ballot.castings.count() + 1,
        key=key,
        marks={mark.criterion.key: plain(mark.value or Decimal(0)) for mark in marks},
        comments={mark.criterion.key: mark.comment for mark in marks if mark.comment},
        at=clock.now(),
    )
    casting.digest = digest(record_of(ballot.assignment, casting))
    casting.save(force_insert=True)
    return casting


def _bump(ballot: Ballot, **changes: Any) -> Ballot:
    """Write changes with the next version."""
    changed = {"version": ballot.version + 1, "saved_at": clock.now(), **changes}
    Ballot.objects.filter(pk=ballot.pk).update(**changed)
    for name, value in changed.items():
        setattr(ballot, name, value)
    return ballot
