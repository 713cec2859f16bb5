"""What must hold for every method, whatever the marks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.ballots import Ballot
from scoring.methods.counting import METHODS, count
from tests.scoring.methods.juries import ONE, ballots_of, columns, complete, connected, ranks, scores

every_method = pytest.mark.parametrize("method", sorted(METHODS))
#: what looks at each juror's own order or own spread alone: the points of the scale do not reach its scores
SCALE_FREE = {"borda", "schulze", "zscore"}
#: what takes each juror's severity away
LEVELLING = ("calibrated", "robust", "zscore", "borda", "schulze")
steps = st.integers(-40, 40).map(lambda points: Fraction(points, 2))
factors = st.integers(1, 60).map(lambda tenths: Fraction(tenths, 10))


def changed(ballots, *, juror=None, dossier=None, mark=None):
    """Give the ballots with names or marks put through functions."""
    return [
        Ballot(
            juror(one.juror) if juror else one.juror,
            dossier(one.dossier) if dossier else one.dossier,
            {name: mark(one, value) if mark else value for name, value in one.marks.items()},
        )
        for one in ballots
    ]


@given(ballots=connected(), step=steps, data=st.data())
def test_calibrated_ranks_when_a_juror_adds_a_constant_stay(ballots, step, data):
    biased = data.draw(st.sampled_from(sorted({ballot.juror for ballot in ballots})))
    moved = changed(ballots, mark=lambda one, value: value + step if one.juror == biased else value)
    jurors = len({ballot.juror for ballot in ballots})
    assert ranks(moved) == ranks(ballots)
    assert scores(moved) == {name: value + step / jurors for name, value in scores(ballots).items()}


@pytest.mark.parametrize("method", LEVELLING)
@given(ballots=connected(), step=steps, data=st.data())
def test_ranks_when_a_juror_adds_a_constant_stay(method, ballots, step, data):
    biased = data.draw(st.sampled_from(sorted({ballot.juror for ballot in ballots})))
    moved = changed(ballots, mark=lambda one, value: value + step if one.juror == biased else value)
    assert ranks(moved, method=method) == ranks(ballots, method=method)


@pytest.mark.parametrize("method", sorted(METHODS.keys() - LEVELLING))
def test_ranks_when_a_juror_adds_a_constant_move_where_severity_is_not_taken_away(method):
    before = columns(KABUL="8 8 8 - - -", LAHORE="- - - 7 7 7")
    after = changed(before, mark=lambda one, value: value - 2 if one.juror in {"j1", "j2", "j3"} else value)
    assert (ranks(before, method=method), ranks(after, method=method)) == (
        {"KABUL": 1, "LAHORE": 2},
        {"LAHORE": 1, "KABUL": 2},
    )


@every_method
@given(ballots=connected(), data=st.data())
def test_count_when_names_are_permuted_permutes(method, ballots, data):
    jurors = sorted({ballot.juror for ballot in ballots})
    dossiers = sorted({ballot.dossier for ballot in ballots})
    juror = dict(zip(jurors, data.draw(st.permutations(jurors)), strict=True))
    dossier = dict(zip(dossiers, data.draw(st.permutations(dossiers)), strict=True))
    renamed = changed(ballots, juror=juror.get, dossier=dossier.get)
    before, after = count(ballots, method=method, weights=ONE), count(renamed, method=method, weights=ONE)
    assert {(dossier[line.dossier], line.rank, line.score, line.raw) for line in before.standings} == {
        (line.dossier, line.rank, line.score, line.raw) for line in after.standings
    }
    assert {(juror[line.juror], line.severity, line.ballots) for line in before.jurors} == {
        (line.juror, line.severity, line.ballots) for line in after.jurors
    }
    assert {(line.rank, line.resolved) for line in before.ties} == {(line.rank, line.resolved) for line in after.ties}


@every_method
@given(ballots=connected(), data=st.data())
def test_count_when_ballots_come_in_another_order_is_the_same_to_the_last_digit(method, ballots, data):
    shuffled = data.draw(st.permutations(ballots))
    assert (
        count(shuffled, method=method, weights=ONE).as_json() == count(ballots, method=method, weights=ONE).as_json()
    )


@every_method
@given(ballots=connected(), factor=factors)
def test_scores_when_the_scale_is_scaled_scale_too(method, ballots, factor):
    scaled = changed(ballots, mark=lambda _, value: value * factor)
    expected = 1 if method in SCALE_FREE else factor
    assert scores(scaled, method=method) == {
        name: value * expected for name, value in scores(ballots, method=method).items()
    }
    assert ranks(scaled, method=method) == ranks(ballots, method=method)


@every_method
@given(ballots=connected())
def test_count_when_a_dossier_that_does_not_count_is_removed_changes_nothing(method, ballots):
    two_each = [*ballots, *changed(ballots, juror=lambda name: f"second {name}"), *shared(ballots)]
    stray = ballots_of({"stray": {"j0": 10}})
    before = count([*two_each, *stray], method=method, weights=ONE, quorum=2)
    after = count(two_each, method=method, weights=ONE, quorum=2)
    assert (before.standings, before.jurors, before.ties) == (after.standings, after.jurors, after.ties)
    assert [(line.dossier, line.ballots, line.reason) for line in before.not_ranked] == [("stray", 1, "below_quorum")]
    assert after.not_ranked == ()


def shared(ballots):
    """Give one more juror who read everything, so that nobody stands apart."""
    return ballots_of({dossier: {"everybody's": 5} for dossier in {ballot.dossier for ballot in ballots}})


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"schulze"}))
@given(ballots=connected())
def test_working_when_added_up_gives_the_score(method, ballots):
    counted = count(ballots, method=method, weights=ONE)
    for line in counted.standings:
        parts = counted.working[line.dossier]
        assert sum(part.share * (part.score + part.adjustment) for part in parts) == line.score
        assert len(parts) == line.ballots


@given(ballots=connected())
def test_working_of_schulze_when_followed_gives_the_score(ballots):
    counted = count(ballots, method="schulze", weights=ONE)
    lost = dict.fromkeys(counted.working, 0)
    for path in counted.paths:
        lost[path.second] += path.widest_first > path.widest_second
        lost[path.first] += path.widest_second > path.widest_first
    assert {line.dossier: line.score for line in counted.standings} == {
        name: len(lost) - 1 - times for name, times in lost.items()
    }


@every_method
@given(ballots=connected())
def test_count_when_taken_holds_no_binary_float_but_the_standard_errors(method, ballots):
    counted = count(ballots, method=method, weights=ONE)
    exact = [value for line in counted.standings for value in (line.score, line.raw)]
    exact += [line.severity for line in counted.jurors if line.severity is not None]
    exact += [
        number
        for parts in counted.working.values()
        for part in parts
        for number in (part.score, part.adjustment, part.share, part.weight)
    ]
    assert {type(value) for value in exact} <= {Fraction}
    assert counted.residual is None


@every_method
@given(ballots=connected())
def test_scores_when_equal_are_a_tie_with_its_trace(method, ballots):
    counted = count(ballots, method=method, weights=ONE)
    by_score = {}
    for line in counted.standings:
        by_score.setdefault(line.score, []).append(line.dossier)
    assert [trace.dossiers for trace in counted.ties] == [
        tuple(sorted(group)) for _, group in sorted(by_score.items(), reverse=True) if len(group) > 1
    ]
    assert [line.score for line in counted.standings] == sorted(
        (line.score for line in counted.standings), reverse=True
    )


@given(ballots=complete(), data=st.data())
def test_complete_table_when_every_method_reads_one_juror_ranks_as_that_juror(ballots, data):
    juror = data.draw(st.sampled_from(sorted({ballot.juror for ballot in ballots})))
    alone = [ballot for ballot in ballots if ballot.juror == juror]
    marks = [ballot.marks["mark"] for ballot in alone]
    expected = {ballot.dossier: 1 + sum(mark > ballot.marks["mark"] for mark in marks) for ballot in alone}
    for method in METHODS.keys() - {"trimmed"}:
        assert ranks(alone, method=method, ladder=()) == expected


@given(ballots=connected())
def test_severities_when_added_up_give_nothing(ballots):
    counted = count(ballots, method="calibrated", weights=ONE)
    assert sum(line.severity for line in counted.jurors) == 0


@every_method
@given(ballots=connected())
def test_ranks_when_given_are_one_more_than_all_who_are_better(method, ballots):
    found = ranks(ballots, method=method)
    assert found == {name: 1 + sum(other < rank for other in found.values()) for name, rank in found.items()}
