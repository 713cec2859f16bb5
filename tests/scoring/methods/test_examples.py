"""The made-up jury shows under every method what there is to see: a tie, and a dossier below the quorum."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.ballots import Level, levels_of
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


def test_the_example_is_the_same_every_time():
    assert example_ballots(Level.MARKS, scale=SHIPPED) == example_ballots(Level.MARKS, scale=SHIPPED)


scales = st.builds(
    lambda least, steps, step: Scale(Fraction(least), least + steps * step, step),
    st.integers(-5, 5),
    st.integers(1, 100),
    st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(1, 4)]),
)


@given(st.sampled_from(sorted(METHODS)), scales, st.integers(1, 9), st.integers(1, 40))
def test_any_scale_quorum_and_cut_give_marks_on_the_scale_that_are_counted(method, scale, quorum, cut):
    for ballot in example_ballots(Level.MARKS, scale=scale, quorum=quorum, cut=cut):
        assert all(scale.least <= mark <= scale.most for mark in ballot.marks.values())
        assert all((mark - scale.least) % scale.step == 0 for mark in ballot.marks.values())
    assert counted(method, scale=scale, quorum=max(quorum, 3), cut=cut).standings
