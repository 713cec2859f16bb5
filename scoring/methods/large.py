"""Solving the normal equations for a jury too large for exact arithmetic, with a certificate.

Conjugate gradients on the Laplacian (Hestenes and Stiefel 1952), then once more on what is left
over. The second correction shows how exact the first answer was; the residual max |S b − r| is
handed out. Scores that rounding cannot tell apart are made equal, so noise never breaks a tie.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor, log10
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.methods.normal import NormalEquations
from scoring.methods.refusals import TooLooselyLinked
from scoring.methods.sheet import Sheet

NEAR: Final = Fraction(1, 10**9)
DIGITS: Final = 12
TURNS: Final = 20_000

Vector = NDArray[np.float64]
Product = Callable[[Vector], Vector]


def solve_in_floats(equations: NormalEquations) -> tuple[list[int], int, float]:
    """Give severities as (numerators, denominator, residual) with Σ b_j ≈ 0, in points.

    Severities are rounded to twelve digits of the largest r. Raises TooLooselyLinked where
    rounding errors could come near `NEAR`.
    """
    right = np.array([value / equations.unit for value in equations.right])
    if not right.any():
        return [0] * len(right), 1, 0.0
    product, degrees = laplacian(equations)
    severities = _descend(product, degrees, right)
    correction = _descend(product, degrees, right - product(severities))
    if _size(correction) > float(NEAR) / 100 * _size(severities):
        raise TooLooselyLinked(jurors=len(right))
    severities += correction
    severities -= np.average(severities, weights=equations.times)
    residual = _size(product(severities) - right)
    bottom = 10 ** max(0, DIGITS - floor(log10(_size(severities))))
    return [round(float(value) * bottom) for value in severities], bottom, residual


def laplacian(equations: NormalEquations) -> tuple[Product, Vector]:
    """Give b ↦ S b and the diagonal D_J, without ever writing S out."""
    weights = np.array(equations.times, dtype=np.float64)
    sizes = np.array([float(equations.weight(panel)) for panel in equations.panels])
    times = np.array([float(times) for times in equations.panels.values()])
    members = np.array([juror for panel in equations.panels for juror in panel])
    owners = np.repeat(np.arange(len(sizes)), [len(panel) for panel in equations.panels])
    jurors = len(equations.jurors)
    degrees: Vector = weights * np.bincount(members, times[owners], jurors)

    def product(vector: Vector) -> Vector:
        averages = np.bincount(owners, (weights * vector)[members], len(sizes)) / sizes * times
        return degrees * vector - weights * np.bincount(members, averages[owners], jurors)

    return product, degrees


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
    ascending = sorted(values, key=values.__getitem__)
    for lower, name in zip([*ascending[:1], *ascending], ascending, strict=False):
        apart = values[name] - values[lower] > margin or not settled
        settled[name] = values[name] if apart else settled[lower]
    return settled


def _descend(product: Product, degrees: Vector, right: Vector) -> Vector:
    """Run conjugate gradients, weighted by the diagonal, until thirteen digits are gained."""
    answer, left = np.zeros_like(right), right - right.mean()
    step = left / degrees
    force = float(left @ step)
    goal = force * 1e-26
    for _ in range(TURNS):
        if force <= goal:
            return answer
        change = product(step)
        length = force / float(step @ change)
        answer += length * step
        left -= length * change
        scaled = left / degrees
        force, before = float(left @ scaled), force
        step = scaled + force / before * step
    raise TooLooselyLinked(jurors=len(right))


def _size(vector: Vector) -> float:
    return float(np.abs(vector).max())
