"""The two cycles of the example: one long announced, and one of which each call stands somewhere else."""

import datetime as dt
import zoneinfo
from dataclasses import replace

from django.conf import settings

from scoring import shipped, shipping
from scoring.shipped.dates import DAY, Dates, assembly_in, following

from . import deciding, judging, nominating, screening
from .clockwork import Story
from .run import Run, run
from .world import World

PAST = "2025"
#: How many days ago each call of the cycle under way opened and closed, or closes.
UNDER_WAY = {"mayor": (-83, 58), "journalist": (-225, -75), "academic": (-290, -150)}
CLOSING_HOUR = 18


def forum_time(day: dt.date, hour: int = 0) -> dt.datetime:
    """Give an hour of a day on the forum's clock."""
    return dt.datetime.combine(day, dt.time(hour), zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE))


def past_dates() -> Dates:
    """Give the dates of the cycle that was announced on 14 October 2025."""
    return Dates(
        opens_at=forum_time(dt.date(2024, 9, 3)),
        closes_at=forum_time(dt.date(2025, 1, 22), CLOSING_HOUR),
        screening_until=dt.date(2025, 2, 28),
        assessment=(forum_time(dt.date(2025, 3, 5), 10), forum_time(dt.date(2025, 4, 21), CLOSING_HOUR)),
        shortlist_by=dt.date(2025, 4, 30),
        final=(forum_time(dt.date(2025, 5, 1), 10), forum_time(dt.date(2025, 5, 27), CLOSING_HOUR)),
        ratified_by=dt.date(2025, 6, 30),
        announced_in={"en": "at the General Assembly, October 2025", "fa": "در مجمع عمومی، مهر ۱۴۰۴"},
    )


MOMENT = dt.datetime(2025, 10, 14, 10, tzinfo=zoneinfo.ZoneInfo("Asia/Tehran"))


def past(world: World) -> list[Story]:
    """Tell the cycle that is over."""
    runs = [run(world, prize, PAST, PAST, past_dates()) for prize in shipped.PRIZES]
    return [story for each in runs for story in [whole(each, MOMENT), *files(each)]]


def present(world: World) -> list[Story]:
    """Tell the cycle that is under way, as far as it has come today."""
    day = world.today.astimezone(zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE)).date()
    last = day + (UNDER_WAY["mayor"][1] + 265) * DAY
    slug, assembly = str(last.year), assembly_in(last)
    stories: list[Story] = []
    for prize, (opened, closes) in UNDER_WAY.items():
        dates = following(forum_time(day + opened * DAY), forum_time(day + closes * DAY, CLOSING_HOUR))
        dates = replace(dates, announced_in=assembly)
        each = run(world, prize, slug, "current", dates)
        stories += [whole(each), judging.turns(each), *files(each)]
    return stories


def files(each: Run) -> list[Story]:
    """Give the stories of a call's files."""
    return [nominating.writing(each, file, place) for place, file in enumerate(each.files)]


def whole(each: Run, moment: dt.datetime | None = None) -> Story:
    """Tell a call from its publication to its announcement; what lies in the future does not happen."""
    yield each.dates.opens_at - 14 * DAY
    cycle = shipping.ship_cycle(each.cycle, is_example=True)
    each.made.append(shipping.ship_call(each.prize, cycle, dates=each.dates, by=each.world.secretary))
    screening.publish(each)
    yield from judging.panel(each)
    yield from judging.assessment(each)
    yield from judging.final(each)
    yield from deciding.recommending(each)
    yield from deciding.voting(each)
    if moment:
        yield from deciding.announcing(each, moment)
