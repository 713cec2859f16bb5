"""When a call's steps fall: all of them follow from opening and closing, unless told otherwise."""

import datetime as dt
from dataclasses import dataclass, field

import jdatetime

DAY = dt.timedelta(days=1)
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
PERSIAN_MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
MONTHS = (
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
)


@dataclass(frozen=True, slots=True)
class Dates:
    """A call's dates: instants for what closes by the minute, days for what is promised by a day."""

    opens_at: dt.datetime
    closes_at: dt.datetime
    screening_until: dt.date
    assessment: tuple[dt.datetime, dt.datetime]
    shortlist_by: dt.date
    final: tuple[dt.datetime, dt.datetime]
    ratified_by: dt.date
    announced_in: dict[str, str] = field(default_factory=dict)


def following(opens_at: dt.datetime, closes_at: dt.datetime) -> Dates:
    """Give a call's dates as the shipped rhythm has them, from its opening and closing."""
    closed = closes_at.date()
    return Dates(
        opens_at=opens_at,
        closes_at=closes_at,
        screening_until=closed + 40 * DAY,
        assessment=(closes_at + 41 * DAY, closes_at + 90 * DAY),
        shortlist_by=closed + 100 * DAY,
        final=(closes_at + 101 * DAY, closes_at + 145 * DAY),
        ratified_by=closed + 161 * DAY,
        announced_in=assembly_in(closed + 265 * DAY),
    )


def assembly_in(day: dt.date) -> dict[str, str]:
    """Say in which month the General Assembly is."""
    persian = jdatetime.date.fromgregorian(date=day)
    year = str(persian.year).translate(PERSIAN_DIGITS)
    return {
        "en": f"at the General Assembly, {MONTHS[day.month - 1]} {day.year}",
        "fa": f"در مجمع عمومی، {PERSIAN_MONTHS[persian.month - 1]} {year}",
    }
