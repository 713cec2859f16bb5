"""The lines of a result: a dossier's place, a juror's severity, a dossier without a place."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Standing:
    """One dossier's place: competition rank, exact score in the method's unit, its ballots.

    `raw` is the plain mean in points, None without marks. `se` is the standard error of the score in points,
    None where no degree of freedom is left.
    """

    dossier: str
    rank: int
    score: Fraction
    ballots: int
    raw: Fraction | None
    se: float | None


@dataclass(frozen=True, slots=True)
class Severity:
    """How many points a juror gives above the common scale; None where the method asks nothing.

    A positive number is a generous juror, a negative one a strict juror. `ballots` are counted
    ones.
    """

    juror: str
    severity: Fraction | None
    se: float | None
    ballots: int


@dataclass(frozen=True, slots=True)
class NotRanked:
    """A dossier without a rank, its ballots, and the code of the reason."""

    dossier: str
    ballots: int
    reason: str
