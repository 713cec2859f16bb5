"""The nominee's word: asked for by a link, given with a name and a declaration, declined, withdrawn as easily.

Silence is not consent. Nobody overrides an answer; the Secretary General alone may waive a consent that was asked for
and never answered, with a reason that stays on record. Without consent or waiver a dossier never reaches a juror.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent
from awards_site.rules import Refusal, Refused
from nominations import letters, permissions
from nominations.models import Consent, Nomination
from nominations.states import CONSENT_MOVES, ConsentStatus, NominationStatus


class NoSuchMove(Refused):
    """The answer doesn't follow from the last one."""

    def __init__(self, status: str) -> None:
        """Say where the consent stands."""
        word = ConsentStatus(status).label
        super().__init__(Refusal(_("This can't be done now: the consent is %(status)s.") % {"status": word}))


class Unsigned(Refused):
    """Consent needs a name and the declaration of integrity."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write your name and tick the declaration of integrity to give your consent.")))


class Unexplained(Refused):
    """A waiver needs a reason."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write down why the consent is waived.")))


class Stale(Refused):
    """The nominee's additions were changed in another window."""

    def __init__(self) -> None:
        """Say what happened."""
        super().__init__(Refusal(_("This page was changed in another window. Read both texts and save once more.")))


@transaction.atomic
def give(consent: Consent, *, signed_name: str, integrity: bool, by: Any = None) -> Consent:
    """Record a nominee's yes, signed by name, with the declaration of integrity. Twice is once."""
    row = locked(consent)
    permissions.may_answer_consent.require(by, row)
    if not signed_name.strip() or not integrity:
        raise Unsigned
    row.signed_name, row.integrity_declared = signed_name.strip()[:200], True
    return answered(row, ConsentStatus.GIVEN, "consent.given")


@transaction.atomic
def decline(consent: Consent, *, reason: str = "", by: Any = None) -> Consent:
    """Record a nominee's no; the reason is for the secretariat alone. Twice is once."""
    row = locked(consent)
    permissions.may_answer_consent.require(by, row)
    row.reason = reason.strip()
    return answered(row, ConsentStatus.DECLINED, "consent.declined")


@transaction.atomic
def withdraw(consent: Consent, *, reason: str = "", by: Any = None) -> Consent:
    """Take a yes back, as easily as it was given. Twice is once."""
    row = locked(consent)
    permissions.may_answer_consent.require(by, row)
    row.reason = reason.strip()
    return answered(row, ConsentStatus.WITHDRAWN, "consent.withdrawn")


def answered(row: Consent, status: str, what: str) -> Consent:
    """Write an answer with its audit link and letters, unless it stands already."""
    if row.status == status:
        return Consent.objects.get(pk=row.pk)
    if status not in CONSENT_MOVES[row.status]:
        raise NoSuchMove(row.status)
    row.status, row.answered_at = status, clock.now()
    row.save()
    event = record(row, what, by=nominee(row))
    letters.consent_confirmed(row, event.number)
    for nomination in told_of(row):
        letters.consent_answered(nomination, status, event.number)
    return row


@transaction.atomic
def complete(consent: Consent, *, answers: Mapping[str, Any], version: str | None = None, by: Any = None) -> Consent:
    """Keep what a nominee who consented adds to the file (the second stage).

    :param version: the mark of the additions that the page was opened with; None where nobody could have changed them.
    :raises Stale: where they were changed since, to something else.
    """
    row = locked(consent)
    permissions.may_complete.require(by, row)
    given = {key: value for key, value in answers.items() if value}
    if given == row.answers:
        return row
    if version is not None and version != mark(row.answers):
        raise Stale
    row.answers = given
    row.save(update_fields=["answers"])
    record(row, "consent.completed", by=nominee(row), digest=digest(given))
    return row


def mark(answers: Mapping[str, Any]) -> str:
    """Give a short fingerprint of a nominee's additions, for the version token."""
    return digest(dict(answers))[:16]


@transaction.atomic
def waive(consent: Consent, *, reason: str, by: Any) -> Consent:
    """Let a dossier go to the jury although the nominee never answered; reason and person stay on record."""
    row = locked(consent)
    permissions.may_waive.require(by, row)
    if not reason.strip():
        raise Unexplained
    row.status, row.answered_at, row.reason, row.waived_by = ConsentStatus.WAIVED, clock.now(), reason.strip(), by
    row.save()
    record(row, "consent.waived", by=by)
    return row


@transaction.atomic
def ask_again(consent: Consent, *, by: Any) -> Consent:
    """Send a nominee a new link at an officer's word; the old one ends, and those of dossiers merged into this one."""
    row = locked(consent)
    permissions.may_ask_again.require(by, row)
    row.link_version += 1
    row.save(update_fields=["link_version"])
    Consent.objects.filter(dossier__merged_into=row.dossier_id).update(link_version=F("link_version") + 1)
    mail_link(row, by=by)
    return row


@transaction.atomic
def send_link(consent: Consent) -> None:
    """Send a nominee the link once more, to the address on file, because somebody asked for it."""
    row = locked(consent)
    permissions.may_ask_for_link.require(None, row.dossier.call)
    mail_link(row, by=nominee(row), to=consent.dossier.nominee.email)


def mail_link(row: Consent, *, by: Any, to: str = "") -> None:
    """Mail the link that holds, to the address on file or to another one of the same person."""
    event = record(row, "consent.asked_again", by=by, link_version=row.link_version)
    first = told_of(row).order_by("pk").first()
    letters.consent_notice(row, str(first.nominator) if first else "", again=event.number, to=to)


def locked(consent: Consent) -> Consent:
    """Read a consent anew and let nobody else answer until this ends; for a merged dossier, that of the kept one."""
    rows = Consent.objects.select_for_update(of=("self",))
    rows = rows.select_related("dossier__nominee", "dossier__call__cycle", "dossier__call__prize")
    row = rows.get(pk=consent.pk)
    return rows.get(dossier=row.dossier.merged_into_id) if row.dossier.merged_into_id else row


def told_of(consent: Consent) -> Any:
    """Give the nominations whose nominators are told."""
    gone = (NominationStatus.DRAFT, NominationStatus.WITHDRAWN)
    rows = Nomination.objects.filter(dossier=consent.dossier_id).exclude(status__in=gone)
    return rows.select_related("nominator", "call__cycle", "call__prize", "dossier__nominee")


def nominee(consent: Consent) -> str:
    """Name the nominee as the audit does."""
    return audit.name_of(consent.dossier.nominee)


def record(consent: Consent, what: str, *, by: Any, **facts: Any) -> AuditEvent:
    """Add the move to the chain."""
    return audit.record(by=by, what=what, on=f"dossier:{consent.dossier.public_id}", **facts)
