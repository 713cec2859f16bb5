"""The count as its callers know it: rules in, refusals by name, and a result that can be written down."""

import json
from fractions import Fraction

import pytest

from scoring.methods import refusals
from scoring.methods.ballots import Ballot
from scoring.methods.counting import METHODS, count
from scoring.methods.outcome import Contribution, Outcome
from scoring.methods.standings import NotRanked, Severity, Standing
from tests.scoring.methods.juries import ONE, WEIGHTS, columns, ranks, scores


def ballot(juror="Aras", dossier="KABUL", **marks):
    return Ballot(juror, dossier, {name: Fraction(mark) for name, mark in marks.items()})


def refusal(kind, ballots, **rules):
    with pytest.raises(kind) as caught:
        count(ballots, **{"method": "mean", "weights": ONE, **rules})
    assert isinstance(caught.value, refusals.Refusal)
    assert str(caught.value) == caught.value.sentence % caught.value.facts
    return str(caught.value)


def test_mean_when_criteria_are_weighted_is_exact():
    ballots = [
        ballot("Aras", impact="8", vision="7.5", clarity="9"),
        ballot("Bela", impact="6.5", vision="7", clarity="8"),
    ]
    assert scores(ballots, method="mean", weights=WEIGHTS) == {"KABUL": Fraction("7.5625")}


def test_weights_when_scaled_change_nothing():
    ballots = [ballot("Aras", impact="8", vision="7.5", clarity="9")]
    tenfold = {name: weight * 10 for name, weight in WEIGHTS.items()}
    assert scores(ballots, weights=tenfold) == scores(ballots, weights=WEIGHTS)


def test_weights_when_there_are_none_stand_for_the_one_criterion_mark():
    assert scores(columns(KABUL="8 6"), weights={}) == {"KABUL": 7}


def test_ballot_when_a_mark_is_missing_is_refused():
    said = refusal(refusals.UnfinishedBallot, [ballot(impact="8", vision="7")], weights=WEIGHTS)
    assert said == "The ballot of Aras on KABUL has no mark for “clarity”. Finish it or leave it out of the count."


def test_ballot_when_it_marks_what_has_no_weight_is_refused():
    assert "“charm”, which has no weight" in refusal(refusals.UnknownCriterion, [ballot(mark="8", charm="7")])


def test_ballot_when_there_are_two_of_one_juror_on_one_dossier_is_refused():
    refusal(refusals.DuplicateBallot, [ballot(mark="8"), ballot(mark="8")])


@pytest.mark.parametrize("mark", [8.5, "8.5", None, float("nan")])
def test_mark_when_not_exact_is_refused(mark):
    refusal(refusals.InexactNumber, [Ballot("Aras", "KABUL", {"mark": mark})])


@pytest.mark.parametrize("weight", [Fraction(0), Fraction(-1), 0.5, "1"])
def test_weight_when_not_exact_and_above_zero_is_refused(weight):
    refusal(refusals.BadWeight, columns(KABUL="8"), weights={"mark": weight})


def test_method_when_unknown_is_refused_with_those_that_exist():
    assert "mean, calibrated" in refusal(refusals.UnknownMethod, columns(KABUL="8"), method="astrology")


@pytest.mark.parametrize("quorum", [0, -1, 1.5])
def test_quorum_when_below_one_is_refused(quorum):
    refusal(refusals.BadQuorum, columns(KABUL="8"), quorum=quorum)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_dossier_when_below_the_quorum_is_listed_and_touches_nobody(method):
    ballots = columns(KABUL="8 6 7", LAHORE="9 7 8", BAKU="1 - 10")
    counted = count(ballots, method=method, weights=ONE, quorum=3)
    alone = count(columns(KABUL="8 6 7", LAHORE="9 7 8"), method=method, weights=ONE)
    assert counted.not_ranked == (NotRanked("BAKU", 2, "below_quorum"),)
    assert (counted.standings, counted.jurors) == (alone.standings, alone.jurors)


def test_juror_when_no_ballot_counts_is_listed_without_a_severity():
    counted = count(columns(KABUL="8 6 -", BAKU="- - 3"), method="calibrated", weights=ONE, quorum=2)
    assert counted.jurors[2] == Severity("j3", None, None, 0)
    assert counted.components == 1


def test_dossiers_when_none_reaches_the_quorum_are_all_listed():
    counted = count(columns(KABUL="8", BAKU="3"), method="calibrated", weights=ONE, quorum=2)
    assert (counted.standings, len(counted.not_ranked), counted.components) == ((), 2, 0)


def test_mean_when_jurors_form_islands_counts_and_says_how_many():
    counted = count(columns(KABUL="8 - -", LAHORE="- 9 7"), method="mean", weights=ONE)
    assert counted.components == 2
    assert [line.severity for line in counted.jurors] == [None, None, None]


def test_mean_when_a_standard_error_is_worked_by_hand_agrees():
    counted = count(columns(KABUL="8 6 7", LAHORE="9 - -", BAKU="4 2 -"), method="mean", weights=ONE)
    # s² = (2 + 0 + 2) / (6 − 3)
    expected = {"LAHORE": (4 / 3) ** 0.5, "KABUL": (4 / 9) ** 0.5, "BAKU": (4 / 6) ** 0.5}
    assert {line.dossier: line.se for line in counted.standings} == pytest.approx(expected)


def test_mean_when_each_dossier_has_one_ballot_has_no_standard_error():
    counted = count(columns(KABUL="8", LAHORE="9"), method="mean", weights=ONE)
    assert [line.se for line in counted.standings] == [None, None]


def test_standings_when_two_share_the_second_rank_go_on_with_the_fourth():
    counted = count(columns(A="9", B="7", C="7", D="5"), method="mean", weights=ONE)
    assert [(line.dossier, line.rank) for line in counted.standings] == [("A", 1), ("B", 2), ("C", 2), ("D", 4)]
    assert counted.standings[0] == Standing("A", 1, Fraction(9), 1, Fraction(9), None)


def test_working_when_calibrated_says_what_each_ballot_contributed():
    counted = count(columns(KABUL="8 6", LAHORE="9 7"), method="calibrated", weights=ONE)
    half = Fraction(1, 2)
    assert counted.working["KABUL"] == (
        Contribution("j1", Fraction(8), Fraction(-1), half),
        Contribution("j2", Fraction(6), Fraction(1), half),
    )


def by_loudest(sheet):
    """Score by the highest mark, and only dossiers with two: a method such as another module may bring."""
    loud = {dossier: max(row.values()) for dossier, row in sheet.rows.items() if len(row) > 1}
    return Outcome(loud, {}, left_out={dossier: "one_ballot" for dossier in sheet.rows if dossier not in loud})


def by_float(sheet):
    return Outcome({dossier: float(max(row.values())) for dossier, row in sheet.rows.items()}, {})


def test_method_when_another_is_added_takes_part_in_the_same_count(monkeypatch):
    monkeypatch.setitem(METHODS, "loudest", by_loudest)
    counted = count(columns(KABUL="8 6", LAHORE="9 1", BAKU="10 -"), method="loudest", weights=ONE)
    assert [(line.dossier, line.rank) for line in counted.standings] == [("LAHORE", 1), ("KABUL", 2)]
    assert counted.not_ranked == (NotRanked("BAKU", 1, "one_ballot"),)


def test_method_when_it_brings_a_binary_float_near_a_rank_is_stopped(monkeypatch):
    monkeypatch.setitem(METHODS, "float", by_float)
    refusal(refusals.InexactNumber, columns(KABUL="8"), method="float")


def test_count_when_a_float_is_planted_in_the_mean_is_stopped(monkeypatch):
    monkeypatch.setattr("scoring.methods.mean.average", lambda row, _times: float(sum(row.values())))
    refusal(refusals.InexactNumber, columns(KABUL="8"))


def test_json_when_written_holds_fractions_with_decimals_beside():
    plain = count(columns(KABUL="8 6 8", LAHORE="9 7 6"), method="calibrated", weights=ONE).as_json()
    assert plain == json.loads(json.dumps(plain))
    assert list(plain) == [
        "method",
        "components",
        "standings",
        "jurors",
        "ties",
        "not_ranked",
        "residual",
        "working",
        "paths",
    ]
    assert plain["standings"][1] == {
        "dossier": "KABUL",
        "rank": 2,
        "score": "22/3",
        "decimal": "7.333333",
        "ballots": 3,
        "raw": "22/3",
        "raw_decimal": "7.333333",
        "se": 0.707106781,
    }
    assert plain["jurors"][0] == {
        "juror": "j1",
        "severity": "7/6",
        "severity_decimal": "1.166667",
        "se": 0.707106781,
        "ballots": 2,
    }
    assert plain["working"]["LAHORE"][0] == {
        "juror": "j1",
        "score": "9/1",
        "adjustment": "-7/6",
        "share": "1/3",
        "weight": "1/1",
        "decimal": "7.833333",
    }
    (tie,) = plain["ties"]
    assert (tie["dossiers"], tie["rank"], tie["resolved"]) == (["KABUL", "LAHORE"], 1, True)
    assert tie["steps"][-1] == {
        "rung": "preferred",
        "unit": "jurors",
        "subject": [],
        "values": {"KABUL": 1, "LAHORE": 2},
        "duels": [{"dossiers": ["KABUL", "LAHORE"], "prefer": [1, 2]}],
        "groups": [["LAHORE"], ["KABUL"]],
    }


def test_json_when_a_dossier_is_below_the_quorum_says_why():
    plain = count(columns(KABUL="8 6", BAKU="3 -"), method="mean", weights=ONE, quorum=2).as_json(working=False)
    assert plain["not_ranked"] == [{"dossier": "BAKU", "ballots": 1, "reason": "below_quorum"}]
    assert "working" not in plain


def test_ranks_when_names_would_tempt_to_sort_by_them_stay_shared():
    assert set(ranks(columns(ZZZ="5 5", AAA="5 5")).values()) == {1}
