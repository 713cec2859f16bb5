"""One nominee, many nominators: two dossiers of a call become one, or are kept apart, at an officer's word.

What was said moves as it is: each nominator keeps file and reference. Consent is never lost nor widened by it: a yes
stands for the person and what is said of the person in the call, as it does for a nomination that comes in later; a
no, or a question that still waits on one side of a waiver, is answered by the nominee before anything is merged.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from nominations import permissions
from nominations.models import Call, Consent, Dossier, Nomination, Nominee, Pairing
from nominations.signals import dossiers_merging
from nominations.states import PAIRING_MOVES, ConsentStatus, PairingStatus

NO = frozenset({ConsentStatus.DECLINED, ConsentStatus.WITHDRAWN})
#: With which consent on the dossier that stays, which consents on the one that goes into it are settled by it.
SETTLES: Mapping[str, frozenset[str]] = {
    ConsentStatus.ASKED: frozenset({ConsentStatus.ASKED}),
    ConsentStatus.GIVEN: frozenset({ConsentStatus.ASKED, ConsentStatus.GIVEN, ConsentStatus.WAIVED}),
    ConsentStatus.DECLINED: frozenset(),
    ConsentStatus.WITHDRAWN: frozenset(),
    ConsentStatus.WAIVED: frozenset({ConsentStatus.WAIVED}),
}
#: What one spelling of a person may know and the other not.
FILLED = ("name_latin", "email", "office", "institution")


class Unexplained(Refused):
    """A decision on two dossiers needs a reason."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write the reason. It stays on record.")))


class NotAPair(Refused):
    """The two are one dossier, or of two calls."""

    def __init__(self) -> None:
        """Say what can be decided on."""
        super().__init__(Refusal(_("Choose two different files of one call.")))


class NoSuchMove(Refused):
    """The decision doesn't follow from the last one."""

    def __init__(self) -> None:
        """Say what stands."""
        super().__init__(Refusal(_("One of the two files was merged already. What was merged is not parted again.")))


@transaction.atomic
def merge(dossier: Dossier, other: Dossier, *, by: Any, reason: str) -> Pairing:
    """Take another dossier of the same person into one; all that was said moves there. Twice is once."""
    kept, gone, known = locked(dossier, other, by)
    if known and gone.merged_into_id == kept.pk:
        return known
    refusal = hindrance(kept, gone)
    if refusal:
        raise Refused(refusal)
    made = decided(kept, gone, known, status=PairingStatus.MERGED, by=by, reason=reason)
    dossiers_merging.send(sender=Dossier, kept=kept, gone=gone, by=by)
    moved = list(Nomination.objects.filter(dossier=gone).order_by("reference").values_list("reference", flat=True))
    Nomination.objects.filter(dossier=gone).update(dossier=kept)
    Dossier.objects.filter(Q(pk=gone.pk) | Q(merged_into=gone)).update(merged_into=kept)
    keep_additions(kept.consent, gone.consent)
    one_person(kept.nominee, gone.nominee)
    consents = {"kept": kept.consent.status, "gone": gone.consent.status}
    record(made, "dossier.merged", files=moved, consents=consents)
    return made


@transaction.atomic
def keep_apart(dossier: Dossier, other: Dossier, *, by: Any, reason: str) -> Pairing:
    """Put on record that two dossiers are two people's, so that nobody is asked again. Twice is once."""
    one, two, known = locked(dossier, other, by)
    if known and known.status == PairingStatus.APART:
        return known
    if one.merged_into_id or two.merged_into_id:
        raise NoSuchMove
    made = decided(one, two, known, status=PairingStatus.APART, by=by, reason=reason)
    record(made, "dossier.kept_apart")
    return made


def hindrance(kept: Dossier, gone: Dossier) -> Refusal | None:
    """Say why one dossier can't go into another, or nothing."""
    if kept.merged_into_id or gone.merged_into_id:
        return NoSuchMove().refusal
    ours, theirs = kept.consent.status, gone.consent.status
    if theirs in SETTLES[ours]:
        return None
    for each in (gone, kept):
        if each.consent.status in NO:
            said = {"code": each.code, "status": each.consent.get_status_display()}
            sentence = _("On %(code)s the consent is %(status)s. Nobody overrides that: ask the nominee first.")
            return Refusal(sentence % said)
    if ours in SETTLES[theirs]:
        said = {"code": gone.code, "status": gone.consent.get_status_display()}
        return Refusal(_("On %(code)s the consent is %(status)s. Keep that file, and merge this one into it.") % said)
    sentence = _("The consent is waived on one of the two files, and the nominee may still answer on the other.")
    return Refusal(sentence)


def decided(dossier: Dossier, other: Dossier, known: Pairing | None, *, status: str, by: Any, reason: str) -> Pairing:
    """Write what was decided on two dossiers, over what was decided before where that may change."""
    if not reason.strip():
        raise Unexplained
    if known and status not in PAIRING_MOVES[known.status]:
        raise NoSuchMove
    row = known or Pairing()
    row.dossier, row.other, row.status = dossier, other, status
    row.reason, row.by, row.at = reason.strip(), by, clock.now()
    row.save()
    return row


def keep_additions(kept: Consent, gone: Consent) -> None:
    """Take over what the nominee added on the other page, where this one says nothing of it."""
    if kept.status != ConsentStatus.GIVEN or gone.status != ConsentStatus.GIVEN or not gone.answers:
        return
    kept.answers = {**gone.answers, **kept.answers}
    kept.save(update_fields=["answers"])


def one_person(kept: Nominee, gone: Nominee) -> None:
    """Remember, across cycles, that two spellings are one person; what only one of them told is kept."""
    for name in FILLED:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    if not kept.city:
        kept.city, kept.country = gone.city, gone.country
    kept.save()
    if kept.person == gone.person:
        return
    for row in Nominee.objects.filter(Q(pk=gone.person) | Q(same_as=gone.person)):
        row.same_as_id = kept.person
        row.save()


def locked(dossier: Dossier, other: Dossier, by: Any) -> tuple[Dossier, Dossier, Pairing | None]:
    """Read two dossiers anew with their consents, and let nobody else decide, answer or submit until this ends."""
    Call.objects.select_for_update().get(pk=dossier.call_id)
    rows = Consent.objects.select_for_update(of=("self", "dossier")).filter(dossier__in=[dossier.pk, other.pk])
    about = ("dossier__nominee", "dossier__call__cycle", "dossier__call__prize")
    read = {each.dossier_id: each.dossier for each in rows.select_related(*about).order_by("pk")}
    one, two = read[dossier.pk], read[other.pk]
    for each in (one, two):
        permissions.may_pair.require(by, each)
    if one.pk == two.pk or one.call_id != two.call_id:
        raise NotAPair
    pair = Q(dossier=one, other=two) | Q(dossier=two, other=one)
    return one, two, Pairing.objects.select_for_update().filter(pair).first()


def record(made: Pairing, what: str, **facts: Any) -> None:
    """Add the decision to the chain."""
    on = f"dossier:{made.dossier.public_id}"
    audit.record(by=made.by, what=what, on=on, other=made.other.code, reason=digest(made.reason), **facts)
