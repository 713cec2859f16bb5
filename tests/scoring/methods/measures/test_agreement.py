"""Agreement against published tables, against a second arithmetic, and under changes that must not matter."""

import csv
import json
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.counting import count
from scoring.methods.measures.agreement import Agreement, agreement_of
from scoring.methods.measures.concordance import kendall_w, spearman_rest
from scoring.methods.measures.intraclass import intraclass, mean_squares
from scoring.methods.measures.krippendorff import METRICS, alpha
from scoring.methods.measures.table import doubled_ranks, lines_of, table_of
from tests.scoring.methods.juries import ONE, ballots_of, columns, complete, connected, sheet
from tests.scoring.methods.test_properties import changed, factors

DATASETS = Path(__file__).resolve().parents[3] / "datasets"
every_metric = pytest.mark.parametrize("metric", sorted(METRICS))


def published(name):
    """Read a table as lines of text, without its head."""
    with (DATASETS / f"{name}.csv").open() as stream:
        return list(csv.reader(stream))[1:]


def answer(name):
    return json.loads((DATASETS / f"{name}.expected.json").read_text())


def table(ballots):
    return table_of(sheet(ballots))


def table_in(lines):
    """Take lines of marks, one for each dossier; an empty mark is none."""
    return table_of(sheet(ballots_of({f"d{place:02}": marks_in(line) for place, line in enumerate(lines)})))


def marks_in(line):
    return {f"j{place}": mark for place, mark in enumerate(line) if mark != ""}


def of_tasting(name):
    """Turn a tasting, one line for each judge, into ballots on wines."""
    judges = published(name)
    return ballots_of(
        {f"{wine}": {line[0]: line[wine + 1] for line in judges} for wine in range(len(judges[0]) - 1)},
    )


@pytest.mark.parametrize("metric", sorted(METRICS))
def test_krippendorff_2011_when_measured_gives_the_published_alphas(metric):
    observers = [line[1:] for line in published("krippendorff_2011")]
    found = alpha(table_in(zip(*observers, strict=True)), metric)
    assert round(found, 3) == answer("krippendorff_2011")[metric]


def test_shrout_fleiss_1979_when_measured_gives_the_six_published_correlations():
    squares = mean_squares(lines_of(table_in(line[1:] for line in published("shrout_fleiss_1979"))))
    found = intraclass(squares)
    expected = answer("shrout_fleiss_1979")
    named = {
        "ICC1": found.one_1,
        "ICC2": found.a_1,
        "ICC3": found.c_1,
        "ICC1k": found.one_k,
        "ICC2k": found.a_k,
        "ICC3k": found.c_k,
    }
    assert {name: round(value, 2) for name, value in named.items()} == {name: expected[name] for name in named}
    assert named == pytest.approx(expected["full_precision"], abs=1e-9)
    between = {"BMS": squares.rows, "WMS": squares.within, "JMS": squares.columns, "EMS": squares.error}
    assert {name: round(float(value), 2) for name, value in between.items()} == {
        name: expected[name] for name in between
    }


def test_irr_anxiety_when_measured_gives_the_published_figures():
    found = table_in(published("irr_anxiety"))
    expected = answer("irr_anxiety")
    told = agreement_of(found)
    assert (round(told.kendall_w, 3), round(told.icc_a_1, 3)) == (0.54, 0.198)
    assert told.kendall_w == pytest.approx(expected["full"]["Wt"], abs=1e-9)
    six = intraclass(mean_squares(lines_of(found)))
    full = [six.one_1, six.a_1, six.c_1, six.one_k, six.a_k, six.c_k]
    names = ["ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"]
    assert full == pytest.approx([expected["full"][name] for name in names], abs=1e-9)


@pytest.mark.parametrize("name", ["liquidasset_report2", "liquidasset_report106", "liquidasset_report121"])
def test_tasting_when_measured_gives_the_published_concordance_and_ranks(name):
    ballots, expected = of_tasting(name), answer(name)
    assert round(kendall_w(lines_of(table(ballots))), 4) == expected["kendall_W"]
    found = spearman_rest(table(ballots))
    said = expected["judge_vs_rest_spearman"]
    assert {judge: round(found[judge], 4) for judge in said} == said
    against = changed(ballots, mark=lambda _, place: -place)
    standings = sorted(
        count(against, method="mean", weights=ONE, ladder=()).standings, key=lambda line: int(line.dossier)
    )
    judges = len(published(name))
    assert [-line.score * judges for line in standings] == expected["votes_against"]
    assert [line.rank for line in standings] == expected["group_rank"]


def test_agreement_when_the_panel_is_not_complete_is_alpha_alone():
    told = agreement_of(table(columns(KABUL="8 6 7", LAHORE="9 - 8", BAKU="1 2 3")))
    assert told.alpha is not None
    assert told == Agreement(told.alpha)


@pytest.mark.parametrize(
    "marks",
    [{}, {"KABUL": "8"}, {"KABUL": "8", "LAHORE": "7"}, {"KABUL": "8 -", "LAHORE": "- 7"}, {"A": "5 5", "B": "5 5"}],
)
def test_agreement_when_there_is_nothing_to_compare_is_undefined(marks):
    assert agreement_of(table(columns(**marks))) == Agreement()
    assert set(spearman_rest(table(columns(**marks))).values()) <= {None}


def test_alpha_when_a_mark_is_below_zero_has_no_ratio():
    below = {"d": {"a": -1, "b": 2}, "e": {"a": 1, "b": 2}}
    assert alpha(below, "ratio") is None
    assert alpha(below, "interval") is not None


def test_agreement_when_worked_by_hand_agrees():
    told = agreement_of(table(columns(KABUL="1 2", LAHORE="2 3", BAKU="3 4")))
    # Mean squares 2 between dossiers, 3/2 between jurors, none left over.
    assert (told.icc_a_1, told.icc_a_k, told.kendall_w) == (0.666666667, 0.8, 1.0)
    # Squared distances 6 within dossiers, 66 between any two of the six marks: 1 − 5 · 6 / 66.
    assert told.alpha == 0.545454545
    assert spearman_rest(table(columns(KABUL="1 2", LAHORE="2 3", BAKU="3 4"))) == {"j1": 1.0, "j2": 1.0}


def test_agreement_when_two_jurors_marked_two_dossiers_is_whole():
    told = agreement_of(table(columns(KABUL="1 2", LAHORE="3 3")))
    assert None not in told.as_json().values()


def test_ranks_when_marks_are_equal_are_shared_in_the_middle():
    assert doubled_ranks([5, 3, 5, 1, 5]) == [8, 4, 8, 2, 8]
    assert doubled_ranks([]) == []


def naive_alpha(found, metric):
    """Take every pair of marks one by one, as the definition says."""
    units = [list(row.values()) for row in found.values() if len(row) > 1]
    everything = [value for unit in units for value in unit]

    def apart(one, two):
        low, high = sorted((one, two))
        match metric:
            case "nominal":
                return Fraction(one != two)
            case "ordinal":
                between = sum(low <= value <= high for value in everything)
                return (between - Fraction(everything.count(low) + everything.count(high), 2)) ** 2 * (low != high)
            case "interval":
                return Fraction(one - two) ** 2
            case "ratio":
                return Fraction(one - two, one + two or 1) ** 2

    def total(values):
        return sum((apart(one, two) for one, two in permutations(values, 2)), Fraction())

    if not total(everything):
        return None
    observed = sum(total(unit) / (len(unit) - 1) for unit in units)
    return float(1 - (len(everything) - 1) * observed / total(everything))


@every_metric
@given(ballots=connected())
def test_alpha_when_taken_pair_by_pair_is_the_same(metric, ballots):
    found, expected = alpha(table(ballots), metric), naive_alpha(table(ballots), metric)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-8))


def naive_spearman(found, juror):
    """Correlate ranks by numpy, the ranks counted one by one."""
    both = [row for row in found.values() if juror in row and len(row) > 1]
    own = [row[juror] for row in both]
    rest = [Fraction(sum(row.values()) - row[juror], len(row) - 1) for row in both]
    if len(set(own)) < 2 or len(set(rest)) < 2:
        return None
    return np.corrcoef(*([naive_rank(side, value) for value in side] for side in (own, rest)))[0, 1]


def naive_rank(values, value):
    return sum(other < value for other in values) + sum(other == value for other in values) / 2


@given(ballots=connected())
def test_spearman_when_taken_by_numpy_is_the_same(ballots):
    found = spearman_rest(table(ballots))
    for juror, value in found.items():
        expected = naive_spearman(table(ballots), juror)
        assert value == (None if expected is None else pytest.approx(expected, abs=1e-8))


@given(ballots=complete())
def test_kendall_w_when_taken_as_a_share_of_variance_is_the_same(ballots):
    lines = lines_of(table(ballots))
    if lines is None or any(len(set(column)) == 1 for column in zip(*lines, strict=True)):
        return
    ranks = np.array([doubled_ranks(column) for column in zip(*lines, strict=True)], dtype=float)
    ordered = ranks - ranks.mean(axis=1, keepdims=True)
    expected = ordered.mean(axis=0).var() / (ordered**2).mean(axis=1).mean()
    assert kendall_w(lines) == pytest.approx(expected, abs=1e-8)


@given(ballots=complete())
def test_mean_squares_when_taken_by_numpy_are_the_same(ballots):
    lines = lines_of(table(ballots))
    if lines is None:
        return
    marks = np.array(lines, dtype=float)
    dossiers, jurors = marks.shape
    between, across = jurors * marks.mean(axis=1).var(ddof=1), dossiers * marks.mean(axis=0).var(ddof=1)
    left = marks - marks.mean(axis=1, keepdims=True) - marks.mean(axis=0) + marks.mean()
    error, within = (left**2).sum() / (dossiers - 1) / (jurors - 1), marks.var(axis=1, ddof=1).mean()
    found = mean_squares(lines)
    assert [float(value) for value in (found.rows, found.columns, found.error, found.within)] == pytest.approx(
        [between, across, error, within], abs=1e-6
    )


@given(ballots=connected(), factor=factors, data=st.data())
def test_agreement_when_scaled_or_renamed_stays(ballots, factor, data):
    jurors = sorted({ballot.juror for ballot in ballots})
    dossiers = sorted({ballot.dossier for ballot in ballots})
    juror = dict(zip(jurors, data.draw(st.permutations(jurors)), strict=True))
    dossier = dict(zip(dossiers, data.draw(st.permutations(dossiers)), strict=True))
    other = table(changed(ballots, juror=juror.get, dossier=dossier.get, mark=lambda _, value: value * factor))
    assert agreement_of(other) == agreement_of(table(ballots))
    assert spearman_rest(other) == {juror[name]: value for name, value in spearman_rest(table(ballots)).items()}


@given(ballots=complete(), step=st.integers(-40, 40), data=st.data())
def test_order_when_a_juror_of_a_whole_panel_adds_a_constant_stays(ballots, step, data):
    biased = data.draw(st.sampled_from(sorted({ballot.juror for ballot in ballots})))
    moved = changed(ballots, mark=lambda one, value: value + step if one.juror == biased else value)
    before, after = table(ballots), table(moved)
    assert spearman_rest(after) == spearman_rest(before)
    if lines_of(before):
        assert kendall_w(lines_of(after)) == kendall_w(lines_of(before))
        six, others = (intraclass(mean_squares(lines_of(one))) for one in (before, after))
        assert (six.c_1, six.c_k) == (others.c_1, others.c_k)
