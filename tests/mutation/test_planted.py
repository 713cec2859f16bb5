"""The short form of `make mutation`: faults planted in the heart of the count, each to be seen by one quick test."""

import inspect
from functools import partial

import pytest

from scoring.methods import borda, calibrated, exact, fit, ranking, rungs, schulze, ties
from tests.scoring.methods import test_calibrated, test_counting, test_published, test_ranked, test_ties

SCHULZE_45 = test_published.test_schulze_45_when_each_line_stands_for_its_voters_gives_the_published_order_and_paths
PLANTED = {
    "an equal rank gives a whole point": (
        *(borda.points_of, "number - 1", "number"),
        test_ranked.test_borda_when_ranks_are_equal_shares_the_points,
    ),
    "islands are put on one scale": (
        *(calibrated.calibrated, "> 1", "> 2"),
        test_calibrated.test_calibrated_when_jurors_form_islands_names_who_is_on_which,
    ),
    "severity is added, not taken away": (
        *(fit.scores_of, " - fit", " + fit"),
        test_calibrated.test_calibrated_when_one_juror_is_strict_lifts_what_only_the_strict_one_read,
    ),
    "one degree of freedom too many": (
        *(fit.variance_of, "(equations.times) + 1", "(equations.times) + 2"),
        test_calibrated.test_calibrated_when_the_standard_error_is_worked_by_hand_agrees,
    ),
    "severities do not add up to nothing": (
        *(exact.centred, "- total", "+ total"),
        test_calibrated.test_calibrated_when_one_juror_is_strict_lifts_what_only_the_strict_one_read,
    ),
    "the lowest is first": (
        *(ranking.groups_of, "reverse=True", "reverse=False"),
        test_counting.test_standings_when_two_share_the_second_rank_go_on_with_the_fourth,
    ),
    "after two equals comes the next number": (
        *(ranking.placed, "len(group)", "1"),
        test_counting.test_standings_when_two_share_the_second_rank_go_on_with_the_fourth,
    ),
    "a part of a tied group is not asked again": (
        *(ties.climb, "turn if again else turn + 1", "turn + 1"),
        test_ties.test_preference_when_it_parts_a_group_is_asked_again_inside_each_part,
    ),
    "the ladder begins on its second rung": (
        *(ties.climb, "(group, 0)", "(group, 1)"),
        partial(test_ties.test_ties_when_the_heaviest_criterion_parts_them_stop_there, "mean"),
    ),
    "the larger spread goes first": (
        *(rungs._by_spread, "[::-1]", ""),
        partial(test_ties.test_ties_when_the_spread_parts_some_the_rest_share_the_rank, "mean"),
    ),
    "a lost duel counts for nothing": (
        *(rungs._won_less_lost, "-= sign", "-= 0"),
        test_ties.test_preference_when_it_parts_a_group_is_asked_again_inside_each_part,
    ),
    "a path is as wide as its widest step": (
        *(schulze.widest_paths, "np.minimum", "np.maximum"),
        partial(SCHULZE_45, 1),
    ),
}


@pytest.fixture(params=PLANTED.values(), ids=PLANTED)
def planted(request, monkeypatch):
    """Write one fault into a function, for all who hold it; give the test that must see it, and how to plant it."""
    function, right, wrong, sees = request.param
    source = inspect.getsource(function)
    assert source.count(right) == 1
    names = dict(function.__globals__)
    exec(source.replace(right, wrong), names)  # noqa: S102 - our own source, but for one fault
    return sees, lambda: monkeypatch.setattr(function, "__code__", names[function.__name__].__code__)


def test_fault_when_planted_in_the_count_is_seen(planted):
    sees, plant = planted
    sees()
    plant()
    with pytest.raises((AssertionError, ArithmeticError, pytest.fail.Exception)):
        sees()
