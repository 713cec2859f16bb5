"""What a juror sends of a ballot, what may be wrong with it, and what of it is hashed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from awards_site.rules import Refusal, Refused
from jury.models import Assignment

from .models import Ballot, CastBallot, Criterion, Mark


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


def asked_for(assignment: Assignment, sheet: Sheet) -> list[Criterion]:
    """Give the criteria that a sheet speaks of, all of them of the round and all marks on its scale.

    :raises OffTheScale: otherwise.
    """
    rubric = assignment.round.rules.rubric
    criteria = {criterion.key: criterion for criterion in rubric.criteria.all()}
    if sheet.keys - criteria.keys():
        raise OffTheScale(Refusal(_("This criterion does not belong to the round. Load the page again.")))
    if not all(value is None or rubric.takes(value) for value in sheet.marks.values()):
        raise OffTheScale(Refusal(_("Choose a mark from the scale.")))
    return [criteria[key] for key in sorted(sheet.keys)]


def rows(ballot: Ballot, sheet: Sheet, criteria: Iterable[Criterion], known: Mapping[str, Mark]) -> list[Mark]:
    """Give the marks as they stand with a sheet laid over them."""
    return [marked(known.get(criterion.key), ballot, criterion, sheet) for criterion in criteria]


def marked(known: Mark | None, ballot: Ballot, criterion: Criterion, sheet: Sheet) -> Mark:
    """Lay a sheet over one mark: what it does not speak of stays."""
    before = known or Mark()
    return Mark(
        ballot=ballot,
        criterion=criterion,
        value=sheet.marks.get(criterion.key, before.value),
        comment=sheet.comments.get(criterion.key, before.comment),
    )


def says_the_same(sheet: Sheet, marks: Mapping[str, Mark]) -> bool:
    """Say whether a page sends what is on record already: an answer that got lost is asked for again."""
    empty = Mark()
    return all(marks.get(key, empty).value == value for key, value in sheet.marks.items()) and all(
        marks.get(key, empty).comment == text for key, text in sheet.comments.items()
    )


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
