"""The rows of letters of support, read so that nobody else writes them, and what is put on record of them."""

from typing import Any

from awards_site import audit
from awards_site.models import AuditEvent
from nominations.models import LetterOfSupport, Nomination


def locked(letter: LetterOfSupport) -> LetterOfSupport:
    """Read a letter anew and let nobody else write it until this ends."""
    rows = LetterOfSupport.objects.select_for_update(of=("self",))
    about = ("call__cycle", "call__prize", "nominator", "dossier__nominee")
    return rows.select_related(*(f"nomination__{each}" for each in about)).get(pk=letter.pk)


def locked_file(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody else ask for it until this ends."""
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("call__cycle", "call__prize", "nominator", "dossier__nominee").get(pk=nomination.pk)


def record(letter: LetterOfSupport, what: str, *, by: Any, **facts: Any) -> AuditEvent:
    """Add the move to the chain."""
    return audit.record(by=by, what=what, on=f"letter_of_support:{letter.public_id}", **facts)
