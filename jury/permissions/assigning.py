"""Who proposes, changes, confirms and sees who reads what."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from jury.models import Round
from nominations.models import Call
from nominations.states import Phase

from .seats import chairs
from .when import FROM_JUDGING, FROM_SCREENING, SCREENING_AND_JUDGING, UNTIL_ANNOUNCED


@rule
def may_view_assignment(person: Any, round_: Round) -> Refusal | None:
    """Let the secretariat, the auditor and the chair see who reads what, each from and until their phase."""
    if not person.is_authenticated:
        return SIGN_IN
    return None if sees_assignment(person, round_.call) else NOT_YOURS


def sees_assignment(person: Any, call: Call) -> bool:
    """Say whether a role or the chair's seat shows the assignment now."""
    phase = call.phase
    if has_role(person, Role.SECRETARY_GENERAL) and phase in FROM_SCREENING:
        return True
    if has_role(person, Role.OFFICER) and phase in FROM_SCREENING - {Phase.ARCHIVED}:
        return True
    if has_role(person, Role.AUDITOR) and phase in FROM_JUDGING:
        return True
    return phase in UNTIL_ANNOUNCED and chairs(person, call)


@rule
def may_assign(person: Any, round_: Round) -> Refusal | None:
    """Let an officer or the chair propose and change until the round has closed."""
    in_time = round_.call.phase in SCREENING_AND_JUDGING and not round_.is_closed
    if in_time and (has_role(person, Role.OFFICER) or chairs(person, round_.call)):
        return None
    refusal = may_view_assignment.refusal(person, round_)
    if refusal:
        return refusal
    if in_time:
        return Refusal(_("Only an officer or the chair assigns dossiers."))
    return Refusal(_("This round has closed. Who read what stays as it is."))


@rule
def may_confirm_assignment(person: Any, round_: Round) -> Refusal | None:
    """Let an officer alone confirm what was proposed."""
    refusal = may_assign.refusal(person, round_)
    if refusal:
        return refusal
    return None if has_role(person, Role.OFFICER) else Refusal(_("Only an officer confirms an assignment."))
