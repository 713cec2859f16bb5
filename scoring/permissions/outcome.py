"""Who may ratify, and who sets the moment of the announcement."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards_site.rules import NOT_YOURS, Refusal, has_role, rule
from awards_site.states import Role
from jury.models import Recommendation, Round
from jury.states import RecommendationStatus
from nominations.models import Call
from nominations.states import Phase
from scoring.models import Announcement, Tally
from scoring.states import AnnouncementStatus

from .ballots import may_export_ballots
from .rounds import STAFF


@rule
def may_view_ratification(person: Any, recommendation: Recommendation) -> Refusal | None:
    """Let the board, the Secretary General and, once it is decided, the auditor read the board's paper."""
    phase = recommendation.call.phase
    if has_role(person, Role.BOARD, Role.SECRETARY_GENERAL) and phase in {Phase.RATIFICATION, Phase.EMBARGO}:
        return None
    if has_role(person, Role.SECRETARY_GENERAL) and phase == Phase.ANNOUNCED:
        return None
    decided = phase in {Phase.EMBARGO, Phase.ANNOUNCED, Phase.ARCHIVED}
    return None if decided and has_role(person, Role.AUDITOR) else NOT_YOURS


@rule
def may_vote(person: Any, recommendation: Recommendation) -> Refusal | None:
    """Let board members vote once each while the recommendation is before them; who counted does not ratify."""
    if not has_role(person, Role.BOARD):
        return NOT_YOURS
    if recommendation.status != RecommendationStatus.MADE or recommendation.call.phase != Phase.RATIFICATION:
        return Refusal(_("There is nothing before the board now."))
    counts = Tally.objects.filter(round__call=recommendation.call)
    if counts.filter(Q(by=person) | Q(correction__proposed_by=person)).exists():
        return Refusal(_("You took the count of this call. Who counts does not ratify."))
    return None


@rule
def may_take_result_dossier(person: Any, round_: Round) -> Refusal | None:
    """Let everybody recount what was announced; before, whoever takes ballots out."""
    if round_.call.phase in {Phase.ANNOUNCED, Phase.ARCHIVED}:
        return None
    return may_export_ballots.refusal(person, round_)


@rule
def may_take_salts(person: Any, round_: Round) -> Refusal | None:
    """Let the auditor learn who is who in a result dossier."""
    return may_export_ballots.refusal(person, round_) if has_role(person, Role.AUDITOR) else NOT_YOURS


@rule
def may_view_announcement(person: Any, call: Call) -> Refusal | None:
    """Let the staff who set the moment read its page, from ratification to the moment itself."""
    if call.phase == Phase.EMBARGO and has_role(person, *STAFF, Role.BOARD):
        return None
    return NOT_YOURS


@rule
def may_propose_moment(person: Any, call: Call) -> Refusal | None:
    """Let the Secretary General propose when the winners are announced."""
    if not has_role(person, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    return None if call.phase == Phase.EMBARGO else Refusal(_("The moment is set after ratification."))


@rule
def may_confirm_moment(person: Any, announcement: Announcement) -> Refusal | None:
    """Let a second person of the staff confirm the moment."""
    if not has_role(person, *STAFF, Role.BOARD):
        return NOT_YOURS
    if announcement.status != AnnouncementStatus.PROPOSED:
        return Refusal(_("There is no proposal to confirm."))
    if announcement.proposed_by_id == person.pk:
        return Refusal(_("You proposed this moment. A second person confirms it."))
    return None


@rule
def may_hold(person: Any, announcement: Announcement) -> Refusal | None:
    """Let whoever proposes or confirms stop it, up to the moment itself."""
    if not has_role(person, *STAFF, Role.BOARD):
        return NOT_YOURS
    if announcement.status in {AnnouncementStatus.PROPOSED, AnnouncementStatus.CONFIRMED}:
        return None
    return Refusal(_("There is nothing to hold."))
