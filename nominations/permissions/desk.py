"""What officers may do on their desk beside deciding: keep filters, write notes, answer what another one prepared."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site.rules import Refusal, has_role, rule
from awards_site.states import Role
from nominations.models import Call, Nomination, Note, Preparation
from nominations.states import BEFORE_DELIBERATION, PreparationStatus, Verdict

from .screening import (
    DECIDED,
    OFFICERS_READ_CONTACTS,
    is_near,
    may_decide,
    may_look_again,
    may_read_queue,
    may_read_screening,
    may_screen,
    too_late_to_return,
)

ANSWERED = Refusal(gettext_lazy("This prepared decision is answered already."))


@rule
def may_keep_filters(person: Any, call: Call | None) -> Refusal | None:
    """Let the secretariat keep views of the queue; whoever audits reads it and keeps nothing here."""
    refusal = may_read_queue.refusal(person, call)
    if refusal or has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return refusal
    return Refusal(_("The secretariat keeps filters of its queue."))


@rule
def may_read_notes(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let the secretariat and the auditor read its notes, but nobody who stands near to the file."""
    refusal = may_read_screening.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if is_near(person, nomination):
        return Refusal(_("You take part in this nomination yourself. The notes on it are for others."))
    return None


@rule
def may_write_note(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let an officer write notes on a file until the cycle is archived."""
    refusal = may_read_notes.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat writes the notes."))
    if nomination.call.phase not in OFFICERS_READ_CONTACTS:
        return Refusal(_("Notes are written from the opening of the call until the cycle is archived."))
    return None


@rule
def may_strike_out(person: Any, note: Note | None) -> Refusal | None:
    """Let the author of a note strike it out."""
    refusal = may_write_note.refusal(person, note.nomination if note else None)
    if refusal or note is None:
        return refusal
    return None if note.by_id == person.pk else Refusal(_("Only whoever wrote a note strikes it out."))


@rule
def may_read_preparation(person: Any, preparation: Preparation | None) -> Refusal | None:
    """Let those open a prepared decision who could decide on the file; a revision also those who decided first."""
    nomination = preparation.nomination if preparation else None
    if nomination is None or nomination.status not in DECIDED:
        return may_decide.refusal(person, nomination)
    return may_read_screening.refusal(person, nomination) or may_look_again(person, nomination)


@rule
def may_confirm(person: Any, preparation: Preparation | None) -> Refusal | None:
    """Let a second officer confirm or refuse what another one prepared, never whoever prepared it."""
    refusal = may_read_preparation.refusal(person, preparation)
    if refusal or preparation is None:
        return refusal
    if preparation.by_id == person.pk:
        return Refusal(_("You prepared this decision. Another officer must confirm it."))
    if preparation.status != PreparationStatus.WAITING:
        return ANSWERED
    return too_late_to_return(preparation.nomination) if preparation.verdict == Verdict.RETURNED else None


@rule
def may_take_back_decision(person: Any, preparation: Preparation | None) -> Refusal | None:
    """Let whoever prepared a decision take it back until it is answered."""
    refusal = may_read_screening.refusal(person, preparation.nomination if preparation else None)
    if refusal or preparation is None:
        return refusal
    if preparation.by_id != person.pk:
        return Refusal(_("Only whoever prepared a decision takes it back."))
    return None if preparation.status == PreparationStatus.WAITING else ANSWERED


@rule
def may_decide_many(person: Any, call: Call | None) -> Refusal | None:
    """Let an officer decide on several files at once until the last round closes; each file is asked for itself."""
    refusal = may_read_queue.refusal(person, call)
    if refusal or call is None:
        return refusal
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat screens the files."))
    if call.phase not in BEFORE_DELIBERATION:
        return Refusal(_("The rounds are over. Decisions on files can't be changed any more."))
    return None


@rule
def may_translate(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let an officer translate what a nominator wrote until the last round closes, but never in an own file."""
    return may_screen.refusal(person, nomination)
