"""Who sets a call up, and what of it may still be changed."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from nominations.models import Call, DateChange, Form
from nominations.states import ACT_MOVES, ActKind, Phase

OVER = frozenset({Phase.ANNOUNCED, Phase.ARCHIVED})


@rule
def may_read_setup(person: Any, call: Call | None) -> Refusal | None:
    """Let the secretariat and the auditor see how a call is set up."""
    if not person.is_authenticated:
        return SIGN_IN
    staff = has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL, Role.AUDITOR)
    return None if staff and call is not None else NOT_YOURS


@rule
def may_set_up(person: Any, call: Call | None) -> Refusal | None:
    """Let the Secretary General alone set a call up."""
    refusal = may_read_setup.refusal(person, call)
    if refusal or call is None:
        return refusal
    if not has_role(person, Role.SECRETARY_GENERAL):
        return Refusal(_("Only the Secretary General sets a call up."))
    return Refusal(_("This call is over. Nothing of it is changed any more.")) if call.phase in OVER else None


@rule
def may_publish(person: Any, call: Call | None) -> Refusal | None:
    """Let the Secretary General publish a call that is not published yet."""
    refusal = may_set_up.refusal(person, call)
    if refusal or call is None:
        return refusal
    return Refusal(_("This call is published already.")) if ActKind.PUBLISHED in call.recorded else None


@rule
def may_change_date(person: Any, call: Call | None) -> Refusal | None:
    """Let the Secretary General propose a later closing date, as long as nothing was sealed."""
    refusal = may_set_up.refusal(person, call)
    if refusal or call is None:
        return refusal
    return date_stands(call)


@rule
def may_confirm_date(person: Any, change: DateChange | None) -> Refusal | None:
    """Let a second person of the secretariat confirm a proposed date."""
    refusal = may_read_setup.refusal(person, change.call if change else None)
    if refusal or change is None:
        return refusal
    if not has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return Refusal(_("A second person of the secretariat confirms the date."))
    if change.proposed_by_id == person.pk:
        return Refusal(_("You proposed this date. A second person must confirm it."))
    if change.confirmed_at:
        return Refusal(_("This date was confirmed already."))
    return date_stands(change.call)


def date_stands(call: Call) -> Refusal | None:
    """Refuse to move the closing date of a call that is past screening: what was sealed stays sealed."""
    if call.phase in ACT_MOVES[ActKind.DATE_CHANGED] and call.phase in {Phase.SETUP, Phase.CALL_OPEN}:
        return None
    return Refusal(_("The call has closed. Its closing date can't be moved any more."))


@rule
def may_change_form(person: Any, form: Form | None) -> Refusal | None:
    """Let the Secretary General write a form until it is frozen."""
    refusal = may_set_up.refusal(person, form.call if form else None)
    if refusal or form is None:
        return refusal
    if form.frozen_at:
        return Refusal(_("This form is frozen: nominations answer it. Make a new version to change it."))
    return None
