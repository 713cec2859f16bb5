"""How sure a calibrated score is: standard errors from the exact residual variance.

Var q_i = s² (1/W_i + a_iᵀ S⁺ a_i) with a_ij = 1/W_i, Var b_j = s² (S⁺)_jj and
s² = RSS / (n − N − J + C): the Gauss–Markov variances of the two-way layout. The variance s² is
exact; only S⁺ and the root are in floating point.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.methods.normal import NormalEquations, Panel
from scoring.methods.numerals import nine_digits

DENSE_LIMIT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Precision:
    """Standard errors in points: of each juror's severity, and of a score by its panel."""

    severities: tuple[float, ...]
    panels: dict[Panel, float]


def precision(equations: NormalEquations, variance: Fraction | None) -> Precision | None:
    """Work out all standard errors of a connected table.

    None where no degree of freedom is left (`variance` is None), and above 2,000 jurors, where
    S⁺ would no longer fit a small machine.
    """
    if variance is None or len(equations.jurors) > DENSE_LIMIT:
        return None
    inverse = pseudo_inverse(equations)
    spread = float(variance)
    return Precision(
        tuple(_root(spread * own) for own in inverse.diagonal()),
        {panel: _root(spread * (1 / len(panel) + inverse[np.ix_(panel, panel)].mean())) for panel in equations.panels},
    )


def pseudo_inverse(equations: NormalEquations) -> NDArray[np.float64]:
    """Invert S outside its null space, the constant vectors: J by J."""
    jurors = len(equations.jurors)
    matrix = np.zeros((jurors, jurors))
    for panel, times in equations.panels.items():
        matrix[np.ix_(panel, panel)] -= times / len(panel)
        matrix[panel, panel] += times
    lift = matrix.trace() / jurors or 1.0
    return np.linalg.inv(matrix + lift / jurors) - 1 / (lift * jurors)


def _root(value: float) -> float:
    return nine_digits(sqrt(max(value, 0.0)))
