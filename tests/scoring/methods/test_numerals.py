"""Numbers as people write them, in and out, without a digit lost."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.methods.numerals import decimal, nine_digits, ratio, read_decimal, tidy


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8", Fraction(8)),
        ("8.5", Fraction(17, 2)),
        (" 8.50 ", Fraction(17, 2)),
        ("+8.", Fraction(8)),
        (".5", Fraction(1, 2)),
        ("-0.1", Fraction(-1, 10)),
        ("\u22122", Fraction(-2)),
        ("۸٫۵", Fraction(17, 2)),
        ("٨٫٥", Fraction(17, 2)),
        ("۸.۲۵", Fraction(33, 4)),
        ("1" * 40, Fraction(int("1" * 40))),
        ("0.1000000000000000055511151231257827", Fraction("0.1000000000000000055511151231257827")),
    ],
)
def test_decimal_when_written_as_people_do_is_read_exactly(text, value):
    assert read_decimal(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "-",
        "8,5",
        "1/2",
        "1e3",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "1_000",
        "0x1",
        "8.5.1",
        "eight",
        "४",
        "1" * 41,
    ],
)
def test_decimal_when_anything_else_is_refused(text):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the caller words it; here only the text stands
        read_decimal(text)
    assert caught.value.args == (text,)


@given(st.fractions())
def test_ratio_when_read_again_is_the_same(value):
    assert Fraction(ratio(value)) == value
    assert ratio(value).count("/") == 1


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(15), "15.000000"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(-2, 3), "-0.666667"),
        (Fraction(1, 2_000_000), "0.000000"),
        (Fraction(3, 2_000_000), "0.000002"),
        (Fraction(-1, 10_000_000), "0.000000"),
        (Fraction(10**30) + Fraction(1, 4), "1000000000000000000000000000000.250000"),
    ],
)
def test_decimal_when_written_is_rounded_half_to_even_from_the_fraction(value, written):
    assert decimal(value) == written


def test_doubt_when_machines_differ_in_the_last_bits_is_the_same():
    assert nine_digits(0.1 + 0.2) == nine_digits(0.3)


def test_name_when_typed_with_separate_accents_is_the_same_name():
    assert tidy(" Ame\u0301lie ") == "Am\u00e9lie"
