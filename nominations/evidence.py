"""Files of a nomination: looked into by content, made harmless, stored under a name of our own, taken away again.

What is not on the list of kinds, or is not what its name says, is refused with a sentence. Pictures are drawn anew and
PDFs lose scripts, actions and embedded files, so that nothing active is ever stored.
"""

import hashlib
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations import permissions
from nominations.harmless import KINDS, Harmful, kind_of, made_harmless
from nominations.models import Evidence, Nomination, Question
from nominations.states import QuestionKind

FILES_AT_MOST = 5
MEGABYTES_AT_MOST = 10
SUFFIXES = tuple(suffix for kind in KINDS for suffix in KINDS[kind])
KINDS_SAID = ("PDF", "JPEG", "PNG")
TITLE_AT_MOST = 150


class Unwelcome(Refused):
    """A file that we can't take, and why."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        super().__init__(Refusal(reason))


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
    permissions.may_edit.require(by, nomination)
    title = title_of(upload)
    arrived = Evidence(nomination=nomination, question=question, title=title)
    content, arrived.kind = harmless(question, upload, title)
    with transaction.atomic():
        one_at_a_time(nomination)
        held = list(nomination.evidence.filter(question=question))
        known = next((each for each in held if each.sha256 == sha256(content)), None)
        return known or keep(arrived, content, held)


def one_at_a_time(nomination: Nomination) -> None:
    """Let one file at a time into a nomination; where writers queue up anyway there is nothing to ask."""
    if connection.features.has_select_for_update:
        Nomination.objects.select_for_update().only("pk").get(pk=nomination.pk)


def keep(arrived: Evidence, content: bytes, held: list[Evidence]) -> Evidence:
    """Store a file that is none of those held, while there is room for one more."""
    most = files_at_most(arrived.question)
    if arrived.question.kind != QuestionKind.FILE or len(held) >= most:
        said = ngettext("You can add %(most)s file here.", "You can add %(most)s files here.", most)
        raise Unwelcome(said % {"most": localdigits(most)} + " " + _("Remove one first."))
    arrived.size, arrived.sha256 = len(content), sha256(content)
    arrived.file.save("file", ContentFile(content), save=False)
    arrived.save()
    return arrived


def sha256(content: bytes) -> str:
    """Give a content's fingerprint."""
    return hashlib.sha256(content).hexdigest()


def harmless(question: Question, upload: "File[bytes]", title: str) -> tuple[bytes, str]:
    """Read a file within its limits and make it harmless."""
    size, most = upload.size or 0, megabytes_at_most(question)
    if size > most * 1024 * 1024:
        told = {"title": title, "most": localdigits(most)}
        raise Unwelcome(_("“%(title)s” is larger than %(most)s MB. Send a smaller one.") % told)
    content = upload.read()
    if not content:
        raise Unwelcome(_("“%(title)s” is empty. Choose another file.") % {"title": title})
    kind = kind_of(content)
    if kind is None or PurePosixPath(title.lower()).suffix not in KINDS[kind]:
        told = {"title": title, "kinds": _(", ").join(KINDS_SAID)}
        raise Unwelcome(_("“%(title)s” is not a file we can take. Send one of these: %(kinds)s.") % told)
    try:
        return made_harmless(content, kind), kind
    except Harmful as harm:
        raise Unwelcome(_("“%(title)s” can't be used: %(why)s") % {"title": title, "why": harm}) from harm


def title_of(upload: "File[bytes]") -> str:
    """Keep of the name it came with what can be shown; it never reaches a path."""
    given = (upload.name or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in given if character.isprintable()).strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    return f"{stem[: TITLE_AT_MOST - len(suffix[:10])]}{dot}{suffix[:10]}" if stem else shown[:TITLE_AT_MOST] or "?"


def remove(evidence: Evidence, *, by: Any) -> None:
    """Take a file out of a nomination that may still be edited."""
    permissions.may_edit.require(by, evidence.nomination)
    with transaction.atomic():
        transaction.on_commit(partial(evidence.file.storage.delete, str(evidence.file.name)), robust=True)
        evidence.delete()
