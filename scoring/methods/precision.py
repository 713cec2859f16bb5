"""How sure a calibrated score is: standard errors from the exact residual variance.

Var q_i = s² (1/W_i + a_iᵀ S⁺ a_i) with a_ij = 1/W_i, Var b_j = s² (S⁺)_jj and
s² = RSS / (n − N − J + C): the Gauss–Markov variances of the two-way layout. The variance s² is
exact; only S⁺ and the root are in floating point. Where a juror stands for n equal ones, a_ij = n/W_i,
and Var b_j is that of each of them: s² (1 − 1/n) / (dossiers marked) more than that of their average.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from scoring.methods.large import panels_of
from scoring.methods.normal import NormalEquations, Panel
from scoring.methods.numerals import nine_digits
from scoring.methods.panels import Matrix, Panels, Vector

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
    panels, spread = panels_of(equations), float(variance)
    inverse = pseudo_inverse(panels)
    return Precision(
        tuple(roots(spread * severity_variances(panels, inverse))),
        dict(zip(equations.panels, roots(spread * score_variances(panels, inverse)), strict=True)),
    )


def score_variances(panels: Panels, inverse: Matrix) -> Vector:
    """Give Var q_i / s² = 1/W_i + a_iᵀ S⁺ a_i for each dossier."""
    return 1 / panels.weights + panels.forms(inverse)


def severity_variances(panels: Panels, inverse: Matrix) -> Vector:
    """Give Var b_j / s² for each juror: of each of n equal ones, what all vary together and each about the average."""
    variances: Vector = inverse.diagonal() + (panels.times - 1) / panels.degrees
    return variances


def pseudo_inverse(panels: Panels) -> Matrix:
    """Invert S outside its null space, the constant vectors, so that severities add up to nothing: J by J."""
    each, matrix = panels.times, panels.matrix()
    lift = (matrix.trace() / len(each) or 1.0) / (each @ each)
    inverse: Matrix = np.linalg.inv(matrix + lift * np.outer(each, each)) - 1 / (lift * each.sum() ** 2)
    return inverse


def roots(variances: Vector) -> list[float]:
    """Take the roots, to nine digits."""
    return [nine_digits(value) for value in np.sqrt(np.maximum(variances, 0.0)).tolist()]
