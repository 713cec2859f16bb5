"""What nominees and referees may do by their links. Whoever holds a valid link is its person; the phase says when."""

from typing import Any

from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.rules import NOT_YOURS, Refusal, has_role, rule
from awards_site.states import Role
from nominations.models import Call, Consent, LetterOfSupport, Nomination
from nominations.states import ConsentStatus, NominationStatus, Phase

from .nominator import held_back, may_ask_referees, owns

LETTERS_ARE_WRITTEN = frozenset({Phase.CALL_OPEN, Phase.SCREENING})
TAKES_LETTERS = frozenset({NominationStatus.SUBMITTED, NominationStatus.RETURNED, NominationStatus.ELIGIBLE})


@rule
def may_read_consent(_person: Any, consent: Consent | None) -> Refusal | None:
    """Let the holder of a nominee's link read what is said, once the call has opened."""
    if consent is None or consent.dossier.call.phase == Phase.SETUP:
        return NOT_YOURS
    return None


may_answer_consent = may_read_consent


@rule
def may_complete(person: Any, consent: Consent | None) -> Refusal | None:
    """Let a nominee who consented add to the file until the jury reads it."""
    refusal = may_read_consent.refusal(person, consent)
    if refusal or consent is None:
        return refusal
    if consent.status != ConsentStatus.GIVEN:
        return Refusal(_("Give your consent first. Then you can complete the file."))
    if consent.dossier.call.phase not in LETTERS_ARE_WRITTEN:
        return Refusal(_("The jury is reading the files. They can't be changed any more."))
    return None


@rule
def may_read_support(_person: Any, letter: LetterOfSupport | None) -> Refusal | None:
    """Let the holder of a referee's link read what is asked, until the jury reads or the file is gone."""
    if letter is None or letter.nomination.call.phase not in LETTERS_ARE_WRITTEN:
        return NOT_YOURS
    return None if letter.nomination.status in TAKES_LETTERS else NOT_YOURS


@rule
def may_open_own_paper(person: Any, letter: LetterOfSupport | None) -> Refusal | None:
    """Let a referee open the PDF that they sent, once it was looked into."""
    refusal = may_read_support.refusal(person, letter)
    if refusal or letter is None or not letter.file:
        return refusal or NOT_YOURS
    return None if letter.opens else Refusal(held_back(letter))


@rule
def may_write_support(person: Any, letter: LetterOfSupport | None) -> Refusal | None:
    """Let a referee write, change and decline as long as the call takes letters."""
    refusal = may_read_support.refusal(person, letter)
    if refusal or letter is None:
        return refusal
    if clock.now() < letter.until:
        return None
    return Refusal(_("The date for this letter has passed. Please write to the secretariat."))


@rule
def may_request_support(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators ask until the deadline, and an officer for them until the jury reads."""
    if nomination is None or owns(person, nomination) or not has_role(person, Role.OFFICER):
        return may_ask_referees.refusal(person, nomination)
    if nomination.status not in TAKES_LETTERS or nomination.call.phase not in LETTERS_ARE_WRITTEN:
        return Refusal(_("This nomination takes no letters of support any more."))
    return None


@rule
def may_remind_referees(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let whoever may ask for letters see where they are and remind; a nominator as long as letters are written."""
    refusal = may_request_support.refusal(person, nomination)
    if refusal is None or nomination is None or not owns(person, nomination):
        return refusal
    is_written = nomination.status in TAKES_LETTERS and nomination.call.phase in LETTERS_ARE_WRITTEN
    return None if is_written else refusal


@rule
def may_ask_for_link(_person: Any, call: Call | None) -> Refusal | None:
    """Let everybody ask for their own link again while the call is not in preparation."""
    return NOT_YOURS if call is None or call.phase == Phase.SETUP else None
