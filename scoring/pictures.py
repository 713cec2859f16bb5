"""Where things stand in a picture: numbers become places, in per cent of the width, for either reading direction.

Pure arithmetic, for pages and papers alike. Places are texts as SVG takes them ("37.25%"), written with a full stop
in every language. In a language that runs from right to left the scale does so too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

#: Standard errors to either side of a score: of such intervals about nine in ten hold the true one.
NINETY: Final = 1.645
STEPS: Final = (1, 2, 5, 10)
MOST_TICKS: Final = 6
#: part of the range that stays free at either end
AIR: Final = 0.04
WHOLE: Final = 100.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the scale: its value, its decimals, and its place."""

    value: float
    places: int
    at: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A point with its interval: its left and right edge, in either direction."""

    at: str
    low: str = ""
    high: str = ""

    @property
    def is_sure(self) -> bool:
        """Say whether there is no interval."""
        return not self.low


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers laid out over the width of a picture."""

    least: float
    most: float
    mirrored: bool = False

    def share(self, value: float) -> float:
        """Give the place of a value in per cent of the width, from the left."""
        span = self.most - self.least
        place = WHOLE * (value - self.least) / span if span else WHOLE / 2
        place = min(max(place, 0.0), WHOLE)
        return WHOLE - place if self.mirrored else place

    def at(self, value: float) -> str:
        """Write the place of a value."""
        return percent(self.share(value))

    def bar(self, value: float, error: float | None) -> Bar:
        """Place a point and, where its standard error is known, the interval around it."""
        if error is None:
            return Bar(self.at(value))
        reach = NINETY * error
        low, high = sorted((self.share(value - reach), self.share(value + reach)))
        return Bar(self.at(value), percent(low), percent(high))

    @property
    def ticks(self) -> list[Tick]:
        """Give round numbers on the scale, two to six of them."""
        step = step_over(self.most - self.least)
        places = max(0, -floor(log10(step)))
        first, last = ceil(self.least / step - 1e-9), floor(self.most / step + 1e-9)
        return [Tick(round(n * step, places), places, self.at(n * step)) for n in range(first, last + 1)]


def scale_over(reaches: Iterable[tuple[float, float | None]], *, mirrored: bool = False) -> Scale:
    """Make a scale on which all these values with their intervals have room, and some air around them."""
    ends = [value + sign * NINETY * (error or 0) for value, error in reaches for sign in (-1, 1)] or [0.0]
    air = AIR * (max(ends) - min(ends)) or 0.5
    return Scale(min(ends) - air, max(ends) + air, mirrored)


def step_over(span: float) -> float:
    """Choose a round distance of which a handful fit into a span."""
    least = span / MOST_TICKS
    power: float = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))


def percent(share: float) -> str:
    """Write a place as SVG takes it."""
    return f"{share:.2f}%"


def apart(wanted: Sequence[float], gap: float) -> list[float]:
    """Move places as little as needed so that neighbours are `gap` or more apart; their order stays.

    Those that would touch form a group, which is spread evenly about the mean of what its members want.
    """
    order = sorted(range(len(wanted)), key=lambda one: (wanted[one], one))
    groups: list[list[float]] = []
    for one in order:
        groups.append([wanted[one]])
        while len(groups) > 1 and first_of(groups[-1], gap) < last_of(groups[-2], gap) + gap:
            groups[-2:] = [groups[-2] + groups[-1]]
    places = [first_of(group, gap) + gap * number for group in groups for number in range(len(group))]
    moved = dict(zip(order, places, strict=True))
    return [moved[one] for one in range(len(wanted))]


def first_of(group: Sequence[float], gap: float) -> float:
    """Give the place of a group's first member."""
    return sum(group) / len(group) - gap * (len(group) - 1) / 2


def last_of(group: Sequence[float], gap: float) -> float:
    """Give the place of a group's last member."""
    return first_of(group, gap) + gap * (len(group) - 1)


@dataclass(frozen=True, slots=True)
class Slope:
    """A line from one value to another: where it begins and ends, and where its labels stand, in pixels from above."""

    start: float
    end: float
    start_label: float
    end_label: float


@dataclass(frozen=True, slots=True)
class Slopes:
    """Lines between two upright scales, better is higher, in a picture `height` pixels high."""

    height: int
    lines: list[Slope]


def slopes(pairs: Sequence[tuple[float, float]], *, gap: float = 22, head: float = 30) -> Slopes:
    """Lay out lines so that no two labels touch; `head` pixels stay free above."""
    values = [value for pair in pairs for value in pair]
    span = (max(values) - min(values)) or 1.0
    tall = gap * max(len(pairs) - 1, 1) * 1.15
    down = [[tall * (max(values) - pair[side]) / span for pair in pairs] for side in (0, 1)]
    labels = [apart(side, gap) for side in down]
    shift = head + gap / 2 - min(0.0, *labels[0], *labels[1])
    placed = [[round(place + shift, 1) for place in side] for side in (*down, *labels)]
    height = ceil(max(place for side in placed for place in side) + gap / 2)
    return Slopes(height, [Slope(*line) for line in zip(*placed, strict=True)])


def shade(value: float, least: float, most: float, *, levels: int = 5) -> int:
    """Say how dark a cell is, 1 to `levels`: the higher the darker."""
    if most <= least:
        return (levels + 1) // 2
    return min(levels, 1 + floor(levels * (value - least) / (most - least)))
