"""The made-up jury shows under every method what there is to see: a tie, and a dossier below the quorum."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.ballots import Ballot, GradedBallot, Level, levels_of
from scoring.methods.counting import METHODS, count
from scoring.methods.examples import Scale, example_ballots

SHIPPED = Scale(Fraction(1), Fraction(10), Fraction(1, 2))
GRADES = ("outstanding", "strong", "satisfactory", "limited", "weak")
LEVELS = {"borda": Level.RANKS, "schulze": Level.RANKS, "majority_judgment": Level.GRADES}


def counted(method, *, scale=SHIPPED, quorum=3, cut=3, trim=1):
    level = LEVELS.get(method, Level.MARKS)
    grades = GRADES if level is Level.GRADES else ()
    weights = {"impact": Fraction(60), "care": Fraction(40)} if level is Level.MARKS else {}
    made = example_ballots(
        level, scale=scale, criteria=list(weights), grades=grades, quorum=quorum, trim=trim, cut=cut
    )
    assert levels_of(made) == {level}
    return count(made, method=method, weights=weights, grades=grades, quorum=quorum, trim=trim)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("cut", [1, 2, 3, 5, 17])
def test_twins_stand_at_both_sides_of_the_cut_and_one_dossier_lacks_a_ballot(method, cut):
    result = counted(method, cut=cut)
    ranks = {line.dossier: line.rank for line in result.standings}
    assert ranks[f"E-{cut:02}"] == ranks[f"E-{cut + 1:02}"]
    assert any(not trace.resolved for trace in result.ties)
    assert [(line.dossier, line.ballots) for line in result.not_ranked] == [(f"E-{max(6, cut + 3):02}", 2)]


@pytest.mark.parametrize("method", ["calibrated", "mean", "robust"])
def test_the_ladder_parts_the_two_who_come_to_the_same_in_different_ways(method):
    assert any(trace.resolved for trace in counted(method).ties)


def written(level, *, scale=SHIPPED, quorum=3, trim=0, cut=2):
    """Give each dossier's line: what every juror said of it, in the order of the jurors' names."""
    lines = {}
    for ballot in example_ballots(level, scale=scale, grades=GRADES, quorum=quorum, trim=trim, cut=cut):
        match ballot:
            case Ballot():
                said = float(ballot.marks["mark"])
            case GradedBallot():
                said = ballot.grade[:2]
            case _:
                said = ballot.rank
        lines.setdefault(ballot.dossier, {})[ballot.juror] = f"{said:g}" if isinstance(said, float) else str(said)
    names = [f"J-{number}" for number in range(1, 1 + max(len(line) for line in lines.values()))]
    assert all([*line] == names[: len(line)] for line in lines.values())
    return {dossier: " ".join(line.values()) for dossier, line in lines.items()}


@pytest.mark.parametrize(
    ("cut", "lines"),
    [
        (1, ["8 7 8.5 8 8.5", "8 7 8.5 8 8.5", "6 5 6.5 6 6.5", "6.5 4.5 6.5 6 6.5", "4.5 3.5 5 4.5 5", "3.5 2.5"]),
        (2, ["8 7 8.5 8 8.5", "7 6 7.5 7 7.5", "7 6 7.5 7 7.5", "5.5 4.5 6 5.5 6", "6 4 6 5.5 6", "3.5 2.5"]),
        (3, ["8 7 8.5 8 8.5", "8.5 6.5 8.5 8 8.5", "6 5 6.5 6 6.5", "6 5 6.5 6 6.5", "4.5 3.5 5 4.5 5", "3.5 2.5"]),
    ],
)
def test_marks_of_the_example_stand_half_a_step_apart_and_two_jurors_part_the_pair(cut, lines):
    expected = dict(zip([f"E-{number:02}" for number in range(1, 7)], lines, strict=True))
    assert written(Level.MARKS, cut=cut) == expected


def test_ranks_of_the_example_follow_its_marks_and_equal_marks_share_a_rank():
    assert [*written(Level.RANKS).values()] == ["1 1 1 1 1", "2 2 2 2 2", "2 2 2 2 2", "5 4 4 4 4", "4 5 4 4 4", "6 6"]


def test_grades_of_the_example_follow_its_marks():
    assert [*written(Level.GRADES).values()] == [
        "st st st st st",
        "st sa st st st",
        "st sa st st st",
        "sa li sa sa sa",
        "sa li sa sa sa",
        "li we",
    ]
    lowest = written(Level.GRADES, scale=Scale(Fraction(0), Fraction(2), Fraction(1)))
    assert lowest["E-01"] == "li we st li st"


def test_marks_of_the_example_end_where_the_scale_ends():
    narrow = written(Level.MARKS, scale=Scale(Fraction(0), Fraction(2), Fraction(1)))
    assert narrow["E-01"] == "1 0 2 1 2"
    assert narrow["E-06"] == "0 0"


@pytest.mark.parametrize(
    ("rules", "jurors", "dossiers", "last"),
    [
        ({"quorum": 3, "trim": 0, "cut": 1}, 5, 6, 2),
        ({"quorum": 8, "trim": 0, "cut": 4}, 8, 7, 7),
        ({"quorum": 5, "trim": 3, "cut": 9}, 7, 12, 4),
        ({"quorum": 5, "trim": 2, "cut": 40}, 5, 20, 4),
        ({"quorum": 1, "trim": 0, "cut": 0}, 5, 6, 0),
    ],
)
def test_the_example_has_as_many_jurors_and_dossiers_as_its_rules_need(rules, jurors, dossiers, last):
    lines = written(Level.MARKS, **rules)
    *first, lacking = [len(lines.get(f"E-{number:02}", "").split()) for number in range(1, dossiers + 1)]
    assert set(first) == {jurors}
    assert lacking == last
    assert f"E-{dossiers + 1:02}" not in lines


scales = st.builds(
    lambda least, steps, step: Scale(Fraction(least), least + steps * step, step),
    st.integers(-5, 5),
    st.integers(1, 100),
    st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(1, 4)]),
)


@given(st.sampled_from(sorted(METHODS)), scales, st.integers(1, 9), st.integers(1, 40))
def test_any_scale_quorum_and_cut_give_marks_on_the_scale_that_are_counted(method, scale, quorum, cut):
    for ballot in example_ballots(Level.MARKS, scale=scale, quorum=quorum, trim=0, cut=cut):
        assert all(scale.least <= mark <= scale.most for mark in ballot.marks.values())
        assert all((mark - scale.least) % scale.step == 0 for mark in ballot.marks.values())
    assert counted(method, scale=scale, quorum=max(quorum, 3), cut=cut).standings
