"""The calibrated scores' covariance: how an error in one mark runs through all scores.

With the dossiers' panels as rows of A (a_ij = 1/W_i) and S of the normal equations, least squares gives
Cov q = s² (diag(1/W) + A S⁺ Aᵀ), Cov(q, b) = −s² A S⁺ and Cov b = s² S⁺ for severities that add up to nothing
(Gauss–Markov; the diagonal is that of `precision`). Everything here is without the factor s².
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.methods.large import panels_of
from scoring.methods.normal import NormalEquations
from scoring.methods.precision import pseudo_inverse
from scoring.methods.sheet import Sheet

Matrix = NDArray[np.float64]  # or a vector


@dataclass(frozen=True, slots=True)
class Spread:
    """Covariances over s²: of scores with scores (N × N), scores with severities (N × J), severities (J × J)."""

    scores: Matrix
    crossed: Matrix
    severities: Matrix


def spread_of(sheet: Sheet, dossiers: Sequence[str], equations: NormalEquations) -> Spread:
    """Work out all three for a connected sheet, the dossiers in the order given."""
    places = {juror: place for place, juror in enumerate(equations.jurors)}
    shares = np.zeros((len(dossiers), len(places)))
    for line, dossier in enumerate(dossiers):
        row = sheet.rows[dossier]
        shares[line, [places[juror] for juror in row]] = 1 / len(row)
    inverse = pseudo_inverse(panels_of(equations))
    crossed = -shares @ inverse
    single = np.array([1 / len(sheet.rows[dossier]) for dossier in dossiers])
    return Spread(np.diag(single) - crossed @ shares.T, crossed, inverse)
