"""The rungs of the tie ladder: each tests one group of exactly tied dossiers by one question.

A rung turns the evidence into one test or several. A test gives a step with its numbers; it never
looks at a name, an order of entry or a time.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import combinations, groupby, product
from typing import Final

from scoring.methods.evidence import Evidence
from scoring.methods.numerals import ratio
from scoring.methods.ranking import groups_of
from scoring.methods.trace import Duel, Group, Step, Test

Rung = Callable[[Evidence], list[Test]]
Pair = tuple[str, str]


def criterion(evidence: Evidence) -> list[Test]:
    """Ask for the calibrated score on the criterion of highest weight, then on the next.

    Criteria of equal weight are taken together, by their mean: no name goes before another.
    """
    return [partial(_by_criteria, evidence, criteria) for criteria in evidence.criteria_by_weight()]


def preferred(evidence: Evidence) -> list[Test]:
    """Ask which of two more of the jurors prefer, among those who marked both.

    Among three or more, each pair is such a duel and the one with most duels won less duels lost
    goes first (Copeland 1951). Between two, the plain number of jurors decides.
    """
    return [partial(_by_preference, evidence)]


def spread(evidence: Evidence) -> list[Test]:
    """Ask for the smaller sample variance of the scores, after taking away each juror's severity."""
    return [partial(_by_spread, evidence)]


def decision(evidence: Evidence) -> list[Test]:
    """Ask for the order recorded for exactly these dossiers by a vote or by the chair."""
    return [partial(_by_decision, evidence)] if evidence.decision else []


RUNGS: Final[Mapping[str, Rung]] = {
    "criterion": criterion,
    "preferred": preferred,
    "spread": spread,
    "decision": decision,
}


def _by_criteria(evidence: Evidence, criteria: Group, group: Group) -> Step:
    scores = evidence.calibrated(criteria, group)
    if scores is None:
        return _silent("criterion", "score", group, subject=criteria)
    return Step("criterion", "score", _ratios(scores), groups_of(scores), subject=criteria)


def _by_spread(evidence: Evidence, group: Group) -> Step:
    spreads = evidence.spreads(group)
    if spreads is None:
        return _silent("spread", "spread", group)
    return Step("spread", "spread", _ratios(spreads), groups_of(spreads)[::-1])


def _by_decision(evidence: Evidence, group: Group) -> Step:
    if not set(group) <= set(evidence.decision):
        return _silent("decision", "place", group)
    places = {dossier: evidence.decision.index(dossier) + 1 for dossier in group}
    return Step("decision", "place", places, groups_of(places)[::-1])


def _by_preference(evidence: Evidence, group: Group) -> Step:
    duels = _duels(evidence, group)
    match group:
        case (_, _):
            unit, values = "jurors", _jurors(group, duels)
        case _:
            unit, values = "duels", _won_less_lost(group, duels)
    return Step("preferred", unit, values, groups_of(values), duels=duels)


def _duels(evidence: Evidence, group: Group) -> tuple[Duel, ...]:
    """List the pairs on which at least one juror has a preference."""
    prefer: Counter[Pair] = Counter()
    for juror, marks in _marks_by_juror(evidence, group).items():
        times = evidence.sheet.times_of(juror)
        for pair in _preferences(marks):
            prefer[pair] += times
    pairs = sorted({(min(pair), max(pair)) for pair in prefer})
    return tuple(Duel(one, two, prefer[one, two], prefer[two, one]) for one, two in pairs)


def _marks_by_juror(evidence: Evidence, group: Group) -> dict[str, list[tuple[Fraction, str]]]:
    marks: dict[str, list[tuple[Fraction, str]]] = {}
    for dossier in group:
        for juror, value in evidence.row(dossier).items():
            marks.setdefault(juror, []).append((value, dossier))
    return marks


def _preferences(marks: list[tuple[Fraction, str]]) -> Iterator[Pair]:
    """Give every pair that one juror marked apart, the better dossier first."""
    levels = [
        [dossier for _, dossier in level]
        for _, level in groupby(sorted(marks, reverse=True), key=lambda mark: mark[0])
    ]
    for better, worse in combinations(levels, 2):
        yield from product(better, worse)


def _jurors(group: Group, duels: tuple[Duel, ...]) -> dict[str, int]:
    values = dict.fromkeys(group, 0)
    for duel in duels:  # between two dossiers there is one at most
        values[duel.first] = duel.prefer_first
        values[duel.second] = duel.prefer_second
    return values


def _won_less_lost(group: Group, duels: tuple[Duel, ...]) -> dict[str, int]:
    values = dict.fromkeys(group, 0)
    for duel in duels:
        sign = (duel.prefer_first > duel.prefer_second) - (duel.prefer_first < duel.prefer_second)
        values[duel.first] += sign
        values[duel.second] -= sign
    return values


def _silent(rung: str, unit: str, group: Group, *, subject: Group = ()) -> Step:
    return Step(rung, unit, dict.fromkeys(group), (group,), subject=subject)


def _ratios(values: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: ratio(value) for name, value in values.items()}
