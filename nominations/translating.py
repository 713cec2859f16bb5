"""The secretariat translates a long answer, for readers of another language; the original stands beside it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from nominations import permissions, translated
from nominations.models import Nomination, Translation
from nominations.reading import Line


class Wordless(Refused):
    """A translation says something."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write the translation first.")))


@transaction.atomic
def translate(
    nomination: Nomination, line: Line, *, text: str, of_language: str, language: str, by: Any
) -> Translation:
    """Put a translation beside an answer; it takes the place of an earlier one, which stays on record."""
    permissions.may_translate.require(by, nomination)
    if not text.strip():
        raise Wordless
    row = Translation.objects.create(
        nomination=nomination,
        number=nomination.submissions.count(),
        path=line.path,
        original=translated.fingerprint(line),
        of_language=of_language,
        language=language,
        text=text.strip(),
        by=by,
    )
    facts = {"path": row.path, "language": row.language, "text": digest(row.text)}
    audit.record(by=by, what="nomination.translated", on=f"nomination:{nomination.public_id}", **facts)
    return row
