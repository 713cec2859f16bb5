"""The same walks over all scores, compiled: for millions of scores, where the extra `fast` is installed.

Only for juries in which everybody stands for one. Imported by name, so that nobody waits for numba who need not.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numba import njit

from scoring.methods.panels import NOWHERE, Centred, Panels, Places, Starts, Vector


class CompiledPanels(Panels):
    """Panels whose scores are walked one by one, at the speed of the memory."""

    @cached_property
    def degrees(self) -> Vector:
        """The diagonal D_J."""
        found = np.zeros(len(self.times))
        mark(self.jurors, found)
        return found

    def centred(self, marks: Vector) -> Centred:
        """Take the mean of its dossier away from every mark."""
        means, right = np.empty(len(self.starts) - 1), np.zeros(len(self.times))
        within: float = centre(self.starts, self.jurors, marks, means, right)
        return Centred(means, right, within)

    def laplacian(self, vector: Vector, averages: Vector = NOWHERE) -> Vector:
        """S b, and D_E⁻¹ W b into `averages`."""
        found = np.zeros(len(vector))
        walk(self.starts, self.jurors, vector, averages, found)
        return self.degrees * vector - found


def _mark(jurors: Places, marked: Vector) -> None:
    for juror in jurors:
        marked[juror] += 1


def _centre(starts: Starts, jurors: Places, marks: Vector, means: Vector, right: Vector) -> float:
    within = 0.0
    for row in range(len(means)):
        first, last = starts[row], starts[row + 1]
        middle = 0.0
        for cell in range(first, last):
            middle += marks[cell]
        middle /= last - first
        means[row] = middle
        for cell in range(first, last):
            away = marks[cell] - middle
            right[jurors[cell]] += away
            within += away * away
    return within


def _walk(starts: Starts, jurors: Places, vector: Vector, averages: Vector, found: Vector) -> None:
    kept = len(averages) > 0
    for row in range(len(starts) - 1):
        first, last = starts[row], starts[row + 1]
        middle = 0.0
        for cell in range(first, last):
            middle += vector[jurors[cell]]
        middle /= last - first
        if kept:
            averages[row] = middle
        for cell in range(first, last):
            found[jurors[cell]] += middle


_compiled: Callable[..., Any] = njit(cache=True, error_model="numpy")
mark, centre, walk = map(_compiled, (_mark, _centre, _walk))
