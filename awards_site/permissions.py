"""Who may do what with roles, the audit chain and the letters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .rules import NOT_YOURS, Refusal, has_role, rule
from .states import LetterStatus, Role, WordsStatus

AN_END = Refusal(_("This role has ended already."))
NO_OWN_ROLE = Refusal(_("You cannot change your own role. Ask another Secretary General."))
NOT_SENT = Refusal(_("This letter has not gone out yet."))
NOT_WAITING = Refusal(_("These words do not wait for a second person any more."))
YOUR_OWN_WORDS = Refusal(_("You proposed these words. A second person of the secretariat confirms them."))
NOT_FAILED = Refusal(_("This letter has not failed: it went out, or it will."))


@rule
def may_see_roles(person: Any, _thing: Any = None) -> Refusal | None:
    """Let Secretary General and auditor read who holds which role, and who gave it."""
    return None if has_role(person, Role.SECRETARY_GENERAL, Role.AUDITOR) else NOT_YOURS


@rule
def may_grant_roles(person: Any, receiver: Any = None) -> Refusal | None:
    """Let the Secretary General give roles, never to themselves."""
    if not has_role(person, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    return NO_OWN_ROLE if receiver is not None and receiver == person else None


@rule
def may_end_role(person: Any, grant: Any) -> Refusal | None:
    """Let the Secretary General end roles of others that still stand."""
    refusal = may_grant_roles.refusal(person, grant.user)
    return refusal or (AN_END if grant.ended_at else None)


@rule
def may_view_audit(person: Any, _thing: Any = None) -> Refusal | None:
    """Let auditor and Secretary General read the chain."""
    return None if has_role(person, Role.SECRETARY_GENERAL, Role.AUDITOR) else NOT_YOURS


@rule
def may_view_outbox(person: Any, _thing: Any = None) -> Refusal | None:
    """Let the secretariat and the auditor see which letters went to whom."""
    staff = has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL, Role.AUDITOR)
    return None if staff else NOT_YOURS


@rule
def may_read_letter(person: Any, letter: Any = None) -> Refusal | None:
    """Let the secretariat read letters, but no code to sign in."""
    if letter is not None and letter.good_until:
        return NOT_YOURS
    return None if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL) else NOT_YOURS


@rule
def may_send_again(person: Any, letter: Any = None) -> Refusal | None:
    """Let an officer send a letter again that could not be delivered."""
    if not has_role(person, Role.OFFICER):
        return NOT_YOURS
    if letter is not None and (letter.status != LetterStatus.FAILED or letter.good_until):
        return NOT_FAILED
    return None


@rule
def may_resend(person: Any, letter: Any = None) -> Refusal | None:
    """Let an officer send a letter that went out once more, but no code."""
    if not has_role(person, Role.OFFICER):
        return NOT_YOURS
    if letter is not None and (letter.status != LetterStatus.SENT or letter.good_until):
        return NOT_SENT
    return None


@rule
def may_send_bulk_again(person: Any, _thing: Any = None) -> Refusal | None:
    """Let an officer send again what failed of all letters of one act."""
    return None if has_role(person, Role.OFFICER) else NOT_YOURS


@rule
def may_hold_letters(person: Any, _thing: Any = None) -> Refusal | None:
    """Let the secretariat hold letters back and let them go."""
    return None if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL) else NOT_YOURS


@rule
def may_read_batch(person: Any, _thing: Any = None) -> Refusal | None:
    """Let the secretariat see how the letters of one act go out."""
    return None if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL) else NOT_YOURS


@rule
def may_edit_words(person: Any, _thing: Any = None) -> Refusal | None:
    """Let the secretariat read and word its letters; others know of no such page."""
    return None if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL) else NOT_YOURS


@rule
def may_confirm_words(person: Any, words: Any) -> Refusal | None:
    """Let a second person of the secretariat confirm proposed words."""
    if not has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    if words.status != WordsStatus.PROPOSED:
        return NOT_WAITING
    return YOUR_OWN_WORDS if words.proposed_by_id == person.pk else None


@rule
def may_withdraw_words(person: Any, words: Any) -> Refusal | None:
    """Let the secretariat take proposed words back."""
    if not has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return NOT_YOURS
    return None if words.status == WordsStatus.PROPOSED else NOT_WAITING
