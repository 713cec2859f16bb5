"""Where a call stands, said as one line of time: what is done, today, what comes. Nothing of results."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site import clock

from .models import Call
from .states import ActKind, Phase

ORDER = list(Phase)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the line: an instant, or a day by which something is promised, or words."""

    state: str
    label: str
    at: dt.datetime | None = None
    by: dt.date | None = None
    words: str = ""
    to_the_minute: bool = False


def stops(call: Call) -> list[Stop]:
    """Give a call's line of time, with today where it belongs; an announced call has no today any more."""
    phase = call.told_phase
    line = [opening(call), closing(call), shortlist(call, phase), ratification(call, phase), announcement(call, phase)]
    if has_reached(phase, Phase.ANNOUNCED):
        return line
    done = sum(stop.state == "done" for stop in line)
    return [*line[:done], today(call, phase), *line[done:]]


def has_reached(phase: Phase, wanted: Phase) -> bool:
    """Say whether a phase is the wanted one or a later one."""
    return ORDER.index(phase) >= ORDER.index(wanted)


def state(*, done: bool) -> str:
    """Name the shape of a stop."""
    return "done" if done else "next"


def opening(call: Call) -> Stop:
    """Say when the call opened, or will."""
    done = clock.now() >= call.opens_at
    return Stop(state(done=done), _("Call opened") if done else _("Call opens"), at=call.opens_at)


def closing(call: Call) -> Stop:
    """Say when the call closes, to the minute."""
    done = clock.now() >= call.closes_at
    return Stop(
        state(done=done), _("Call closed") if done else _("Call closes"), at=call.closes_at, to_the_minute=True
    )


def shortlist(call: Call, phase: Phase) -> Stop:
    """Say by when the shortlist is drawn up."""
    return Stop(state(done=has_reached(phase, Phase.FINAL)), _("Shortlist of five"), by=call.shortlist_by)


def ratification(call: Call, phase: Phase) -> Stop:
    """Say by when the board ratifies; whether it has is told with the announcement alone."""
    return Stop(state(done=has_reached(phase, Phase.ANNOUNCED)), _("Board ratifies"), by=call.ratified_by)


def announcement(call: Call, phase: Phase) -> Stop:
    """Say when the winners were announced, or where they will be."""
    done = has_reached(phase, Phase.ANNOUNCED)
    at = next((act.at for act in call.acts.all() if act.kind == ActKind.ANNOUNCED), None)
    return Stop(state(done=done), _("Announcement"), at=at, words="" if at else str(call.announced_in))


def today(call: Call, phase: Phase) -> Stop:
    """Say what day it is, and what that means for this call."""
    return Stop("now", _("Today"), at=clock.now(), words=meaning_of_today(call, phase))


def meaning_of_today(call: Call, phase: Phase) -> str:
    """Count the days left to nominate, or say what is going on."""
    if phase != Phase.CALL_OPEN:
        return str(phase.label)
    left = days_left(call)
    return ngettext("%(days)d day left to nominate", "%(days)d days left to nominate", left) % {"days": left}


def days_left(call: Call) -> int:
    """Count the days from today to the closing day, as the forum's calendar has them."""
    zone = call.cycle.zone
    return (call.closes_at.astimezone(zone).date() - clock.now().astimezone(zone).date()).days


def in_groups(calls: Iterable[Call]) -> list[tuple[list[Call], list[Stop]]]:
    """Give the calls of a cycle by their line of time: calls with the same dates and phase share one."""
    groups: dict[tuple[object, ...], list[Call]] = {}
    for call in calls:
        same = (call.told_phase, call.opens_at, call.closes_at, call.shortlist_by, call.ratified_by)
        groups.setdefault(same, []).append(call)
    return [(together, stops(together[0])) for together in groups.values()]
