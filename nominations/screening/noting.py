"""Notes of the secretariat on a file: written, never edited, struck out by their author alone, with the trace kept."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from nominations import permissions
from nominations.models import Nomination, Note


class Wordless(Refused):
    """A note says something."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write the note first.")))


@transaction.atomic
def write_note(nomination: Nomination, *, text: str, by: Any) -> Note:
    """Write a note on a file, for the secretariat and the auditor."""
    permissions.may_write_note.require(by, nomination)
    if not text.strip():
        raise Wordless
    note = Note.objects.create(nomination=nomination, text=text.strip(), by=by)
    facts = {"note": note.pk, "text": digest(note.text)}
    audit.record(by=by, what="note.written", on=f"nomination:{nomination.public_id}", **facts)
    return note


@transaction.atomic
def strike_out(note: Note, *, by: Any) -> Note:
    """Strike a note of one's own out; it stays to be read. Twice is once."""
    row = Note.objects.select_for_update(of=("self",)).select_related("nomination__call").get(pk=note.pk)
    permissions.may_strike_out.require(by, row)
    if row.struck_at is None:
        row.struck_at = clock.now()
        row.save(update_fields=["struck_at"])
        audit.record(by=by, what="note.struck_out", on=f"nomination:{row.nomination.public_id}", note=row.pk)
    return row
