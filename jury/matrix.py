"""Who reads what in one round, as it stands: read once, for the proposal, the change and the page.

Five statements, whatever the size. A viewer with a tie sees a matrix in which that dossier never was.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from awards_site.canonical import digest
from jury.methods.balance import Problem, Proposal, describe
from jury.methods.spread import Pair
from jury.models import Conflict, Round, Seat
from jury.states import AssignmentStatus, Tie
from nominations.models import Dossier, Nomination
from nominations.states import NominationStatus

#: What it costs where a juror does not read the file's language, and where the juror has not answered for ties yet.
FOREIGN, UNANSWERED = 4, 1

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Held:
    """One assignment as it stands, and whether its ballot was begun."""

    pk: int
    status: str
    begun: bool

    @property
    def is_confirmed(self) -> bool:
        """Say whether it is for good."""
        return self.status == AssignmentStatus.CONFIRMED


@dataclass(frozen=True)
class Matrix:
    """Dossiers by jurors: cells are (dossier, seat)."""

    round: Round
    codes: dict[int, str]
    seats: dict[int, Seat]
    held: dict[Cell, Held]
    answers: dict[Cell, str]
    languages: dict[int, set[str]]

    @property
    def wanted(self) -> int:
        """Give the ballots wanted for each dossier: all jurors' where the whole panel reads everything."""
        return len(self.seats) if self.round.whole_panel else self.round.ballots_wanted

    @cached_property
    def barred(self) -> set[Cell]:
        """Give the cells that a tie shuts."""
        return {cell for cell, tie in self.answers.items() if tie != Tie.NONE}

    @property
    def version(self) -> str:
        """Name this state of the matrix, so that a change made on another is not lost."""
        return digest(sorted([*cell, held.status] for cell, held in self.held.items()))[:16]

    def names(self, cells: Collection[Cell]) -> frozenset[Pair]:
        """Name cells as the arithmetic does: by file number and seat."""
        here = (cell for cell in cells if cell[0] in self.codes and cell[1] in self.seats)
        return frozenset((self.codes[dossier], named(seat)) for dossier, seat in here)

    def cells(self, pairs: Collection[Pair]) -> set[Cell]:
        """Find the cells that the arithmetic named."""
        dossiers = {code: pk for pk, code in self.codes.items()}
        return {(dossiers[code], int(seat)) for code, seat in pairs}

    def problem(self, fixed: Collection[Cell] = ()) -> Problem:
        """State the problem: ballots wanted, loads, ties, costs, and what must stay."""
        return Problem(
            dossiers=tuple(self.codes.values()),
            jurors=tuple(named(seat) for seat in self.seats),
            wanted=self.wanted,
            limit=max(self.round.load_at_most, len(self.codes) if self.round.whole_panel else 0),
            forbidden=self.names(self.barred),
            fixed=self.names(fixed),
            costs={(code, named(seat)): self.cost(pk, seat) for pk, code in self.codes.items() for seat in self.seats},
        )

    def cost(self, dossier: int, seat: int) -> int:
        """Give what it costs to send a dossier to a juror."""
        return FOREIGN * self.is_foreign(dossier, seat) + UNANSWERED * ((dossier, seat) not in self.answers)

    def is_foreign(self, dossier: int, seat: int) -> bool:
        """Say whether a juror reads none of the languages that a dossier is written in."""
        reads, written = set(self.seats[seat].languages), self.languages.get(dossier, set())
        return bool(reads and written) and not reads & written

    def worth(self) -> Proposal:
        """Say what the assignment as it stands is worth."""
        return describe(self.problem(), self.names(self.held.keys()))

    def fitting(self) -> int:
        """Count the ballots whose juror reads the file's language."""
        here = (cell for cell in self.held if cell[1] in self.seats)
        return sum(not self.is_foreign(*cell) for cell in here)


def named(seat: int) -> str:
    """Name a seat so that names sort as numbers do."""
    return f"{seat:012}"


def matrix_of(round_: Round, viewer: Any = None) -> Matrix:
    """Read a round's matrix; for a viewer, without the dossiers the viewer has a tie to."""
    entered = Dossier.objects.filter(entries__round=round_)
    if viewer is not None:
        entered = entered.exclude(pk__in=Conflict.objects.of(viewer).shutting().values("dossier"))
    codes = dict(entered.order_by("code").values_list("pk", "code"))
    seats = Seat.objects.sitting().filter(panel__call=round_.call_id).select_related("user")
    return Matrix(
        round=round_,
        codes=codes,
        seats={seat.pk: seat for seat in seats},
        held={cell: held for cell, held in held_in(round_).items() if cell[0] in codes},
        answers=answers_in(round_),
        languages=languages_in(round_),
    )


def held_in(round_: Round) -> dict[Cell, Held]:
    """Read who is to read what; those who stood aside are not in it."""
    rows = round_.assignments.standing().values_list("pk", "status", "ballot", "dossier_id", "seat_id")
    return {(dossier, seat): Held(pk, status, ballot is not None) for pk, status, ballot, dossier, seat in rows}


def answers_in(round_: Round) -> dict[Cell, str]:
    """Read what is on file about ties."""
    rows = Conflict.objects.filter(seat__panel__call=round_.call_id)
    return {(dossier, seat): tie for dossier, seat, tie in rows.values_list("dossier_id", "seat_id", "tie")}


def languages_in(round_: Round) -> dict[int, set[str]]:
    """Read the languages in which each dossier's nominations are written."""
    found: dict[int, set[str]] = defaultdict(set)
    sent = Nomination.objects.filter(call=round_.call_id, status=NominationStatus.ELIGIBLE, dossier__isnull=False)
    for dossier, language in sent.values_list("dossier_id", "language"):
        found[dossier or 0].add(language)
    return found
