"""Two points on a line for each dossier, the plain mean and the score, as shares of a picture's width and height."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

#: what is left free at the sides and below, in per cent
SIDE, FOOT = 4, 14


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture."""

    name: str
    label_at: str
    at: str
    raw: str
    score: str


@dataclass(frozen=True, slots=True)
class Dots:
    """The picture: its rows, and the whole points on the scale below them."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[int, str], ...]


def dots_of(lines: Iterable[tuple[str, Fraction, Fraction]]) -> Dots:
    """Place name, plain mean and score of each dossier between the nearest whole points."""
    told = list(lines)
    values = [value for _name, *pair in told for value in pair]
    low, high = floor(min(values)), ceil(max(values))
    step = Fraction(100 - FOOT, len(told))

    def across(value: Fraction | int) -> str:
        return per_cent(SIDE + (100 - 2 * SIDE) * Fraction(value - low, max(high - low, 1)))

    rows = (
        Row(
            name,
            per_cent(step * (place + Fraction(1, 3))),
            per_cent(step * (place + Fraction(2, 3))),
            across(raw),
            across(score),
        )
        for place, (name, raw, score) in enumerate(told)
    )
    return Dots(tuple(rows), tuple((point, across(point)) for point in range(low, high + 1)))


def per_cent(value: Fraction) -> str:
    """Write a share as pictures take it."""
    return f"{float(value):.2f}%"
