"""The record of a tie: which rungs of the ladder were tried and the numbers each one used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duel:
    """Two dossiers and how many of the jurors who marked both prefer the one and the other."""

    first: str
    second: str
    prefer_first: int
    prefer_second: int


@dataclass(frozen=True, slots=True)
class Path:
    """Two dossiers, who prefers which, and the widest path of preferences from the one to the other and back."""

    first: str
    second: str
    prefer_first: int
    prefer_second: int
    widest_first: int
    widest_second: int


@dataclass(frozen=True, slots=True)
class Step:
    """One rung tried on one group: the number of each dossier and the order that follows.

    `unit` says what the numbers are: "score" and "spread" are exact "p/q" (points, points²),
    "jurors" counts those who prefer it, "duels" is duels won less duels lost, "place" is the
    place in the recorded decision, "median" is the median grade, exact, once the share of ballots
    in `subject` is taken out. None: the rung cannot compare them. `subject` names the criteria of a
    "criterion" rung. `groups` is what follows, best first; one group means that the tie still stands.
    """

    rung: str
    unit: str
    values: Mapping[str, str | int | None]
    groups: tuple[Group, ...]
    subject: Group = ()
    duels: tuple[Duel, ...] = ()


Test = Callable[[Group], Step]


@dataclass(frozen=True, slots=True)
class TieTrace:
    """Dossiers with exactly equal scores, the best rank among them, and how the ladder went.

    Not `resolved`: some still share a rank, and only a recorded decision can part them.
    """

    dossiers: Group
    rank: int
    steps: tuple[Step, ...]
    resolved: bool
