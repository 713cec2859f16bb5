"""The secretariat words its letters: somebody proposes, a second person confirms, and every version stays.

Letters that are written already stay as they were.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from . import audit, clock, lettertext
from .canonical import digest
from .kinds import NEVER_IN_SUBJECT, Kind
from .models import LetterWords
from .permissions import may_confirm_words, may_edit_words, may_withdraw_words
from .rules import Refusal, Refused
from .states import WORDS_MOVES, WordsStatus


class Unfit(Refused):
    """Words that a letter cannot go out with, and why, sentence by sentence."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        """Keep each fault with the field it stands in."""
        self.faults = faults
        super().__init__(Refusal(" ".join(fault for _field, fault in faults)))


class Overtaken(Refused):
    """Somebody else was quicker."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("Somebody else changed these words in the meantime. Look at theirs first.")))


@transaction.atomic
def propose(kind: Kind, language: str, *, subject: str, body: str, by: Any, seen: int) -> LetterWords:
    """Propose words; a proposal that waited is taken back.

    :param seen: the number of the newest version that the writer saw.
    :raises Unfit: with a sentence for each thing to mend; :raises Overtaken: where there is a newer version.
    """
    may_edit_words.require(by)
    subject, body = " ".join(subject.split()), tidy(body)
    faults = list(faults_of(kind, subject, body))
    if faults:
        raise Unfit(faults)
    return _proposed(kind, language, subject, body, by=by, seen=seen)


@transaction.atomic
def propose_shipped(kind: Kind, language: str, *, by: Any, seen: int) -> LetterWords:
    """Propose that the shipped words hold again."""
    may_edit_words.require(by)
    return _proposed(kind, language, "", "", by=by, seen=seen)


@transaction.atomic
def confirm(words: LetterWords, *, by: Any) -> LetterWords:
    """Let proposed words hold, as a second person: letters written from now on speak so."""
    row = _taken(words)
    may_confirm_words.require(by, row)
    return _settled(row, WordsStatus.CONFIRMED, by=by)


@transaction.atomic
def withdraw(words: LetterWords, *, by: Any) -> LetterWords:
    """Take a proposal back; it stays readable."""
    row = _taken(words)
    may_withdraw_words.require(by, row)
    return _settled(row, WordsStatus.WITHDRAWN, by=by)


def newest(kind: Kind, language: str) -> int:
    """Give the number of the newest version, 0 where there is none."""
    rows = LetterWords.objects.filter(name=kind.name, language=language)
    return rows.aggregate(last=Max("number"))["last"] or 0


def tidy(text: str) -> str:
    """Take away spaces at the ends of lines, and more than one empty line."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return lettertext.filled("\n".join(lines), {})


def faults_of(kind: Kind, subject: str, body: str) -> Any:
    """Say, field by field, what keeps a letter from going out with these words."""
    for name, text in (("subject", subject), ("body", body)):
        if not text:
            yield name, _("Write something here.")
        yield from ((name, fault) for fault in marks_wrong(kind, text))
    for place in kind.places.values():
        if place.look in NEVER_IN_SUBJECT and place.mark in subject:
            yield "subject", _("%(mark)s cannot stand in the subject.") % {"mark": place.mark}
        if place.needed and place.mark not in subject + body:
            yield "body", _("%(mark)s is missing. The letter is of no use without it.") % {"mark": place.mark}


def marks_wrong(kind: Kind, text: str) -> Any:
    """Name the placeholders that this letter does not know, and braces that hold none."""
    for name in dict.fromkeys(lettertext.MARK.findall(text)):
        if name not in kind.places:
            yield _("This letter has no placeholder %(mark)s. Choose one from the list.") % {"mark": f"{{{name}}}"}
    left = lettertext.MARK.sub("", text)
    if "{" in left or "}" in left:
        yield _(
            "There is a brace that holds no placeholder. Write placeholders as in the list, or leave the brace out."
        )


def _proposed(kind: Kind, language: str, subject: str, body: str, *, by: Any, seen: int) -> LetterWords:
    last = newest(kind, language)
    if seen != last:
        raise Overtaken
    waiting = LetterWords.objects.select_for_update().filter(
        name=kind.name, language=language, status=WordsStatus.PROPOSED
    )
    for row in waiting:
        _settled(row, WordsStatus.WITHDRAWN, by=by)
    made = LetterWords.objects.create(
        name=kind.name, language=language, number=last + 1, subject=subject, body=body, proposed_by=by
    )
    _record("proposed", made, by)
    return made


def _taken(words: LetterWords) -> LetterWords:
    return LetterWords.objects.select_for_update(of=("self",)).get(pk=words.pk)


def _settled(row: LetterWords, to: WordsStatus, *, by: Any) -> LetterWords:
    if to not in WORDS_MOVES[row.status]:
        raise Overtaken
    row.status, row.settled_by, row.settled_at = to, by, clock.now()
    row.save(update_fields=["status", "settled_by", "settled_at"])
    _record(str(to), row, by)
    return row


def _record(what: str, row: LetterWords, by: Any) -> None:
    facts = {"language": row.language, "version": row.number, "digest": digest([row.subject, row.body])}
    audit.record(by=by, what=f"letter.words_{what}", on=f"letter_words:{row.name}", **facts)
