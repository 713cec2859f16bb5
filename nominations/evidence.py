"""Files of a nomination: looked into by content, made harmless, stored under a name of our own, taken away again."""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site import audit
from awards_site.templatetags.local import localdigits
from nominations import permissions, previews, scanning
from nominations.intake import Unwelcome, harmless, sha256, title_of
from nominations.models import Evidence, Nomination, Question
from nominations.states import NominationStatus, QuestionKind
from nominations.tasks import scan_evidence

FILES_AT_MOST = 5
MEGABYTES_AT_MOST = 10


def files_at_most(question: Question) -> int:
    """Say how many files a question takes."""
    return int(question.limit("files_most") or FILES_AT_MOST)


def megabytes_at_most(question: Question) -> int:
    """Say how large each file may be."""
    return int(question.limit("megabytes_most") or MEGABYTES_AT_MOST)


def add(nomination: Nomination, question: Question, upload: "File[bytes]", *, by: Any) -> Evidence:
    """Take a file in; the same file twice is one.

    :raises Unwelcome: with the sentence for the person who sent it.
    """
    nomination.forget_grants()
    permissions.may_edit.require(by, nomination)
    title = title_of(upload.name or "")
    arrived = Evidence(nomination=nomination, question=question, title=title, added_by=by)
    content, arrived.kind = harmless(upload, title, megabytes=megabytes_at_most(question))
    with transaction.atomic():
        ask_again(nomination, by)
        held = list(nomination.evidence.filter(question=question))
        known = next((each for each in held if each.sha256 == sha256(content)), None)
        return known or keep(arrived, content, held)


def ask_again(nomination: Nomination, by: Any) -> None:
    """Ask the rule of the file as it stands now, one move at a time: judging takes seconds, in which much happens."""
    fresh = Nomination.objects.select_for_update(of=("self",)).at_once().filter(pk=nomination.pk).first()
    permissions.may_edit.require(by, fresh and fresh.knows_phase())


def keep(arrived: Evidence, content: bytes, held: list[Evidence]) -> Evidence:
    """Store a file that is none of those held, while there is room for one more."""
    require_room(arrived.question, held)
    arrived.size, arrived.sha256, arrived.scan = len(content), sha256(content), scanning.at_first()
    arrived.file.save("file", ContentFile(content), save=False)
    arrived.save()
    record("nomination.file_added", arrived, by=arrived.added_by)
    if not arrived.opens:
        transaction.on_commit(partial(send_out, arrived.pk), robust=True)
    return arrived


def require_room(question: Question, held: list[Evidence]) -> None:
    """Stop where a question takes no files, or no more."""
    most = files_at_most(question)
    standing = [each for each in held if not each.is_gone]
    if question.kind != QuestionKind.FILE or len(standing) >= most:
        said = ngettext("You can add %(most)s file here.", "You can add %(most)s files here.", most)
        raise Unwelcome(said % {"most": localdigits(most)} + " " + _("Remove one first."))


def record(what: str, evidence: Evidence, *, by: Any) -> None:
    """Write the move on what was sent down: which file and at which question; its title may name somebody.

    A draft is its author's desk: what comes and goes there is told from the files themselves.
    """
    if evidence.nomination.status == NominationStatus.DRAFT:
        return
    on = f"nomination:{evidence.nomination.public_id}"
    facts = {"file": str(evidence.public_id), "question": evidence.question.key, "sha256": evidence.sha256}
    audit.record(by=by, what=what, on=on, **facts)


def send_out(pk: int) -> None:
    """Send a file to the scanner; should the broker be away, the sweep will find it."""
    scan_evidence.apply_async((pk,), retry=False)


def remove(evidence: Evidence, *, by: Any) -> None:
    """Take a file out of a nomination that may still be edited."""
    evidence.nomination.forget_grants()
    permissions.may_edit.require(by, evidence.nomination)
    with transaction.atomic():
        ask_again(evidence.nomination, by)
        gone, _each = Evidence.objects.filter(pk=evidence.pk).delete()
        if gone:
            record("nomination.file_removed", evidence, by=by)
            transaction.on_commit(partial(previews.delete_all, evidence), robust=True)
