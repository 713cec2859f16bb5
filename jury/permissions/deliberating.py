"""Who is in the room when the panel deliberates: nobody with a tie to any finalist."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from jury.models import Conflict, Entry
from jury.states import RoundKind
from nominations.models import Call
from nominations.states import Phase

from .seats import chairs
from .when import DELIBERATION_TO_EMBARGO, FROM_DELIBERATION


def stands_aside(person: Any, call: Call) -> bool:
    """Say whether a person has a tie to one of the finalists."""
    finalists = Entry.objects.filter(round__call=call, round__kind=RoundKind.FINAL)
    return Conflict.objects.of(person).shutting().filter(dossier__in=finalists.values("dossier")).exists()


@rule
def may_read_deliberation(person: Any, call: Call) -> Refusal | None:
    """Let the chair and the secretariat read the recommendation from the last round's close on."""
    if not person.is_authenticated:
        return SIGN_IN
    if not is_in_the_room(person, call) or stands_aside(person, call):
        return NOT_YOURS
    return None


def is_in_the_room(person: Any, call: Call) -> bool:
    """Say whether a role or the chair's seat lets a person in now."""
    if has_role(person, Role.SECRETARY_GENERAL) and call.phase in FROM_DELIBERATION:
        return True
    if call.phase not in DELIBERATION_TO_EMBARGO:
        return False
    return has_role(person, Role.OFFICER) or chairs(person, call)


@rule
def may_deliberate(person: Any, call: Call) -> Refusal | None:
    """Let the chair alone write the recommendation, between the last round's close and the recommendation."""
    refusal = may_read_deliberation.refusal(person, call)
    if refusal:
        return refusal
    if not chairs(person, call):
        return Refusal(_("Only the chair writes the panel's recommendation."))
    if call.phase == Phase.DELIBERATION:
        return None
    return Refusal(_("The recommendation has been made. It is before the Executive Board."))
