"""How sure a calibrated score is: standard errors from the exact residual variance.

Var q_i = s² (1/W_i + a_iᵀ S⁺ a_i) with a_ij = 1/W_i, Var b_j = s² (S⁺)_jj and
s² = RSS / (n − N − J + C): the Gauss–Markov variances of the two-way layout. The variance s² is
exact; only S⁺ and the root are in floating point. Where a juror stands for n equal ones, a_ij = n/W_i,
and Var b_j is that of each of them: s² (1 − 1/n) / (dossiers marked) more than that of their average.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.methods.normal import NormalEquations, Panel
from scoring.methods.numerals import nine_digits

DENSE_LIMIT: Final = 2_000

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


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
    inverse, spread = pseudo_inverse(equations), float(variance)
    own = inverse.diagonal() + _within_equals(equations)
    return Precision(
        tuple(_root(spread * value) for value in own),
        {panel: _root(spread * _of_panel(equations, panel, inverse)) for panel in equations.panels},
    )


def _of_panel(equations: NormalEquations, panel: Panel, inverse: Matrix) -> float:
    weight = equations.weight(panel)
    shares = np.array([equations.times[juror] / weight for juror in panel])
    return float(1 / weight + shares @ inverse[np.ix_(panel, panel)] @ shares)


def _within_equals(equations: NormalEquations) -> Vector:
    """Give what each of n equal jurors varies about their average: nothing where n = 1."""
    marked = Counter[int]()
    for panel, dossiers in equations.panels.items():
        marked.update(dict.fromkeys(panel, dossiers))
    return np.array([(1 - 1 / times) / marked[juror] for juror, times in enumerate(equations.times)])


def pseudo_inverse(equations: NormalEquations) -> Matrix:
    """Invert S outside its null space, the constant vectors, so that severities add up to nothing: J by J."""
    jurors = len(equations.jurors)
    each = np.array(equations.times, dtype=np.float64)
    matrix = np.zeros((jurors, jurors))
    for panel, times in equations.panels.items():
        weights = each[list(panel)]
        matrix[np.ix_(panel, panel)] -= np.outer(weights, weights) * times / weights.sum()
        matrix[panel, panel] += times * weights
    lift = (matrix.trace() / jurors or 1.0) / (each @ each)
    inverse: Matrix = np.linalg.inv(matrix + lift * np.outer(each, each)) - 1 / (lift * each.sum() ** 2)
    return inverse


def _root(value: float) -> float:
    return nine_digits(sqrt(max(value, 0.0)))
