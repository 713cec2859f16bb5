"""Who answers for ties, who sees the answers, and who may say that another person stands aside."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from jury.models import Seat
from jury.states import SeatStatus
from nominations.models import Call
from nominations.states import Phase

from .seats import SECRETARIAT, chairs
from .when import FROM_SCREENING, SCREENING_AND_JUDGING, UNTIL_RATIFIED


@rule
def may_view_conflicts(person: Any, seat: Seat | None) -> Refusal | None:
    """Let jurors see the titles and their own answers, from screening until the board has decided."""
    if not person.is_authenticated:
        return SIGN_IN
    if seat is None or seat.user_id != person.pk or seat.status != SeatStatus.ACCEPTED:
        return NOT_YOURS
    return None if seat.panel.call.phase in UNTIL_RATIFIED else NOT_YOURS


may_answer_conflicts = may_view_conflicts


@rule
def may_view_ties(person: Any, call: Call) -> Refusal | None:
    """Let the secretariat and the auditor see all answers; a chair comes in to set somebody aside."""
    if not person.is_authenticated:
        return SIGN_IN
    if sees_answers(person, call):
        return None
    return None if call.phase in UNTIL_RATIFIED and chairs(person, call) else NOT_YOURS


def sees_answers(person: Any, call: Call) -> bool:
    """Say whether a person sees what all jurors answered."""
    if call.phase not in FROM_SCREENING:
        return False
    if has_role(person, Role.SECRETARY_GENERAL, Role.AUDITOR):
        return True
    return has_role(person, Role.OFFICER) and call.phase != Phase.ARCHIVED


@rule
def may_impose_conflict(person: Any, call: Call) -> Refusal | None:
    """Let the chair or an officer set a juror aside until the last round has closed; never the other way round."""
    refusal = may_view_ties.refusal(person, call)
    if refusal:
        return refusal
    if call.phase not in SCREENING_AND_JUDGING:
        return Refusal(_("The rounds of this call have closed. Nobody is set aside any more."))
    if has_role(person, Role.OFFICER) or chairs(person, call):
        return None
    return Refusal(_("Only the chair or an officer sets a juror aside."))


@rule
def may_detect_conflicts(person: Any, call: Call) -> Refusal | None:
    """Let the secretariat look for ties in the data until the last round has closed."""
    refusal = may_view_ties.refusal(person, call)
    if refusal:
        return refusal
    if not has_role(person, *SECRETARIAT):
        return Refusal(_("Only the secretariat looks for ties."))
    if call.phase in SCREENING_AND_JUDGING:
        return None
    return Refusal(_("The rounds of this call have closed. Nobody is set aside any more."))
