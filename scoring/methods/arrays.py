"""The calibrated count over arrays of scores, for juries and files where exact arithmetic ends.

Scores stand dossier by dossier: `starts[i]` … `starts[i + 1]` are those of dossier i, `jurors` tells who gave each,
`marks` what, in points. The formulas are those of `fit` and `precision`; everything here is in floating point.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final

import numpy as np

from scoring.methods.large import Solution, solve
from scoring.methods.panels import Panels, Places, Starts, Vector
from scoring.methods.precision import DENSE_LIMIT, pseudo_inverse, score_variances, severity_variances

#: From so many scores on numba is worth waiting for.
COMPILED_FROM: Final = 500_000
SHORT: Final = 2**16
#: What is less than this part of the means in every juror is a rounding error of nothing.
ROUNDING: Final = 1e-14


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Scores q_i and plain means m_i (N) in points, the solution for the severities, and s², None where df ≤ 0."""

    scores: Vector
    means: Vector
    solution: Solution
    variance: float | None
    panels: Panels

    def errors(self) -> tuple[Vector, Vector] | None:
        """Give the standard errors of scores (N) and severities (J); None as in `precision`."""
        if self.variance is None or len(self.panels.times) > DENSE_LIMIT:
            return None
        inverse = pseudo_inverse(self.panels)
        found = score_variances(self.panels, inverse), severity_variances(self.panels, inverse)
        scores, severities = (np.sqrt(self.variance * np.maximum(each, 0.0)) for each in found)
        return scores, severities


def calibrate(starts: Starts, jurors: Places, marks: Vector, times: Vector) -> Calibrated:
    """Minimise Σ w_ij (y_ij − q_i − b_j)² with Σ b_j = 0 over a connected table, w_ij = `times` of the juror.

    Every dossier has a score and every juror gave one. Raises TooLooselyLinked where rounding could decide.
    """
    panels = panels_of(starts, jurors, times)
    centred = panels.centred(marks)
    noise = ROUNDING * np.abs(centred.means).max() * panels.degrees
    solution = solve(panels, centred.right * (np.abs(centred.right) > noise).any())
    left = centred.within - float(solution.severities @ centred.right)
    freedom = float(panels.degrees.sum()) - len(centred.means) - float(times.sum()) + 1
    variance = max(left, 0.0) / freedom if freedom > 0 else None
    return Calibrated(centred.means - solution.averages, centred.means, solution, variance, panels)


def panels_of(starts: Starts, jurors: Places, times: Vector) -> Panels:
    """Choose the fastest way to walk over scores that is at hand."""
    places: Places = jurors.astype(np.uint16 if len(times) <= SHORT else np.int32)
    if len(jurors) < COMPILED_FROM or not find_spec("numba") or (times != 1).any():
        return Panels(starts, places, times)
    panels: Panels = import_module("scoring.methods.compiled").CompiledPanels(starts, places, times)
    return panels
