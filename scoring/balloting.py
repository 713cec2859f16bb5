"""A juror marks, casts, abstains, or opens a ballot again: the own ballot, and while the round is open.

What is saved is a draft. Casting writes a version that is never changed, tells the chain of its hash, and mails the
juror a receipt. A page that was shown an older state than the one on record never overwrites it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from jury.models import Assignment

from . import letters, permissions
from .models import Ballot, CastBallot, Criterion, Mark
from .models.rubric import plain
from .states import BallotStatus


class Stale(Refused):
    """Another tab or device saved this ballot since the page was opened."""

    def __init__(self, ballot: Ballot) -> None:
        """Keep what is on record, to show both."""
        super().__init__(Refusal(_("This ballot was changed in another window. Look at both, then save again.")))
        self.ballot = ballot


class AlreadyDone(Refused):
    """The ballot was cast or abstained on; it has to be opened again first."""


class OffTheScale(Refused):
    """A mark that the scale does not have."""


class Unfinished(Refused):
    """A ballot cannot be cast while marks or comments are missing; `criteria` names where."""

    def __init__(self, criteria: list[Criterion], sentence: str) -> None:
        """Keep where something is missing."""
        super().__init__(Refusal(sentence))
        self.criteria = criteria


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a juror sends: marks and comments by criterion key; what is not named stays as it is."""

    marks: Mapping[str, Decimal | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        """Name the criteria it speaks of."""
        return {*self.marks, *self.comments}


@transaction.atomic
def save(assignment: Assignment, sheet: Sheet, *, by: Any, version: int) -> Ballot:
    """Save marks and comments of the own ballot.

    :raises Stale: where another page saved since; saving the same again is no change and no conflict.
    """
    permissions.may_score.require(by, assignment)
    ballot = _taken(assignment)
    marks = {mark.criterion.key: mark for mark in ballot.marks.select_related("criterion")}
    if ballot.version != version:
        if _says_the_same(sheet, marks):
            return ballot
        raise Stale(ballot)
    _must_be_open(ballot)
    _write(ballot, sheet, marks)
    return _bump(ballot)


@transaction.atomic
def cast(assignment: Assignment, *, by: Any, key: str, version: int) -> CastBallot:
    """Cast the own ballot: complete, once for a key, with a receipt.

    :raises Unfinished: while something is missing; :raises Stale: where it changed since it was shown.
    """
    permissions.may_score.require(by, assignment)
    ballot = _taken(assignment)
    known = CastBallot.objects.filter(key=key, ballot=ballot).first()
    if known:
        return known
    if ballot.version != version:
        raise Stale(ballot)
    _must_be_open(ballot)
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
    permissions.may_score.require(by, assignment)
    ballot = _taken(assignment)
    if ballot.status == BallotStatus.ABSTAINED and ballot.reason == reason:
        return ballot
    if ballot.version != version:
        raise Stale(ballot)
    _must_be_open(ballot)
    if not reason.strip():
        raise Refused(Refusal(_("Say in a few words why you cannot judge this dossier.")))
    audit.record(by=by, what="ballot.abstained", on=f"ballot:{ballot.pk}")
    return _bump(ballot, status=BallotStatus.ABSTAINED, reason=reason.strip()[:1000])


@transaction.atomic
def reopen(assignment: Assignment, *, by: Any, version: int) -> Ballot:
    """Open the own ballot again before the close; what was cast stays on record and no longer counts."""
    permissions.may_reopen.require(by, assignment)
    ballot = _taken(assignment)
    if ballot.status == BallotStatus.OPEN:
        return ballot
    if ballot.version != version:
        raise Stale(ballot)
    audit.record(by=by, what="ballot.reopened", on=f"ballot:{ballot.pk}")
    return _bump(ballot, status=BallotStatus.OPEN, reason="", cast_at=None)


def complete(ballot: Ballot, assignment: Assignment) -> list[Mark]:
    """Give the marks of a ballot on which nothing is missing.

    :raises Unfinished: naming the criteria.
    """
    rules = assignment.round.rules
    marks = {mark.criterion_id: mark for mark in ballot.marks.select_related("criterion")}
    criteria = list(rules.rubric.criteria.all())
    missing = [each for each in criteria if each.pk not in marks or marks[each.pk].value is None]
    if missing:
        raise Unfinished(missing, _("Some marks are missing. Give them, then cast the ballot."))
    silent = [each for each in criteria if rules.comment_required and not marks[each.pk].comment.strip()]
    if silent:
        raise Unfinished(silent, _("This round wants a comment on every criterion. Write them, then cast the ballot."))
    return [marks[each.pk] for each in criteria]


def record_of(assignment: Assignment, casting: CastBallot) -> dict[str, Any]:
    """Give what of a cast ballot is hashed: a juror can put it together from the receipt."""
    return {
        "comments": casting.comments,
        "dossier": assignment.dossier.code,
        "juror": str(assignment.seat.public_id),
        "marks": casting.marks,
        "number": casting.number,
        "round": assignment.round.kind,
        "rules": assignment.round.rules.digest,
    }


def _taken(assignment: Assignment) -> Ballot:
    """Take the ballot of an assignment for this transaction, begun now where there was none."""
    taken = Ballot.objects.select_for_update().filter(assignment=assignment).first()
    if taken is None:
        Ballot.objects.bulk_create([Ballot(assignment=assignment)], ignore_conflicts=True)
        taken = Ballot.objects.select_for_update().get(assignment=assignment)
    taken.assignment = assignment
    return taken


def _must_be_open(ballot: Ballot) -> None:
    if ballot.status != BallotStatus.OPEN:
        raise AlreadyDone(
            Refusal(
                _("This ballot is %(state)s. Open it again to change it.") % {"state": ballot.get_status_display()}
            )
        )


def _says_the_same(sheet: Sheet, marks: Mapping[str, Mark]) -> bool:
    """Say whether a page sends what is on record already: an answer that got lost is asked for again."""
    empty = Mark()
    return all(marks.get(key, empty).value == value for key, value in sheet.marks.items()) and all(
        marks.get(key, empty).comment == text for key, text in sheet.comments.items()
    )


def _write(ballot: Ballot, sheet: Sheet, known: Mapping[str, Mark]) -> None:
    rubric = ballot.assignment.round.rules.rubric
    criteria = {criterion.key: criterion for criterion in rubric.criteria.all()}
    if sheet.keys - criteria.keys():
        raise OffTheScale(Refusal(_("This criterion does not belong to the round. Load the page again.")))
    for value in sheet.marks.values():
        if value is not None and not rubric.takes(value):
            raise OffTheScale(Refusal(_("Choose a mark from the scale.")))
    rows = [_marked(known.get(key), ballot, criteria[key], sheet) for key in sorted(sheet.keys)]
    Mark.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["ballot", "criterion"], update_fields=["value", "comment"]
    )


def _marked(known: Mark | None, ballot: Ballot, criterion: Criterion, sheet: Sheet) -> Mark:
    before = known or Mark()
    return Mark(
        ballot=ballot,
        criterion=criterion,
        value=sheet.marks.get(criterion.key, before.value),
        comment=sheet.comments.get(criterion.key, before.comment),
    )


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
