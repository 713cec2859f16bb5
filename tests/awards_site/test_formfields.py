"""Fields take numbers, days and hours as people write them, and show them so again."""

import datetime as dt
import zoneinfo
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from awards_site import clock
from awards_site.formfields import LocalDateField, LocalDateTimeField, LocalDecimalField, LocalIntegerField

DAY = dt.date(2026, 11, 23)
CLOSES = dt.datetime(2027, 1, 20, 18, 0, tzinfo=zoneinfo.ZoneInfo("Asia/Tehran"))


@pytest.mark.parametrize("typed", ["8.5", "۸٫۵", "٨٫٥", "8,5", " ۸.۵ "])
def test_decimal_is_taken_in_any_script(typed):
    assert LocalDecimalField().clean(typed) == Decimal("8.5")


@pytest.mark.parametrize("typed", ["11400", "11,400", "۱۱٬۴۰۰", "11 400"])
def test_whole_number_is_taken_in_any_script(typed):
    assert LocalIntegerField().clean(typed) == 11400


@pytest.mark.parametrize("typed", ["eight", "1,2,3", "8.5.1", "NaN", "Infinity", "۸٫۵٫۱"])
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as refused:
        LocalDecimalField().clean(typed)
    assert "for example 8.5" in refused.value.messages[0]


def test_limits_of_a_number_hold():
    with pytest.raises(ValidationError):
        LocalIntegerField(max_value=10).clean("۱۱")


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-23",
        "2026/11/23",
        "23.11.2026",
        "۲۳/۱۱/۲۰۲۶",
        "23 November 2026",
        "2026年11月23日",
        "۱۴۰۵/۰۹/۰۲",
        "1405-9-2",
        "۲ آذر ۱۴۰۵",
        "\u200f۱۴۰۵/۹/۲ ",
    ],
)
def test_day_is_taken_in_either_calendar(typed):
    assert LocalDateField().clean(typed) == DAY


def test_day_is_taken_with_the_month_in_the_readers_language():
    with translation.override("tr"):
        assert LocalDateField().clean("23 Kasım 2026") == DAY


@pytest.mark.parametrize(
    "typed", ["1405/12/30", "2026-02-30", "23-11", "soon", "99999/1/1", "1 2 3 4", "0000-00-00", "۱"]
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValidationError) as refused:
        LocalDateField().clean(typed)
    assert "that exists" in refused.value.messages[0]


def test_leap_day_of_the_persian_calendar_is_a_day():
    assert LocalDateField().clean("1403/12/30") == dt.date(2025, 3, 20)


@pytest.mark.parametrize(
    "typed",
    ["2027-01-20 18:00", "2027-01-20T18:00", "۱۴۰۵/۱۰/۳۰ ۱۸:۰۰", "۳۰ دی ۱۴۰۵، ساعت ۱۸:۰۰", "20.01.2027, 18:00"],
)
def test_instant_is_meant_in_the_forums_zone(typed):
    assert LocalDateTimeField().clean(typed) == CLOSES


@pytest.mark.parametrize("typed", ["2027-01-20", "2027-01-20 25:00", "2027-01-20 18.00", "18:00", "x 18:00"])
def test_what_is_no_instant_is_refused(typed):
    with pytest.raises(ValidationError):
        LocalDateTimeField().clean(typed)


def test_hour_that_the_clocks_leave_out_is_refused(settings):
    settings.FORUM_TIME_ZONE = "Europe/Berlin"
    with pytest.raises(ValidationError):
        LocalDateTimeField().clean("2027-03-28 02:30")


@pytest.mark.parametrize(
    ("language", "day", "instant", "number"),
    [("en", "2026-11-23", "2027-01-20 18:00", "8.5"), ("fa", "۱۴۰۵/۰۹/۰۲", "۱۴۰۵/۱۰/۳۰ ۱۸:۰۰", "۸٫۵")],
)
def test_what_is_kept_is_shown_as_the_reader_writes_it(language, day, instant, number):
    with translation.override(language):
        assert LocalDateField().prepare_value(DAY) == day
        assert LocalDateTimeField().prepare_value(CLOSES.astimezone(dt.UTC)) == instant
        assert LocalDecimalField().prepare_value(Decimal("8.5")) == number
        assert LocalDateField().clean(day) == DAY
        assert LocalDateTimeField().clean(instant) == CLOSES


def test_what_was_typed_stays_as_typed():
    class Asked(forms.Form):
        day = LocalDateField()

    assert 'value="23. eleventh"' in str(Asked({"day": "23. eleventh"})["day"])


def test_example_is_a_day_of_the_readers_calendar():
    field = LocalDateField()
    with clock.standing_at(CLOSES), translation.override("en"):
        assert str(field.help_text) == "For example 2027-01-20"


def test_empty_answers_are_none_where_they_may_be():
    for field in (LocalDateField, LocalDateTimeField, LocalDecimalField, LocalIntegerField):
        assert field(required=False).clean("  ") is None


def test_unchanged_answers_are_seen_as_such():
    assert not LocalDateField().has_changed(DAY, "۱۴۰۵/۰۹/۰۲")
    assert not LocalDateTimeField().has_changed(CLOSES, "2027-01-20 18:00")
    assert not LocalDecimalField().has_changed(Decimal("8.5"), "۸٫۵")


@given(st.dates(dt.date(1900, 1, 1), dt.date(2150, 1, 1)), st.sampled_from(["en", "fa", "ar"]))
def test_every_day_shown_can_be_typed_again(day, language):
    with translation.override(language):
        assert LocalDateField().clean(LocalDateField().prepare_value(day)) == day


@given(st.text(max_size=60))
def test_no_text_breaks_a_field(typed):
    class Asked(forms.Form):
        day = LocalDateField()
        instant = LocalDateTimeField()
        share = LocalDecimalField()
        count = LocalIntegerField()

    form = Asked(dict.fromkeys(("day", "instant", "share", "count"), typed))
    assert set(form.errors) | set(form.cleaned_data) == {"day", "instant", "share", "count"}
    assert str(form)
