"""Where the count begins: one juror's finished ballot on one dossier, in marks, in ranks or in grades."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Level(StrEnum):
    """What may be read out of the ballots: distances, an order and common words, or each juror's order alone."""

    MARKS = "marks"
    GRADES = "grades"
    RANKS = "ranks"


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one juror gave one dossier: a mark in the scale's own points for every criterion.

    `times` says for how many equal jurors this one stands: all of them marked everything the same.
    """

    juror: str
    dossier: str
    marks: Mapping[str, Fraction]
    times: int = 1


@dataclass(frozen=True, slots=True)
class RankedBallot:
    """Where one juror placed one dossier: 1 is best, equal ranks are equal, and only the order counts."""

    juror: str
    dossier: str
    rank: Fraction
    times: int = 1


@dataclass(frozen=True, slots=True)
class GradedBallot:
    """The word one juror gave one dossier, out of those that the rules put in order."""

    juror: str
    dossier: str
    grade: str
    times: int = 1


AnyBallot = Ballot | RankedBallot | GradedBallot


def levels_of(ballots: Iterable[AnyBallot]) -> frozenset[Level]:
    """Say what the ballots hold; more than one level cannot be counted together."""
    return frozenset(map(_level, ballots))


def _level(ballot: AnyBallot) -> Level:
    match ballot:
        case RankedBallot():
            return Level.RANKS
        case GradedBallot():
            return Level.GRADES
    return Level.MARKS
