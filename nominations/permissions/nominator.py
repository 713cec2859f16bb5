"""What a nominator may do, on which file, and until when. The server's clock decides."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from nominations.models import Call, Dossier, Evidence, LetterOfSupport, Nomination
from nominations.models.grants import EDIT, SUBMIT, VIEW
from nominations.states import BEFORE_DELIBERATION, NominationStatus, Phase

BEFORE_SCREENING = frozenset({Phase.SETUP, Phase.CALL_OPEN})
STAFF_READS_FILES = frozenset(Phase) - {Phase.SETUP, Phase.ARCHIVED}
CAN_BE_WITHDRAWN = frozenset({NominationStatus.SUBMITTED, NominationStatus.RETURNED, NominationStatus.ELIGIBLE})


def owns(person: Any, nomination: Nomination | None) -> bool:
    """Say whether a file is this person's own."""
    return bool(nomination and person.is_authenticated and nomination.nominator_id == person.pk)


def may(person: Any, what: str, nomination: Nomination | None) -> bool:
    """Say whether somebody is a file's nominator, or a colleague whom its nominator lets do this."""
    if owns(person, nomination):
        return True
    return bool(nomination and person.is_authenticated and what in nomination.granted_to(person))


def takes_part(person: Any, nomination: Nomination | None) -> bool:
    """Say whether a file is somebody's own, or shared with them."""
    return may(person, VIEW, nomination)


def writes(person: Any, nomination: Nomination | None) -> bool:
    """Say whether somebody writes in a file: its nominator, and colleagues who may change it and hold no office."""
    return owns(person, nomination) or (may(person, EDIT, nomination) and bars_nominating(person) is None)


def bars_nominating(person: Any) -> Refusal | None:
    """Refuse, in whatever call, those who decide on nominations."""
    return Refusal(_("You hold an office of the prizes, so you can't nominate.")) if person.roles else None


@rule
def may_begin(person: Any, call: Call) -> Refusal | None:
    """Let whoever signed in begin a nomination while the call is open, except those who decide on them."""
    if call.phase == Phase.SETUP:
        return NOT_YOURS
    if call.phase != Phase.CALL_OPEN:
        return Refusal(_("This call is closed. New nominations are taken when the next cycle opens."))
    if not person.is_authenticated:
        return SIGN_IN
    return bars_nominating(person)


@rule
def may_read_nomination(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators and colleagues read, the secretariat what was sent, the auditor that once screening began."""
    if not person.is_authenticated:
        return SIGN_IN
    if nomination is None:
        return NOT_YOURS
    if not owns(person, nomination) and staff_reads(person, nomination):
        return None
    return own_is_there(nomination) if takes_part(person, nomination) else NOT_YOURS


def own_is_there(nomination: Nomination) -> Refusal | None:
    """Keep what was sent for ever, a draft as long as drafts live."""
    lives = nomination.status != NominationStatus.DRAFT or nomination.call.phase in BEFORE_DELIBERATION
    return None if lives else NOT_YOURS


def staff_reads(person: Any, nomination: Nomination) -> bool:
    """Say whether a role opens what others sent."""
    if nomination.status == NominationStatus.DRAFT or not person.roles:
        return False
    if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return not is_shut_to(person, nomination)
    reads = has_role(person, Role.AUDITOR) and nomination.call.phase not in BEFORE_SCREENING
    return reads and not is_shut_to(person, nomination)


def is_shut_to(person: Any, nomination: Nomination) -> bool:
    """Say whether somebody has a tie to whom a file is about; asked once for each file in hand."""
    told = nomination.__dict__
    if told.get("shut_for") != person.pk:
        told["is_shut"] = Dossier.objects.shut_to(person).filter(nominations=nomination).exists()
        told["shut_for"] = person.pk
    return bool(told["is_shut"])


@rule
def may_edit(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators and colleagues who may write in a file until the deadline, or until the date of a correction."""
    refusal = may_write_here(person, nomination)
    if refusal or nomination is None:
        return refusal
    match nomination.status:
        case NominationStatus.DRAFT | NominationStatus.SUBMITTED:
            return until_the_deadline(nomination.call)
        case NominationStatus.RETURNED:
            return until_corrected(nomination)
        case NominationStatus.WITHDRAWN:
            return Refusal(_("This nomination was withdrawn. Reinstate it first, then change it."))
    return Refusal(_("The secretariat has decided on this nomination. It can't be changed any more."))


@rule
def may_submit(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators send what may be edited, and colleagues whom they let do so."""
    refusal = may_edit.refusal(person, nomination)
    if refusal or may(person, SUBMIT, nomination):
        return refusal
    return Refusal(_("You may change this nomination. Its nominator submits it."))


def may_write_here(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nobody near the writing of a file but its nominator and colleagues who may change it."""
    refusal = may_read_nomination.refusal(person, nomination)
    if refusal:
        return refusal
    if writes(person, nomination):
        return None
    if takes_part(person, nomination):
        return bars_nominating(person) or Refusal(_("You may read this nomination. You can't change it."))
    return Refusal(_("Only its nominator can change this nomination."))


def must_own(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Keep for its nominator what colleagues can't do for them."""
    refusal = may_read_nomination.refusal(person, nomination)
    if refusal:
        return refusal
    return None if owns(person, nomination) else Refusal(_("Only its nominator can do this."))


def until_the_deadline(call: Call) -> Refusal | None:
    """Refuse from the deadline on."""
    if call.phase == Phase.CALL_OPEN:
        return None
    return Refusal(_("The deadline of this call has passed. What you wrote is kept and you can read it."))


def until_corrected(nomination: Nomination) -> Refusal | None:
    """Refuse from the date of the correction on, and once the jury reads."""
    until = nomination.correct_until
    if until and clock.now() < until and nomination.call.phase in {Phase.CALL_OPEN, Phase.SCREENING}:
        return None
    return Refusal(_("The date for the correction has passed. What you wrote is kept and you can read it."))


@rule
def may_discard(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators throw a draft of their own away; what was sent is withdrawn instead."""
    refusal = must_own(person, nomination)
    if refusal or nomination is None:
        return refusal
    if nomination.status == NominationStatus.DRAFT:
        return None
    return Refusal(_("This nomination was submitted. You can withdraw it, but not delete it."))


@rule
def may_take_along(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators have everything they wrote as a text of their own."""
    return must_own(person, nomination)


@rule
def may_withdraw(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators take back what they sent until the last round closes; an officer on written request."""
    refusal = may_read_nomination.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if not (owns(person, nomination) or has_role(person, Role.OFFICER)):
        return Refusal(_("Only its nominator can withdraw this nomination."))
    if nomination.status not in CAN_BE_WITHDRAWN or nomination.call.phase not in BEFORE_DELIBERATION:
        return Refusal(_("This nomination can't be withdrawn now."))
    return None


@rule
def may_reinstate(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators bring a withdrawn file back until the deadline; an officer on written request until the end."""
    refusal = may_read_nomination.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if nomination.status != NominationStatus.WITHDRAWN:
        return Refusal(_("This nomination was not withdrawn."))
    if has_role(person, Role.OFFICER) and nomination.call.phase in BEFORE_DELIBERATION:
        return None
    if not owns(person, nomination):
        return Refusal(_("Only its nominator can reinstate this nomination."))
    return until_the_deadline(nomination.call)


@rule
def may_take_back(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let in whoever may withdraw a file, or reinstate one that was withdrawn."""
    if nomination and nomination.status == NominationStatus.WITHDRAWN:
        return may_reinstate.refusal(person, nomination)
    return may_withdraw.refusal(person, nomination)


@rule
def may_ask_referees(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators ask for letters of support for what they sent, until the deadline."""
    refusal = must_own(person, nomination)
    if refusal or nomination is None:
        return refusal
    match nomination.status:
        case NominationStatus.SUBMITTED | NominationStatus.RETURNED | NominationStatus.ELIGIBLE:
            return until_the_deadline(nomination.call)
        case NominationStatus.DRAFT:
            return Refusal(_("Submit the nomination first. Then you can ask for letters of support."))
    return Refusal(_("This nomination takes no letters of support any more."))


@rule
def may_read_evidence(person: Any, evidence: Evidence | None) -> Refusal | None:
    """Let nominators, their colleagues and the secretariat open a file that was looked into."""
    if not person.is_authenticated:
        return SIGN_IN
    if evidence is None or may_read_nomination.refusal(person, evidence.nomination):
        return NOT_YOURS
    if not staff_opens_files(person, evidence.nomination.call) and not takes_part(person, evidence.nomination):
        return NOT_YOURS
    return None if evidence.opens else Refusal(held_back(evidence))


def held_back(evidence: Evidence | LetterOfSupport) -> str:
    """Say why a file does not open."""
    if evidence.is_gone:
        return _("A virus was found in this file, so it was deleted.")
    return _("This file is held back until it was checked.")


def staff_opens_files(person: Any, call: Call) -> bool:
    """Say whether a role opens files now: the Secretary General always, officers while the cycle runs."""
    if has_role(person, Role.SECRETARY_GENERAL):
        return True
    return has_role(person, Role.OFFICER) and call.phase in STAFF_READS_FILES
