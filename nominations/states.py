"""Phases of a call, statuses of what people send, and the moves between them."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """Where a call stands. It follows from dates and recorded acts; nobody sets it."""

    SETUP = "setup", _("in preparation")
    CALL_OPEN = "call_open", _("open for nominations")
    SCREENING = "screening", _("the secretariat checks the files")
    ASSESSMENT = "assessment", _("the jury reads and scores")
    SHORTLIST = "shortlist", _("the shortlist is drawn up")
    FINAL = "final", _("the panel scores the finalists")
    DELIBERATION = "deliberation", _("the panel deliberates")
    RATIFICATION = "ratification", _("before the Executive Board")
    EMBARGO = "embargo", _("decided, not yet announced")
    ANNOUNCED = "announced", _("announced")
    ARCHIVED = "archived", _("archived")


class ActKind(models.TextChoices):
    """What people did that moves a call on; each is a row with who and when."""

    PUBLISHED = "published", _("call published")
    DATE_CHANGED = "date_changed", _("date changed")
    ASSESSMENT_OPENED = "assessment_opened", _("assessment round opened")
    ASSESSMENT_CLOSED = "assessment_closed", _("assessment round closed")
    FINAL_OPENED = "final_opened", _("final round opened")
    FINAL_CLOSED = "final_closed", _("final round closed")
    RECOMMENDED = "recommended", _("outcome recommended")
    REFERRED_BACK = "referred_back", _("referred back to the panel")
    RATIFIED = "ratified", _("outcome ratified")
    ANNOUNCED = "announced", _("winners announced")
    ARCHIVED = "archived", _("archived")


#: What each act leads to, the latest first: the first one on record says where the call stands.
AFTER_ACTS: tuple[tuple[str, Phase], ...] = (
    (ActKind.ARCHIVED, Phase.ARCHIVED),
    (ActKind.ANNOUNCED, Phase.ANNOUNCED),
    (ActKind.RATIFIED, Phase.EMBARGO),
    (ActKind.RECOMMENDED, Phase.RATIFICATION),
    (ActKind.FINAL_CLOSED, Phase.DELIBERATION),
    (ActKind.FINAL_OPENED, Phase.FINAL),
    (ActKind.ASSESSMENT_CLOSED, Phase.SHORTLIST),
    (ActKind.ASSESSMENT_OPENED, Phase.ASSESSMENT),
)

#: While a call stands here, drafts are kept and files may still be withdrawn.
BEFORE_DELIBERATION = frozenset({Phase.CALL_OPEN, Phase.SCREENING, Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL})

#: Until the jury reads: files are corrected, imported, and merged where they are one person's.
BEFORE_THE_JURY = frozenset({Phase.CALL_OPEN, Phase.SCREENING})

#: An act may be done in these phases alone.
ACT_MOVES: Mapping[str, frozenset[str]] = {
    ActKind.PUBLISHED: frozenset({Phase.SETUP}),
    ActKind.DATE_CHANGED: frozenset(
        {Phase.SETUP, Phase.CALL_OPEN, Phase.SCREENING, Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL}
    ),
    ActKind.ASSESSMENT_OPENED: frozenset({Phase.SCREENING}),
    ActKind.ASSESSMENT_CLOSED: frozenset({Phase.ASSESSMENT}),
    ActKind.FINAL_OPENED: frozenset({Phase.SCREENING, Phase.SHORTLIST}),
    ActKind.FINAL_CLOSED: frozenset({Phase.FINAL}),
    ActKind.RECOMMENDED: frozenset({Phase.DELIBERATION}),
    ActKind.REFERRED_BACK: frozenset({Phase.RATIFICATION}),
    ActKind.RATIFIED: frozenset({Phase.RATIFICATION}),
    ActKind.ANNOUNCED: frozenset({Phase.EMBARGO}),
    ActKind.ARCHIVED: frozenset({Phase.ANNOUNCED}),
}


def phase_arrows() -> Iterator[tuple[str, str, str]]:
    """Give every way from phase to phase: from where, to where, and by which act or date."""
    leads_to = dict(AFTER_ACTS) | {ActKind.PUBLISHED: Phase.CALL_OPEN, ActKind.REFERRED_BACK: Phase.DELIBERATION}
    yield Phase.CALL_OPEN, Phase.SCREENING, "the closing date"
    for act, phases in ACT_MOVES.items():
        for phase in sorted(phases if act in leads_to else ()):
            yield phase, leads_to[act], str(ActKind(act).label)


def phase_of(acts: Collection[str], opens_at: dt.datetime, closes_at: dt.datetime, now: dt.datetime) -> Phase:
    """Say where a call stands, from its dates and the acts on record (a referral takes its recommendation away)."""
    if ActKind.PUBLISHED not in acts or now < opens_at:
        return Phase.SETUP
    for act, phase in AFTER_ACTS:
        if act in acts:
            return phase
    return Phase.CALL_OPEN if now < closes_at else Phase.SCREENING


class NominationStatus(models.TextChoices):
    """Where one nominator's file is."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for correction")
    ELIGIBLE = "eligible", _("eligible")
    INELIGIBLE = "ineligible", _("not eligible")
    WITHDRAWN = "withdrawn", _("withdrawn")


NOMINATION_MOVES: Mapping[str, frozenset[str]] = {
    NominationStatus.DRAFT: frozenset({NominationStatus.SUBMITTED}),
    NominationStatus.SUBMITTED: frozenset(
        {
            NominationStatus.SUBMITTED,
            NominationStatus.RETURNED,
            NominationStatus.ELIGIBLE,
            NominationStatus.INELIGIBLE,
            NominationStatus.WITHDRAWN,
        }
    ),
    NominationStatus.RETURNED: frozenset(
        {
            NominationStatus.SUBMITTED,
            NominationStatus.WITHDRAWN,
            NominationStatus.ELIGIBLE,
            NominationStatus.INELIGIBLE,
        }
    ),
    NominationStatus.ELIGIBLE: frozenset(
        {NominationStatus.WITHDRAWN, NominationStatus.INELIGIBLE, NominationStatus.RETURNED}
    ),
    NominationStatus.INELIGIBLE: frozenset({NominationStatus.ELIGIBLE}),
    NominationStatus.WITHDRAWN: frozenset({NominationStatus.SUBMITTED}),
}


class ConsentStatus(models.TextChoices):
    """What the nominee said; silence is not consent."""

    ASKED = "asked", _("asked")
    GIVEN = "given", _("given")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    WAIVED = "waived", _("waived")


CONSENT_MOVES: Mapping[str, frozenset[str]] = {
    ConsentStatus.ASKED: frozenset({ConsentStatus.GIVEN, ConsentStatus.DECLINED, ConsentStatus.WAIVED}),
    ConsentStatus.GIVEN: frozenset({ConsentStatus.WITHDRAWN}),
    ConsentStatus.DECLINED: frozenset({ConsentStatus.GIVEN}),
    ConsentStatus.WITHDRAWN: frozenset({ConsentStatus.GIVEN}),
    ConsentStatus.WAIVED: frozenset({ConsentStatus.GIVEN, ConsentStatus.DECLINED}),
}
CONSENTING = (ConsentStatus.GIVEN, ConsentStatus.WAIVED)


class SupportStatus(models.TextChoices):
    """Where a letter of support is."""

    REQUESTED = "requested", _("asked for")
    RECEIVED = "received", _("received")
    DECLINED = "declined", _("declined")


SUPPORT_MOVES: Mapping[str, frozenset[str]] = {
    SupportStatus.REQUESTED: frozenset({SupportStatus.RECEIVED, SupportStatus.DECLINED}),
    SupportStatus.RECEIVED: frozenset({SupportStatus.RECEIVED}),
    SupportStatus.DECLINED: frozenset({SupportStatus.RECEIVED}),
}


class Reach(models.TextChoices):
    """What a colleague may do with somebody's file; each holds the one before."""

    VIEW = "view", _("read it")
    EDIT = "edit", _("read and change it")
    SUBMIT = "submit", _("read, change and submit it")


class HandoverStatus(models.TextChoices):
    """Where the offer of a whole file to somebody else is."""

    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("taken over")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


HANDOVER_MOVES: Mapping[str, frozenset[str]] = {
    HandoverStatus.OFFERED: frozenset({HandoverStatus.ACCEPTED, HandoverStatus.DECLINED, HandoverStatus.TAKEN_BACK}),
    HandoverStatus.ACCEPTED: frozenset(),
    HandoverStatus.DECLINED: frozenset(),
    HandoverStatus.TAKEN_BACK: frozenset(),
}


class PairingStatus(models.TextChoices):
    """What an officer decided about two dossiers that may be one person's. What is merged is not parted again."""

    APART = "apart", _("kept apart")
    MERGED = "merged", _("merged")


PAIRING_MOVES: Mapping[str, frozenset[str]] = {
    PairingStatus.APART: frozenset({PairingStatus.MERGED}),
    PairingStatus.MERGED: frozenset(),
}


class Verdict(models.TextChoices):
    """What screening came to."""

    ELIGIBLE = "eligible", _("eligible")
    RETURNED = "returned", _("returned for correction")
    INELIGIBLE = "ineligible", _("not eligible")


class GateState(models.TextChoices):
    """What an officer found at a gate."""

    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    ASK = "ask", _("to be asked")


class QuestionKind(models.TextChoices):
    """What kind of answer a question takes."""

    SHORT = "short", _("short text")
    LONG = "long", _("long text")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("several of several")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    URL = "url", _("link")
    EMAIL = "email", _("e-mail address")
    CITY = "city", _("city and country")
    COUNTRY = "country", _("country")
    FILE = "file", _("files")
    ROWS = "rows", _("repeating rows")
    DECLARATION = "declaration", _("declaration")


class FilledBy(models.TextChoices):
    """Who answers a step."""

    NOMINATOR = "nominator", _("the nominator")
    NOMINEE = "nominee", _("the nominee")


class DataClass(models.TextChoices):
    """What kind of personal data an answer holds; contact data never reaches jury or board."""

    NONE = "none", _("no personal data")
    PUBLIC = "public", _("public role or work")
    PERSONAL = "personal", _("personal")
    CONTACT = "contact", _("contact data")


class ScanStatus(models.TextChoices):
    """Whether a scanner looked into a file; what a file is, and whether it is harmless, was judged before."""

    UNSCANNED = "unscanned", _("checked, not scanned for viruses")
    QUARANTINED = "quarantined", _("held back until it is scanned for viruses")
    CLEAN = "clean", _("scanned, no virus found")
    INFECTED = "infected", _("a virus was found: the file was deleted")


SCAN_MOVES: Mapping[str, frozenset[str]] = {
    ScanStatus.UNSCANNED: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED}),
    ScanStatus.QUARANTINED: frozenset({ScanStatus.CLEAN, ScanStatus.INFECTED}),
    ScanStatus.CLEAN: frozenset(),
    ScanStatus.INFECTED: frozenset(),
}
OPENS = (ScanStatus.UNSCANNED, ScanStatus.CLEAN)
WAITS_FOR_SCAN = (ScanStatus.UNSCANNED, ScanStatus.QUARANTINED)
