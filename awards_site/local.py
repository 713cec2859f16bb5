"""How numbers, dates and times are said: in the reader's digits, calendar and time zone.

Pure functions of a language code; the template filters of the same names ask the active language.
"""

import datetime as dt
import zoneinfo
from typing import Any

import jdatetime
from babel.dates import get_timezone_location
from django.conf import settings
from django.utils.translation import gettext as _

DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩"}
POINT = {"fa": "٫", "ar": "٫"}
GROUP = {"fa": "٬", "ar": "٬"}
MONTHS = {
    "fa": ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "fa": ["دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
LATIN = "0123456789"


def short(language: str | None) -> str:
    """Give the language without its country."""
    return (language or settings.LANGUAGE_CODE).partition("-")[0]


def digits(value: Any, language: str | None) -> str:
    """Write the digits of a text in a language's own."""
    own = DIGITS.get(short(language))
    return str(value).translate(str.maketrans(LATIN, own)) if own else str(value)


def number(value: Any, language: str | None) -> str:
    """Write a number with a language's digits, decimal point and groups (1,234.5)."""
    text = f"{value:,}" if isinstance(value, int) else str(value)
    code = short(language)
    marks = {".": POINT.get(code, "."), ",": GROUP.get(code, ",")}
    return digits(text.translate(str.maketrans(marks)), code)


def date(value: dt.date, language: str | None, *, weekday: bool = True) -> str:
    """Write a day as a reader of the language says it; Persian by its own calendar."""
    code = short(language) if short(language) in MONTHS else "en"
    if code == "fa":
        day = jdatetime.date.fromgregorian(date=value)
        said = digits(f"{day.day} {MONTHS['fa'][day.month - 1]} {day.year}", "fa")
    else:
        said = f"{value.day} {MONTHS['en'][value.month - 1]} {value.year}"
    return f"{WEEKDAYS[code][value.weekday()]} {said}" if weekday else said


def clock_time(value: dt.datetime, language: str | None) -> str:
    """Write hours and minutes."""
    return digits(value.strftime("%H:%M"), language)


def city(zone: dt.tzinfo, language: str | None) -> str:
    """Name a time zone by its city, in the language."""
    key = getattr(zone, "key", "") or "UTC"
    if key == "UTC":
        return "UTC"
    return get_timezone_location(key, locale=short(language), return_city=True) or key


def instant(value: dt.datetime, language: str | None, zone: dt.tzinfo | None = None) -> str:
    """Write an instant in the forum's zone (or another), with weekday, date, hour and the zone's city."""
    zone = zone or zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE)
    there = value.astimezone(zone)
    return _("%(date)s, %(time)s in %(city)s") % {
        "date": date(there.date(), language),
        "time": clock_time(there, language),
        "city": city(zone, language),
    }


def for_reader(value: dt.datetime, language: str | None, reader: dt.tzinfo, zone: dt.tzinfo | None = None) -> str:
    """Write the same instant on the reader's own clock, or nothing where the clocks agree."""
    forum = zone or zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE)
    there, here = value.astimezone(forum), value.astimezone(reader)
    if there.utcoffset() == here.utcoffset():
        return ""
    said = clock_time(here, language)
    if here.date() != there.date():
        said = f"{date(here.date(), language)}, {said}"
    return _("%(time)s your time, %(city)s") % {"time": said, "city": city(reader, language)}


def in_forum(value: dt.datetime) -> dt.datetime:
    """Give an instant on the forum's clock."""
    return value.astimezone(zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE))
