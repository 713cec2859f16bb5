"""Where a file stands, told to its nominator as a story: what happened, what comes next and when, what is asked.

It never tells of jurors, scores or results, nor of what the board decided before its moment.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.templatetags.local import localdate, localdatetime, localdigits, localtime_in
from nominations.models import Call, Consent, Nomination, Screening
from nominations.states import (
    BEFORE_DELIBERATION,
    BEFORE_THE_JURY,
    CONSENTING,
    ConsentStatus,
    NominationStatus,
    Phase,
)

GOES_ON = frozenset({NominationStatus.SUBMITTED, NominationStatus.ELIGIBLE})
JURY_READS = frozenset({Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL, Phase.DELIBERATION})


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
        return [submitted(nomination), Event("stop", _("It was withdrawn")), chance(nomination)]
    sent = [submitted(nomination), *consent_events(nomination)]
    return [*sent, *decision(nomination, screenings), *further(nomination)]


def of_draft(nomination: Nomination) -> Iterator[Event]:
    """Tell of a draft."""
    call, saved = nomination.call, _("Last saved %(instant)s") % {"instant": at(nomination.saved_at, nomination.call)}
    if call.phase in {Phase.SETUP, Phase.CALL_OPEN}:
        yield Event("now", _("You are writing it"), saved)
        yield Event("next", _("You submit it"), by(call.closes_at, call))
    else:
        yield Event("done", _("You began it"), saved)
        yield Event("stop", _("The deadline passed before it was submitted"), at(call.closes_at, call))


def submitted(nomination: Nomination) -> Event:
    """Tell that it was sent."""
    return Event("done", _("You submitted it"), at(nomination.submitted_at, nomination.call))


def chance(nomination: Nomination) -> Event:
    """Tell until when a withdrawn file may come back, and how."""
    call = nomination.call
    if call.phase == Phase.CALL_OPEN:
        return Event("next", _("You can bring it back"), by(call.closes_at, call))
    if call.phase in BEFORE_DELIBERATION:
        return Event("next", _("It can come back if you ask the secretariat in writing"))
    return Event("stop", _("It can’t come back: the jury has read the files"))


def consent_events(nomination: Nomination) -> Iterator[Event]:
    """Tell what the nominee was asked and said."""
    consent = consent_of(nomination)
    if consent is None:
        return
    yield Event("done", _("We wrote to the nominee"), at(consent.asked_at, nomination.call))
    answered = at(consent.answered_at, nomination.call)
    match consent.status:
        case ConsentStatus.ASKED:
            if nomination.status in GOES_ON and nomination.call.phase in BEFORE_THE_JURY:
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
    call, decided = nomination.call, at(screenings[-1].at if screenings else None, nomination.call)
    match nomination.status:
        case NominationStatus.RETURNED:
            yield Event("due", _("We returned it to you"), decided)
            yield correction(nomination)
        case NominationStatus.ELIGIBLE:
            yield Event("done", _("The secretariat found it eligible"), decided)
        case NominationStatus.INELIGIBLE:
            yield Event("stop", _("The secretariat found it not eligible"), decided)
        case _ if has_declined(nomination):
            return
        case _ if call.phase == Phase.CALL_OPEN:
            after = _("after %(day)s") % {"day": localdate(call.closes_at)}
            yield Event("next", _("The secretariat checks the file"), after)
        case _ if call.phase in BEFORE_THE_JURY:
            yield Event("now", _("The secretariat checks the file"))


def correction(nomination: Nomination) -> Event:
    """Tell until when a corrected file may be sent, or that this day is past."""
    call, until = nomination.call, nomination.correct_until
    if may_still_correct(nomination):
        return Event("next", _("You send it again"), by(until, call))
    return Event("stop", _("The date for the correction passed"), at(until, call))


def may_still_correct(nomination: Nomination) -> bool:
    """Say whether a file that was returned can still be put right."""
    until = nomination.correct_until
    return bool(until and clock.now() < until and nomination.call.phase in BEFORE_THE_JURY)


def further(nomination: Nomination) -> Iterator[Event]:
    """Tell what comes for a file that goes on, and where the others stopped."""
    call = nomination.call
    if nomination.status not in GOES_ON or has_declined(nomination):
        return
    if call.phase not in BEFORE_THE_JURY and not reaches_the_jury(nomination):
        yield Event("stop", _("The jury read without it"), why_not(nomination))
        return
    if call.phase in BEFORE_THE_JURY:
        yield Event("next", _("The jury reads"))
    elif call.phase in JURY_READS:
        yield Event("now", _("The jury reads"))
    else:
        yield Event("done", _("The jury has read"))
    if call.phase in {Phase.ANNOUNCED, Phase.ARCHIVED}:
        yield Event("done", _("The winners were announced"))
        return
    if call.told_phase == Phase.RATIFICATION:
        yield Event("now", _("The Executive Board decides"))
    yield Event("next", _("The winners are announced"), str(call.announced_in))


def has_declined(nomination: Nomination) -> bool:
    """Say whether the nominee does not want this."""
    consent = consent_of(nomination)
    return consent is not None and consent.status in {ConsentStatus.DECLINED, ConsentStatus.WITHDRAWN}


def reaches_the_jury(nomination: Nomination) -> bool:
    """Say whether a jury may read a file: it was found eligible, and the nominee agreed."""
    consent = consent_of(nomination)
    return nomination.status == NominationStatus.ELIGIBLE and consent is not None and consent.status in CONSENTING


def why_not(nomination: Nomination) -> str:
    """Say why the jury did not read a file that nobody turned down."""
    if nomination.status == NominationStatus.ELIGIBLE:
        return _("the nominee had not agreed")
    return _("the secretariat had not found it eligible")


def by(instant: dt.datetime | None, call: Call) -> str:
    """Say until when, in the forum's zone and on the reader's clock."""
    return _("by %(instant)s") % {"instant": at(instant, call)} if instant else ""


def at(instant: dt.datetime | None, call: Call) -> str:
    """Say an instant in the forum's zone and on the reader's clock."""
    if instant is None:
        return ""
    there = localdatetime(instant, call.cycle.zone)
    here = localtime_in(instant)
    return _("%(there)s (%(here)s)") % {"there": there, "here": here.strip("()")} if here else there


def days_left(nomination: Nomination) -> int:
    """Count the days until the deadline, as the forum's calendar has them."""
    zone = nomination.call.cycle.zone
    return (nomination.call.closes_at.astimezone(zone).date() - clock.now().astimezone(zone).date()).days
