"""What a juror finds on the own desk: every call's dossiers, what is left, what is done, what was set aside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from awards_site import clock
from jury.models import Assignment, Conflict, Round, Seat
from jury.permissions import may_read_deliberation
from jury.states import AssignmentStatus, SeatRole, SeatStatus, Tie
from nominations.models import Dossier
from nominations.states import CONSENTING, Phase

from . import permissions, sight
from .methods.ballots import Level
from .models import Ballot, Rules
from .states import BallotStatus
from .totals import total, two_places, values_of

NOON, EVENING = 12, 18
AT_WORK = frozenset({Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL, Phase.DELIBERATION, Phase.RATIFICATION})


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier on the desk: where its ballot is, how much is left, and what it says: total, grade or rank."""

    assignment: Assignment
    ballot: Ballot | None
    level: Level
    left: int
    said: Decimal | str | int | None
    is_open: bool
    is_cleared: bool

    @property
    def state(self) -> str:
        """Name where the ballot is, for the page's words."""
        if not self.is_cleared:
            return "unanswered"
        if self.ballot is None:
            return "new"
        if self.ballot.status == BallotStatus.OPEN:
            return "begun" if self.left else "ready"
        return str(self.ballot.status)

    @property
    def is_done(self) -> bool:
        """Say whether nothing is to be done any more."""
        return self.state in {BallotStatus.CAST, BallotStatus.ABSTAINED}


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a juror has before them."""

    lines: list[Line]
    aside: list[Conflict]
    invitations: list[Seat]

    @property
    def left(self) -> list[Line]:
        """Give what can still be done: begun first, then by number; a closed round leaves nothing to do."""
        waiting = [line for line in self.lines if not line.is_done and line.is_open]
        return sorted(waiting, key=lambda line: (line.assignment.round.closes_at, line.ballot is None))

    @property
    def done(self) -> list[Line]:
        """Give what was cast or abstained on."""
        return [line for line in self.lines if line.is_done]

    @property
    def missed(self) -> list[Line]:
        """Give what was left unfinished when the round closed: it does not count."""
        return [line for line in self.lines if not line.is_done and not line.is_open]

    @property
    def rounds(self) -> list[Round]:
        """Give the rounds the desk has dossiers of, those to close first in front."""
        found = {line.assignment.round_id: line.assignment.round for line in self.lines}
        return sorted(found.values(), key=lambda each: each.closes_at)

    @property
    def next(self) -> Line | None:
        """Give the one to go on with."""
        return next((line for line in self.left if line.is_cleared), None)


def desk_of(person: Any) -> Desk:
    """Read a juror's desk."""
    return Desk(lines=lines_of(person), aside=set_aside(person), invitations=invitations_of(person))


def assignments_of(person: Any) -> QuerySet[Any, Any]:
    """Give a juror's own assignments that stand, with what pages about them say."""
    mine = Assignment.objects.of(person).filter(dossier__consent__status__in=CONSENTING)
    return (
        permissions.with_answers(mine)
        .select_related(
            "ballot",
            "dossier__consent",
            "dossier__nominee",
            "round__call__cycle",
            "round__call__prize",
            "round__rules__rubric",
            "seat",
        )
        .prefetch_related("round__call__acts", "round__rules__rubric__criteria")
    )


def assignments_in(person: Any, named: Mapping[str, str]) -> QuerySet[Any, Any]:
    """Give a juror's own assignments in the round that an address names: cycle, prize and round."""
    cycle, prize, kind = named["cycle"], named["prize"], named["round"]
    mine = assignments_of(person).filter(round__call__cycle__slug=cycle, round__call__prize__slug=prize)
    return mine.filter(round__kind=kind)


def open_assignments_of(person: Any, round_: Round) -> QuerySet[Any, Any]:
    """Give a juror's own dossiers of a round whose ballot can be written now."""
    mine = assignments_of(person).filter(round=round_, answered_tie=Tie.NONE, is_granted=True, is_ready=True)
    begun = Q(ballot=None) | Q(ballot__status=BallotStatus.OPEN)
    return mine.filter(begun).prefetch_related("ballot__marks").order_by("dossier__code")


def lines_of(person: Any) -> list[Line]:
    """Give the dossiers of every round that was opened and is not long over."""
    mine = assignments_of(person).prefetch_related("ballot__marks").order_by("round__opens_at", "dossier__code")
    return [line_of(each) for each in mine if each.round.is_opened and each.round.call.phase in AT_WORK]


def line_of(assignment: Any) -> Line:
    """Read one line from what was fetched along."""
    ballot = getattr(assignment, "ballot", None)
    left, said = said_of(assignment.round.rules, ballot)
    return Line(
        assignment=assignment,
        ballot=ballot,
        level=assignment.round.rules.level,
        left=left,
        said=said,
        is_open=sight.is_open(assignment.round),
        is_cleared=assignment.answered_tie == Tie.NONE,
    )


def said_of(rules: Rules, ballot: Ballot | None) -> tuple[int, Decimal | str | int | None]:
    """Say how much a ballot still lacks, and what it says: the own total, the grade's word or the rank."""
    match rules.level:
        case Level.RANKS:
            rank = ballot.rank if ballot else None
            return int(rank is None), rank
        case Level.GRADES:
            word = str(rules.grade_words.get(ballot.grade, "")) if ballot else ""
            return int(not word), word
    criteria = list(rules.rubric.criteria.all())
    values = values_of(ballot)
    marked = sum(values.get(criterion.pk) is not None for criterion in criteria)
    return len(criteria) - marked, two_places(total(values, criteria))


def set_aside(person: Any) -> list[Conflict]:
    """Give the ties that keep a juror out of files: title and answer, nothing of the file."""
    ties = Conflict.objects.of(person).shutting().filter(seat__status=SeatStatus.ACCEPTED)
    assigned = Assignment.objects.filter(dossier=OuterRef("dossier"), seat=OuterRef("seat"))
    return list(ties.filter(Exists(assigned)).select_related("dossier__nominee"))


def invitations_of(person: Any) -> list[Seat]:
    """Give the seats that wait for an answer."""
    waiting = Seat.objects.of(person).filter(status=SeatStatus.INVITED)
    return list(waiting.select_related("panel__call__cycle", "panel__call__prize"))


def calls_to_answer(person: Any) -> list[Any]:
    """Give the calls in which a juror has dossiers without an answer about ties."""
    answered = Conflict.objects.of(person).filter(dossier=OuterRef("pk"))
    ready = Dossier.objects.filter(call=OuterRef("panel__call")).ready_for_the_jury().filter(~Exists(answered))
    seats = Seat.objects.of(person).sitting().filter(Exists(ready)).select_related("panel__call__prize")
    whole = seats.select_related("panel__call__cycle", "panel__call__prize").prefetch_related("panel__call__acts")
    return [seat.panel.call for seat in whole if seat.panel.call.phase in AT_WORK | {Phase.SCREENING}]


def calls_to_read_of(person: Any) -> list[Any]:
    """Give the calls whose recommendation a juror may read now; a chair finds it among the own errands."""
    seats = Seat.objects.of(person).sitting().exclude(role=SeatRole.CHAIR)
    whole = seats.select_related("panel__call__cycle", "panel__call__prize").prefetch_related("panel__call__acts")
    return [seat.panel.call for seat in whole if may_read_deliberation(person, seat.panel.call)]


def neighbours(person: Any, assignment: Assignment) -> tuple[Assignment | None, Assignment | None, int, int]:
    """Give the dossiers before and after one in its round, its place and how many there are."""
    cleared = Conflict.objects.of(person).filter(dossier=OuterRef("dossier"), tie=Tie.NONE)
    mine: Iterable[Assignment] = (
        Assignment.objects.of(person)
        .filter(Exists(cleared), Q(dossier__consent__status__in=CONSENTING), round=assignment.round)
        .filter(status=AssignmentStatus.CONFIRMED)
        .select_related("dossier")
        .order_by("dossier__code")
    )
    listed = list(mine)
    place = next((number for number, each in enumerate(listed) if each.pk == assignment.pk), 0)
    before = listed[place - 1] if place else None
    after = listed[place + 1] if place + 1 < len(listed) else None
    return before, after, place + 1, len(listed)


def part_of_day() -> str:
    """Say which part of the day it is on the reader's clock: morning, day or evening."""
    hour = timezone.localtime(clock.now()).hour
    return "morning" if hour < NOON else "day" if hour < EVENING else "evening"
