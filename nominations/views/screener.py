"""One file on the desk: the answers in the middle, the gates as a checklist beside them, the decision below."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.doors import Door
from awards_site.rules import Refused, has_role
from awards_site.states import Role
from nominations import alike, consent, permissions, queue, reading, screening, shape, submission
from nominations.forms.screening import NotesForm
from nominations.models import Dossier, GateFinding, LetterOfSupport, Nomination
from nominations.reading import Audience
from nominations.states import ConsentStatus, FilledBy, NominationStatus

from .checklist import checklist
from .queue import waiting


class ScreenDoor(Door):
    """A page of the secretariat about one file that was sent."""

    rule = permissions.may_read_screening
    thing: Nomination

    def find(self) -> Nomination | None:
        """Find the file among those that this person may read by a role."""
        if not self.request.user.is_authenticated:
            return None
        seen = Nomination.objects.visible_to(self.request.user).submitted().at_once()
        about = ("dossier__nominee", "dossier__consent", "nominator")
        found = seen.select_related(*about).filter(
            public_id=self.kwargs["nomination"],
            call__cycle__slug=self.kwargs["cycle"],
            call__prize__slug=self.kwargs["prize"],
        )
        nomination: Nomination | None = permissions.with_part_of(self.request.user, found).first()
        if nomination is None:
            raise Http404
        return nomination.knows_phase()

    @cached_property
    def layout(self) -> shape.Shape:
        """Give the form's shape with the gates."""
        return shape.of(self.thing.form)

    @cached_property
    def found(self) -> list[GateFinding]:
        """Give what is noted at the gates."""
        return list(self.thing.findings.select_related("by"))

    @property
    def dossier(self) -> Dossier | None:
        """Give the file's dossier, with the call that knows its phase."""
        if self.thing.dossier:
            self.thing.dossier.call = self.thing.call
        return self.thing.dossier

    def read_anew(self) -> None:
        """Forget what was read before somebody else was quicker."""
        self.__dict__.pop("found", None)
        found = ScreenDoor.find(self)
        if found is None:
            raise Http404
        self.thing = found

    @property
    def page(self) -> str:
        """Give the address of the file on the desk."""
        return self.address("screen")

    def address(self, name: str) -> str:
        """Give the address of one of the file's pages on the desk."""
        return reverse(f"nominations:{name}", kwargs={**self.thing.call.slugs, "nomination": self.thing.public_id})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give what every page about the file says."""
        nomination = self.thing
        told = {
            "nomination": nomination,
            "call": nomination.call,
            "zone": nomination.call.cycle.zone,
            "nominee": nomination.dossier.nominee if nomination.dossier else None,
            "consent": nomination.dossier.consent if nomination.dossier else None,
            "page": self.page,
        }
        return super().get_context_data(**kwargs) | told


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
        lines = checklist(self.thing, self.layout.gates, self.found, notes)
        told = {
            **self.read(),
            **self.neighbours(),
            **self.allowed(),
            "lines": lines,
            "still_open": sum(line.mark.kind == "due" for line in lines),
            "history": list(self.thing.screenings.select_related("by", "rule")),
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
        return {
            "parts": reading.parts(self.layout, self.thing.answers, audience, self.thing.evidence.all()),
            "added": reading.parts(self.layout, added, audience, filled_by=FilledBy.NOMINEE),
            "letters": self.letters(),
            "shows_contacts": self.shows_contacts,
        }

    def letters(self) -> list[LetterOfSupport]:
        """Give the letters of support to whom may read them."""
        reads = permissions.staff_opens_files(self.request.user, self.thing.call)
        return list(self.thing.letters_of_support.all()) if reads else []

    def neighbours(self) -> dict[str, Any]:
        """Give the queue beside the file."""
        before, after = queue.around(self.thing.call, self.request.user, self.thing)
        counts = queue.counts(self.thing.call, self.request.user)
        shown = (self.thing, *before, *after)
        near = [each.dossier for each in shown if each.dossier]
        doubles, elsewhere = alike.beside(self.dossier, near, self.request.user)
        return {
            "before": [waiting(each, doubles) for each in before],
            "after": [waiting(each, doubles) for each in after],
            "here": waiting(self.thing, doubles),
            "alike": doubles.get(self.thing.dossier_id or 0, []),
            "elsewhere": elsewhere,
            "next": after[0] if after else None,
            "undecided": counts.get(NominationStatus.SUBMITTED, 0),
            "total": sum(counts.values()),
        }

    def allowed(self) -> dict[str, Any]:
        """Say what this person may do with the file now."""
        person, row = self.request.user, self.thing.dossier.consent if self.thing.dossier else None
        refusal = permissions.may_decide.refusal(person, self.thing)
        return {
            "may_note": permissions.may_screen(person, self.thing),
            "may_decide": refusal is None,
            "why_not": refusal,
            "may_return": permissions.may_return(person, self.thing),
            "may_pair": permissions.may_pair(person, self.dossier),
            "may_waive": permissions.may_waive(person, row),
            "may_ask_again": permissions.may_ask_again(person, row) and row and row.status == ConsentStatus.ASKED,
            "may_read_contacts": permissions.may_read_contacts(person, self.thing) and not self.shows_contacts,
            "may_open_files": permissions.staff_opens_files(person, self.thing.call),
            "reads_reasons": has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL),
        }


class Gates(Screen):
    """Keep the checklist, and go on to the decision that was chosen."""

    rule = permissions.may_screen
    http_method_names = ("post",)
    GOES_TO = ("admit", "return", "exclude")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Note what was found; where somebody else was quicker, show both."""
        notes = self.notes(request.POST)
        if not notes.is_valid():
            return self.render_to_response(self.get_context_data(notes=notes, form=notes))
        try:
            screening.note_gates(
                self.thing, findings=notes.findings(), by=request.user, version=notes.cleaned_data["version"]
            )
        except Refused as refused:
            self.read_anew()
            fresh = self.notes({**request.POST.dict(), "version": screening.token(self.thing, self.found)})
            return self.render_to_response(self.get_context_data(notes=fresh, refusal=refused.refusal), status=409)
        then = request.POST.get("then", "")
        if then in self.GOES_TO:
            return redirect(self.address(then))
        messages.success(request, _("Your notes are saved."))
        return redirect(self.page)


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
