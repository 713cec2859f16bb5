"""One grade out of those that the rules put in order, and what the juror writes to the panel."""

from django.utils.translation import gettext as _

from awards_site.rules import Refusal
from jury.models import Assignment
from scoring.models import Ballot

from .refusals import OffTheScale, Unfinished
from .sheet import Finished, Sheet

GRADE = "grade"


def check(assignment: Assignment, sheet: Sheet) -> None:
    """Take a sheet that speaks of the grade alone, and of one that there is.

    :raises OffTheScale: otherwise.
    """
    if sheet.keys - {GRADE}:
        raise OffTheScale(Refusal(_("This criterion does not belong to the round. Load the page again.")))
    grade = sheet.marks.get(GRADE)
    if grade and grade not in assignment.round.rules.grade_keys:
        raise OffTheScale(Refusal(_("Choose one of the grades.")))


def says_the_same(ballot: Ballot, sheet: Sheet) -> bool:
    """Say whether a page sends what is on record already."""
    return all(getattr(ballot, name) == value for name, value in spoken(sheet).items())


def write(ballot: Ballot, sheet: Sheet) -> None:
    """Write what a sheet speaks of."""
    told = spoken(sheet)
    Ballot.objects.filter(pk=ballot.pk).update(**told)
    for name, value in told.items():
        setattr(ballot, name, value)


def spoken(sheet: Sheet) -> dict[str, str]:
    """Give what a sheet speaks of, by the ballot's own names."""
    grade = {"grade": str(sheet.marks[GRADE] or "")} if GRADE in sheet.marks else {}
    return grade | ({"comment": sheet.comments[GRADE]} if GRADE in sheet.comments else {})


def finished(ballot: Ballot) -> Finished:
    """Give the grade of a ballot on which nothing is missing.

    :raises Unfinished: otherwise.
    """
    if not ballot.grade:
        raise Unfinished([], _("The grade is missing. Choose one, then cast the ballot."))
    if ballot.assignment.round.rules.comment_required and not ballot.comment.strip():
        raise Unfinished([], _("This round wants a comment. Write it, then cast the ballot."))
    return Finished({GRADE: ballot.grade}, {GRADE: ballot.comment} if ballot.comment else {})
