"""States and moves of what belongs to no app: letters on their way, and the staff roles people hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What the staff may be; jurors hold seats instead, nominators their own files."""

    OFFICER = "officer", _("Secretariat officer")
    SECRETARY_GENERAL = "secretary_general", _("Secretary General")
    BOARD = "board", _("Executive Board member")
    AUDITOR = "auditor", _("Auditor")


class LetterStatus(models.TextChoices):
    """Where a letter is."""

    QUEUED = "queued", _("waiting to go")
    SENDING = "sending", _("going out")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be delivered")
    HELD = "held", _("held back")


LETTER_MOVES: dict[str, frozenset[str]] = {
    LetterStatus.QUEUED: frozenset({LetterStatus.SENDING, LetterStatus.HELD}),
    LetterStatus.SENDING: frozenset({LetterStatus.SENT, LetterStatus.QUEUED, LetterStatus.FAILED}),
    LetterStatus.SENT: frozenset(),
    LetterStatus.FAILED: frozenset({LetterStatus.QUEUED}),
    LetterStatus.HELD: frozenset({LetterStatus.QUEUED}),
}


class WordsStatus(models.TextChoices):
    """Where the secretariat's own words of a letter are; the newest confirmed ones are in use."""

    PROPOSED = "proposed", _("waiting for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("taken back")


WORDS_MOVES: dict[str, frozenset[str]] = {
    WordsStatus.PROPOSED: frozenset({WordsStatus.CONFIRMED, WordsStatus.WITHDRAWN}),
    WordsStatus.CONFIRMED: frozenset(),
    WordsStatus.WITHDRAWN: frozenset(),
}
