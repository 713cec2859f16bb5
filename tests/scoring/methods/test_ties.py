"""Exact ties go up the ladder rung by rung, and every number used stands in the trace."""

import random
from fractions import Fraction
from itertools import product

import pytest

from scoring.methods.ballots import Ballot
from scoring.methods.counting import count
from scoring.methods.evidence import Evidence
from scoring.methods.refusals import BadDecision, UnknownRung
from scoring.methods.rungs import RUNGS
from scoring.methods.ties import LADDER, climb
from scoring.methods.trace import Duel, Step
from tests.scoring.methods.juries import ONE, WEIGHTS, ballots_of, columns, ranks

every_method = pytest.mark.parametrize("method", ["mean", "calibrated"])
POINTS = [Fraction(points, 2) for points in range(12, 21)]


def traces(ballots, **rules):
    return count(ballots, **{"method": "calibrated", "weights": ONE, **rules}).ties


def steps(ballots, **rules):
    (trace,) = traces(ballots, **rules)
    return trace.steps


def two_dossiers(first, second):
    """Write profiles (one per juror, of impact, vision, clarity) for KABUL and LAHORE."""
    return [
        Ballot(f"j{place}", dossier, dict(zip(WEIGHTS, marks, strict=True)))
        for dossier, profiles in (("KABUL", first), ("LAHORE", second))
        for place, marks in enumerate(profiles)
    ]


def exact_ties(number, seed=20260401):
    """Make pairs of dossiers with half points that tie exactly under .40, .35 and .25 and differ somewhere."""
    levels = {}
    for marks in product(POINTS, repeat=3):
        levels.setdefault(sum(map(Fraction.__mul__, WEIGHTS.values(), marks)), []).append(marks)
    chosen = random.Random(seed)
    several = [profiles for profiles in levels.values() if len(profiles) > 1]
    for _ in range(number):
        pairs = [chosen.sample(chosen.choice(several), 2) for _ in range(chosen.randint(1, 5))]
        yield [first for first, _ in pairs], [second for _, second in pairs]


def expected_winner(first, second):
    """Say who leads on the criterion of highest weight, then the next; on a complete table by the plain sum."""
    for criterion in range(3):
        one, two = (sum(marks[criterion] for marks in profiles) for profiles in (first, second))
        if one != two:
            return ("KABUL", "LAHORE") if one > two else ("LAHORE", "KABUL")
    return None


def check_exact_ties(number):
    for place, (first, second) in enumerate(exact_ties(number)):
        method = ("mean", "calibrated")[place % 2]
        counted = count(two_dossiers(first, second), method=method, weights=WEIGHTS)
        order = expected_winner(first, second)
        (trace,) = counted.ties
        assert (trace.dossiers, trace.rank, trace.resolved) == (("KABUL", "LAHORE"), 1, order is not None)
        if order is None:
            assert [line.rank for line in counted.standings] == [1, 1]
        else:
            assert [(line.dossier, line.rank) for line in counted.standings] == [(order[0], 1), (order[1], 2)]
            assert trace.steps[-1].groups == ((order[0],), (order[1],))
            assert {step.rung for step in trace.steps} == {"criterion"}


@pytest.mark.long
def test_ties_when_exact_in_a_thousand_prizes_resolve_by_the_ladder():
    check_exact_ties(1000)


def test_ties_when_a_float_stands_on_the_path_are_lost_and_the_check_says_so(monkeypatch):
    def in_floats(marks, shares):
        return Fraction(sum(float(share) * float(marks[name]) for name, share in shares.items()))

    monkeypatch.setattr("scoring.methods.sheet.score", in_floats)
    with pytest.raises(ValueError, match="not enough values to unpack"):
        check_exact_ties(1000)


@every_method
def test_ties_when_the_heaviest_criterion_parts_them_stop_there(method):
    ballots = two_dossiers([(Fraction(8), Fraction(8), Fraction(8))], [(Fraction(7), Fraction(8), Fraction("9.6"))])
    assert steps(ballots, method=method, weights=WEIGHTS) == (
        Step("criterion", "score", {"KABUL": "8/1", "LAHORE": "7/1"}, (("KABUL",), ("LAHORE",)), subject=("impact",)),
    )


@every_method
def test_ties_when_the_heaviest_criterion_is_equal_ask_the_next(method):
    ballots = two_dossiers([(Fraction(8), Fraction(9), Fraction(7))], [(Fraction(8), Fraction(8), Fraction("8.4"))])
    assert [(step.subject, step.values) for step in steps(ballots, method=method, weights=WEIGHTS)] == [
        (("impact",), {"KABUL": "8/1", "LAHORE": "8/1"}),
        (("vision",), {"KABUL": "9/1", "LAHORE": "8/1"}),
    ]


def test_ties_when_criteria_weigh_the_same_take_them_together():
    marks = {"zeal": Fraction(9), "art": Fraction(7)}
    ballots = [Ballot("j1", "KABUL", marks), Ballot("j1", "LAHORE", {"zeal": Fraction(7), "art": Fraction(9)})]
    weights = {"zeal": Fraction(1), "art": Fraction(1)}
    first, *_ = steps(ballots, weights=weights)
    assert (first.subject, first.values) == (("art", "zeal"), {"KABUL": "8/1", "LAHORE": "8/1"})
    assert ranks(ballots, weights=weights) == {"KABUL": 1, "LAHORE": 1}


@every_method
def test_ties_when_more_jurors_prefer_one_count_them(method):
    ballots = columns(KABUL="5 5 2", LAHORE="4 4 4")
    assert steps(ballots, method=method)[-1] == Step(
        "preferred",
        "jurors",
        {"KABUL": 2, "LAHORE": 1},
        (("KABUL",), ("LAHORE",)),
        duels=(Duel("KABUL", "LAHORE", 2, 1),),
    )
    assert ranks(ballots, method=method) == {"KABUL": 1, "LAHORE": 2}


def test_ties_when_a_juror_marked_only_one_of_them_leave_that_juror_out():
    ballots = columns(KABUL="5 4 6 -", LAHORE="4 5 - 6")
    assert steps(ballots, method="mean", ladder=["preferred"])[0].values == {"KABUL": 1, "LAHORE": 1}


@every_method
def test_ties_when_the_spread_parts_some_the_rest_share_the_rank(method):
    ballots = columns(KABUL="5 3", LAHORE="4 4", BAKU="4 4")
    *_, spread, asked_last = steps(ballots, method=method, ladder=["spread", "preferred"])
    assert spread == Step(
        "spread",
        "spread",
        {"BAKU": "2/9", "KABUL": "8/9", "LAHORE": "2/9"},
        (("BAKU", "LAHORE"), ("KABUL",)),
    )
    assert asked_last.values == {"BAKU": 0, "LAHORE": 0}
    assert ranks(ballots, method=method) == {"BAKU": 1, "LAHORE": 1, "KABUL": 3}
    assert not traces(ballots, method=method)[0].resolved


def test_ties_when_a_dossier_has_one_ballot_the_spread_says_nothing():
    ballots = columns(KABUL="5 3 4", LAHORE="- - 4", BAKU="9 9 9")
    spread = steps(ballots, method="mean", ladder=["spread"])[0]
    assert spread == Step("spread", "spread", {"KABUL": None, "LAHORE": None}, (("KABUL", "LAHORE"),))


def test_ties_when_the_dossiers_are_on_islands_the_criterion_says_nothing():
    ballots = columns(KABUL="4 -", LAHORE="- 4")
    criterion = steps(ballots, method="mean", ladder=["criterion"])[0]
    assert criterion == Step(
        "criterion", "score", {"KABUL": None, "LAHORE": None}, (("KABUL", "LAHORE"),), subject=("mark",)
    )


def test_ties_when_on_one_island_of_two_are_calibrated_on_that_island():
    ballots = columns(KABUL="4 6 -", LAHORE="- 4 -", PEKAN="6 4 -", BAKU="- - 1")
    criterion = steps(ballots, method="mean", ladder=["criterion"])[0]
    assert criterion.values == {"KABUL": "5/1", "PEKAN": "5/1"}


def test_ties_when_preferences_run_in_a_circle_stand_until_a_decision_is_recorded():
    ballots = columns(KABUL="3 1 2", LAHORE="2 3 1", BAKU="1 2 3")
    assert ranks(ballots) == {"BAKU": 1, "KABUL": 1, "LAHORE": 1}
    (open_trace,) = traces(ballots)
    assert not open_trace.resolved
    assert open_trace.steps[1].unit == "duels"
    assert open_trace.steps[1].duels == (
        Duel("BAKU", "KABUL", 2, 1),
        Duel("BAKU", "LAHORE", 1, 2),
        Duel("KABUL", "LAHORE", 2, 1),
    )
    decided = {"decision": ("LAHORE", "BAKU", "KABUL")}
    assert ranks(ballots, **decided) == {"LAHORE": 1, "BAKU": 2, "KABUL": 3}
    (trace,) = traces(ballots, **decided)
    assert trace.resolved
    assert trace.steps[-1] == Step(
        "decision",
        "place",
        {"BAKU": 2, "KABUL": 3, "LAHORE": 1},
        (("LAHORE",), ("BAKU",), ("KABUL",)),
    )


def test_ties_when_the_decision_was_about_others_stand():
    ballots = columns(KABUL="4", LAHORE="4", BAKU="3")
    decided = {"decision": ("KABUL", "BAKU")}
    assert ranks(ballots, **decided) == {"KABUL": 1, "LAHORE": 1, "BAKU": 3}
    assert steps(ballots, **decided)[-1] == Step(
        "decision", "place", {"KABUL": None, "LAHORE": None}, (("KABUL", "LAHORE"),)
    )


def test_ties_when_a_decision_is_recorded_it_never_overrules_marks():
    ballots = columns(KABUL="4", LAHORE="5")
    assert ranks(ballots, decision=("KABUL", "LAHORE")) == {"LAHORE": 1, "KABUL": 2}


@pytest.mark.parametrize("decision", [("KABUL", "KABUL"), ("KABUL", "NOWHERE")])
def test_decision_when_it_names_twice_or_nobody_is_refused(decision):
    with pytest.raises(BadDecision):
        ranks(columns(KABUL="4", LAHORE="4"), decision=decision)


def test_ladder_when_shortened_or_turned_is_followed_as_given():
    ballots = columns(KABUL="5 5 2", LAHORE="4 4 4")
    assert ranks(ballots, ladder=()) == {"KABUL": 1, "LAHORE": 1}
    assert [step.rung for step in steps(ballots, ladder=("spread", "preferred"))] == ["spread", "preferred"]


def test_ladder_when_a_rung_is_unknown_is_refused():
    with pytest.raises(UnknownRung, match="no rung “name”"):
        ranks(columns(KABUL="5"), ladder=(*LADDER, "name"))


def test_preference_when_a_juror_stands_for_three_counts_three():
    ballots = [
        Ballot(juror, dossier, {"mark": Fraction(mark)}, times)
        for juror, times, marks in (("j1", 3, (7, 6)), ("j2", 1, (5, 7)), ("j3", 1, (4, 6)))
        for dossier, mark in zip(("KABUL", "LAHORE"), marks, strict=True)
    ]
    parts, (step,) = climb(("KABUL", "LAHORE"), RUNGS["preferred"](Evidence(ballots, ONE)))
    assert parts == [("KABUL",), ("LAHORE",)]
    assert step.values == {"KABUL": 3, "LAHORE": 2}
    assert step.duels == (Duel("KABUL", "LAHORE", 3, 2),)


def test_preference_when_it_parts_a_group_is_asked_again_inside_each_part():
    pairs = {"j1": ("A", "B"), "j2": ("B", "C"), "j3": ("B", "D")}
    table = {}
    for juror, (better, worse) in pairs.items():
        table.setdefault(better, {})[juror] = 2
        table.setdefault(worse, {})[juror] = 1
    evidence = Evidence(ballots_of(table), ONE)
    parts, taken = climb(("A", "B", "C", "D"), RUNGS["preferred"](evidence))
    assert parts == [("A",), ("B",), ("C", "D")]
    assert [step.values for step in taken] == [
        {"A": 1, "B": 1, "C": -1, "D": -1},
        {"A": 1, "B": 0},
        {"C": 0, "D": 0},
    ]


def test_ties_when_two_groups_are_tied_each_has_its_trace_and_rank():
    ballots = columns(KABUL="9", LAHORE="9", BAKU="4", PEKAN="4", MALE="4")
    assert [(trace.rank, trace.dossiers) for trace in traces(ballots)] == [
        (1, ("KABUL", "LAHORE")),
        (3, ("BAKU", "MALE", "PEKAN")),
    ]
    assert list(ranks(ballots).values()) == [1, 1, 3, 3, 3]


@pytest.mark.long
def test_ties_when_a_thousand_dossiers_share_a_score_end_quickly():
    table = {f"d{place:04}": {"j1": 5} for place in range(1000)}
    (trace,) = traces(ballots_of(table))
    assert len(trace.dossiers) == 1000
    assert trace.steps[1].duels == ()
