"""Who appoints panels, who sees who sits, and who answers an invitation."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from jury.models import Panel, Seat
from jury.states import SeatRole, SeatStatus
from nominations.models import Call
from nominations.states import Phase

from .when import FROM_JUDGING, UNTIL_JUDGED

SECRETARIAT = (Role.OFFICER, Role.SECRETARY_GENERAL)


def seat_on(person: Any, call: Call) -> Seat | None:
    """Give the person's seat on a call's panel, where it was accepted."""
    return Seat.objects.of(person).sitting().filter(panel__call=call).select_related("panel").first()


def chairs(person: Any, call: Call) -> bool:
    """Say whether the person chairs the call's panel."""
    seat = seat_on(person, call)
    return seat is not None and seat.is_chair


def is_secretariat(person: Any) -> bool:
    """Say whether a person belongs to the secretariat."""
    return has_role(person, *SECRETARIAT)


@rule
def may_view_panel(person: Any, call: Call) -> Refusal | None:
    """Let the secretariat see a panel always, its members and the auditor once the first round has opened."""
    if not person.is_authenticated:
        return SIGN_IN
    if has_role(person, *SECRETARIAT):
        return None
    if call.phase not in FROM_JUDGING:
        return NOT_YOURS
    return None if has_role(person, Role.AUDITOR) or seat_on(person, call) else NOT_YOURS


@rule
def may_appoint(person: Any, call: Call) -> Refusal | None:
    """Let the Secretary General appoint a panel until the last round has closed."""
    refusal = may_view_panel.refusal(person, call)
    if refusal:
        return refusal
    if not has_role(person, Role.SECRETARY_GENERAL):
        return Refusal(_("Only the Secretary General appoints a panel."))
    return while_it_matters(call)


@rule
def may_invite(person: Any, call: Call) -> Refusal | None:
    """Let the secretariat invite jurors to a panel until the last round has closed."""
    refusal = may_view_panel.refusal(person, call)
    if refusal:
        return refusal
    if not has_role(person, *SECRETARIAT):
        return Refusal(_("Only the secretariat invites jurors."))
    return while_it_matters(call)


def while_it_matters(call: Call) -> Refusal | None:
    """Refuse once the last round has closed."""
    if call.phase in UNTIL_JUDGED:
        return None
    return Refusal(_("The rounds of this call have closed. The panel stays as it is."))


@rule
def may_name_chair(person: Any, seat: Seat) -> Refusal | None:
    """Let the Secretary General name another chair as long as the panel has not recommended."""
    call = seat.panel.call
    refusal = may_view_panel.refusal(person, call)
    if refusal:
        return refusal
    if not has_role(person, Role.SECRETARY_GENERAL):
        return Refusal(_("Only the Secretary General names the chair."))
    if call.phase in UNTIL_JUDGED | {Phase.DELIBERATION}:
        return None
    return Refusal(_("The panel has made its recommendation. The chair stays."))


@rule
def may_end_seat(person: Any, seat: Seat) -> Refusal | None:
    """Let the secretariat end a seat as long as jurors may still be invited."""
    return may_invite.refusal(person, seat.panel.call)


@rule
def may_see_seat(person: Any, seat: Seat | None) -> Refusal | None:
    """Show an invitation, and later the answer to it, to nobody but the invited person."""
    if not person.is_authenticated:
        return SIGN_IN
    return None if seat and seat.user_id == person.pk and seat.status != SeatStatus.ENDED else NOT_YOURS


@rule
def may_answer_seat(person: Any, seat: Seat | None) -> Refusal | None:
    """Let nobody but the invited person answer, and once."""
    refusal = may_see_seat.refusal(person, seat)
    if refusal or seat is None:
        return refusal
    return None if seat.status == SeatStatus.INVITED else Refusal(_("You have answered this invitation already."))


def is_led(panel: Panel) -> bool:
    """Say whether a panel has a chair who sits or is invited."""
    return any(
        seat.role == SeatRole.CHAIR and seat.status in {SeatStatus.INVITED, SeatStatus.ACCEPTED}
        for seat in panel.seats.all()
    )
