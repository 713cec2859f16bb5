"""Square roots: what is proportional stays so exactly, whatever the numbers; the rest is cut off and never rounded."""

from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.counting import count
from scoring.methods.roots import PRIMES, roots
from tests.scoring.methods.juries import ONE, columns

LARGE = 1_000_003
HUGE = 2**61 - 1


def root_of(value):
    return roots([Fraction(value)])[value]


@pytest.mark.parametrize(("value", "root"), [(1, 1), (9, 3), (Fraction(4, 25), Fraction(2, 5)), (HUGE**2, HUGE)])
def test_root_when_the_value_is_a_square_is_exact(value, root):
    assert root_of(value) == root


@pytest.mark.parametrize("number", [2, 3, 10, 99, LARGE, HUGE])
def test_root_when_irrational_is_cut_off_after_thirty_decimals(number):
    assert root_of(number) == Fraction(isqrt(number * 10**60), 10**30)
    assert root_of(Fraction(1, number)) == root_of(number) / number


@pytest.mark.parametrize("common", [2, 3, 6, 59, 59 * 61, 3**5 * 7, LARGE, LARGE * HUGE])
@pytest.mark.parametrize("times", [2, 5, 61, LARGE, HUGE, Fraction(3, 7)])
def test_roots_when_the_values_are_alike_are_exact_multiples(common, times):
    found = roots([Fraction(common) * times**2, Fraction(common), Fraction(common, 49)])
    assert found[common * times**2] == times * found[common]
    assert found[Fraction(common, 49)] == found[common] / 7


@pytest.mark.parametrize("prime", PRIMES)
@pytest.mark.parametrize("other", [2, 61, LARGE])
def test_roots_when_the_values_are_not_alike_touch_each_other_in_nothing(prime, other):
    values = [Fraction(prime), Fraction(other), Fraction(prime * other), Fraction(other * prime**2)]
    found = roots(values)
    assert [found[value] for value in values[:3]] == [root_of(value) for value in values[:3]]
    assert found[values[3]] == prime * found[values[1]]


@given(st.lists(st.fractions(min_value="1/1000", max_value=1000, max_denominator=1000), min_size=1, max_size=12))
def test_root_of_anything_is_as_near_as_its_decimals(values):
    for value, root in roots(values).items():
        assert 0 <= value - root**2 < Fraction(1, 10**20)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=8, unique=True))
def test_roots_are_the_same_in_whatever_order_the_values_come(values):
    fractions = [Fraction(value) for value in values]
    assert roots(fractions) == roots(fractions[::-1])


@pytest.mark.parametrize("mark", ["1047.23", "1047.43", "1000003", "2305843009213.693951"])
def test_zscores_when_they_are_truly_equal_are_tied_whatever_the_marks(mark):
    tied = columns(KABUL="0 1", LAHORE=f"{mark} 0")
    found = count(tied, method="zscore", weights=ONE, ladder=())
    assert [(line.rank, line.score) for line in found.standings] == [(1, 0), (1, 0)]
