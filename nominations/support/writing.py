"""A referee's letter: written in place or sent as a PDF, changed until the last day, or declined."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent
from awards_site.words import count_words
from nominations import letters, permissions, scanning
from nominations.intake import PAPER_ALONE, harmless, sha256, title_of
from nominations.models import LetterOfSupport
from nominations.states import SUPPORT_MOVES, ScanStatus, Standing, SupportStatus
from nominations.tasks import scan_letter

from .refusals import NotAReferee, Stale, Undeclared, WrongLength
from .rows import locked, record

WORDS_LEAST = 50
WORDS_MOST = 600
MEGABYTES_AT_MOST = 5
DECLARED = (Standing.OUTSIDE, Standing.CONNECTED)


@dataclass(frozen=True, slots=True)
class Said:
    """What a referee sends: the words, a paper, and how they stand to the nominee's institution."""

    text: str
    paper: bytes = b""
    title: str = ""
    drops_paper: bool = False
    standing: str = ""
    connection: str = ""
    institution: str | None = None


def receive(
    letter: LetterOfSupport,
    *,
    text: str = "",
    upload: "File[bytes] | None" = None,
    drops_paper: bool = False,
    standing: str = "",
    connection: str = "",
    institution: str | None = None,
    version: int | None = None,
    by: Any = None,
) -> LetterOfSupport:
    """Keep a referee's letter, or a changed one; the same letter twice is once.

    :param upload: a PDF, beside the words or instead of them; judged as every file is.
    :param drops_paper: whether the paper that is held goes away.
    :param version: the version that the page was opened with; None where nobody could have changed it.
    """
    permissions.may_write_support.require(by, letter)
    title = title_of(upload.name or "") if upload else ""
    paper = harmless(upload, title, megabytes=MEGABYTES_AT_MOST, kinds=PAPER_ALONE)[0] if upload else b""
    how = connection.strip()[:300] if standing == Standing.CONNECTED else ""
    house = institution.strip()[:200] if institution is not None else None
    return keep(letter, Said(text.strip(), paper, title, drops_paper, standing, how, house), version, by)


@transaction.atomic
def keep(letter: LetterOfSupport, said: Said, version: int | None, by: Any) -> LetterOfSupport:
    """Keep what was said, unless it stands already."""
    row = locked(letter)
    permissions.may_write_support.require(by, row)
    if says_the_same(row, said):
        return row
    if version is not None and version != row.version:
        raise Stale
    words = judge(row, said)
    is_first = row.status != SupportStatus.RECEIVED
    put(row, said)
    facts = {"digest": digest(row.text), "words": words, "standing": row.standing}
    event = moved(row, SupportStatus.RECEIVED, "support.received", file=row.sha256, **facts)
    if is_first:
        letters.support_confirmed(row)
        letters.support_answered(row.nomination, row.name, row.status, event.number)
    return row


def says_the_same(row: LetterOfSupport, said: Said) -> bool:
    """Say whether a letter stands already as it is sent."""
    if row.status != SupportStatus.RECEIVED or (said.paper and row.sha256 != sha256(said.paper)):
        return False
    if row.file and said.drops_paper and not said.paper:
        return False
    stands = (row.standing, row.connection) if said.standing in DECLARED else (said.standing, said.connection)
    house = row.institution if said.institution is None else said.institution
    return (row.text, *stands, row.institution) == (said.text, said.standing, said.connection, house)


def judge(row: LetterOfSupport, said: Said) -> int:
    """Stop at a letter that is too short, too long or without the word that the call wants; count its words."""
    has_paper = bool(said.paper or (row.file and not said.drops_paper))
    words, least = count_words(said.text), 0 if has_paper else WORDS_LEAST
    if not least <= words <= WORDS_MOST:
        raise WrongLength(words, least, WORDS_MOST)
    if row.nomination.call.unrelated_letters_wanted:
        if said.standing not in DECLARED:
            raise Undeclared
        if said.standing == Standing.CONNECTED and not said.connection:
            raise Undeclared(how=True)
    return words


def put(row: LetterOfSupport, said: Said) -> None:
    """Write what was said into the row."""
    row.text, row.received_at = said.text, clock.now()
    if said.standing in DECLARED:
        row.standing, row.connection = said.standing, said.connection
    if said.institution is not None:
        row.institution = said.institution
    if said.paper:
        put_paper(row, said)
    elif said.drops_paper:
        drop_paper(row)


def put_paper(row: LetterOfSupport, said: Said) -> None:
    """Store a paper under a name of our own, and send it to the scanner."""
    drop_paper(row)
    row.title, row.size, row.sha256 = said.title, len(said.paper), sha256(said.paper)
    row.scan = scanning.at_first()
    row.file.save("file", ContentFile(said.paper), save=False)
    if not row.opens:
        transaction.on_commit(partial(send_out, row.pk), robust=True)


def drop_paper(row: LetterOfSupport) -> None:
    """Forget the paper that is held; its bytes go once that is certain."""
    if row.file:
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)), robust=True)
    row.file, row.title, row.size, row.sha256 = "", "", 0, ""
    row.scan = ScanStatus.UNSCANNED


def send_out(pk: int) -> None:
    """Send a paper to the scanner; should the broker be away, the sweep will find it."""
    scan_letter.apply_async((pk,), retry=False)


@transaction.atomic
def decline(letter: LetterOfSupport, *, by: Any = None) -> LetterOfSupport:
    """Note that a referee will not write. Twice is once."""
    row = locked(letter)
    permissions.may_write_support.require(by, row)
    if row.status == SupportStatus.DECLINED:
        return row
    row.declined_at = clock.now()
    event = moved(row, SupportStatus.DECLINED, "support.declined")
    letters.support_answered(row.nomination, row.name, row.status, event.number)
    return row


@transaction.atomic
def speak(letter: LetterOfSupport, *, language: str, by: Any = None) -> LetterOfSupport:
    """Let our letters to a referee be in another language from now on."""
    row = locked(letter)
    permissions.may_write_support.require(by, row)
    if row.language == language:
        return row
    row.language = language
    row.save(update_fields=["language"])
    record(row, "support.language", by=audit.name_of(row), language=language)
    return row


def moved(row: LetterOfSupport, status: str, what: str, **facts: Any) -> AuditEvent:
    """Write the new state, its version and its audit link."""
    if status not in SUPPORT_MOVES[row.status]:
        raise NotAReferee(_("You have sent your letter. You can change it, but no longer decline."))
    row.status = status
    row.version += 1
    row.save()
    return record(row, what, by=audit.name_of(row), version=row.version, **facts)
