"""Krippendorff's α: how far jurors agree, whoever marked what.

α = 1 − D_o / D_e, with D_o the mean squared distance of two marks on one dossier and D_e of any two marks, over all
dossiers with two marks or more. 1 is full agreement, 0 what chance would give, below 0 less than that. Source:
Krippendorff, Computing Krippendorff's alpha-reliability (2011); Content Analysis, 4th ed., 2019, ch. 12.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import accumulate, combinations
from typing import Final

from scoring.methods.measures.table import Table, share

Marks = Counter[int]
Distances = Callable[[Marks], int | Fraction]


def alpha(table: Table, metric: str = "interval") -> float | None:
    """Give α by a metric of METRICS.

    None where no dossier has two marks, where all marks are equal, and for "ratio" where a mark is below zero.
    """
    units = [Counter(row.values()) for row in table.values() if len(row) > 1]
    everything = Marks(value for row in table.values() if len(row) > 1 for value in row.values())
    if metric == "ratio" and min(everything, default=0) < 0:
        return None
    distances = METRICS[metric](everything)
    expected = distances(everything)
    observed = sum(Fraction(distances(unit)) / (unit.total() - 1) for unit in units)
    return share(expected - (everything.total() - 1) * observed, expected)


def _nominal(_everything: Marks) -> Distances:
    """δ² = 1 between any two different marks."""
    return lambda unit: unit.total() ** 2 - sum(number**2 for number in unit.values())


def _interval(_everything: Marks) -> Distances:
    """δ² = (c − k)²."""
    return lambda unit: _squares({value: value for value in unit}, unit)


def _ordinal(everything: Marks) -> Distances:
    """δ = marks from c to k, the two ends by half: the distance of their places among all marks."""
    ascending = sorted(everything)
    ends = accumulate(everything[value] for value in ascending)
    places = {value: 2 * end - everything[value] for value, end in zip(ascending, ends, strict=True)}
    return lambda unit: _squares(places, unit)


def _ratio(_everything: Marks) -> Distances:
    """δ = (c − k) / (c + k)."""
    return lambda unit: sum(
        (2 * unit[one] * unit[two] * Fraction(one - two, one + two) ** 2 for one, two in combinations(unit, 2)),
        Fraction(),
    )


def _squares(places: Mapping[int, int], unit: Marks) -> int:
    """Add up (p_c − p_k)² over all ordered pairs of marks of a unit."""
    total = sum(places[value] * number for value, number in unit.items())
    squares = sum(places[value] ** 2 * number for value, number in unit.items())
    return 2 * (unit.total() * squares - total**2)


METRICS: Final[Mapping[str, Callable[[Marks], Distances]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
