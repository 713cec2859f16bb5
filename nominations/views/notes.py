"""What officers note on a file: at its gates, and in words of their own. What is typed at once is kept at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from nominations import permissions, screening
from nominations.forms.desk import NoteForm
from nominations.forms.screening import NotesForm
from nominations.models import Note

from .file_door import ScreenDoor
from .screener import Screen


class Gates(Screen):
    """Keep the checklist, and go on to the decision that was chosen."""

    rule = permissions.may_screen
    http_method_names = ("post",)
    GOES_TO = ("admit", "return", "exclude")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Note what was found, and a note in words; where somebody else was quicker, show both."""
        words, gates = self.words(), self.notes(request.POST)
        if not words.is_valid() or not gates.is_valid():
            forms = [form for form in (words, gates) if form.errors]
            return self.render_to_response(self.get_context_data(notes=gates, note_form=words, form=forms))
        try:
            self.keep(gates, words.cleaned_data["text"])
        except Refused as refused:
            self.read_anew()
            fresh = self.notes({**request.POST.dict(), "version": screening.token(self.thing, self.found)})
            told = self.get_context_data(notes=fresh, note_form=words, refusal=refused.refusal)
            return self.render_to_response(told, status=409)
        return self.go_on(request.POST.get("then", ""))

    def words(self) -> NoteForm:
        """Read the note in words, which is asked for only where its own button was pressed."""
        form = NoteForm(self.request.POST)
        form.fields["text"].required = self.request.POST.get("then") == "note"
        return form

    def keep(self, gates: NotesForm, text: str) -> None:
        """Call the stage: what was found at the gates first, which may be refused."""
        version, by = gates.cleaned_data["version"], self.request.user
        screening.note_gates(self.thing, findings=gates.findings(), by=by, version=version)
        if text:
            screening.write_note(self.thing, text=text, by=by)

    def go_on(self, then: str) -> HttpResponseBase:
        """Go to the decision that was chosen, or back to the file."""
        if then in self.GOES_TO:
            return redirect(self.address(then) + self.trail)
        messages.success(self.request, _("Your notes are saved."))
        return redirect(f"{self.page}{self.trail}")


class Notes(Gates):
    """Write a note, also where nothing is noted at the gates any more."""

    rule = permissions.may_write_note

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Write it."""
        if permissions.may_screen(request.user, self.thing):
            return super().post(request, **kwargs)
        form = self.words()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(note_form=form, form=form))
        if form.cleaned_data["text"]:
            screening.write_note(self.thing, text=form.cleaned_data["text"], by=request.user)
        return self.go_on("")


class StrikeOut(ScreenDoor):
    """Strike a note of one's own out."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Strike it out."""
        note = Note.objects.filter(nomination=self.thing, public_id=self.kwargs["note"]).first()
        if note is None or not permissions.may_read_notes(request.user, self.thing):
            raise Http404
        screening.strike_out(note, by=request.user)
        messages.success(request, _("The note is struck out. It stays to be read."))
        return redirect(f"{self.page}{self.trail}")
