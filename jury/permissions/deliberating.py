"""Who is in the room when the panel deliberates: the chair, and jurors who have finished and are free of ties."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, rule
from jury.models import Assignment, Conflict, Entry
from jury.states import RoundKind
from nominations.models import Call
from nominations.states import Phase

from .seats import seat_on

IN_SESSION = frozenset({Phase.DELIBERATION, Phase.RATIFICATION})
#: A juror's work on a dossier is finished by either.
FINISHED = ("cast", "abstained")


def is_tied_to_a_finalist(person: Any, call: Call) -> bool:
    """Say whether a person has a tie to one of the finalists."""
    finalists = Entry.objects.filter(round__call=call, round__kind=RoundKind.FINAL, round__set_aside_at=None)
    return Conflict.objects.of(person).shutting().filter(dossier__in=finalists.values("dossier")).exists()


def has_finished(person: Any, call: Call) -> bool:
    """Say whether a juror had finalists to judge and is done with all of them."""
    mine = Assignment.objects.of(person).filter(round__call=call, round__kind=RoundKind.FINAL)
    mine = mine.filter(dossier__in=call.dossiers.ready_for_the_jury())
    return mine.exists() and not mine.exclude(ballot__status__in=FINISHED).exists()


@rule
def may_read_deliberation(person: Any, call: Call) -> Refusal | None:
    """Let in the chair, and jurors who have finished and have no tie to any finalist."""
    if not person.is_authenticated:
        return SIGN_IN
    seat = seat_on(person, call) if call.phase in IN_SESSION else None
    if seat is None:
        return NOT_YOURS
    if seat.is_chair or (has_finished(person, call) and not is_tied_to_a_finalist(person, call)):
        return None
    return NOT_YOURS


@rule
def may_deliberate(person: Any, call: Call) -> Refusal | None:
    """Let the chair alone write the recommendation, between the last round's close and the recommendation."""
    refusal = may_read_deliberation.refusal(person, call)
    if refusal:
        return refusal
    seat = seat_on(person, call)
    if seat is None or not seat.is_chair:
        return Refusal(_("Only the chair writes the panel’s recommendation."))
    if call.phase == Phase.DELIBERATION:
        return None
    return Refusal(_("The recommendation has been made. It is before the Executive Board."))
