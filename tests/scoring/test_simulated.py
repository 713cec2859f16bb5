"""What the help says of simulated prizes, simulated: 60 works, 12 jurors of unlike severity, 5 ballots on each."""

import random
from fractions import Fraction

import pytest

from scoring.methods.ballots import Ballot
from scoring.methods.counting import count

pytestmark = pytest.mark.battery
WORKS, JURORS, EACH, FINALISTS, PRIZES = 60, 12, 5, 5, 150
#: About: within three standard errors of a share of so many prizes.
ABOUT = 0.12


def marked(chance, worth, severity, works, panel_of):
    """Let jurors mark in half points: worth and noise are alike in size, severities a little smaller."""
    return [
        Ballot(
            f"J{juror:02}", f"{work:02}", {"mark": half_point(6 + worth[work] + severity[juror] + chance.gauss(0, 1))}
        )
        for work in works
        for juror in panel_of(work)
    ]


def half_point(mark):
    return Fraction(round(min(max(mark, 1), 10) * 2), 2)


def first(ballots, method):
    return int(count(ballots, method=method, weights={"mark": Fraction(1)}).standings[0].dossier)


def simulated(seed, method):
    """Say how often the best work is first after one round of few ballots, and after a final by the whole panel."""
    chance, at_once, in_the_end = random.Random(seed), 0, 0
    for _prize in range(PRIZES):
        worth = [chance.gauss(0, 1) for _work in range(WORKS)]
        severity = [chance.gauss(0, 0.7) for _juror in range(JURORS)]
        best = max(range(WORKS), key=worth.__getitem__)
        panels = {work: chance.sample(range(JURORS), EACH) for work in range(WORKS)}
        ballots = marked(chance, worth, severity, range(WORKS), panels.__getitem__)
        at_once += first(ballots, method) == best
        found = count(ballots, method="calibrated", weights={"mark": Fraction(1)}).standings[:FINALISTS]
        finalists = [int(each.dossier) for each in found]
        in_the_end += first(marked(chance, worth, severity, finalists, lambda _work: range(JURORS)), method) == best
    return at_once / PRIZES, in_the_end / PRIZES


def test_the_best_wins_half_the_time_with_five_ballots_and_two_times_in_three_after_a_final():
    at_once, in_the_end = simulated(2026, "calibrated")
    assert at_once == pytest.approx(1 / 2, abs=ABOUT)
    assert in_the_end == pytest.approx(2 / 3, abs=ABOUT)
    assert in_the_end > at_once + ABOUT / 2


@pytest.mark.parametrize("method", ["mean", "trimmed", "median", "robust", "zscore"])
def test_no_rule_of_counting_makes_five_ballots_sure(method):
    at_once, _in_the_end = simulated(2026, method)
    assert 1 / 4 < at_once < 1 / 2 + ABOUT
