"""Marks on the criteria of a rubric."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from awards_site.rules import Refusal
from jury.models import Assignment
from scoring.models import Ballot, Criterion, Mark
from scoring.models.rubric import plain

from .refusals import OffTheScale, Unfinished
from .sheet import Finished, Sheet


def check(assignment: Assignment, sheet: Sheet) -> None:
    """Take a sheet whose criteria are those of the round, all its marks on the scale.

    :raises OffTheScale: otherwise.
    """
    rubric = assignment.round.rules.rubric
    if sheet.keys - {criterion.key for criterion in rubric.criteria.all()}:
        raise OffTheScale(Refusal(_("This criterion does not belong to the round. Load the page again.")))
    given = [value for value in sheet.marks.values() if value is not None]
    if not all(isinstance(value, Decimal) and rubric.takes(value) for value in given):
        raise OffTheScale(Refusal(_("Choose a mark from the scale.")))


def says_the_same(ballot: Ballot, sheet: Sheet) -> bool:
    """Say whether a page sends what is on record already: an answer that got lost is asked for again."""
    marks, empty = known(ballot), Mark()
    return all(marks.get(key, empty).value == value for key, value in sheet.marks.items()) and all(
        marks.get(key, empty).comment == text for key, text in sheet.comments.items()
    )


def write(ballot: Ballot, sheet: Sheet) -> None:
    """Lay a sheet over the marks as they stand: what it does not speak of stays."""
    criteria = {each.key: each for each in ballot.assignment.round.rules.rubric.criteria.all()}
    before = known(ballot)
    Mark.objects.bulk_create(
        [marked(before.get(key), ballot, criteria[key], sheet) for key in sorted(sheet.keys)],
        update_conflicts=True,
        unique_fields=["ballot", "criterion"],
        update_fields=["value", "comment"],
    )


def known(ballot: Ballot) -> Mapping[str, Mark]:
    """Give the marks on record by criterion key."""
    return {mark.criterion.key: mark for mark in Mark.objects.filter(ballot=ballot).select_related("criterion")}


def marked(known: Mark | None, ballot: Ballot, criterion: Criterion, sheet: Sheet) -> Mark:
    """Lay a sheet over one mark."""
    before = known or Mark()
    return Mark(
        ballot=ballot,
        criterion=criterion,
        value=sheet.marks.get(criterion.key, before.value),
        comment=sheet.comments.get(criterion.key, before.comment),
    )


def finished(ballot: Ballot) -> Finished:
    """Give the marks of a ballot on which nothing is missing.

    :raises Unfinished: naming the criteria.
    """
    rules = ballot.assignment.round.rules
    marks = {mark.criterion_id: mark for mark in ballot.marks.select_related("criterion")}
    criteria = list(rules.rubric.criteria.all())
    missing = [each for each in criteria if each.pk not in marks or marks[each.pk].value is None]
    if missing:
        raise Unfinished(missing, _("Some marks are missing. Give them, then cast the ballot."))
    silent = [each for each in criteria if rules.comment_required and not marks[each.pk].comment.strip()]
    if silent:
        raise Unfinished(silent, _("This round wants a comment on every criterion. Write them, then cast the ballot."))
    given = {each.key: marks[each.pk] for each in criteria}
    return Finished(
        {key: plain(mark.value or Decimal(0)) for key, mark in given.items()},
        {key: mark.comment for key, mark in given.items() if mark.comment},
    )
