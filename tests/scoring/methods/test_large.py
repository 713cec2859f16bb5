"""Juries too large for exact arithmetic: floating point with a certificate, and no tie broken by noise."""

import random
from fractions import Fraction

import pytest

from scoring.methods.counting import count
from scoring.methods.fit import fit_of
from scoring.methods.large import margin_of, settle, solve_in_floats
from scoring.methods.normal import normal_equations
from scoring.methods.refusals import TooLooselyLinked
from tests.scoring.methods.juries import ONE, ballots_of, columns, scores, sheet


def wide_jury(jurors, dossiers, each, seed=7):
    chosen = random.Random(seed)
    return ballots_of(
        {
            f"d{place:04}": {
                f"j{juror}": Fraction(chosen.randint(0, 20), 2) for juror in chosen.sample(range(jurors), each)
            }
            for place in range(dossiers)
        }
    )


@pytest.fixture
def no_exact_juries(monkeypatch):
    monkeypatch.setattr("scoring.methods.fit.EXACT_LIMIT", 1)


def test_large_jury_when_counted_in_floats_gives_the_exact_severities():
    table = sheet(wide_jury(80, 400, 4))
    exact = fit_of(table)
    numerators, denominator, residual = solve_in_floats(normal_equations(table))
    assert residual < 1e-10
    for juror, numerator in zip(exact.equations.jurors, numerators, strict=True):
        assert abs(Fraction(numerator, denominator) - exact.severity(juror)) < Fraction(1, 10**10)


def additive_jury(jurors=40, dossiers=120, seed=11):
    """Give marks that are quality plus severity to the dot: equal quality is an exact tie across panels."""
    chosen = random.Random(seed)
    severities = [Fraction(chosen.randint(-9, 9), 7) for _ in range(jurors)]
    return ballots_of(
        {
            f"d{place:03}": {f"j{juror}": place % 6 + severities[juror] for juror in chosen.sample(range(jurors), 3)}
            for place in range(dossiers)
        }
    )


def test_large_jury_when_counted_in_floats_keeps_every_tie(monkeypatch):
    exact = count(additive_jury(), method="calibrated", weights=ONE)
    monkeypatch.setattr("scoring.methods.fit.EXACT_LIMIT", 1)
    floats = count(additive_jury(), method="calibrated", weights=ONE)
    assert [len(tie.dossiers) for tie in exact.ties] == [20] * 6
    assert [tie.dossiers for tie in floats.ties] == [tie.dossiers for tie in exact.ties]
    assert [step.groups for tie in floats.ties for step in tie.steps] == [
        step.groups for tie in exact.ties for step in tie.steps
    ]
    assert exact.residual is None
    assert 0 <= floats.residual < 1e-10


def test_large_jury_when_margins_are_switched_off_loses_ties(monkeypatch):
    monkeypatch.setattr("scoring.methods.fit.margin_of", lambda _: Fraction())
    with pytest.raises(AssertionError):
        test_large_jury_when_counted_in_floats_keeps_every_tie(monkeypatch)


def test_large_jury_when_every_juror_marked_everything_stays_exact():
    jurors = " ".join(["7", "8", "6.5"] * 200)
    counted = count(columns(KABUL=jurors, LAHORE=jurors[::-1].replace("5.6", "6.5")), method="calibrated", weights=ONE)
    assert counted.residual is None
    assert {line.score for line in counted.standings} == {Fraction(43, 6)}


def test_large_jury_when_there_are_six_hundred_says_how_well_it_solved():
    counted = count(wide_jury(600, 900, 4), method="calibrated", weights=ONE)
    assert 0 < counted.residual < 1e-10
    assert counted.as_json(working=False)["residual"] == counted.residual
    assert counted.standings[0].se > 0


def test_large_jury_when_all_agree_has_no_severity(no_exact_juries):
    assert scores(columns(KABUL="5 5 -", LAHORE="- 6 6")) == {"LAHORE": 6, "KABUL": 5}


def test_large_jury_when_a_chain_is_too_long_to_trust_is_refused(monkeypatch):
    monkeypatch.setattr("scoring.methods.fit.EXACT_LIMIT", 1)
    monkeypatch.setattr("scoring.methods.large.TURNS", 3)
    with pytest.raises(TooLooselyLinked, match="jury of 60"):
        count(wide_jury(60, 90, 3), method="calibrated", weights=ONE)


def test_settle_when_values_lie_within_the_margin_makes_them_one():
    values = {"a": Fraction(1), "b": Fraction(11, 10), "c": Fraction(12, 10), "d": Fraction(2)}
    assert settle(values, Fraction(1, 10)) == {"a": 1, "b": 1, "c": 1, "d": 2}
    assert settle(values, Fraction(1, 11)) == values
    assert settle(values, Fraction()) == values
    assert settle({}, Fraction(1)) == {}


def test_margin_when_marks_range_over_ten_points_is_a_hundred_millionth():
    assert margin_of(sheet(columns(KABUL="0 10"))) == Fraction(1, 10**8)
    assert margin_of(sheet(columns(KABUL="5 10"))) == Fraction(5, 10**9)
