"""A juror marks or grades, casts, abstains, or opens a ballot again: the own ballot, and while the round is open.

What is saved is a draft. Casting writes a version that is never changed, tells the chain of its hash, and mails the
juror a receipt. A page that was shown an older state than the one on record never overwrites it. Ranks are written on
all ballots of a round at once: see `rankings`.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.rules import Refusal, Refused, Rule
from jury.models import Assignment
from nominations import acts

from . import castings, letters, permissions
from .models import Ballot, CastBallot
from .sheets import AlreadyDone, OffTheScale, RankedAsAWhole, Sheet, Stale, Unfinished, record_of, written_in
from .states import BallotStatus

__all__ = [
    "AlreadyDone",
    "OffTheScale",
    "RankedAsAWhole",
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
    """Save marks or a grade, and comments, of the own ballot.

    :raises Stale: where another page saved since; saving the same again is no change and no conflict.
    """
    permissions.may_score.require(by, assignment)
    written = written_in(assignment)
    written.check(assignment, sheet)
    is_ours = _move_on(assignment, version)
    ballot = _current(assignment, version + 1) if is_ours else castings.taken(assignment)
    if is_ours:
        written.write(ballot, sheet)
        return ballot
    _must_be_open(ballot, version)
    if written.says_the_same(ballot, sheet):
        return ballot
    raise Stale(ballot)


@transaction.atomic
def cast(assignment: Assignment, *, by: Any, key: str, version: int) -> CastBallot:
    """Cast the own ballot: complete, once for a key, with a receipt.

    :raises Unfinished: while something is missing; :raises Stale: where it changed since it was shown.
    """
    ballot = _taken_for_good(assignment, permissions.may_score, by)
    written = written_in(assignment)
    known = CastBallot.objects.filter(key=key).first()
    if known and known.ballot_id == ballot.pk:
        return known
    if known or ballot.version != version:
        raise Stale(ballot)
    castings.must_be_open(ballot)
    casting, event = castings.cast(ballot, written.finished(ballot), key=key, by=by)
    letters.ballot_receipt(assignment, casting, event)
    return casting


@transaction.atomic
def abstain(assignment: Assignment, *, by: Any, reason: str, version: int) -> Ballot:
    """Abstain on a dossier, with the reason; an abstention leaves the denominator, and the juror's own ranking."""
    ballot = _taken_for_good(assignment, permissions.may_score, by)
    if ballot.status == BallotStatus.ABSTAINED and ballot.reason == reason.strip():
        return ballot
    if ballot.version != version:
        raise Stale(ballot)
    castings.must_be_open(ballot)
    if not reason.strip():
        raise Refused(Refusal(_("Say in a few words why you cannot judge this dossier.")))
    audit.record(by=by, what="ballot.abstained", on=f"ballot:{ballot.pk}")
    return castings.bump(ballot, status=BallotStatus.ABSTAINED, reason=reason.strip()[:1000], rank=None)


@transaction.atomic
def reopen(assignment: Assignment, *, by: Any, version: int) -> Ballot:
    """Open the own ballot again before the close; what was cast stays on record and no longer counts."""
    ballot = _taken_for_good(assignment, permissions.may_reopen, by)
    if ballot.status == BallotStatus.OPEN:
        return ballot
    if ballot.version != version:
        raise Stale(ballot)
    if ballot.status == BallotStatus.CAST:
        written_in(assignment)
    return castings.reopen(ballot, by=by)


def _taken_for_good(assignment: Assignment, may: Rule, by: Any) -> Ballot:
    """Take the ballot with its call: what counts does not change while the round is being closed."""
    assignment.round.call = acts.fresh(assignment.round.call)
    permissions.ask_anew(assignment)
    may.require(by, assignment)
    return castings.taken(assignment)


def _move_on(assignment: Assignment, version: int) -> bool:
    """Take the next version of the ballot, if nobody took it since the page was shown; a first save begins it."""
    if version == 0:
        castings.begin([assignment])
    shown = Ballot.objects.filter(assignment=assignment, version=version, status=BallotStatus.OPEN)
    return bool(shown.update(version=version + 1, saved_at=clock.now()))


def _current(assignment: Assignment, version: int) -> Ballot:
    """Give the ballot that was just moved on: as the assignment was read with it, or read now."""
    ballot: Ballot = getattr(assignment, "ballot", None) or Ballot.objects.get(assignment=assignment)
    ballot.assignment = assignment
    ballot.version, ballot.saved_at, ballot.status = version, clock.now(), BallotStatus.OPEN
    return ballot


def _must_be_open(ballot: Ballot, version: int) -> None:
    if ballot.version == version:
        castings.must_be_open(ballot)
