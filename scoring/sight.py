"""Who somebody is to a round, and how much of what the jury said they see, when.

Pure questions of fact, below the rules: a rule turns them into a refusal. Blindness is a phase: while a round is open
nobody reads another's ballot; between the rounds those who draw up the shortlist see the first one's standings; from
deliberation on the panel does, then the board.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum
from typing import Any

from django.db.models import Q

from awards_site import clock
from awards_site.states import Role
from jury.models import Assignment, Conflict, Entry, Round, Seat
from jury.models.round import OPENED
from jury.states import AssignmentStatus, RoundKind, SeatStatus
from nominations.models import Call, Dossier
from nominations.states import HandoverStatus, Phase

from .states import PanelSees

OPEN_IN: Mapping[str, Phase] = {RoundKind.ASSESSMENT: Phase.ASSESSMENT, RoundKind.FINAL: Phase.FINAL}
COUNTED_IN: Mapping[str, Phase] = {RoundKind.ASSESSMENT: Phase.SHORTLIST, RoundKind.FINAL: Phase.DELIBERATION}

JUROR, CHAIR = "juror", "chair"


class Sight(IntEnum):
    """How much of a result somebody sees; more is more."""

    AGGREGATES = 1
    PSEUDONYMOUS = 2
    IDENTIFIED = 3


_PANEL = frozenset({Phase.DELIBERATION, Phase.RATIFICATION})
_BOARD = frozenset({Phase.RATIFICATION, Phase.EMBARGO})
_ROOM = frozenset({Phase.SHORTLIST, Phase.DELIBERATION, Phase.RATIFICATION, Phase.EMBARGO})
_ALWAYS = _ROOM | {Phase.ANNOUNCED, Phase.ARCHIVED}

#: What the rules of a round let its jurors see.
PANEL: Mapping[str, Sight] = {
    PanelSees.SUMS: Sight.AGGREGATES,
    PanelSees.NUMBERS: Sight.PSEUDONYMOUS,
    PanelSees.NAMES: Sight.IDENTIFIED,
}
#: Who sees a closed round's result how, and in which phases of the call; jurors as `PANEL` says.
SEEN: Mapping[str, tuple[Sight, frozenset[Phase]]] = {
    JUROR: (Sight.PSEUDONYMOUS, _PANEL),
    CHAIR: (Sight.IDENTIFIED, _ROOM),
    Role.OFFICER: (Sight.AGGREGATES, _ROOM),
    Role.SECRETARY_GENERAL: (Sight.IDENTIFIED, _ALWAYS),
    Role.BOARD: (Sight.AGGREGATES, _BOARD),
    Role.AUDITOR: (Sight.IDENTIFIED, _ALWAYS),
}

#: Who sees how many ballots are done, and in which phases.
_WATCH = frozenset({Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL, Phase.DELIBERATION})
WATCHED: Mapping[str, frozenset[Phase]] = {
    CHAIR: _WATCH | {Phase.RATIFICATION},
    Role.OFFICER: _WATCH,
    Role.SECRETARY_GENERAL: _WATCH,
    Role.AUDITOR: _WATCH | _ALWAYS,
}


def has_begun(call: Call) -> bool:
    """Say whether a round of a call was ever opened, also one that was set aside: its rules are public for ever."""
    return any(act.kind in OPENED.values() for act in call.acts.all())


def is_open(round_: Round) -> bool:
    """Say whether ballots are taken now: the act is on record and the server's clock has not passed the close."""
    return round_.call.phase == OPEN_IN[round_.kind] and clock.now() < round_.closes_at


#: What was asked already of one person and call, while a page is put together.
_ASKED: ContextVar[dict[tuple[str, int, int], Any] | None] = ContextVar("asked", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Ask each question of fact but once within this block; for reading alone, as nothing may change meanwhile."""
    token = _ASKED.set({})
    try:
        yield
    finally:
        _ASKED.reset(token)


def asked(what: str, person: Any, call: Call, find: Callable[[], Any]) -> Any:
    """Find an answer, or remember it."""
    known = _ASKED.get()
    if known is None:
        return find()
    key = (what, person.pk, call.pk)
    if key not in known:
        known[key] = find()
    return known[key]


def seat_of(person: Any, call: Call) -> Seat | None:
    """Give a person's accepted seat on a call's panel."""
    if not person.is_authenticated:
        return None
    held = Seat.objects.filter(panel__call=call, user=person, status=SeatStatus.ACCEPTED)
    found: Seat | None = asked("seat", person, call, held.first)
    return found


def parts_of(person: Any, call: Call) -> frozenset[str]:
    """Name all that a person is to a call: staff roles, and juror or chair."""
    if not person.is_authenticated:
        return frozenset()
    seat = seat_of(person, call)
    mine = {CHAIR, JUROR} if seat and seat.is_chair else {JUROR} if seat else set()
    return frozenset({*person.roles, *mine})


def sight_of(person: Any, round_: Round) -> Sight | None:
    """Say how much of a round's result a person sees now, or nothing; a juror sees the rounds they read for."""
    return max(sights_of(person, round_).values(), default=None)


def sights_of(person: Any, round_: Round) -> dict[str, Sight]:
    """Say what each part that a person has lets them see of a round's result now."""
    if not round_.is_closed:
        return {}
    phase = round_.call.phase
    parts = parts_of(person, round_.call)
    if JUROR in parts and CHAIR not in parts and not reads_in(person, round_):
        parts -= {JUROR}
    shown = {part: SEEN[part][0] for part in parts & SEEN.keys() if phase in SEEN[part][1]}
    if JUROR in shown:
        shown[JUROR] = PANEL[round_.rules.panel_sees]
    return shown


def is_in_charge(person: Any, round_: Round) -> bool:
    """Say whether somebody sees who marked how by another part than a juror's: chair, Secretary General, auditor."""
    others = {part: sight for part, sight in sights_of(person, round_).items() if part != JUROR}
    return Sight.IDENTIFIED in others.values()


def reads_in(person: Any, round_: Round) -> bool:
    """Say whether a juror has a dossier of a round."""
    read = Assignment.objects.of(person).filter(round=round_)
    return bool(asked(f"reads {round_.pk}", person, round_.call, read.exists))


def tied_dossiers(person: Any, call: Call) -> frozenset[int]:
    """Name the dossiers of a call that a person may see nothing of: by a tie, or by having a part in the file."""
    if not person.is_authenticated:
        return frozenset()
    found: frozenset[int] = asked("tied", person, call, lambda: _tied(person, call))
    return found


def _tied(person: Any, call: Call) -> frozenset[int]:
    tied = Conflict.objects.of(person).shutting()
    own = (
        Q(nominations__nominator=person)
        | Q(nominations__collaborations__person=person, nominations__collaborations__joined_at__isnull=False)
        | Q(nominations__handovers__by=person, nominations__handovers__status=HandoverStatus.ACCEPTED)
        | Q(nominations__letters_of_support__email__iexact=person.email)
        | Q(nominee__email__iexact=person.email)
        | Q(pk__in=tied.values("dossier_id"))
    )
    return frozenset(Dossier.objects.filter(own, call=call).values_list("pk", flat=True))


def final_is_entered(round_: Round) -> bool:
    """Say whether the shortlist that follows a round is confirmed already."""
    final = Round.objects.standing().filter(call=round_.call, kind=RoundKind.FINAL)
    return Entry.objects.filter(round__in=final).exists()


def jurors_of(round_: Round) -> list[Seat]:
    """Give the seats that read in a round."""
    confirmed = Q(assignments__round=round_, assignments__status=AssignmentStatus.CONFIRMED)
    seats = Seat.objects.sitting().filter(confirmed, panel__call=round_.call).select_related("user")
    return list(seats.distinct())
