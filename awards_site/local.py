"""How numbers, dates and hours are said: in the reader's digits, calendar and language.

A deadline is an instant. It is told with weekday, date, hour and the city of the forum's zone; where the reader's
clock shows another hour, that stands beside it. Persian readers get the Persian calendar. Functions of a language
code; the template filters of templatetags/local.py ask the active language.
"""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import jdatetime
from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.dateformat import format as django_format
from django.utils.translation import gettext, override

from .digits import grouped, local_digits

#: zones whose city the table of names files under its former name
FILED_UNDER = {
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
}
PERSIAN_WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
PERSIAN_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How one language says a day, an hour in a place, and the reader's own hour."""

    day: str = "j F Y"
    weekday: str = "l {day}"
    at: str = "{day}, {hour} in {city}"
    yours: str = "{hour} your time, {city}"
    moment: str = "{day}, {hour}"


MANNERS = {
    "en": Manner(),
    "fa": Manner(
        at="{day}، ساعت {hour} به وقت {city}", yours="{hour} به وقت شما، {city}", moment="{day}، ساعت {hour}"
    ),
    "ar": Manner(
        weekday="l، {day}",
        at="{day}، الساعة {hour} بتوقيت {city}",
        yours="{hour} بتوقيتكم، {city}",
        moment="{day}، {hour}",
    ),
    "zh": Manner(
        day="Y年n月j日",
        weekday="{day} l",
        at="{day} {hour}（{city}时间）",
        yours="您当地时间 {hour}，{city}",
        moment="{day} {hour}",
    ),
    "tr": Manner(weekday="{day} l", at="{day}, {city} saatiyle {hour}", yours="sizin saatinizle {hour}, {city}"),
    "ru": Manner(day="j E Y г.", weekday="l, {day}", at="{day}, {hour} ({city})", yours="{hour} у вас, {city}"),
}


def short(language: str | None) -> str:
    """Give the language without its country or script."""
    return (language or settings.LANGUAGE_CODE).partition("-")[0]


def manner_of(language: str | None) -> Manner:
    """Find how a language says dates, or else how English does."""
    return MANNERS.get(short(language), MANNERS["en"])


def forum_name() -> str:
    """Name the forum; its own name in the reader's language."""
    return gettext("Asian Mayors Forum") if settings.FORUM_NAME == "Asian Mayors Forum" else str(settings.FORUM_NAME)


def forum_zone() -> zoneinfo.ZoneInfo:
    """Give the zone in which the forum's dates are meant."""
    return zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE)


def in_forum(value: dt.datetime) -> dt.datetime:
    """Give an instant on the forum's clock."""
    return value.astimezone(forum_zone())


def digits(value: Any, language: str | None) -> str:
    """Write the digits of a text as the language does."""
    return local_digits(value, short(language))


def number(value: Any, language: str | None) -> str:
    """Write a number as the language does, its thousands parted: 1,234.5 or «۱٬۲۳۴٫۵»."""
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return digits(grouped(value) if is_number else value, language)


def date(value: dt.date, language: str | None, *, weekday: bool = True) -> str:
    """Say a day: Monday 23 November 2026, «دوشنبه ۲ آذر ۱۴۰۵»."""
    if short(language) == "fa":
        said = persian_day(value)
        return digits(f"{PERSIAN_WEEKDAYS[value.weekday()]} {said}" if weekday else said, language)
    manner, plain = manner_of(language), dt.date(value.year, value.month, value.day)
    pattern = manner.weekday.format(day=manner.day) if weekday else manner.day
    with override(language if short(language) in MANNERS else "en"):
        return digits(django_format(plain, pattern), language)


def persian_day(value: dt.date) -> str:
    """Say a day by the Persian calendar, in Latin digits."""
    day = jdatetime.date.fromgregorian(year=value.year, month=value.month, day=value.day)
    return f"{day.day} {PERSIAN_MONTHS[day.month - 1]} {day.year}"


def clock_time(value: dt.datetime, language: str | None) -> str:
    """Say hours and minutes of an instant already brought to its zone: 18:00, «۱۸:۰۰»."""
    return digits(f"{value:%H:%M}", language)


@lru_cache(maxsize=512)
def city(zone: dt.tzinfo, language: str | None) -> str:
    """Name the city a zone is called after, in the reader's language where it is known."""
    key = str(zone)
    try:
        zones = Locale.parse(language or settings.LANGUAGE_CODE, sep="-").time_zones
        named = zones.get(FILED_UNDER.get(key, key), {}).get("city")
    except (UnknownLocaleError, ValueError):
        named = None
    return str(named or key.rpartition("/")[2].replace("_", " "))


def instant(value: dt.datetime, language: str | None, zone: dt.tzinfo | None = None) -> str:
    """Say an instant in the forum's zone or another: Wednesday 20 January 2027, 18:00 in Tehran."""
    there = value.astimezone(zone or forum_zone())
    said = {"day": date(there, language), "hour": clock_time(there, language)}
    return manner_of(language).at.format(city=city(zone or forum_zone(), language), **said)


def for_reader(value: dt.datetime, language: str | None, reader: dt.tzinfo, zone: dt.tzinfo | None = None) -> str:
    """Say the same instant on the reader's clock, 17:30 your time, Amman; nothing where both clocks agree."""
    there, here = value.astimezone(zone or forum_zone()), value.astimezone(reader)
    if there.utcoffset() == here.utcoffset():
        return ""
    manner, hour = manner_of(language), clock_time(here, language)
    if there.date() != here.date():
        hour = manner.moment.format(day=date(here, language), hour=hour)
    return manner.yours.format(hour=hour, city=city(reader, language))


def days_between(start: dt.datetime, end: dt.date) -> int:
    """Count the days from one to the other by the forum's calendar."""
    last = in_forum(end) if isinstance(end, dt.datetime) else end
    return last.toordinal() - in_forum(start).toordinal()
