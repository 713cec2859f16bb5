"""Who reads a dossier, its letters and its files: asked of the same queryset that makes every list."""

from typing import Any

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, has_role, rule
from awards_site.states import Role
from jury.models import dossiers_visible_to
from nominations.models import Dossier, Evidence, LetterOfSupport
from nominations.states import NominationStatus, Phase, SupportStatus

from .seats import SECRETARIAT
from .when import LETTERS


def sees(person: Any, dossier: Dossier) -> bool:
    """Say whether a dossier is among those a person may read now."""
    return dossiers_visible_to(person).filter(pk=dossier.pk).exists()


def only_board_or_auditor(person: Any, dossier: Dossier) -> bool:
    """Say whether the person reads this neither as secretariat nor as a member of the panel."""
    if has_role(person, *SECRETARIAT):
        return False
    return not person.seats.filter(panel__call=dossier.call_id, status="accepted").exists()


@rule
def may_read_dossier(person: Any, dossier: Dossier | None) -> Refusal | None:
    """Let in whoever finds the dossier in the own list."""
    if not person.is_authenticated:
        return SIGN_IN
    return None if dossier and sees(person, dossier) else NOT_YOURS


@rule
def may_read_letters(person: Any, dossier: Dossier | None) -> Refusal | None:
    """Let the secretariat and the panel read letters of support once the first round has opened; never the board."""
    refusal = may_read_dossier.refusal(person, dossier)
    if refusal or dossier is None:
        return refusal or NOT_YOURS
    if has_role(person, *SECRETARIAT):
        return None if dossier.call.phase not in {Phase.SETUP, Phase.ARCHIVED} else NOT_YOURS
    if dossier.call.phase not in LETTERS or only_board_or_auditor(person, dossier):
        return NOT_YOURS
    return None


@rule
def may_read_dossier_evidence(person: Any, evidence: Evidence | None) -> Refusal | None:
    """Let readers of a dossier open its clean files; the auditor reads the file without them."""
    if not person.is_authenticated:
        return SIGN_IN
    if evidence is None or not opens_files(person, evidence):
        return NOT_YOURS
    return may_read_dossier.refusal(person, evidence.nomination.dossier)


@rule
def may_open_letter_paper(person: Any, letter: LetterOfSupport | None) -> Refusal | None:
    """Let whoever reads a dossier's letters open the one that is a PDF, once it was looked into."""
    if not person.is_authenticated:
        return SIGN_IN
    if letter is None or not letter.opens or letter.status != SupportStatus.RECEIVED:
        return NOT_YOURS
    nomination = letter.nomination
    if nomination.status != NominationStatus.ELIGIBLE and not has_role(person, *SECRETARIAT):
        return NOT_YOURS
    return may_read_letters.refusal(person, nomination.dossier)


def opens_files(person: Any, evidence: Evidence) -> bool:
    """Say whether a file of the dossier may go to a person who reads the dossier."""
    nomination = evidence.nomination
    if not evidence.opens or nomination.dossier is None:
        return False
    if has_role(person, Role.SECRETARY_GENERAL):
        return True
    if has_role(person, Role.OFFICER):
        return nomination.call.phase not in {Phase.SETUP, Phase.ARCHIVED}
    return nomination.status == NominationStatus.ELIGIBLE and not audits_only(person, nomination.dossier)


def audits_only(person: Any, dossier: Dossier) -> bool:
    """Say whether the person reads this dossier as auditor and as nothing else."""
    return has_role(person, Role.AUDITOR) and not (
        has_role(person, Role.BOARD) or not only_board_or_auditor(person, dossier)
    )
