"""Ballots of ranks and of grades go through the same count: quorum, ladder, standings, refusals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods import refusals, robust
from scoring.methods.ballots import Ballot, GradedBallot, Level, RankedBallot
from scoring.methods.counting import METHODS, applicable, count
from scoring.methods.outcome import Contribution
from scoring.methods.sheet import Sheet, sheet_of
from scoring.methods.standings import NotRanked
from scoring.methods.trace import Duel, Path, Step
from scoring.methods.trimmed import trimmed
from tests.scoring.methods.juries import ONE, ballots_of, columns, connected, sheet

GRADES = ("excellent", "good", "fair", "poor")


def ranked(**ranks):
    """Read KABUL="1 2 1" as the ranks of jurors j1, j2, j3; a dash is no ballot."""
    return [RankedBallot(one.juror, one.dossier, one.marks["mark"]) for one in columns(**ranks)]


def graded(**letters):
    """Read KABUL="e g -" as grades by their first letters."""
    words = {grade[0]: grade for grade in GRADES}
    return [
        GradedBallot(f"j{place}", dossier, words[letter])
        for dossier, line in letters.items()
        for place, letter in enumerate(line.split(), 1)
        if letter != "-"
    ]


def tally(ballots, method, **rules):
    return count(ballots, **{"method": method, "weights": {}, "grades": GRADES, **rules})


def places(counted):
    return [(line.dossier, line.rank) for line in counted.standings]


def test_borda_when_ranks_are_equal_shares_the_points():
    counted = tally(ranked(KABUL="1 1", LAHORE="1 3", BAKU="3 2"), "borda")
    assert {line.dossier: line.score for line in counted.standings} == {
        "KABUL": Fraction(7, 2),
        "LAHORE": Fraction(3, 2),
        "BAKU": 1,
    }
    half = Fraction(3, 2)
    assert counted.working["LAHORE"] == (
        Contribution("j1", half, Fraction(), Fraction(1), Fraction(1)),
        Contribution("j2", Fraction(), Fraction(), Fraction(1), Fraction(1)),
    )


@pytest.mark.parametrize("method", ["borda", "schulze"])
@given(ballots=connected(), data=st.data())
def test_ranks_when_read_from_marks_or_grades_count_the_same(method, ballots, data):
    marks = sorted({ballot.marks["mark"] for ballot in ballots}, reverse=True)
    by_marks = count(ballots, method=method, weights=ONE, ladder=["preferred"])
    by_ranks = tally(
        [RankedBallot(one.juror, one.dossier, 11 - one.marks["mark"]) for one in ballots], method, ladder=["preferred"]
    )
    by_grades = tally(
        [GradedBallot(one.juror, one.dossier, str(one.marks["mark"])) for one in ballots],
        method,
        ladder=["preferred"],
        grades=[str(mark) for mark in marks],
    )
    expected = [(line.dossier, line.rank, line.score) for line in by_marks.standings]
    for other in (by_ranks, by_grades):
        assert [(line.dossier, line.rank, line.score) for line in other.standings] == expected
        assert other.ties == by_marks.ties


def test_ranked_ballots_when_tied_between_two_ask_who_is_preferred():
    ballots = ranked(KABUL="1 1 4", LAHORE="2 2 2", BAKU="3 3 1", PEKAN="4 4 3")
    counted = tally(ballots, "borda")
    (tie,) = [trace for trace in counted.ties if "KABUL" in trace.dossiers]
    silent, preferred = tie.steps
    assert (silent.rung, silent.values, silent.subject) == ("criterion", {"KABUL": None, "LAHORE": None}, ("rank",))
    assert (preferred.values, preferred.duels) == (
        {"KABUL": 2, "LAHORE": 1},
        (Duel("KABUL", "LAHORE", 2, 1),),
    )
    assert places(counted)[:2] == [("KABUL", 1), ("LAHORE", 2)]


def test_ranked_ballots_when_nothing_parts_them_stand_until_a_decision():
    ballots = ranked(KABUL="1 2", LAHORE="2 1")
    assert [step.rung for step in tally(ballots, "schulze").ties[0].steps] == ["criterion", "preferred", "spread"]
    assert places(tally(ballots, "schulze")) == [("KABUL", 1), ("LAHORE", 1)]
    decided = tally(ballots, "schulze", decision=("LAHORE", "KABUL"))
    assert places(decided) == [("LAHORE", 1), ("KABUL", 2)]


def test_schulze_when_nobody_saw_both_shares_the_rank():
    counted = tally(ranked(KABUL="1 -", LAHORE="2 -", BAKU="- 1", PEKAN="- 2"), "schulze")
    assert places(counted) == [("BAKU", 1), ("KABUL", 1), ("LAHORE", 3), ("PEKAN", 3)]
    assert counted.paths[0] == Path("BAKU", "KABUL", 0, 0, 0, 0)
    assert counted.components == 2


def test_schulze_when_there_are_too_many_dossiers_is_refused():
    ballots = ballots_of({f"d{place}": {"j1": 1} for place in range(1001)})
    with pytest.raises(refusals.TooManyDossiers, match="1001 dossiers"):
        count(ballots, method="schulze", weights=ONE)


def test_robust_when_there_are_too_many_jurors_is_refused():
    ballots = ballots_of({"KABUL": {f"j{place}": 1 for place in range(101)}})
    with pytest.raises(refusals.TooManyJurors, match="101 jurors"):
        count(ballots, method="robust", weights=ONE)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_count_when_written_down_names_its_method_and_has_a_mean_of_marks_alone(method):
    ballots = columns(KABUL="3 1", LAHORE="2 2")
    told = count(ballots, method=method, weights=ONE, trim=0).as_json()
    assert told["method"] == method
    assert [line["raw"] for line in told["standings"]] == ["2/1", "2/1"]
    if method in applicable(Level.RANKS):
        told = count(ranked(KABUL="1 2", LAHORE="2 1"), method=method, weights={}).as_json()
        assert [(line["raw"], line["raw_decimal"]) for line in told["standings"]] == [(None, None)] * 2


def test_robust_when_jurors_differ_by_a_constant_tells_their_severities():
    counted = count(columns(KABUL="8 6 7", LAHORE="7 5 6", BAKU="4 2 3"), method="robust", weights=ONE)
    assert {line.juror: line.severity for line in counted.jurors} == {"j1": 1, "j2": -1, "j3": 0}


def test_mean_when_one_degree_of_freedom_is_left_has_its_standard_error():
    assert [line.se for line in count(columns(KABUL="8 6"), method="mean", weights=ONE).standings] == [1.0]
    assert [line.se for line in count(columns(KABUL="8"), method="mean", weights=ONE).standings] == [None]


def test_sheet_when_only_some_dossiers_are_kept_stays_of_its_level():
    kept = sheet_of(graded(KABUL="e g", LAHORE="g g"), {}, GRADES).only({"KABUL"})
    assert (list(kept.rows), kept.level) == (["KABUL"], Level.GRADES)


def test_robust_when_a_mark_is_far_away_from_all_others_weighs_it_a_hundredth():
    table = {f"d{place}": {"j1": place, "j2": place, "j3": place + place % 2} for place in range(6)}
    table["d0"]["j1"] = 100_000
    working = count(ballots_of(table), method="robust", weights=ONE).working
    assert {part.weight for part in working["d0"]} == {Fraction(1, 100)}
    assert {part.weight for part in working["d1"]} == {1}


@pytest.mark.parametrize(
    ("residuals", "times", "middle"),
    [("1 5 9 11", {}, 7), ("9 1 5", {}, 5), ("4", {}, 4), ("1 5 9", {"j1": 2}, 3), ("1 5 9", {"j3": 2, "j1": 2}, 5)],
)
def test_robust_when_residuals_are_sorted_takes_the_middle_one_or_the_mean_of_two(residuals, times, middle):
    row = {f"j{place}": int(value) for place, value in enumerate(residuals.split(), 1)}
    assert robust._median(Sheet({"KABUL": row}, times), {"KABUL": row}) == middle


def test_majority_judgment_when_medians_are_equal_takes_them_out_and_says_how_many():
    counted = tally(graded(KABUL="e g g f f", LAHORE="e e g p p", BAKU="g g g g f"), "majority_judgment")
    assert places(counted) == [("BAKU", 1), ("KABUL", 2), ("LAHORE", 3)]
    (tie,) = counted.ties
    assert tie.steps == (
        Step(
            "medians",
            "median",
            {"BAKU": "2/1", "KABUL": "1/1", "LAHORE": "0/1"},
            (("BAKU",), ("KABUL",), ("LAHORE",)),
            ("1/5",),
        ),
    )
    assert {line.score for line in counted.standings} == {2}
    assert {line.raw for line in counted.standings} == {None}


def test_majority_judgment_when_one_is_parted_asks_on_for_the_others():
    counted = tally(graded(KABUL="e g g", LAHORE="g g g", BAKU="g g p"), "majority_judgment")
    (tie,) = counted.ties
    assert [(step.subject, step.groups) for step in tie.steps] == [
        (("1/3",), (("KABUL", "LAHORE"), ("BAKU",))),
        (("2/3",), (("KABUL",), ("LAHORE",))),
    ]


def test_majority_judgment_when_only_the_outermost_differ_counts_all_that_were_taken_out_before():
    counted = tally(graded(KABUL="e g g g f", LAHORE="g g g g g"), "majority_judgment")
    (step,) = counted.ties[0].steps
    assert (step.subject, step.values) == (("3/5",), {"KABUL": "1/1", "LAHORE": "2/1"})
    assert places(counted) == [("LAHORE", 1), ("KABUL", 2)]


def test_majority_judgment_when_all_grades_are_the_same_goes_up_the_ladder():
    (tie,) = tally(graded(KABUL="e g f", LAHORE="f g e"), "majority_judgment").ties
    assert [step.rung for step in tie.steps] == ["medians", "criterion", "preferred", "spread"]
    assert (tie.steps[0].subject, tie.steps[0].values, tie.resolved) == (
        ("2/3",),
        {"KABUL": "3/1", "LAHORE": "3/1"},
        False,
    )


def test_majority_judgment_when_marks_are_given_reads_them_as_grades():
    counted = count(columns(KABUL="8 7 2", LAHORE="9 6.5 6"), method="majority_judgment", weights=ONE)
    assert [(line.dossier, line.score) for line in counted.standings] == [("KABUL", 7), ("LAHORE", Fraction("6.5"))]


@pytest.mark.parametrize(("ballots", "method"), [(ranked, "borda"), (graded, "majority_judgment")])
def test_quorum_when_ballots_hold_no_marks_is_kept_all_the_same(ballots, method):
    letters = {"KABUL": "1 2", "BAKU": "2 -"} if ballots is ranked else {"KABUL": "e g", "BAKU": "p -"}
    counted = tally(ballots(**letters), method, quorum=2)
    assert counted.not_ranked == (NotRanked("BAKU", 1, "below_quorum"),)
    assert places(counted) == [("KABUL", 1)]


def test_trimmed_when_a_dossier_has_too_few_ballots_lists_it_with_the_reason():
    counted = count(columns(KABUL="8 6 1 9 10", BAKU="9 9 9 9 -"), method="trimmed", weights=ONE, trim=2)
    assert counted.not_ranked == (NotRanked("BAKU", 4, "too_few_to_trim"),)
    assert {line.dossier: line.score for line in counted.standings} == {"KABUL": 8}
    assert {part.juror: part.weight for part in counted.working["KABUL"]} == {
        "j1": 1,
        "j2": 0,
        "j3": 0,
        "j4": 0,
        "j5": 0,
    }


def test_trimmed_when_no_number_is_said_drops_one_at_either_end():
    marks = columns(KABUL="9 7 6 2", BAKU="9 9 - -")
    assert trimmed(sheet(marks)) == trimmed(sheet(marks), drop=1)
    assert trimmed(sheet(marks)).scores == {"KABUL": Fraction(13, 2)}
    assert count(marks, method="trimmed", weights=ONE).standings[0].score == Fraction(13, 2)


def test_trimmed_when_equal_marks_stand_at_the_edge_drops_the_same_part_of_each():
    counted = count(columns(KABUL="8 8 6"), method="trimmed", weights=ONE)
    assert {part.juror: part.weight for part in counted.working["KABUL"]} == {
        "j1": Fraction(1, 2),
        "j2": Fraction(1, 2),
        "j3": 0,
    }


@pytest.mark.parametrize("method", sorted(METHODS))
def test_method_when_it_cannot_count_ballots_says_which_can(method):
    for ballots, level, kind in (
        (ranked(KABUL="1"), Level.RANKS, refusals.RanksAlone),
        (graded(KABUL="e"), Level.GRADES, refusals.GradesAlone),
    ):
        if method in applicable(level):
            assert tally(ballots, method).standings
        else:
            with pytest.raises(kind, match=f"“{method}” does not count {level}. Choose one of: borda, schulze"):
                tally(ballots, method)
    assert method in applicable(Level.MARKS)


@pytest.mark.parametrize(
    ("ballots", "rules", "kind"),
    [
        ([*ranked(KABUL="1"), *graded(BAKU="e")], {}, refusals.MixedBallots),
        ([*ranked(KABUL="1"), *ranked(KABUL="2")], {}, refusals.DuplicateBallot),
        ([RankedBallot("j1", "KABUL", 1.5)], {}, refusals.InexactNumber),
        ([GradedBallot("j1", "KABUL", "superb")], {}, refusals.UnknownGrade),
        (graded(KABUL="e"), {"grades": ()}, refusals.UnknownGrade),
        (graded(KABUL="e"), {"grades": ("excellent", "excellent")}, refusals.BadGrades),
        (graded(KABUL="e"), {"grades": ("excellent", "")}, refusals.BadGrades),
        (ranked(KABUL="1"), {"trim": -1}, refusals.BadTrim),
        (ranked(KABUL="1"), {"trim": 1.5}, refusals.BadTrim),
        (ranked(KABUL="1"), {"quorum": 0}, refusals.BadQuorum),
    ],
)
def test_ballots_when_they_cannot_be_counted_are_refused_by_name(ballots, rules, kind):
    with pytest.raises(kind):
        tally(ballots, "schulze", **rules)


def test_marks_when_mixed_with_ranks_are_refused():
    with pytest.raises(refusals.MixedBallots):
        tally([*ranked(KABUL="1"), Ballot("j1", "BAKU", {"mark": Fraction(8)})], "borda")
