"""Solving the normal equations for a jury too large for exact arithmetic, with a certificate.

Conjugate gradients on the Laplacian, weighted by its diagonal (Hestenes and Stiefel 1952; Jacobi). The residual
max |S b − r| is worked out anew from the answer and handed out. The same turns tell how stiff the jury is: the
smallest eigenvalue of their tridiagonal matrix (Lanczos 1950) says how large an error a residual can hide. Scores that
rounding cannot tell apart are made equal, so noise never breaks a tie.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm, log10
from typing import Final

import numpy as np

from scoring.methods.normal import NormalEquations
from scoring.methods.panels import Panels, Vector
from scoring.methods.refusals import TooLooselyLinked
from scoring.methods.sheet import Sheet, whole

NEAR: Final = Fraction(1, 10**9)
DIGITS: Final = 12
#: the part of the first force, a square, at which eleven digits are gained
GAINED: Final = 1e-22
#: what takes longer is linked so loosely that rounding decides
TURNS: Final = 3_000


@dataclass(frozen=True, slots=True)
class Solution:
    """Severities b_j with Σ b_j = 0, the averages of each dossier's panel, max |S b − r|, and the turns it took."""

    severities: Vector
    averages: Vector
    residual: float
    turns: int


def solve_in_floats(equations: NormalEquations) -> tuple[list[int], int, float]:
    """Give severities as (numerators, denominator, residual) with Σ b_j ≈ 0, in points.

    Severities are rounded to twelve digits of the largest. Raises TooLooselyLinked where rounding errors could come
    near `NEAR`.
    """
    found = solve(panels_of(equations), np.array([value / equations.unit for value in equations.right]))
    return *in_whole_numbers(found.severities), found.residual


def solve(panels: Panels, right: Vector) -> Solution:
    """Solve S b = r over a connected graph; raises TooLooselyLinked where rounding errors could come near `NEAR`."""
    averages = np.zeros(len(panels.starts) - 1)
    if not right.any():
        return Solution(np.zeros_like(right), averages, 0.0, 0)
    severities, left, turns = np.zeros_like(right), right, 0
    for _ in range(2):
        more, stiffness, took = _descend(panels, left)
        severities += more - np.average(more, weights=panels.times)
        left, turns = right - panels.laplacian(severities, averages), turns + took
        if _size(left / panels.degrees) <= stiffness * float(NEAR) / 100 * _size(severities):
            return Solution(severities, averages, _size(left), turns)
    raise TooLooselyLinked(jurors=len(right))


def panels_of(equations: NormalEquations) -> Panels:
    """Write down who read what; equal panels stand together."""
    starts = np.cumsum([0, *map(len, equations.panels)], dtype=np.uint32)
    jurors = np.array([juror for panel in equations.panels for juror in panel], dtype=np.int32)
    copies = np.array(list(equations.panels.values()), dtype=np.float64)
    return Panels(starts, jurors, np.array(equations.times, dtype=np.float64), copies)


def in_whole_numbers(severities: Vector) -> tuple[list[int], int]:
    """Round to twelve digits of the largest: numerators over one power of ten."""
    largest = _size(severities)
    bottom = 10 ** max(0, DIGITS - floor(log10(largest))) if largest else 1
    return [round(float(value) * bottom) for value in severities], bottom


def margin_of(sheet: Sheet) -> Fraction:
    """Give the distance in points under which two scores count as equal: `NEAR` of the range."""
    marks = [mark for row in sheet.rows.values() for mark in row.values()]
    return (max(marks) - min(marks)) * NEAR


def spread_margin(margin: Fraction) -> Fraction:
    """Give the same distance for variances, in points²."""
    return margin**2 / NEAR


def settle(values: Mapping[str, Fraction], margin: Fraction) -> dict[str, Fraction]:
    """Make equal what lies within a margin of its neighbour; without a margin all stays."""
    if not margin:
        return dict(values)
    settled: dict[str, Fraction] = {}
    unit = lcm(*{value.denominator for value in values.values()})
    heights = {name: whole(value, unit) for name, value in values.items()}
    ascending = sorted(heights, key=heights.__getitem__)
    for lower, name in zip([*ascending[:1], *ascending], ascending, strict=False):
        apart = heights[name] - heights[lower] > margin * unit or not settled
        settled[name] = values[name] if apart else settled[lower]
    return settled


def _descend(panels: Panels, right: Vector) -> tuple[Vector, float, int]:
    """Run conjugate gradients until eleven digits are gained: the answer, the smallest eigenvalue met, the turns."""
    answer, left = np.zeros_like(right), right - right.mean()
    step = left / panels.degrees
    force = float(left @ step)
    goal = force * GAINED
    lengths: list[float] = []
    gains: list[float] = []
    while force > goal and len(lengths) < TURNS:
        change = panels.laplacian(step)
        lengths.append(force / float(step @ change))
        answer += lengths[-1] * step
        left -= lengths[-1] * change
        scaled = left / panels.degrees
        gains.append(float(left @ scaled) / force)
        force *= gains[-1]
        step = scaled + gains[-1] * step
    if force > goal:
        raise TooLooselyLinked(jurors=len(right))
    return answer, _smallest(np.array(lengths), np.array(gains[:-1])), len(lengths)


def _smallest(lengths: Vector, gains: Vector) -> float:
    """Give the smallest eigenvalue of D_J⁻¹ S that conjugate gradients have met, from their own numbers."""
    if not len(lengths):
        return 1.0
    diagonal = 1 / lengths
    diagonal[1:] += gains / lengths[:-1]
    beside = np.sqrt(gains) / lengths[:-1]
    return float(np.linalg.eigvalsh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))[0])


def _size(vector: Vector) -> float:
    return float(np.abs(vector).max())
