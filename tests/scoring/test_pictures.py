"""Where things stand in a picture: pure arithmetic, the same in both directions but mirrored."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import pictures

NUMBERS = st.floats(-1e4, 1e4, allow_nan=False)
ERRORS = st.one_of(st.none(), st.floats(0, 1e3))


def place(text):
    assert text.endswith("%")
    return float(text[:-1])


@given(st.lists(st.tuples(NUMBERS, ERRORS), min_size=1, max_size=20))
def test_every_value_and_interval_has_room_and_order_is_kept(reaches):
    scale = pictures.scale_over(reaches)
    places = [scale.share(value) for value, _error in reaches]
    assert all(0 < one < 100 for one in places)
    for (value, _), (other, _) in pairwise(sorted(reaches, key=lambda one: one[0])):
        assert scale.share(value) <= scale.share(other)
    for value, error in reaches:
        bar = scale.bar(value, error)
        if error is not None:
            assert 0 < place(bar.low) <= place(bar.at) <= place(bar.high) < 100


@given(st.lists(st.tuples(NUMBERS, ERRORS), min_size=1, max_size=9))
def test_from_right_to_left_everything_is_mirrored(reaches):
    there, back = pictures.scale_over(reaches), pictures.scale_over(reaches, mirrored=True)
    for value, error in reaches:
        one, other = there.bar(value, error), back.bar(value, error)
        assert place(one.at) + place(other.at) == pytest.approx(100, abs=0.011)
        if error is not None:
            assert place(one.low) + place(other.high) == pytest.approx(100, abs=0.011)


@given(st.floats(-100, 100), st.floats(1e-3, 1e4))
def test_ticks_are_a_handful_of_round_numbers(least, span):
    ticks = pictures.Scale(least, least + span).ticks
    assert 2 <= len(ticks) <= 7
    assert all(least - 1e-6 <= tick.value <= least + span + 1e-6 for tick in ticks)


def test_ticks_of_marks_are_whole_or_halves():
    assert [(tick.value, tick.places) for tick in pictures.Scale(6.2, 9.1).ticks] == [
        (6.5, 1), (7.0, 1), (7.5, 1), (8.0, 1), (8.5, 1), (9.0, 1)
    ]  # fmt: skip
    assert [tick.value for tick in pictures.Scale(0.5, 10).ticks] == [2, 4, 6, 8, 10]


def test_an_interval_reaches_as_far_as_it_says():
    bar = pictures.Scale(0, 10).bar(5, 1)
    assert (bar.at, bar.low, bar.high) == ("50.00%", "33.55%", "66.45%")
    assert pictures.Scale(0, 10).bar(5, None).is_sure


@given(st.lists(st.floats(0, 500), max_size=30), st.floats(1, 30))
def test_labels_do_not_touch_and_keep_their_order(wanted, gap):
    moved = pictures.apart(wanted, gap)
    ordered = sorted(zip(wanted, moved, strict=True))
    assert all(later[1] - earlier[1] >= gap - 1e-6 for earlier, later in pairwise(ordered))


def test_labels_that_do_not_touch_stay_where_they_are():
    assert pictures.apart([40, 0, 90], 20) == [40, 0, 90]
    assert pictures.apart([10, 10], 20) == [0, 20]


def test_slopes_run_from_the_better_above_to_the_worse_below():
    laid = pictures.slopes([(8.0, 7.5), (7.0, 8.5)])
    first, second = laid.lines
    assert first.start < second.start
    assert first.end > second.end
    assert max(first.end_label, second.start_label) < laid.height
    assert min(first.start_label, second.end_label) > 30


def test_shades_run_from_one_to_five():
    assert [pictures.shade(value, 0, 10) for value in (0, 1.9, 2, 5, 10)] == [1, 1, 2, 3, 5]
    assert pictures.shade(7, 7, 7) == 3
