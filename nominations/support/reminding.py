"""Reminders: three that go by themselves, each once, and one a day by hand. None after an answer, none too late."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock, turns
from nominations import letters, permissions
from nominations.models import LetterOfSupport
from nominations.states import Nudge, SupportStatus

from .refusals import NotAReferee, TooSoon
from .rows import locked, record

A_DAY = dt.timedelta(days=1)
#: How long before the letter is due a reminder goes.
AHEAD = {Nudge.WEEK: 7 * A_DAY, Nudge.DAYS: 2 * A_DAY}
IN_ORDER = tuple(Nudge)
#: A server that was away does not remind of what is long past.
NO_LATER = 2 * A_DAY


@transaction.atomic
def remind(letter: LetterOfSupport, *, by: Any) -> LetterOfSupport:
    """Write to a referee once more, at most once a day."""
    row = locked(letter)
    permissions.may_remind_referees.require(by, row.nomination)
    if row.status != SupportStatus.REQUESTED:
        raise NotAReferee(_("This person has answered. There is nothing to remind them of."))
    permissions.may_write_support.require(None, row)
    if clock.now() - row.written_to_at < A_DAY:
        raise TooSoon
    mail_link(row, by=by)
    return row


@transaction.atomic
def send_link(letter: LetterOfSupport) -> None:
    """Send a referee the link once more, to the address on file, because somebody asked for it."""
    row = locked(letter)
    permissions.may_read_support.require(None, row)
    mail_link(row, by=audit.name_of(row))


def mail_link(row: LetterOfSupport, *, by: Any) -> None:
    """Mail the link that holds."""
    row.reminded_at = clock.now()
    row.save(update_fields=["reminded_at"])
    event = record(row, "support.asked_again", by=by)
    letters.support_reminded(row, event.number)


def nudges_due() -> list[int]:
    """Name the letters that are still missing and due about now."""
    now = clock.now()
    missing = LetterOfSupport.objects.filter(status=SupportStatus.REQUESTED).exclude(nudge=Nudge.LATE)
    near = missing.filter(due_at__lte=now + AHEAD[Nudge.WEEK], due_at__gt=now - NO_LATER)
    return list(near.order_by("due_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def nudge(pk: int) -> Nudge | None:
    """Remind one referee by itself, where it is time; give which reminder went.

    Where the address has had its letters of today, the reminder is not put in line, where it could go out after an
    answer: it is looked at again later.
    """
    row = locked(LetterOfSupport(pk=pk))
    which = nudge_at(row, clock.now())
    if which is None or permissions.may_write_support.refusal(None, row) or turns.must_wait(row.email):
        return None
    row.nudge, row.reminded_at = which, clock.now()
    row.save(update_fields=["nudge", "reminded_at"])
    record(row, "support.nudged", by=None, which=str(which.value))
    letters.support_due(row, which)
    return which


def nudge_at(row: LetterOfSupport, now: dt.datetime) -> Nudge | None:
    """Say which reminder it is time for at an instant: the last one that has come and did not go yet."""
    if row.status != SupportStatus.REQUESTED or now >= row.due_at + NO_LATER or now - row.written_to_at < A_DAY:
        return None
    moments = {kind: row.due_at - ahead for kind, ahead in AHEAD.items()} | {Nudge.LATE: day_after(row)}
    come = [kind for kind, moment in moments.items() if row.asked_at < moment <= now]
    which = come[-1] if come else None
    return which if which and IN_ORDER.index(which) > IN_ORDER.index(Nudge(row.nudge)) else None


def day_after(row: LetterOfSupport) -> dt.datetime:
    """Give the beginning of the day after a letter was due."""
    zone = row.nomination.call.cycle.zone
    return dt.datetime.combine(row.due_at.astimezone(zone).date() + A_DAY, dt.time(0), zone)
