"""The results room: what a tally comes to, as one reader may see it.

How much of it depends on who looks: sums alone, jurors by number, or by name; never a dossier to which the reader
has a tie, and no figure that holds it (`told`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nominations.models import Dossier
from scoring import wording
from scoring.methods.trace import Duel, Step, TieTrace
from scoring.models import Tally
from scoring.sight import Sight

from .outside import not_ranked
from .ranking import PAGE, Line, Ranking, ranking_of, ticks
from .told import Told, told_of


@dataclass(frozen=True, slots=True)
class Room:
    """A tally as one reader sees it: its ranking and what is said of it."""

    told: Told
    sight: Sight
    ranking: Ranking
    ties: list[list[str]]
    not_ranked: list[str]
    undecided: list[list[Dossier]]

    @property
    def tally(self) -> Tally:
        """Give the tally that is read."""
        return self.told.tally

    @property
    def lines(self) -> Any:
        """Give the page of the ranking that is shown."""
        return self.ranking.lines

    @property
    def codes(self) -> list[str]:
        """Name the dossiers on it."""
        return [line.dossier.code for line in self.shown]

    @property
    def shown(self) -> list[Line]:
        """Give the lines on it."""
        return list(self.lines.object_list)

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Give the round numbers on the scale of the picture."""
        return ticks(self.ranking.scale)

    @property
    def ballots(self) -> int:
        """Count the ballots behind the ranking."""
        return sum(line["ballots"] for line in self.told.result["standings"])

    @property
    def ballots_apart(self) -> int:
        """Count the ballots on dossiers without a rank."""
        return sum(line["ballots"] for line in self.told.result["not_ranked"])


def room_of(tally: Tally, person: Any, how: Sight, page: str = "1", *, size: int = PAGE) -> Room:
    """Read a tally for a person, so many dossiers on a page."""
    told = told_of(tally, person)
    return Room(
        told=told,
        sight=how,
        ranking=ranking_of(told, page, size=size),
        ties=[wording.tie(trace, told.rules.criterion_names) for trace in traces(told.result)],
        not_ranked=not_ranked(told),
        undecided=undecided(told),
    )


def traces(result: Mapping[str, Any]) -> list[TieTrace]:
    """Read the ties back, with every rung that was tried."""
    return [
        TieTrace(tuple(tie["dossiers"]), tie["rank"], tuple(map(step_of, tie["steps"])), resolved=tie["resolved"])
        for tie in result["ties"]
    ]


def step_of(step: Mapping[str, Any]) -> Step:
    """Read one rung back."""
    return Step(
        rung=step["rung"],
        unit=step["unit"],
        values=step["values"],
        groups=tuple(tuple(group) for group in step["groups"]),
        subject=tuple(step["subject"]),
        duels=tuple(Duel(*duel["dossiers"], *duel["prefer"]) for duel in step["duels"]),
    )


def undecided(told: Told) -> list[list[Dossier]]:
    """Give the groups that share a rank on record, as far as the reader may see all of a group."""
    ranks: dict[int, list[str]] = {}
    for line in told.tally.result["standings"]:
        ranks.setdefault(line["rank"], []).append(line["dossier"])
    tied = [codes for codes in ranks.values() if len(codes) > 1]
    return [[told.known[code] for code in codes] for codes in tied if set(codes) <= told.known.keys()]
