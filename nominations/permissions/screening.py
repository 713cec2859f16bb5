"""What the secretariat may do with the files that were sent, and until when."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from nominations.models import Call, Consent, Dossier, LetterOfSupport, Nomination, Screening
from nominations.states import BEFORE_DELIBERATION, BEFORE_THE_JURY, ConsentStatus, NominationStatus, Phase

from .nominator import BEFORE_SCREENING, STAFF_READS_FILES, held_back, staff_opens_files, staff_reads
from .together import had_a_part

CAN_BE_RETURNED = frozenset({NominationStatus.SUBMITTED, NominationStatus.ELIGIBLE})
DECIDED = frozenset({NominationStatus.ELIGIBLE, NominationStatus.INELIGIBLE})
FILES_ARE_EXPORTED = frozenset(Phase) - {Phase.SETUP, Phase.CALL_OPEN, Phase.ARCHIVED}
OFFICERS_READ_CONTACTS = frozenset(Phase) - {Phase.SETUP, Phase.ARCHIVED}


@rule
def may_read_queue(person: Any, call: Call | None) -> Refusal | None:
    """Let the secretariat see what was sent; the auditor too, once screening began."""
    if not person.is_authenticated:
        return SIGN_IN
    if call is None:
        return NOT_YOURS
    if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return None
    reads = has_role(person, Role.AUDITOR) and call.phase not in BEFORE_SCREENING
    return None if reads else NOT_YOURS


@rule
def may_read_screening(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let the secretariat and the auditor open a file on the desk; its nominator has a page of their own."""
    if not person.is_authenticated:
        return SIGN_IN
    return None if nomination is not None and staff_reads(person, nomination) else NOT_YOURS


@rule
def may_read_contacts(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let the secretariat see addresses and numbers; each look is written down."""
    refusal = may_read_screening.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if nomination.call.phase == Phase.SETUP:
        return NOT_YOURS
    reads = has_role(person, Role.SECRETARY_GENERAL) or (
        has_role(person, Role.OFFICER) and nomination.call.phase in OFFICERS_READ_CONTACTS
    )
    return None if reads else Refusal(_("Contact data is for the secretariat alone."))


@rule
def may_open_paper(person: Any, letter: LetterOfSupport | None) -> Refusal | None:
    """Let the secretariat open the PDF of a letter of support; its nominator never does."""
    refusal = may_read_screening.refusal(person, letter.nomination if letter else None)
    if refusal or letter is None or not letter.file:
        return refusal or NOT_YOURS
    call = letter.nomination.call
    if call.phase not in STAFF_READS_FILES or not staff_opens_files(person, call):
        return NOT_YOURS
    return None if letter.opens else Refusal(held_back(letter))


@rule
def may_read_lookalikes(person: Any, call: Call | None) -> Refusal | None:
    """Let the secretariat alone see which files look as if one hand had made several."""
    if not person.is_authenticated:
        return SIGN_IN
    return None if call is not None and has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL) else NOT_YOURS


@rule
def may_screen(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let an officer examine a file until the last round closes, but never one of their own."""
    refusal = may_read_screening.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat screens the files."))
    return not_now(person, nomination)


def not_now(person: Any, nomination: Nomination) -> Refusal | None:
    """Refuse whoever stands too near to a file, and everybody once the rounds are over or the file is withdrawn."""
    if is_near(person, nomination):
        return Refusal(_("You take part in this nomination yourself. Another officer must screen it."))
    if nomination.call.phase not in BEFORE_DELIBERATION:
        return Refusal(_("The rounds are over. Decisions on files can't be changed any more."))
    if nomination.status == NominationStatus.WITHDRAWN:
        return Refusal(_("This nomination was withdrawn. There is nothing to decide."))
    return None


def is_near(person: Any, nomination: Nomination) -> bool:
    """Say whether somebody is the nominee, or has or had a part in putting the nominee forward."""
    nominee = nomination.dossier.nominee if nomination.dossier else None
    return bool(nominee and nominee.email.lower() == person.email.lower()) or had_a_part(person, nomination)


@rule
def may_decide(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let an officer decide; a decision that stands is revised by somebody else than whoever made it."""
    refusal = may_read_screening.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if nomination.status in DECIDED:
        return may_revise(person, nomination)
    return may_screen.refusal(person, nomination) or waits_for_correction(nomination)


def may_revise(person: Any, nomination: Nomination) -> Refusal | None:
    """Let another officer, or on appeal the Secretary General, revise a decision."""
    refusal = may_look_again(person, nomination)
    if refusal:
        return refusal
    made = Screening.objects.filter(nomination=nomination).select_related("preparation").order_by("pk").last()
    if made and person.pk in {made.by_id, getattr(getattr(made, "preparation", None), "answered_by_id", None)}:
        return Refusal(_("You made this decision. Somebody else must revise it."))
    return None


def may_look_again(person: Any, nomination: Nomination) -> Refusal | None:
    """Let officers and the Secretary General look at a decision again, once the call has closed."""
    if not has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return Refusal(_("An officer of the secretariat screens the files."))
    refusal = not_now(person, nomination)
    if refusal:
        return refusal
    if nomination.call.phase == Phase.CALL_OPEN:
        return Refusal(_("A decision can be revised once the call has closed."))
    return None


def waits_for_correction(nomination: Nomination) -> Refusal | None:
    """Refuse to decide while the nominator still has time to correct."""
    until = nomination.correct_until
    if nomination.status == NominationStatus.RETURNED and until and clock.now() < until:
        return Refusal(_("The nominator still has time to correct this file. Decide when it came back or is late."))
    return None


@rule
def may_return(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let an officer give a file back for correction, until the jury reads."""
    refusal = may_decide.refusal(person, nomination)
    if refusal or nomination is None:
        return refusal
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat screens the files."))
    return too_late_to_return(nomination)


def too_late_to_return(nomination: Nomination) -> Refusal | None:
    """Refuse to give back what is no longer at its nominator's hand, or what the jury reads."""
    if nomination.status not in CAN_BE_RETURNED:
        return Refusal(_("This file can't be returned for correction now."))
    if nomination.call.phase not in {Phase.CALL_OPEN, Phase.SCREENING}:
        return Refusal(_("The jury is reading the files. They can't be returned any more."))
    return None


@rule
def may_pair(person: Any, dossier: Dossier | None) -> Refusal | None:
    """Let an officer say whether a dossier's nominee is somebody else's too, until the jury reads."""
    if not person.is_authenticated:
        return SIGN_IN
    if dossier is None or not has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL, Role.AUDITOR):
        return NOT_YOURS
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat decides who is the same person."))
    if dossier.nominee.email and dossier.nominee.email.lower() == person.email.lower():
        return Refusal(_("You take part in this nomination yourself. Another officer must screen it."))
    if dossier.call.phase not in BEFORE_THE_JURY:
        return Refusal(_("The jury is reading the files. They can't be merged any more."))
    return None


@rule
def may_waive(person: Any, consent: Consent | None) -> Refusal | None:
    """Let the Secretary General waive a consent that was asked for and never answered; a no is a no."""
    if consent is None or not has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    if not has_role(person, Role.SECRETARY_GENERAL):
        return Refusal(_("Only the Secretary General can waive a consent."))
    if consent.status != ConsentStatus.ASKED:
        return Refusal(_("The nominee has answered. Nobody overrides that."))
    return too_late_to_ask(consent.dossier.call)


@rule
def may_ask_again(person: Any, consent: Consent | None) -> Refusal | None:
    """Let an officer send a nominee a new link."""
    if consent is None or not has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat writes to nominees."))
    return too_late_to_ask(consent.dossier.call)


def too_late_to_ask(call: Call) -> Refusal | None:
    """Refuse once the rounds are over."""
    if call.phase in BEFORE_DELIBERATION:
        return None
    return Refusal(_("The rounds are over. Consents can't be asked for any more."))


@rule
def may_export_nominations(person: Any, call: Call | None) -> Refusal | None:
    """Let an officer take the files out as a table once the call has closed."""
    refusal = may_read_queue.refusal(person, call)
    if refusal or call is None:
        return refusal
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat exports nominations."))
    if call.phase not in FILES_ARE_EXPORTED:
        return Refusal(_("Nominations can be exported once the call has closed, until the cycle is archived."))
    return None


@rule
def may_import_nominations(person: Any, call: Call | None) -> Refusal | None:
    """Let an officer enter what came on paper, until the jury reads."""
    refusal = may_read_queue.refusal(person, call)
    if refusal or call is None:
        return refusal
    if not has_role(person, Role.OFFICER):
        return Refusal(_("An officer of the secretariat enters nominations that came on paper."))
    if call.phase not in {Phase.CALL_OPEN, Phase.SCREENING}:
        return Refusal(_("Nominations on paper are entered while the call is open or being screened."))
    return None
