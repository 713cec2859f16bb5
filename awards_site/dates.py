"""Days and hours as people type them: Gregorian or Persian, in any script's digits."""

import datetime as dt
import re

import jdatetime
from django.utils.dates import MONTHS
from django.utils.translation import override

from .digits import normalise_digits
from .local import PERSIAN_MONTHS

PERSIAN_YEARS = range(1200, 1600)

_BETWEEN = re.compile(r"[\s/.،,年月日-]+")
_INSTANT = re.compile(r"(.+?)(?:[\sT،,]|ساعت)+(\d{1,2}):(\d{2})(?::00)?", re.ASCII)


def read_day(text: str) -> dt.date:
    """Read a day: 2026-11-23, 23.11.2026, 23 November 2026, ۱۴۰۵/۰۹/۰۲, ۲ آذر ۱۴۰۵. The year tells the calendar.

    :raises ValueError: for what is no day. Day comes before month where the year comes last.
    """
    first, month, last = [part for part in _BETWEEN.split(normalise_digits(text)) if part]
    year, day = (first, last) if len(first) > len(last) else (last, first)
    if int(year) in PERSIAN_YEARS:
        gregorian: dt.date = jdatetime.date(int(year), month_number(month), int(day)).togregorian()
        return gregorian
    return dt.date(int(year), month_number(month), int(day))


def month_number(text: str) -> int:
    """Read a month by number or by name: Persian, English, or as the reader's language says it.

    :raises ValueError: for what is no month.
    """
    if text.isdecimal():
        return int(text)
    if text in PERSIAN_MONTHS:
        return PERSIAN_MONTHS.index(text) + 1
    names = {str(name).casefold(): number for number, name in MONTHS.items()}
    with override("en"):
        names |= {str(name).casefold(): number for number, name in MONTHS.items()}
    return names[text.casefold()] if text.casefold() in names else int(text)


def read_instant(text: str, zone: dt.tzinfo) -> dt.datetime:
    """Read a day and an hour as meant in a zone: 2027-01-20 18:00.

    :raises ValueError: for what is no instant, such as an hour that a change of the clocks leaves out.
    """
    found = _INSTANT.fullmatch(normalise_digits(text).strip())
    if found is None:
        raise ValueError(text)
    instant = dt.datetime.combine(read_day(found[1]), dt.time(int(found[2]), int(found[3])), zone)
    if instant.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != instant.replace(tzinfo=None):
        raise ValueError(text)
    return instant


def typed_day(day: dt.date, language: str) -> str:
    """Write a day so that it can be typed again: 2026-11-23, in Persian 1405/09/02."""
    if language.partition("-")[0] != "fa":
        return f"{day:%Y-%m-%d}"
    return f"{jdatetime.date.fromgregorian(date=day):%Y/%m/%d}"
