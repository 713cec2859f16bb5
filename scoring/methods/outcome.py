"""What every method hands back to the count, and nothing more: scores with their working.

A new method is one module with one function of type `Method`, named in `counting.METHODS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.methods.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Contribution:
    """One ballot's part in a score: `share` × (`score` + `adjustment`), in points of the scale."""

    juror: str
    score: Fraction
    adjustment: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """Scores of all dossiers on the sheet; more is better and equal is a tie.

    `left_out` gives a reason code for each dossier that the method cannot score. Severities and
    standard errors are in points and empty where the method has none. `residual` is the
    certificate of a count in floating point, and None where everything is exact.
    """

    scores: Mapping[str, Fraction]
    working: Mapping[str, tuple[Contribution, ...]]
    score_errors: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, Fraction] = field(default_factory=dict)
    severity_errors: Mapping[str, float] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    residual: float | None = None


Method = Callable[[Sheet], Outcome]
