"""Numbers, dates and hours are said as the reader says them."""

import datetime as dt
import zoneinfo
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import engines
from django.utils import timezone, translation

from awards_site import clock, digits, local

CLOSES = dt.datetime(2027, 1, 20, 14, 30, tzinfo=dt.UTC)
LATE = dt.datetime(2027, 1, 20, 18, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
AMMAN, TOKYO, TEHRAN = map(zoneinfo.ZoneInfo, ("Asia/Amman", "Asia/Tokyo", "Asia/Tehran"))


def said(template, language="en", zone=TEHRAN, **context):
    with translation.override(language), timezone.override(zone):
        return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize(
    ("language", "whole", "half"), [("en", "7½ of 10", "½"), ("fa", "۷٫۵ of ۱۰", "۰٫۵"), ("ar", "٧٫٥ of ١٠", "٠٫٥")]
)
def test_half_is_a_fraction_in_latin_and_a_decimal_in_arabic_script(language, whole, half):
    assert digits.local_digits("7½ of 10", language) == whole
    assert digits.local_digits("½", language) == half


@pytest.mark.parametrize(
    "name", ["M-014", "M2027-00002-G", "UTF-8", "https://example.org/works/1", "a7@city.example", "d78707defd641c0f"]
)
def test_digits_of_a_name_stay_as_they_are(name):
    assert digits.local_digits(f"{name}, 14", "fa") == f"{name}, ۱۴"
    assert digits.local_digits(f"پروندهٔ {name} 2", "fa") == f"پروندهٔ {name} ۲"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Wednesday 20 January 2027, 18:00 in Tehran"),
        ("fa", "چهارشنبه ۳۰ دی ۱۴۰۵، ساعت ۱۸:۰۰ به وقت تهران"),
        ("ar", "الأربعاء، ٢٠ يناير ٢٠٢٧، الساعة ١٨:٠٠ بتوقيت طهران"),
        ("zh-hans", "2027年1月20日 星期三 18:00（德黑兰时间）"),
        ("tr", "20 Ocak 2027 Çarşamba, Tahran saatiyle 18:00"),
        ("ru", "Среда, 20 января 2027 г., 18:00 (Тегеран)"),
        ("ka", "Wednesday 20 January 2027, 18:00 in თეირანი"),
    ],
)
def test_instant_is_said_with_weekday_date_hour_and_city(language, words):
    assert local.instant(CLOSES, language) == words


@pytest.mark.parametrize(
    ("language", "same_day", "next_day"),
    [
        ("en", "17:30 your time, Amman", "Thursday 21 January 2027, 03:30 your time, Tokyo"),
        ("fa", "۱۷:۳۰ به وقت شما، عَمان", "پنجشنبه ۱ بهمن ۱۴۰۵، ساعت ۰۳:۳۰ به وقت شما، توکیو"),
        ("ar", "١٧:٣٠ بتوقيتكم، عمّان", "الخميس، ٢١ يناير ٢٠٢٧، ٠٣:٣٠ بتوقيتكم، طوكيو"),
    ],
)
def test_readers_clock_stands_beside_and_tells_another_day(language, same_day, next_day):
    assert local.for_reader(CLOSES, language, AMMAN) == same_day
    assert local.for_reader(LATE, language, TOKYO) == next_day


def test_readers_clock_is_silent_where_it_agrees():
    assert local.for_reader(CLOSES, "en", TEHRAN) == ""
    assert said("{{ at|localtime_in }}", at=CLOSES) == ""


@pytest.mark.parametrize(
    ("language", "full", "short"),
    [
        ("en", "Monday 23 November 2026", "23 November 2026"),
        ("fa", "دوشنبه ۲ آذر ۱۴۰۵", "۲ آذر ۱۴۰۵"),
        ("ar", "الاثنين، ٢٣ نوفمبر ٢٠٢٦", "٢٣ نوفمبر ٢٠٢٦"),
        ("zh-hans", "2026年11月23日 星期一", "2026年11月23日"),
    ],
)
def test_day_is_said_in_the_readers_calendar(language, full, short):
    assert said("{{ day|localdate }}", language, day=TODAY) == full
    assert said("{{ day|shortdate }}", language, day=TODAY) == short


def test_instant_as_a_day_is_the_forums_day():
    midnight_in_tehran = dt.datetime(2026, 11, 22, 20, 30, tzinfo=dt.UTC)
    assert said("{{ at|localdate }}", zone=AMMAN, at=midnight_in_tehran) == "Monday 23 November 2026"


def test_hour_is_the_readers():
    assert said("{{ at|localtime_of_day }}", zone=AMMAN, at=CLOSES) == "17:30"
    assert said("{{ at|localtime_of_day }}", "fa", at=CLOSES) == "۱۸:۰۰"


def test_city_is_named_in_the_readers_language_or_by_the_zone():
    assert [local.city(zoneinfo.ZoneInfo(name), "fa") for name in ("Asia/Kolkata", "Asia/Ho_Chi_Minh")] == [
        "کلکته",
        "هوشی‌مین‌سیتی",
    ]
    assert local.city(zoneinfo.ZoneInfo("America/New_York"), "en") == "New York"
    assert local.city(dt.UTC, "fa") == "UTC"


@pytest.mark.parametrize(
    ("value", "english", "persian", "arabic"),
    [
        (1482, "1,482", "۱٬۴۸۲", "١٬٤٨٢"),
        (Decimal("8.50"), "8.50", "۸٫۵۰", "٨٫٥٠"),
        ("8.5 of 10", "8.5 of 10", "۸٫۵ of ۱۰", "٨٫٥ of ١٠"),
        ("M-019, 18:00", "M-019, 18:00", "M-019, ۱۸:۰۰", "M-019, ١٨:٠٠"),
        ("1.2.3", "1.2.3", "۱.۲.۳", "١.٢.٣"),
        ("Rule 4.", "Rule 4.", "Rule ۴.", "Rule ٤."),
        (None, "", "", ""),
    ],
)
def test_digits_and_separators_are_the_readers(value, english, persian, arabic):
    told = [said("{{ value|localdigits }}", language, value=value) for language in ("en", "fa", "ar")]
    assert told == [english, persian, arabic]


def test_digits_of_a_text_stay_escaped():
    assert said("{{ value|localdigits }}", "fa", value="<b>1</b>") == "&lt;b&gt;۱&lt;/b&gt;"


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [
        (Fraction(1091, 140), 2, "7.79"),
        (Fraction(1, 8), 2, "0.12"),
        (Fraction(3, 8), 2, "0.38"),
        (Decimal("-0.91"), 1, "-0.9"),
        (7, 0, "7"),
        ("6.625", 2, "6.62"),
        (0, 2, "0.00"),
        (None, 2, ""),
    ],
)
def test_decimal_places_are_rounded_half_to_even_from_the_exact_value(value, places, words):
    assert said(f"{{{{ value|decimal_places:{places} }}}}", value=value) == words


def test_decimal_places_speak_persian():
    assert said("{{ value|decimal_places }}", "fa", value=Fraction(209, 25)) == "۸٫۳۶"


def test_days_are_counted_by_the_forums_calendar():
    with clock.standing_at(dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.UTC)):  # 23:30 in Tehran
        assert said("{{ at|days_until }}", at=CLOSES) == "58"
        assert said("{{ at|days_until }}", at=TODAY) == "0"


def test_a_web_address_stands_apart_from_left_to_right_and_attributes_stay():
    shown = said("{{ text|urlize|linebreaks|addresses_apart }}", text="ببینید: https://a.example/b/?c=1&d=2\nو <b>")
    address = "https://a.example/b/?c=1&amp;d=2"
    link = f'<a href="{address}" rel="nofollow"><bdi dir="ltr">{address}</bdi></a>'
    assert shown == f"<p>ببینید: {link}<br>و &lt;b&gt;</p>"
    assert said("{{ text|linebreaks|addresses_apart }}", text="no address") == "<p>no address</p>"


def test_bdi_isolates_and_escapes():
    assert said("{{ name|bdi }}", name="A & B") == "<bdi>A &amp; B</bdi>"
    assert said('{{ name|bdi:"fa" }}', name="نام") == '<bdi lang="fa">نام</bdi>'


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("۸٫۵", "8.5"),
        ("٨٫٥", "8.5"),
        ("8,5", "8.5"),
        ("۱۱٬۴۰۰", "11400"),
        ("11,400", "11400"),
        ("1,234,567.25", "1234567.25"),
        ("11 400", "11400"),
        ("1’234’567", "1234567"),
        ("−3", "-3"),
        ("\u200f۱۲\u200e", "12"),
        ("1,2,3", "1,2,3"),
        ("about 8", "about 8"),
    ],
)
def test_typed_number_is_read_in_any_script(typed, read):
    assert digits.normalise_number(typed) == read


def test_digits_of_every_script_become_plain():
    assert digits.normalise_digits("۱۲۳ ٤٥٦ ๗๘๙ abc می‌شود") == "123 456 789 abc می‌شود"
