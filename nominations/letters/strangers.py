"""Letters to people who did not sign in: nominees, referees, colleagues, those invited to a seat.

How many a day go to one address is counted in `awards_site.turns`, whatever the number of forms and whoever asks. Such
a letter carries names alone, and of those no sign that a mail program turns into a link.
"""

import re
import unicodedata
from typing import Any

from django.db import transaction

from awards_site import kinds, mail, turns
from awards_site.models import Letter
from awards_site.states import LetterStatus

LONGEST = 80
SIGNS_OF_NAMES = " '’ʻʼ.,()·-\u200c"
_DOT_INSIDE = re.compile(r"\.(?=\S)")


@transaction.atomic
def to_stranger(name: str, *, to: str, **told: Any) -> Letter:
    """Write a letter to somebody who did not sign in, in its turn.

    :raises ValueError: for a letter that does not count, so that none can be forgotten.
    """
    if not kinds.kind(name).unasked:
        message = f"{name} is no letter to somebody who did not sign in: say so in its kind, and it counts."
        raise ValueError(message)
    turns.one_at_a_time(to)
    due = turns.turn(to)
    letter = mail.write(name, to=to, **told)
    if due > letter.due_at and letter.status == LetterStatus.QUEUED and not letter.attempts:
        Letter.objects.filter(pk=letter.pk).update(due_at=due)
    return letter


def name_alone(given: object) -> str:
    """Keep of what a stranger typed as a name what is one: no address, no digits, not without end."""
    words = "".join(sign if is_of_names(sign) else " " for sign in str(given))
    return " ".join(_DOT_INSIDE.sub(". ", words).split())[:LONGEST]


def is_of_names(sign: str) -> bool:
    """Say whether a character may stand in a name, in any script (vowel signs are marks there)."""
    return sign.isalpha() or sign in SIGNS_OF_NAMES or unicodedata.category(sign).startswith("M")
