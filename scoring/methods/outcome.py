"""What every method hands back to the count, and nothing more: scores with their working.

A new method is one module with one function of type `Method`, named in `counting.METHODS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from scoring.methods.sheet import Row, Sheet, Times, number
from scoring.methods.trace import Path, Test

NOTHING: Final = Fraction()


@dataclass(frozen=True, slots=True)
class Contribution:
    """One ballot's part in a score: `share` × (`score` + `adjustment`), in the unit of the score.

    `weight` says as how many ballots it counts: 0 for one that a rule drops, more than 1 for a juror who stands
    for several.
    """

    juror: str
    score: Fraction
    adjustment: Fraction
    share: Fraction
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Scores of all dossiers on the sheet; more is better and equal is a tie.

    `left_out` gives a reason code for each dossier that the method cannot score. Severities and
    standard errors are in points and empty where the method has none. `residual` is the
    certificate of a count in floating point, and None where everything is exact. `tests` are the method's
    own way to part equal scores, asked before the tie ladder. `paths` is the working of `schulze`.
    """

    scores: Mapping[str, Fraction]
    working: Mapping[str, tuple[Contribution, ...]]
    score_errors: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, Fraction] = field(default_factory=dict)
    severity_errors: Mapping[str, float] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    residual: float | None = None
    tests: tuple[Test, ...] = ()
    paths: tuple[Path, ...] = ()


Method = Callable[[Sheet], Outcome]


def equal_parts(row: Row, times: Times, adjustments: Row | None = None) -> tuple[Contribution, ...]:
    """Write the working of a plain average, of scores with adjustments where there are any."""
    ballots = number(row, times)
    parts = {each: (Fraction(each, ballots), Fraction(each)) for each in {times.get(juror, 1) for juror in row}}
    return tuple(
        Contribution(juror, value, adjustments[juror] if adjustments else NOTHING, *parts[times.get(juror, 1)])
        for juror, value in row.items()
    )
