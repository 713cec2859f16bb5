"""Deliberation: the chair writes what the panel recommends, saves it as often as needed, and recommends once.

"No award" is a recommendation without a laureate, with its reason in the minutes. After a referral by the board the
old recommendation stays as it was, and a new one begins from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site import audit, clock
from awards_site.rules import Refusal, Refused
from jury import letters, permissions
from jury.models import Outcome, Recommendation, dossiers_visible_to
from jury.states import RECOMMENDATION_MOVES, OutcomeKind, RecommendationStatus, RoundKind
from nominations import acts
from nominations.models import Call, Dossier
from nominations.states import ActKind

LAST_RANK = 99


class Stale(Refused):
    """The recommendation was saved somewhere else in the meantime."""

    def __init__(self) -> None:
        """Say what to do."""
        reason = gettext_lazy("This recommendation was saved in another window. Compare, then save again.")
        super().__init__(Refusal(reason))


class NotComplete(Refused):
    """Something is missing before the panel can recommend."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the panel says of one finalist."""

    kind: str
    rank: int | None = None
    citation: Mapping[str, str] = field(default_factory=dict)


def finalists(call: Call) -> QuerySet[Dossier]:
    """Give the dossiers of the final round, in the order of their numbers, without what was withdrawn since."""
    entered = Dossier.objects.filter(
        entries__round__call=call, entries__round__kind=RoundKind.FINAL, entries__round__set_aside_at=None
    )
    return entered.ready_for_the_jury().select_related("nominee").order_by("code")


def finalists_before(call: Call, person: Any) -> QuerySet[Dossier]:
    """Give the finalists that a person may read: a tie to one of them leaves it out, as if it were none."""
    return finalists(call).filter(pk__in=dossiers_visible_to(person).values("pk"))


def current(call: Call) -> Recommendation | None:
    """Give the latest recommendation of a call, written or made."""
    return call.recommendations.order_by("-number").first()


@transaction.atomic
def save(
    call: Call, outcomes: Mapping[Dossier, Said], *, minutes: str, by: Any, version: int | None = None
) -> Recommendation:
    """Save what is written so far; nothing is recommended yet.

    :raises Stale: where `version` is not the one on file.
    """
    acts.hold(call)
    permissions.may_deliberate.require(by, call)
    draft = draft_of(call, by=by)
    if version is not None and version != draft.version:
        raise Stale
    before = set(finalists_before(call, by).values_list("pk", flat=True))
    if not {dossier.pk for dossier in outcomes} <= before:
        raise Http404
    check_kinds(outcomes)
    draft.minutes, draft.by, draft.written_at = minutes.strip(), by, clock.now()
    draft.version += 1
    draft.save()
    draft.outcomes.filter(dossier__in=before).delete()
    Outcome.objects.bulk_create(
        Outcome(recommendation=draft, dossier=dossier, kind=said.kind, rank=said.rank, citation=dict(said.citation))
        for dossier, said in outcomes.items()
    )
    audit.record(by=by, what="recommendation.saved", on=name_of(draft), version=draft.version)
    return draft


def draft_of(call: Call, *, by: Any) -> Recommendation:
    """Give the draft of a call; after a referral, a new one with version 0 as if never saved."""
    last = current(call)
    if last and last.status == RecommendationStatus.DRAFT:
        return Recommendation.objects.select_for_update().get(pk=last.pk)
    number = last.number + 1 if last else 1
    return Recommendation(call=call, number=number, version=0, by=by)


def check_kinds(outcomes: Mapping[Dossier, Said]) -> None:
    """Refuse what is no outcome and what is no rank."""
    for said in outcomes.values():
        if said.kind not in OutcomeKind.values or (said.rank is not None and not 0 < said.rank <= LAST_RANK):
            raise Refused(Refusal(_("Choose one of the outcomes, and a rank from 1 to 99.")))


@transaction.atomic
def recommend(call: Call, *, by: Any, version: int | None = None, no_award: bool = False) -> Recommendation:
    """Make the recommendation: it can't be changed any more, and the board is told that one waits.

    :raises Stale: where `version` is not the one on file; :raises NotComplete: where something is missing.
    """
    acts.hold(call)
    permissions.may_deliberate.require(by, call)
    draft = draft_of(call, by=by)
    if version is not None and version != draft.version:
        raise Stale
    if finalists(call).count() != finalists_before(call, by).count():
        raise NotComplete(Refusal(_("Another chair has to complete this recommendation. Write to the secretariat.")))
    drop_what_was_withdrawn(draft)
    check_complete(draft, no_award=no_award)
    if RecommendationStatus.MADE not in RECOMMENDATION_MOVES[draft.status]:
        raise Refused(Refusal(_("This recommendation was made already.")))
    draft.status, draft.made_at, draft.by = RecommendationStatus.MADE, clock.now(), by
    draft.save()
    told = sorted([row.dossier.code, row.kind, row.rank] for row in draft.outcomes.select_related("dossier"))
    acts.record(call, ActKind.RECOMMENDED, by=by, recommendation=draft.number, outcomes=told)
    letters.recommendation_ready(draft)
    return draft


def drop_what_was_withdrawn(draft: Recommendation) -> None:
    """Take out of a draft whom nobody puts forward any more, or who said no: they cannot be honoured."""
    if draft.pk:
        draft.outcomes.exclude(dossier__in=finalists(draft.call).values("pk")).delete()


def check_complete(draft: Recommendation, *, no_award: bool) -> None:
    """Ask for minutes, for a laureate or a plain "no award", for citations, and for ranks where the call ranks."""
    if not draft.pk:
        raise NotComplete(Refusal(_("Save what the panel recommends first.")))
    outcomes = list(draft.outcomes.all())
    laureates = [each for each in outcomes if each.kind == OutcomeKind.LAUREATE]
    if not draft.minutes:
        raise NotComplete(Refusal(_("Write the minutes: how the panel came to this.")))
    if bool(laureates) == no_award:
        raise NotComplete(Refusal(_("Name a laureate, or tick that there is no award; not both.")))
    if any(not any(each.citation.values()) for each in laureates):
        raise NotComplete(Refusal(_("Each laureate needs a citation, in one language at least.")))
    if draft.call.finalists_ranked and any(not each.rank for each in outcomes if is_ranked(each)):
        raise NotComplete(Refusal(_("This call ranks its finalists: give each one a rank.")))


def is_ranked(outcome: Outcome) -> bool:
    """Say whether an outcome takes a rank where the call ranks."""
    return outcome.kind != OutcomeKind.SPECIAL_MENTION


def name_of(recommendation: Recommendation) -> str:
    """Name a recommendation for the audit."""
    return f"recommendation:{recommendation.call_id}.{recommendation.number}"
