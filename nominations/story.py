"""Where a file stands, told to its nominator as a story: what happened, what comes next and when, what is asked.

It never tells of jurors, scores or results, nor of what the board decided before its moment.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.templatetags.local import localdate, localdatetime, localdigits, localtime_in, localtime_of_day
from nominations.models import Call, Consent, Nomination, Screening
from nominations.states import ConsentStatus, NominationStatus, Phase


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story; `kind` is its shape."""

    kind: str
    title: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file stands in one word, with its shape."""

    kind: str
    word: str


def standing(nomination: Nomination, step: int = 0, steps: int = 0) -> Standing:
    """Say in a word where a file stands."""
    match nomination.status:
        case NominationStatus.DRAFT:
            told = (
                _("Draft, step %(step)s of %(steps)s") % {"step": localdigits(step), "steps": localdigits(steps)}
                if steps
                else _("Draft")
            )
            return Standing("draft", told)
        case NominationStatus.RETURNED:
            return Standing("due", _("Returned for correction"))
        case NominationStatus.INELIGIBLE:
            return Standing("stop", _("Not eligible"))
        case NominationStatus.WITHDRAWN:
            return Standing("stop", _("Withdrawn"))
    return of_consent(nomination)


def of_consent(nomination: Nomination) -> Standing:
    """Say what a file that was sent waits for."""
    match consent_of(nomination):
        case Consent(status=ConsentStatus.ASKED):
            return Standing("wait", _("Waiting for the nominee’s consent"))
        case Consent(status=ConsentStatus.DECLINED):
            return Standing("stop", _("The nominee declined"))
        case Consent(status=ConsentStatus.WITHDRAWN):
            return Standing("stop", _("The nominee withdrew the consent"))
    if nomination.status == NominationStatus.ELIGIBLE:
        return Standing("done", _("Eligible"))
    return Standing("wait", _("Waiting for the secretariat"))


def consent_of(nomination: Nomination) -> Consent | None:
    """Give what the nominee said, where somebody was asked."""
    return getattr(nomination.dossier, "consent", None) if nomination.dossier_id else None


def told(nomination: Nomination, screenings: list[Screening]) -> list[Event]:
    """Tell the story of a file."""
    if nomination.status == NominationStatus.DRAFT:
        return list(of_draft(nomination))
    if nomination.status == NominationStatus.WITHDRAWN:
        return [submitted(nomination), Event("stop", _("It was withdrawn")), *chance(nomination)]
    sent = [submitted(nomination), *consent_events(nomination)]
    return [*sent, *decision(nomination, screenings), *further(nomination)]


def of_draft(nomination: Nomination) -> Iterator[Event]:
    """Tell of a draft."""
    call = nomination.call
    yield Event("now", _("You are writing it"), last_saved(nomination))
    if call.phase == Phase.CALL_OPEN:
        yield Event("next", _("You submit it"), by(call.closes_at, call))
    else:
        yield Event("stop", _("The deadline passed before it was submitted"), at(call.closes_at, call))


def last_saved(nomination: Nomination) -> str:
    """Say when it was last saved."""
    saved = {"day": localdate(nomination.saved_at), "time": localtime_of_day(nomination.saved_at)}
    return _("Last saved %(day)s, %(time)s") % saved


def submitted(nomination: Nomination) -> Event:
    """Tell that it was sent."""
    return Event("done", _("You submitted it"), localdate(nomination.submitted_at))


def chance(nomination: Nomination) -> Iterator[Event]:
    """Tell until when a withdrawn file may come back."""
    if nomination.call.phase == Phase.CALL_OPEN:
        yield Event("next", _("You can bring it back"), by(nomination.call.closes_at, nomination.call))


def consent_events(nomination: Nomination) -> Iterator[Event]:
    """Tell what the nominee was asked and said."""
    consent = consent_of(nomination)
    if consent is None:
        return
    yield Event("done", _("We wrote to the nominee"), localdate(consent.asked_at))
    answered = localdate(consent.answered_at)
    match consent.status:
        case ConsentStatus.ASKED:
            if nomination.status != NominationStatus.RETURNED:  # then the next step is the nominator's
                yield Event("next", _("The nominee agrees or declines"))
        case ConsentStatus.GIVEN:
            yield Event("done", _("The nominee agreed"), answered)
        case ConsentStatus.WAIVED:
            yield Event("done", _("The secretariat went on without an answer"), answered)
        case ConsentStatus.WITHDRAWN:
            yield Event("stop", _("The nominee withdrew the consent"), answered)
        case _:
            yield Event("stop", _("The nominee declined"), answered)


def decision(nomination: Nomination, screenings: list[Screening]) -> Iterator[Event]:
    """Tell what the secretariat decided, or when it looks."""
    call, decided = nomination.call, localdate(screenings[-1].at) if screenings else ""
    match nomination.status:
        case NominationStatus.RETURNED:
            yield Event("due", _("We returned it to you"), decided)
            yield Event("next", _("You send it again"), by(nomination.correct_until, call))
        case NominationStatus.ELIGIBLE:
            yield Event("done", _("The secretariat found it eligible"), decided)
        case NominationStatus.INELIGIBLE:
            yield Event("stop", _("The secretariat found it not eligible"), decided)
        case _:
            after = {"day": localdate(call.closes_at)}
            is_open = call.phase == Phase.CALL_OPEN
            when = _("after %(day)s") % after if is_open else ""
            yield Event("next" if is_open else "now", _("The secretariat checks the file"), when)


def further(nomination: Nomination) -> Iterator[Event]:
    """Tell what comes for a file that goes on."""
    if nomination.status not in {NominationStatus.SUBMITTED, NominationStatus.ELIGIBLE}:
        return
    if nomination.call.phase in {Phase.ANNOUNCED, Phase.ARCHIVED}:
        yield Event("done", _("The winners were announced"))
        return
    reads = nomination.call.phase in {Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL, Phase.DELIBERATION}
    yield Event("now" if reads else "next", _("The jury reads"))
    yield Event("next", _("The winners are announced"), str(nomination.call.announced_in))


def by(instant: dt.datetime | None, call: Call) -> str:
    """Say until when, in the forum's zone and on the reader's clock."""
    return _("by %(instant)s") % {"instant": at(instant, call)} if instant else ""


def at(instant: dt.datetime, call: Call) -> str:
    """Say an instant in the forum's zone and on the reader's clock."""
    there = localdatetime(instant, call.cycle.zone)
    here = localtime_in(instant)
    return _("%(there)s (%(here)s)") % {"there": there, "here": here.strip("()")} if here else there


def days_left(nomination: Nomination) -> int:
    """Count the days until the deadline, as the forum's calendar has them."""
    zone = nomination.call.cycle.zone
    return (nomination.call.closes_at.astimezone(zone).date() - clock.now().astimezone(zone).date()).days
