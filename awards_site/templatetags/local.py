"""Template filters that speak to the reader: digits, dates, instants, directions. Loaded into every template."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from awards_site import local

register = template.Library()


@register.filter
def localdigits(value: Any) -> str:
    """Write a number or text in the reader's digits."""
    return local.number(value, get_language()) if not isinstance(value, str) else local.digits(value, get_language())


@register.filter
def localdate(value: dt.date | None) -> str:
    """Write a day with its weekday."""
    return local.date(day_of(value), get_language()) if value else ""


@register.filter
def shortdate(value: dt.date | None) -> str:
    """Write a day without its weekday."""
    return local.date(day_of(value), get_language(), weekday=False) if value else ""


@register.filter
def localtime_of_day(value: dt.datetime | None) -> str:
    """Write hours and minutes on the reader's clock."""
    return local.clock_time(timezone.localtime(value), get_language()) if value else ""


@register.filter
def localdatetime(value: dt.datetime | None, zone: dt.tzinfo | None = None) -> str:
    """Write an instant with weekday, date and hour in the forum's zone."""
    return local.instant(value, get_language(), zone) if value else ""


@register.filter
def localtime_in(value: dt.datetime | None, zone: dt.tzinfo | None = None) -> str:
    """Write an instant on the reader's own clock, where it differs from the forum's."""
    return local.for_reader(value, get_language(), timezone.get_current_timezone(), zone) if value else ""


@register.filter
def bdi(value: Any) -> SafeString:
    """Isolate a name or number whose direction may differ from the line's."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def decimal_places(value: Any, places: int = 2) -> str:
    """Write a number with so many decimals, in the reader's digits; halves go to the even neighbour."""
    return local.number(f"{value:.{places}f}", get_language()) if value is not None else ""


@register.filter
def direction(language: str) -> str:
    """Give the direction of a language."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def day_of(value: dt.date) -> dt.date:
    """Give the day of an instant in the forum's zone."""
    return local.in_forum(value).date() if isinstance(value, dt.datetime) else value
