"""Phases of a call: they follow from dates and from what people did."""

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
    ASSESSMENT_SET_ASIDE = "assessment_set_aside", _("assessment round set aside")
    FINAL_OPENED = "final_opened", _("final round opened")
    FINAL_CLOSED = "final_closed", _("final round closed")
    FINAL_SET_ASIDE = "final_set_aside", _("final round set aside")
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
    ActKind.ASSESSMENT_SET_ASIDE: frozenset({Phase.ASSESSMENT, Phase.SHORTLIST}),
    ActKind.FINAL_OPENED: frozenset({Phase.SCREENING, Phase.SHORTLIST}),
    ActKind.FINAL_CLOSED: frozenset({Phase.FINAL}),
    ActKind.FINAL_SET_ASIDE: frozenset({Phase.FINAL, Phase.DELIBERATION}),
    ActKind.RECOMMENDED: frozenset({Phase.DELIBERATION}),
    ActKind.REFERRED_BACK: frozenset({Phase.RATIFICATION}),
    ActKind.RATIFIED: frozenset({Phase.RATIFICATION}),
    ActKind.ANNOUNCED: frozenset({Phase.EMBARGO}),
    ActKind.ARCHIVED: frozenset({Phase.ANNOUNCED}),
}

#: What an act takes away: these are on record for ever, and stand no more.
TAKES_AWAY: Mapping[str, frozenset[str]] = {
    ActKind.ASSESSMENT_SET_ASIDE: frozenset({ActKind.ASSESSMENT_OPENED, ActKind.ASSESSMENT_CLOSED}),
    ActKind.FINAL_SET_ASIDE: frozenset({ActKind.FINAL_OPENED, ActKind.FINAL_CLOSED}),
    ActKind.REFERRED_BACK: frozenset({ActKind.RECOMMENDED}),
}

#: Acts that may come again: those that are taken away, and what takes them away.
REPEATED = frozenset({ActKind.DATE_CHANGED, *TAKES_AWAY}).union(*TAKES_AWAY.values())

#: Where a call stands again once an act was taken away; a call without a first round goes back to screening.
BACK_TO: Mapping[str, Phase] = {
    ActKind.ASSESSMENT_SET_ASIDE: Phase.SCREENING,
    ActKind.FINAL_SET_ASIDE: Phase.SHORTLIST,
    ActKind.REFERRED_BACK: Phase.DELIBERATION,
}


def phase_arrows() -> Iterator[tuple[str, str, str]]:
    """Give every way from phase to phase: from where, to where, and by which act or date."""
    leads_to = dict(AFTER_ACTS) | {ActKind.PUBLISHED: Phase.CALL_OPEN, **BACK_TO}
    yield Phase.CALL_OPEN, Phase.SCREENING, "the closing date"
    for act, phases in ACT_MOVES.items():
        for phase in sorted(phases if act in leads_to else ()):
            yield phase, leads_to[act], str(ActKind(act).label)


def phase_of(acts: Collection[str], opens_at: dt.datetime, closes_at: dt.datetime, now: dt.datetime) -> Phase:
    """Say where a call stands, from its dates and the acts on record that stand (see TAKES_AWAY)."""
    if ActKind.PUBLISHED not in acts or now < opens_at:
        return Phase.SETUP
    for act, phase in AFTER_ACTS:
        if act in acts:
            return phase
    return Phase.CALL_OPEN if now < closes_at else Phase.SCREENING
