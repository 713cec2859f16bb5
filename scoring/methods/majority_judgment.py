"""The method `majority_judgment`: the median grade decides, then the medians of what is left."""

from fractions import Fraction
from functools import partial
from math import lcm

from scoring.methods.medians import Profile, at, breaks_of, profile_of
from scoring.methods.numerals import ratio
from scoring.methods.outcome import Contribution, Outcome
from scoring.methods.ranking import groups_of
from scoring.methods.sheet import Row, Sheet, Times, number
from scoring.methods.trace import Group, Step


def majority_judgment(sheet: Sheet) -> Outcome:
    """Score each dossier with its lower median grade; equal ones are parted by taking median grades out.

    Each takes out one ballot with the median grade, again and again, until the medians differ. Dossiers with
    different numbers of ballots are brought to one number by repeating every ballot. A grade counts the grades below
    it; marks are grades in points, read as words of one common scale. Source: Balinski and Laraki, A theory of
    measuring, electing, and ranking, 2007.
    """
    profiles = {dossier: profile_of(row, sheet.times) for dossier, row in sheet.rows.items()}
    scores = {dossier: profile[0].lower for dossier, profile in profiles.items()}
    numbers = {dossier: sheet.number(dossier) for dossier in sheet.rows}
    return Outcome(
        scores=scores,
        working={dossier: _working(row, sheet.times, scores[dossier]) for dossier, row in sheet.rows.items()},
        tests=(partial(_by_medians, profiles, numbers),),
    )


def _by_medians(profiles: dict[str, Profile], numbers: dict[str, int], group: Group) -> Step:
    """Find the first median grades that differ; where all are the same, tell the last."""
    ballots = lcm(*(numbers[dossier] for dossier in group))
    ours = {dossier: profiles[dossier] for dossier in group}
    for depth in breaks_of(ours.values()):
        runs = {dossier: at(profile, depth) for dossier, profile in ours.items()}
        lower = {dossier: run.lower for dossier, run in runs.items()}
        upper = {dossier: run.upper for dossier, run in runs.items()}
        for later, grades in enumerate((lower, upper)):
            if len(set(grades.values())) > 1:
                return _step(grades, int(2 * ballots * depth) + later, ballots)
    return _step({dossier: profile[-1].upper for dossier, profile in ours.items()}, ballots - 1, ballots)


def _step(grades: dict[str, Fraction], taken_out: int, ballots: int) -> Step:
    values = {dossier: ratio(grade) for dossier, grade in grades.items()}
    return Step("medians", "median", values, groups_of(grades), subject=(f"{taken_out}/{ballots}",))


def _working(row: Row, times: Times, middle: Fraction) -> tuple[Contribution, ...]:
    """Share the score among those who gave the median grade."""
    holders = number({juror: value for juror, value in row.items() if value == middle}, times)
    return tuple(
        Contribution(
            juror,
            value,
            Fraction(),
            Fraction(times.get(juror, 1) * (value == middle), holders),
            Fraction(times.get(juror, 1)),
        )
        for juror, value in row.items()
    )
