"""Juries too large for exact arithmetic: floating point with a certificate, and no tie broken by noise."""

import random
from fractions import Fraction

import numpy as np
import pytest

from scoring.methods import large
from scoring.methods.counting import count
from scoring.methods.fit import fit_of
from scoring.methods.large import in_whole_numbers, margin_of, panels_of, settle, solve, solve_in_floats, spread_margin
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


def stiffness_of(panels):
    """Give the smallest eigenvalue above zero of D_J⁻¹ S, from the written-out matrix."""
    root = np.sqrt(panels.degrees)
    return np.sort(np.linalg.eigvalsh(panels.matrix() / np.outer(root, root)))[1]


@pytest.mark.parametrize(("jurors", "dossiers", "each"), [(8, 14, 3), (12, 40, 4), (20, 30, 2)])
def test_stiffness_when_told_by_the_turns_is_that_of_the_whole_matrix(jurors, dossiers, each):
    equations = normal_equations(sheet(wide_jury(jurors, dossiers, each)))
    panels = panels_of(equations)
    right = np.array([value / equations.unit for value in equations.right])
    answer, found, turns = large._descend(panels, right)
    assert panels.matrix() @ answer == pytest.approx(right, abs=1e-8)
    assert found == pytest.approx(stiffness_of(panels), rel=1e-3)
    assert turns < jurors + 3


def test_stiffness_when_one_turn_is_enough_or_none_is_needed():
    assert large._smallest(np.array([4.0]), np.array([])) == 0.25
    assert large._smallest(np.array([]), np.array([])) == 1.0


def test_turns_when_they_are_just_enough_are_not_too_many(monkeypatch):
    equations = normal_equations(sheet(wide_jury(30, 60, 3)))
    panels, right = panels_of(equations), np.array(equations.right, dtype=float)
    turns = large._descend(panels, right)[2]
    monkeypatch.setattr(large, "TURNS", turns)
    assert large._descend(panels, right)[2] == turns
    monkeypatch.setattr(large, "TURNS", turns - 1)
    with pytest.raises(TooLooselyLinked):
        large._descend(panels, right)


@pytest.mark.parametrize(("off", "turns"), [(0.0, 3), (0.995, 3), (1.005, 6)])
def test_solution_when_its_residual_could_hide_too_much_is_bettered_once(monkeypatch, off, turns):
    panels = panels_of(normal_equations(sheet(wide_jury(5, 9, 3))))
    wanted = np.array([4.0, -1.0, 2.0, -3.0, -2.0])
    right, stiffness = panels.laplacian(wanted), 0.25
    error = np.array([1.0, -1.0, 0.0, 0.0, 0.0])
    least = np.abs(panels.laplacian(error) / panels.degrees).max()
    error *= off * stiffness * 1e-11 * 4 / least
    given = [wanted + error, -error]
    monkeypatch.setattr(large, "_descend", lambda *_: (given.pop(0), stiffness, 3))
    found = solve(panels, right)
    assert found.turns == turns
    assert found.severities == pytest.approx(wanted)
    assert found.averages == pytest.approx(np.array([wanted[list(panel)].mean() for panel in panels_read(panels)]))
    assert found.residual == np.abs(right - panels.laplacian(found.severities)).max()


def panels_read(panels):
    return [panels.jurors[start:end] for start, end in zip(panels.starts, panels.starts[1:], strict=False)]


def test_solution_when_it_cannot_be_bettered_is_refused(monkeypatch):
    panels = panels_of(normal_equations(sheet(wide_jury(5, 9, 3))))
    wanted = np.array([4.0, -1.0, 2.0, -3.0, -2.0])
    right = panels.laplacian(wanted)
    given = [wanted * 1.001, np.zeros(5), -wanted * 0.001]
    monkeypatch.setattr(large, "_descend", lambda *_: (given.pop(0), 0.25, 3))
    with pytest.raises(TooLooselyLinked, match="jury of 5"):
        solve(panels, right)


def test_margin_when_it_is_of_variances_goes_with_the_square():
    assert spread_margin(Fraction(1, 10**8)) == Fraction(1, 10**7)
    assert spread_margin(Fraction(3, 10**9)) == Fraction(9, 10**9)


def test_solution_when_nobody_differs_is_nothing_in_no_turn():
    panels = panels_of(normal_equations(sheet(wide_jury(6, 9, 3))))
    solution = solve(panels, np.zeros(6))
    assert (solution.residual, solution.turns) == (0.0, 0)
    assert not solution.severities.any()
    assert not solution.averages.any()


@pytest.mark.parametrize(
    ("severities", "numerators", "bottom"),
    [
        ([0.5, -0.25], [5 * 10**12, -25 * 10**11], 10**13),
        ([20.0, -4.0], [2 * 10**12, -4 * 10**11], 10**11),
        ([2e12, 1e12], [2 * 10**12, 10**12], 1),
        ([3e13, 1e12], [3 * 10**13, 10**12], 1),
        ([0.0, 0.0], [0, 0], 1),
    ],
)
def test_severities_when_written_in_whole_numbers_have_twelve_digits(severities, numerators, bottom):
    assert in_whole_numbers(np.array(severities)) == (numerators, bottom)


def test_settle_when_values_lie_within_the_margin_makes_them_one():
    values = {"a": Fraction(1), "b": Fraction(11, 10), "c": Fraction(12, 10), "d": Fraction(2)}
    assert settle(values, Fraction(1, 10)) == {"a": 1, "b": 1, "c": 1, "d": 2}
    assert settle(values, Fraction(1, 11)) == values
    assert settle(values, Fraction()) == values
    assert settle({}, Fraction(1)) == {}


def test_margin_when_marks_range_over_ten_points_is_a_hundred_millionth():
    assert margin_of(sheet(columns(KABUL="0 10"))) == Fraction(1, 10**8)
    assert margin_of(sheet(columns(KABUL="5 10"))) == Fraction(5, 10**9)
