"""Letters to people who did not ask for them: nominees, referees, colleagues. The one place that knows which.

At most three a day go to one address, whatever the number of forms; what would be a fourth waits until its turn. Such
a letter carries names alone, and of those no sign that a mail program would turn into a link.
"""

import re
import unicodedata
from typing import Any

from awards_site import mail
from awards_site.models import Letter
from awards_site.states import LetterStatus
from awards_site.turns import turn

NAMES = (
    "nominations/colleague_invited",
    "nominations/consent_notice",
    "nominations/consent_confirmed",
    "nominations/handover_offered",
    "nominations/support_asked",
    "nominations/support_confirmed",
)
LONGEST = 80

SIGNS_OF_NAMES = " '’ʻʼ.,()·-\u200c"
_DOT_INSIDE = re.compile(r"\.(?=\S)")


def to_stranger(name: str, *, to: str, **told: Any) -> Letter:
    """Write a letter to somebody who did not sign in, in its turn."""
    due = turn(to)
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
