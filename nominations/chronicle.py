"""What happened to a file, as the secretariat reads it: sent, decided, noted, written about, answered, paired.

Reads only, a statement for each kind of thing. Letters are named by their subject; what they say and to whom they
went stands in the outbox.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from awards_site.models import Letter
from awards_site.templatetags.local import localdigits
from nominations.models import Consent, LetterOfSupport, Nomination, Note, Pairing, Preparation, Screening
from nominations.states import ConsentStatus, PreparationStatus, SupportStatus, Verdict

LETTERS_AT_MOST = 100
OURS = "nominations/"
SHAPES = {Verdict.ELIGIBLE: "done", Verdict.RETURNED: "due", Verdict.INELIGIBLE: "stop"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `kind` is its shape."""

    at: dt.datetime
    kind: str
    title: str
    who: Any = None
    text: str = ""
    #: what became of it, in words
    then: str = ""
    note: Note | None = None
    letter: Letter | None = None


def told(
    file: Nomination, support: Iterable[LetterOfSupport], notes: Iterable[Note], pairings: Iterable[Pairing]
) -> list[Entry]:
    """Tell everything about a file, from the beginning on.

    :param support: the letters of support, and `notes`, as far as this reader may know of them.
    :param pairings: decisions on who is one person, of other dossiers too.
    """
    entries = [*of_submissions(file), *of_decisions(file), *of_letters(file), *of_consent(file)]
    entries += [*of_pairings(file, pairings), *of_support(support), *of_notes(notes)]
    return sorted(entries, key=lambda entry: entry.at)


def of_submissions(file: Nomination) -> Iterator[Entry]:
    """Tell when it was sent, and sent again."""
    for sent in file.submissions.only("nomination", "number", "at"):
        again = _("Submitted again, corrected") if sent.number > 1 else _("Submitted")
        yield Entry(sent.at, "done", again)


def of_decisions(file: Nomination) -> Iterator[Entry]:
    """Tell what was decided, and what was prepared and came to nothing or still waits."""
    prepared = preparations_of(file)
    confirmed = {each.screening_id: each for each in prepared if each.screening_id}
    for made in screenings_of(file, prepared):
        second = confirmed.get(made.pk)
        then = _("Confirmed by %(name)s") % {"name": second.answered_by} if second else ""
        yield Entry(made.at, SHAPES[Verdict(made.verdict)], ruled(made), made.by, made.reason, then)
    for each in prepared:
        if each.status != PreparationStatus.CONFIRMED:
            yield of_preparation(each)


def preparations_of(file: Nomination) -> list[Preparation]:
    """Read what was prepared, and what it came to, unless the file was read with the word that there is nothing."""
    if not getattr(file, "was_prepared", True):
        return []
    return list(file.preparations.select_related("by", "rule", "answered_by", "screening__by", "screening__rule"))


def screenings_of(file: Nomination, prepared: list[Preparation]) -> list[Screening]:
    """Give all decisions; those that were prepared came along with that."""
    known = [each.screening for each in prepared if each.screening]
    if len(known) == getattr(file, "decided", -1):
        return known
    return list(file.screenings.select_related("by", "rule"))


def ruled(made: Screening | Preparation) -> str:
    """Say what was decided, with the number of the rule."""
    word = str(Verdict(made.verdict).label)
    return f"{word}: {localdigits(made.rule.number)}" if made.rule else word


def of_preparation(row: Preparation) -> Entry:
    """Tell of a decision that did not take effect, or not yet."""
    title = _("Prepared: %(decision)s") % {"decision": ruled(row)}
    if row.status == PreparationStatus.WAITING:
        return Entry(row.at, "now", title, row.by, row.reason, str(row.get_status_display()))
    answer = _(", ").join((str(row.get_status_display()), str(row.answered_by)))
    return Entry(row.at, "stop", title, row.by, row.reason, f"{answer}: {row.answer}" if row.answer else answer)


def of_letters(file: Nomination) -> Iterator[Entry]:
    """Tell which letters were written about the file and its nominee; never of what comes after the jury."""
    about = [f"nomination:{file.public_id}"]
    about += [f"dossier:{file.dossier.public_id}"] if file.dossier else []
    rows = Letter.objects.filter(about__in=about, name__startswith=OURS, good_until=None).order_by("-pk")
    for letter in rows.only("subject", "status", "written_at")[:LETTERS_AT_MOST]:
        title = _("Letter: %(subject)s") % {"subject": letter.subject}
        yield Entry(letter.written_at, "next", title, then=str(letter.get_status_display()), letter=letter)


def of_consent(file: Nomination) -> Iterator[Entry]:
    """Tell what the nominee was asked and said."""
    consent: Consent | None = getattr(file.dossier, "consent", None)
    if consent is None:
        return
    yield Entry(consent.asked_at, "done", _("The nominee was asked for consent"))
    if consent.answered_at and consent.status != ConsentStatus.ASKED:
        shape = "done" if consent.lets_the_jury_read else "stop"
        title = _("Consent: %(status)s") % {"status": consent.get_status_display()}
        yield Entry(consent.answered_at, shape, title)


def of_pairings(file: Nomination, pairings: Iterable[Pairing]) -> Iterator[Entry]:
    """Tell what was decided about two spellings."""
    for pair in pairings:
        if file.dossier_id not in {pair.dossier_id, pair.other_id}:
            continue
        codes = {"one": pair.dossier.code, "two": pair.other.code, "status": pair.get_status_display()}
        title = _("%(one)s and %(two)s: %(status)s") % codes
        yield Entry(pair.at, "done", title, pair.by, pair.reason)


def of_support(letters: Iterable[LetterOfSupport]) -> Iterator[Entry]:
    """Tell which letters of support came."""
    for each in letters:
        if each.status == SupportStatus.RECEIVED and each.received_at:
            yield Entry(each.received_at, "done", _("Letter of support by %(name)s") % {"name": each.name})


def of_notes(notes: Iterable[Note]) -> Iterator[Entry]:
    """Tell what officers noted; what was struck out stays to be read."""
    for note in notes:
        yield Entry(note.at, "draft", _("Note"), note.by, note.text, note=note)
