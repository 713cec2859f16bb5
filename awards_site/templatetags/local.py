"""How numbers, dates and names are said to the reader. These filters are built into every template."""

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from awards_site import clock, digits, local

register = template.Library()
ADDRESS = re.compile(r"(?<![\"'])https?://[^\s<]+")


@register.filter
def localdigits(value: Any) -> str:
    """Write a number (thousands parted) or a text in the reader's digits: «۱۱٬۴۰۰», «۸٫۵»."""
    return "" if value is None else local.number(value, get_language())


@register.filter
def decimal_places(value: float | Decimal | Fraction | str | None, places: int = 2) -> str:
    """Write an exact value with so many decimals, 8.36 or «۸٫۳۶»; halves go to the even neighbour."""
    return "" if value in {None, ""} else localdigits(digits.decimal_places(value or 0, places))


@register.filter
def localdate(value: dt.date | None) -> str:
    """Say a day with its weekday: Monday 23 November 2026, «دوشنبه ۲ آذر ۱۴۰۵»; an instant by the forum's clock."""
    return local.date(day_of(value), get_language()) if value else ""


@register.filter
def shortdate(value: dt.date | None) -> str:
    """Say a day without its weekday."""
    return local.date(day_of(value), get_language(), weekday=False) if value else ""


@register.filter
def localdatetime(value: dt.datetime | None, zone: dt.tzinfo | None = None) -> str:
    """Say an instant in the forum's zone or another: Wednesday 20 January 2027, 18:00 in Tehran."""
    return local.instant(value, get_language(), zone or None) if value else ""


@register.filter
def localtime_in(value: dt.datetime | None, zone: dt.tzinfo | None = None) -> str:
    """Say an instant on the reader's clock, 17:30 your time, Amman; nothing where that agrees with the forum's."""
    return local.for_reader(value, get_language(), timezone.get_current_timezone(), zone or None) if value else ""


@register.filter
def localtime_of_day(value: dt.datetime | None) -> str:
    """Say hours and minutes on the reader's clock: 14:32."""
    return local.clock_time(timezone.localtime(value), get_language()) if value else ""


@register.filter
def days_until(value: dt.date | None) -> int | None:
    """Count the days left by the forum's calendar; negative once the day is past."""
    return local.days_between(clock.now(), value) if value else None


@register.filter
def bdi(value: Any, language: str = "") -> SafeString:
    """Keep a name's own direction inside a line; {{ name|bdi:"fa" }} says its language too."""
    if language:
        return format_html('<bdi lang="{}">{}</bdi>', language, value)
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def addresses_apart(html: SafeString) -> SafeString:
    """Keep web addresses from left to right in a text of any script; those in attributes stay as they are."""
    return mark_safe(ADDRESS.sub(r'<bdi dir="ltr">\g<0></bdi>', html))  # noqa: S308 - only wraps what is safe already


@register.filter
def direction(language: str) -> str:
    """Give the direction of a language."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def day_of(value: dt.date) -> dt.date:
    """Give the day of an instant in the forum's zone."""
    return local.in_forum(value).date() if isinstance(value, dt.datetime) else value
