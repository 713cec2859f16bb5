"""The moment: proposed by the Secretary General, confirmed by a second person, kept by the clock.

Before it no row of the result exists outside the board's papers. At it the system publishes, exactly once, whichever
worker is first; a server that was down publishes when it is back. The letters follow, each once.
"""

import datetime as dt
from collections import Counter
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from awards_site import audit, batches, clock
from awards_site.rules import Refusal, Refused
from jury.models import Outcome, Recommendation
from jury.states import RecommendationStatus
from nominations import acts
from nominations.models import Call, Dossier, Nomination
from nominations.states import ActKind, NominationStatus, Phase

from . import letters, permissions
from .models import Announcement, Laureate
from .states import ANNOUNCEMENT_MOVES, AnnouncementStatus

log = structlog.get_logger(__name__)


class Stale(Refused):
    """Somebody else changed the moment since the page was opened."""


class MomentHasPassed(Refused):
    """A moment lies ahead, always."""


@transaction.atomic
def propose(call: Call, moment: dt.datetime, *, by: Any, version: int = 0) -> Announcement:
    """Propose the moment, or another one; a second person has to confirm it anew."""
    permissions.may_propose_moment.require(by, call)
    acts.fresh(call)
    if moment <= clock.now():
        raise MomentHasPassed(Refusal(_("This moment has passed. Choose one that lies ahead.")))
    known = _taken(call)
    if known is None:
        made = Announcement.objects.create(call=call, moment=moment, proposed_by=by)
    else:
        made = _move(
            known,
            AnnouncementStatus.PROPOSED,
            version,
            moment=moment,
            proposed_by=by,
            confirmed_by=None,
            held_by=None,
            hold_reason="",
        )
    _record("announcement.proposed", made, by)
    return made


@transaction.atomic
def confirm(call: Call, *, by: Any, version: int) -> Announcement:
    """Confirm the proposed moment, as a second person."""
    known = _taken(call)
    if known is None:
        raise Refused(Refusal(_("There is no proposal to confirm.")))
    permissions.may_confirm_moment.require(by, known)
    if known.moment <= clock.now():
        raise MomentHasPassed(Refusal(_("The proposed moment has passed. A new one has to be proposed.")))
    made = _move(known, AnnouncementStatus.CONFIRMED, version, confirmed_by=by)
    _record("announcement.confirmed", made, by)
    return made


@transaction.atomic
def hold(call: Call, *, by: Any, reason: str, version: int) -> Announcement:
    """Stop it, with the reason; nothing is published until a moment is proposed and confirmed again."""
    known = _taken(call)
    if known is None:
        raise Refused(Refusal(_("There is nothing to hold.")))
    permissions.may_hold.require(by, known)
    if not reason.strip():
        raise Refused(Refusal(_("Say why the announcement is held.")))
    made = _move(known, AnnouncementStatus.HELD, version, held_by=by, hold_reason=reason.strip()[:500])
    _record("announcement.held", made, by)
    return made


def publish_due() -> int:
    """Publish what is due by the server's clock; say how many calls. What keeps one back keeps no other one."""
    due = Announcement.objects.filter(status=AnnouncementStatus.CONFIRMED, moment__lte=clock.now())
    return sum(was_published(pk) for pk in due.values_list("pk", flat=True))


def was_published(pk: int) -> bool:
    """Publish one, or leave a line in the log; the next turn of the clock tries again."""
    try:
        return publish(pk)
    except (Refused, DatabaseError):
        log.exception("announcement_kept_back", announcement=pk)
        return False


@transaction.atomic
def publish(pk: int) -> bool:
    """Publish one call's result, once: only the first to change the row goes on.

    Nobody overrides consent: who took it back after the board had decided is not named.
    """
    now = clock.now()
    due = Announcement.objects.filter(pk=pk, status=AnnouncementStatus.CONFIRMED, moment__lte=now)
    if not due.update(status=AnnouncementStatus.PUBLISHED, published_at=now):
        return False
    made = Announcement.objects.select_related("call__cycle", "call__prize").get(pk=pk)
    if acts.fresh(made.call).phase != Phase.EMBARGO:
        raise Refused(Refusal(_("This call has no ratified result to publish.")))
    ratified = ratified_outcomes(made.call)
    agreed = [outcome for outcome in ratified if outcome.dossier.consent.lets_the_jury_read]
    laureates = Laureate.objects.bulk_create(_public(outcome, made) for outcome in agreed)
    gone, moment = len(ratified) - len(agreed), made.moment.isoformat()
    acts.record(made.call, ActKind.ANNOUNCED, by=None, laureates=len(laureates), withdrawn=gone, moment=moment)
    event = audit.latest(what=f"call.{ActKind.ANNOUNCED}", on=f"call:{made.call_id}")
    letters.chain_head("announced", event, made.call)
    return True


def ratified_outcomes(call: Call) -> list[Outcome]:
    """Give what was ratified."""
    last = Recommendation.objects.filter(call=call, status=RecommendationStatus.MADE).order_by("number").last()
    return list(Outcome.objects.filter(recommendation=last).select_related("dossier__nominee", "dossier__consent"))


def tell_everybody() -> int:
    """Write the letters of every published result that still waits for them; say how many results."""
    waiting = Announcement.objects.filter(status=AnnouncementStatus.PUBLISHED, told_at=None)
    made = list(waiting.select_related("call__cycle", "call__prize"))
    for each in made:
        tell(each)
    return len(made)


def letters_of(call: Call) -> dict[str, Any]:
    """Show the letters of an announcement before it: how many, and how each of them reads, with example values alone.

    The number is that of all who are told, whatever the result says: it tells nothing of it.
    """
    nominees = Dossier.objects.filter(call=call).ready_for_the_jury().exclude(nominee__email="")
    nominators = Nomination.objects.filter(call=call, status=NominationStatus.ELIGIBLE)
    counts: Counter[str] = Counter()
    for rows in (nominees.values_list("consent__language"), nominators.values_list("language")):
        counts.update(dict(rows.order_by().annotate(Count("pk", distinct=True))))
    return batches.preview(letters.ANNOUNCED, counts, call=call)


def tell(made: Announcement) -> None:
    """Write the letters of a published result; told again after a crash, each still goes once by its key."""
    whole = ("nominee", "consent", "call__cycle", "call__prize")
    laureates = Laureate.objects.filter(call=made.call).select_related(*(f"dossier__{name}" for name in whole))
    named = {laureate.dossier_id: laureate for laureate in laureates if laureate.dossier_id}
    for laureate in named.values():
        letters.to_the_named(laureate)
    others = Dossier.objects.filter(call=made.call).ready_for_the_jury().exclude(pk__in=list(named))
    for dossier in others.select_related(*whole):
        letters.to_a_nominee(dossier)
    eligible = Nomination.objects.filter(call=made.call, status=NominationStatus.ELIGIBLE)
    files = eligible.select_related("nominator", *(f"dossier__{name}" for name in whole))
    for nomination in files.iterator(chunk_size=500):
        letters.to_a_nominator(nomination, named.get(nomination.dossier_id or 0))
    Announcement.objects.filter(pk=made.pk).update(told_at=clock.now())


def _public(outcome: Outcome, made: Announcement) -> Laureate:
    nominee = outcome.dossier.nominee
    ranked = made.call.finalists_ranked
    return Laureate(
        call=made.call,
        dossier=outcome.dossier,
        kind=outcome.kind,
        rank=outcome.rank if ranked else None,
        name=nominee.name,
        name_latin=nominee.name_latin,
        office=nominee.office,
        city=nominee.city,
        country=nominee.country,
        work=outcome.dossier.headline,
        citation=outcome.citation,
        published_at=made.published_at or clock.now(),
    )


def _taken(call: Call) -> Announcement | None:
    return Announcement.objects.select_for_update().filter(call=call).first()


def _move(known: Announcement, to: AnnouncementStatus, version: int, **changes: Any) -> Announcement:
    if known.version != version:
        raise Stale(Refusal(_("The moment was changed in the meantime. Look at it again.")))
    if to not in ANNOUNCEMENT_MOVES[known.status]:
        state = known.get_status_display()
        raise Refused(Refusal(_("This can't be done: the announcement is %(state)s.") % {"state": state}))
    for name, value in {**changes, "status": to, "version": known.version + 1}.items():
        setattr(known, name, value)
    known.save()
    return known


def _record(what: str, made: Announcement, by: Any) -> None:
    audit.record(by=by, what=what, on=f"announcement:{made.pk}", moment=made.moment.isoformat(), version=made.version)
