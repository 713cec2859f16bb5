"""Grades of one dossier from the middle outwards, in runs: a million equal ballots are one run."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from scoring.methods.sheet import Row, Times, number


@dataclass(frozen=True, slots=True)
class Run:
    """The grades just below and just above the middle, from `depth` (a share of the ballots, 0 to ½) outwards."""

    depth: Fraction
    lower: Fraction
    upper: Fraction


Profile = tuple[Run, ...]


def profile_of(row: Row, times: Times) -> Profile:
    """Cut a row into runs. Taking medians out one by one reads each of them as lower, upper, lower, and so on.

    An odd number of ballots has half a ballot on either side of its middle, so both sides begin with that one.
    """
    ballots = number(row, times)
    counted: Counter[Fraction] = Counter()
    for juror, value in row.items():
        counted[value] += times.get(juror, 1)
    ends, grades = [], sorted(counted)
    reached = 0
    for grade in grades:
        reached += counted[grade]
        ends.append(Fraction(reached, ballots))
    half = Fraction(1, 2)
    depths = sorted({Fraction(), *(abs(end - half) for end in ends[:-1])})
    return tuple(
        Run(depth, _below(grades, ends, half - depth), _above(grades, ends, half + depth)) for depth in depths
    )


def breaks_of(profiles: Iterable[Profile]) -> list[Fraction]:
    """List where any of them changes, from the middle outwards."""
    return sorted({run.depth for profile in profiles for run in profile})


def at(profile: Profile, depth: Fraction) -> Run:
    """Look up the run that holds just beyond a depth."""
    return profile[bisect_right(profile, depth, key=lambda run: run.depth) - 1]


def _below(grades: list[Fraction], ends: list[Fraction], share: Fraction) -> Fraction:
    """Give the grade of the ballots that end at a share."""
    return next(grade for grade, end in zip(grades, ends, strict=True) if end >= share)


def _above(grades: list[Fraction], ends: list[Fraction], share: Fraction) -> Fraction:
    """Give the grade of the ballots that begin at a share."""
    return next(grade for grade, end in zip(grades, ends, strict=True) if end > share)
