"""One file on the desk: the answers in the middle, the gates as a checklist beside them, the decision below."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.permissions import may_read_letter
from awards_site.rules import Refusal, has_role
from awards_site.states import Role
from nominations import (
    alike,
    chronicle,
    consent,
    outside,
    permissions,
    queue,
    reading,
    screening,
    submission,
    translated,
)
from nominations.forms.desk import NoteForm
from nominations.forms.screening import NotesForm
from nominations.models import LetterOfSupport, Pairing, Preparation
from nominations.reading import Audience
from nominations.states import ConsentStatus, FilledBy

from .checklist import checklist
from .file_door import ScreenDoor
from .queue import waiting


class Screen(ScreenDoor):
    """The file, its gates, its neighbours in the queue."""

    template_name = "nominations/screen.html"
    shows_contacts = False

    def notes(self, data: Any = None) -> NotesForm:
        """Make the form of the checklist."""
        version = screening.token(self.thing, self.found)
        return NotesForm(data, gates=self.layout.gates, known=self.found, version=version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the file as this reader may know it, the checklist, and what may be done."""
        notes = kwargs.setdefault("notes", self.notes())
        kwargs.setdefault("note_form", NoteForm())
        lines = checklist(self.thing, self.layout.gates, self.found, notes)
        told = {
            **self.read(),
            **self.neighbours(),
            **self.allowed(),
            "lines": lines,
            "still_open": sum(line.mark.kind == "due" for line in lines),
            **self.happened(),
            "together": queue.together(self.thing),
            "is_near": self.is_near(),
        }
        return super().get_context_data(**kwargs) | told

    def is_near(self) -> bool:
        """Say whether nominator and nominee write from one institution's address, which the officer weighs."""
        nominee = self.thing.dossier.nominee.email if self.thing.dossier else ""
        return submission.from_the_own_administration(self.thing, nominee)

    def read(self) -> dict[str, Any]:
        """Read the file; addresses and numbers only after somebody asked for them."""
        audience = Audience.OFFICER if self.shows_contacts else Audience.AUDITOR
        added = self.thing.dossier.consent.answers if self.thing.dossier else {}
        parts = reading.parts(self.layout, self.thing.answers, audience, self.thing.evidence.all())
        more = reading.parts(self.layout, added, audience, filled_by=FilledBy.NOMINEE)
        known = list(self.thing.translations.all())
        return {
            "parts": translated.beside(parts, known),
            "added": translated.beside(more, known),
            "may_translate": permissions.may_translate(self.request.user, self.thing),
            "letters": self.letters,
            "outside": outside.count(self.thing, self.letters) if self.thing.call.unrelated_letters_wanted else None,
            "shows_contacts": self.shows_contacts,
        }

    @cached_property
    def letters(self) -> list[LetterOfSupport]:
        """Give the letters of support to whom may read them."""
        return list(self.thing.letters_of_support.all()) if self.opens_files else []

    @property
    def opens_files(self) -> bool:
        """Say whether this person opens files and reads letters."""
        return permissions.staff_opens_files(self.request.user, self.thing.call)

    def happened(self) -> dict[str, Any]:
        """Give the history of the file, and a decision in it that waits for a second officer."""
        person = self.request.user
        reads = permissions.may_read_notes(person, self.thing)
        notes = list(self.thing.notes.select_related("by")) if reads else []
        return {
            "chronicle": chronicle.told(self.thing, self.letters, notes, self.pairings),
            "prepared": getattr(self.thing, "is_prepared", False),
            "may_write_note": permissions.may_write_note(person, self.thing),
            "reads_letters": may_read_letter(person),
        }

    @cached_property
    def pairings(self) -> list[Pairing]:
        """Give what was decided on who is one person, on this file's dossier and on those beside it."""
        shown = (self.thing, *self.beside[0], *self.beside[1])
        rows = alike.decisions_on(each.dossier_id for each in shown if each.dossier_id)
        return list(rows.select_related("dossier", "other", "by"))

    def neighbours(self) -> dict[str, Any]:
        """Give the queue beside the file."""
        before, after = self.beside
        shown = (self.thing, *before, *after)
        near = [each.dossier for each in shown if each.dossier]
        doubles, elsewhere = alike.beside(self.dossier, near, self.request.user, self.pairings)
        return {
            "before": [waiting(each, doubles) for each in before],
            "after": [waiting(each, doubles) for each in after],
            "here": waiting(self.thing, doubles),
            "alike": doubles.get(self.thing.dossier_id or 0, []),
            "elsewhere": elsewhere,
            "next": after[0] if after else None,
            "undecided": getattr(self.thing, "undecided", 0),
            "total": getattr(self.thing, "total", 0),
        }

    def waits(self) -> Refusal | None:
        """Say that a decision waits for a second officer, where one does."""
        return screening.PreparedAlready().refusal if getattr(self.thing, "is_prepared", False) else None

    def allowed(self) -> dict[str, Any]:
        """Say what this person may do with the file now."""
        person, row = self.request.user, self.thing.dossier.consent if self.thing.dossier else None
        refusal = permissions.may_decide.refusal(person, self.thing) or self.waits()
        prepared = Preparation(nomination=self.thing) if self.waits() else None
        return {
            "may_note": permissions.may_screen(person, self.thing),
            "may_decide": refusal is None,
            "why_not": refusal,
            "may_return": refusal is None and permissions.may_return(person, self.thing),
            "may_answer": prepared and permissions.may_read_preparation(person, prepared),
            "may_pair": permissions.may_pair(person, self.dossier),
            "may_waive": permissions.may_waive(person, row),
            "may_ask_again": permissions.may_ask_again(person, row) and row and row.status == ConsentStatus.ASKED,
            "may_read_contacts": permissions.may_read_contacts(person, self.thing) and not self.shows_contacts,
            "may_open_files": self.opens_files,
            "reads_reasons": has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL),
        }


class Contacts(Screen):
    """The file with addresses and numbers; that somebody looked is written down."""

    rule = permissions.may_read_contacts
    http_method_names = ("post",)
    shows_contacts = True

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Write it down, and show."""
        screening.read_contacts(self.thing, by=request.user)
        return self.render_to_response(self.get_context_data())


class AskAgain(ScreenDoor):
    """Send the nominee a new link."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Send it."""
        if self.thing.dossier is None:
            raise Http404
        consent.ask_again(self.thing.dossier.consent, by=request.user)
        messages.success(request, _("A new link is on its way to the nominee. The old one has ended."))
        return redirect(self.page)
