"""The calibrated count against arithmetic that shares no code with it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from scoring.methods.ballots import Ballot
from scoring.methods.counting import count
from scoring.methods.evidence import Evidence
from scoring.methods.exact import solve_in_flint, solve_in_python
from scoring.methods.graph import Island, SeparateIslands
from scoring.methods.normal import normal_equations
from tests.scoring.methods.juries import ONE, ballots_of, columns, complete, connected, scores, sheet


def least_squares(ballots):
    """Solve the two-way layout with dummies by numpy; give scores, severities and their standard errors."""
    dossiers = sorted({ballot.dossier for ballot in ballots})
    jurors = sorted({ballot.juror for ballot in ballots})
    design = np.zeros((len(ballots), len(dossiers) + len(jurors)))
    for line, ballot in enumerate(ballots):
        design[line, dossiers.index(ballot.dossier)] = 1
        design[line, len(dossiers) + jurors.index(ballot.juror)] = 1
    marks = np.array([float(ballot.marks["mark"]) for ballot in ballots])
    answer, _, rank, _ = np.linalg.lstsq(design, marks, rcond=None)
    freedom = len(ballots) - rank
    variance = ((marks - design @ answer) ** 2).sum() / freedom if freedom else None
    wanted = np.eye(len(answer))
    wanted[: len(dossiers), len(dossiers) :] = 1 / len(jurors)
    wanted[len(dossiers) :, len(dossiers) :] -= 1 / len(jurors)
    errors = None
    if variance is not None:
        errors = np.sqrt(variance * np.clip(np.diag(wanted @ np.linalg.pinv(design.T @ design) @ wanted.T), 0, None))
    return dict(zip([*dossiers, *jurors], wanted @ answer, strict=True)), errors


@given(connected())
def test_calibrated_when_solved_by_numpy_least_squares_gives_the_same(ballots):
    counted = count(ballots, method="calibrated", weights=ONE)
    expected, errors = least_squares(ballots)
    found = {line.dossier: line.score for line in counted.standings}
    found |= {line.juror: line.severity for line in counted.jurors}
    assert {name: float(value) for name, value in found.items()} == pytest.approx(expected, abs=1e-9)
    lines = sorted(counted.standings, key=lambda line: line.dossier)
    measured = [line.se for line in (*lines, *counted.jurors)]
    if errors is None:
        assert set(measured) == {None}
    else:
        assert measured == pytest.approx(list(errors), abs=1e-6)


@given(connected())
def test_normal_equations_when_solved_in_python_and_in_flint_give_the_same_fractions(ballots):
    equations = normal_equations(sheet(ballots))
    matrix = [line[1:] for line in equations.matrix()[1:]]
    right = list(equations.right[1:])
    if not matrix:
        return
    tops, bottom = solve_in_python([*matrix], [*right])
    others, other_bottom = solve_in_flint(matrix, right)
    assert [Fraction(top, bottom) for top in tops] == [Fraction(top, other_bottom) for top in others]


@given(connected())
def test_calibrated_when_flint_is_taken_for_every_jury_counts_the_same(ballots):
    plain = count(ballots, method="calibrated", weights=ONE).as_json()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scoring.methods.exact.PURE_LIMIT", 0)
        assert count(ballots, method="calibrated", weights=ONE).as_json() == plain


@given(complete())
def test_calibrated_when_the_table_is_complete_is_the_mean_to_the_last_trace(ballots):
    by_mean = count(ballots, method="mean", weights=ONE)
    calibrated = count(ballots, method="calibrated", weights=ONE)
    assert [(line.dossier, line.rank, line.score) for line in calibrated.standings] == [
        (line.dossier, line.rank, line.score) for line in by_mean.standings
    ]
    assert calibrated.ties == by_mean.ties


def test_calibrated_when_one_juror_is_strict_lifts_what_only_the_strict_one_read():
    ballots = columns(KABUL="8 6 -", LAHORE="9 - 9", BAKU="- 5 7")
    counted = count(ballots, method="calibrated", weights=ONE)
    assert {line.dossier: line.score for line in counted.standings} == {
        "KABUL": Fraction(22, 3),
        "LAHORE": Fraction(25, 3),
        "BAKU": Fraction(19, 3),
    }
    assert {line.juror: line.severity for line in counted.jurors} == {
        "j1": Fraction(2, 3),
        "j2": Fraction(-4, 3),
        "j3": Fraction(2, 3),
    }


def test_calibrated_when_jurors_form_islands_names_who_is_on_which():
    ballots = columns(KABUL="8 6 - -", LAHORE="9 7 - -", BAKU="- - 5 7", PEKAN="- - - 3")
    with pytest.raises(SeparateIslands) as caught:
        count(ballots, method="calibrated", weights=ONE)
    assert caught.value.islands == (
        Island(("j3", "j4"), ("BAKU", "PEKAN")),
        Island(("j1", "j2"), ("KABUL", "LAHORE")),
    )
    assert "j3, j4: BAKU, PEKAN; 2) j1, j2: KABUL, LAHORE" in str(caught.value)


def test_calibrated_when_one_ballot_joins_the_islands_counts():
    ballots = columns(KABUL="8 6 - -", LAHORE="9 7 - -", BAKU="- 4 5 7", PEKAN="- - - 3")
    assert count(ballots, method="calibrated", weights=ONE).components == 1


def test_calibrated_when_no_degree_of_freedom_is_left_gives_no_standard_error():
    counted = count(columns(KABUL="8 6", LAHORE="9 -"), method="calibrated", weights=ONE)
    assert [line.se for line in (*counted.standings, *counted.jurors)] == [None] * 4


def test_calibrated_when_all_agree_but_for_severity_gives_a_standard_error_of_nothing():
    counted = count(columns(KABUL="8 6", LAHORE="9 7", BAKU="3 1"), method="calibrated", weights=ONE)
    assert [line.se for line in counted.standings] == [0.0, 0.0, 0.0]


def test_calibrated_when_the_standard_error_is_worked_by_hand_agrees():
    counted = count(columns(KABUL="5 3", LAHORE="4 4", BAKU="4 4"), method="calibrated", weights=ONE)
    # Residuals ±2/3 ±1/3 ±1/3 twice, so RSS 4/3 over 2 degrees; scores s²/2, severities s²/6.
    assert [line.se for line in counted.standings] == pytest.approx([(2 / 3 / 2) ** 0.5] * 3)
    assert [line.se for line in counted.jurors] == pytest.approx([(2 / 3 / 6) ** 0.5] * 2)


UNEVEN = {"KABUL": "8 6 - 7", "LAHORE": "9 - 8 5", "BAKU": "- 7 6 6", "PEKAN": "4 5 5 -", "MALE": "9 9 - -"}


def test_calibrated_when_panels_differ_in_size_gives_the_standard_errors_of_the_whole_design():
    counted = count(columns(**UNEVEN), method="calibrated", weights=ONE)
    _, errors = least_squares(columns(**UNEVEN))
    lines = sorted(counted.standings, key=lambda line: line.dossier)
    assert [line.se for line in (*lines, *counted.jurors)] == pytest.approx(list(errors), abs=1e-8)


def test_calibrated_when_each_juror_stands_for_as_many_as_may_be_gives_standard_errors():
    ballots = columns(
        KABUL="8 6 7 5 8 6 7 5 8 6 7 5", LAHORE="9 6 7 6 8 9 7 5 8 6 7 5", BAKU="9 6 7 5 8 6 7 5 8 6 7 4"
    )
    many = [Ballot(one.juror, one.dossier, one.marks, 10**9) for one in ballots]
    once, often = (count(each, method="calibrated", weights=ONE) for each in (ballots, many))
    # The same residuals over 22 degrees of freedom, or over 24,000,000,000; and a thousand million times the ballots.
    expected = [line.se * (22 / 24) ** 0.5 / 10**4.5 for line in once.standings]
    assert [line.se for line in often.standings] == pytest.approx(expected, rel=1e-6)


def test_calibrated_when_the_jury_is_too_large_for_standard_errors_gives_none(monkeypatch):
    monkeypatch.setattr("scoring.methods.precision.DENSE_LIMIT", 4)
    assert None not in {line.se for line in count(columns(**UNEVEN), method="calibrated", weights=ONE).standings}
    monkeypatch.setattr("scoring.methods.precision.DENSE_LIMIT", 3)
    assert {line.se for line in count(columns(**UNEVEN), method="calibrated", weights=ONE).standings} == {None}


def test_spreads_when_panels_differ_in_size_are_sample_variances_after_severities():
    ballots = columns(**UNEVEN)
    found, _ = least_squares(ballots)
    spreads = Evidence(ballots, ONE).spreads(tuple(UNEVEN))
    for dossier, spread in spreads.items():
        left = [float(one.marks["mark"]) - found[one.juror] for one in ballots if one.dossier == dossier]
        assert float(spread) == pytest.approx(np.var(left, ddof=1), abs=1e-9)


def test_spreads_when_each_juror_stands_for_two_count_each_twice():
    twice = [Ballot(one.juror, one.dossier, one.marks, 2) for one in columns(KABUL="4 6", LAHORE="5 5")]
    # Severities ∓½, so 4½ and 5½ twice each: four squares of ¼ over 4 − 1.
    assert Evidence(twice, ONE).spreads(("KABUL", "LAHORE")) == dict.fromkeys(("KABUL", "LAHORE"), Fraction(1, 3))


def test_calibrated_when_a_juror_adds_a_constant_ranks_the_same_where_the_mean_does_not():
    before = columns(KABUL="8 6 -", LAHORE="9 - 8", BAKU="- 7 6")
    after = columns(KABUL="8 11 -", LAHORE="9 - 8", BAKU="- 12 6")
    order = list(scores(before))
    assert list(scores(after)) == order
    assert list(scores(before, method="mean")) == ["LAHORE", "KABUL", "BAKU"]
    assert list(scores(after, method="mean")) == ["KABUL", "BAKU", "LAHORE"]


def test_calibrated_when_nobody_marked_anything_is_empty():
    counted = count([], method="calibrated", weights=ONE)
    assert (counted.components, counted.standings, counted.jurors, counted.working) == (0, (), (), {})


def test_calibrated_when_fractions_are_longer_than_python_prints_still_writes_them():
    tiny = {"j1": Fraction(1, 7**6000), "j2": Fraction(1)}
    counted = count(ballots_of({"KABUL": tiny}), method="calibrated", weights=ONE)
    assert counted.standings[0].score == (Fraction(1, 7**6000) + 1) / 2
    assert len(counted.as_json()["standings"][0]["score"]) > 10_000
