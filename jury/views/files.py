"""The dossier as the jury reads it: one nominee, all eligible nominations of them, letters and files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from awards_site.doors import Door
from jury import permissions
from jury.dossier import reading_of
from jury.models import dossiers_visible_to
from nominations.models import Evidence, LetterOfSupport
from nominations.serving import serve_evidence, serve_letter
from nominations.views.files import leaf_asked, preview_asked

from .places import own_seat


class DossierPage(Door):
    """Read-only, for whoever finds it in the own list; for anybody else there is no such page."""

    rule = permissions.may_read_dossier
    template_name = "jury/dossier.html"

    def find(self) -> Any:
        """Find the dossier among those this person may read now."""
        place = {"call__cycle__slug": self.kwargs["cycle"], "call__prize__slug": self.kwargs["prize"]}
        mine = dossiers_visible_to(self.request.user).filter(**place, public_id=self.kwargs["dossier"])
        whole = mine.select_related("call__cycle", "call__prize", "nominee", "consent").prefetch_related("call__acts")
        return whole.first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the page the file as this person may read it."""
        person = self.request.user
        reading, seat = reading_of(self.thing, person), own_seat(person, self.thing.call)
        return super().get_context_data(**kwargs) | {
            "call": self.thing.call,
            "dossier": self.thing,
            "reading": reading,
            "takes_ties": permissions.may_answer_conflicts(person, seat),
        }


class DossierFileDoor(Door):
    """A page about one file of a dossier."""

    rule = permissions.may_read_dossier_evidence

    def find(self) -> Any:
        """Find the file of a dossier that this person may read now."""
        mine = dossiers_visible_to(self.request.user).filter(
            call__cycle__slug=self.kwargs["cycle"],
            call__prize__slug=self.kwargs["prize"],
            public_id=self.kwargs["dossier"],
        )
        files = Evidence.objects.filter(nomination__dossier__in=mine, public_id=self.kwargs["evidence"])
        return files.select_related("nomination__dossier__call").first()


class DossierEvidence(DossierFileDoor):
    """One file of a dossier, always as a download and under the name it came with."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a file streams
        """Send the file to be saved."""
        return serve_evidence(self.thing)


class DossierEvidencePreview(DossierFileDoor):
    """What was drawn of a page of a file."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show it."""
        return preview_asked(request, self.thing)


class DossierEvidencePages(DossierFileDoor):
    """A file of a dossier, looked through page by page."""

    template_name = "nominations/pages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the page, and the way back to the dossier."""
        place = {name: self.kwargs[name] for name in ("cycle", "prize", "dossier")}
        told = {
            "call": self.thing.nomination.dossier.call,
            "address": reverse("jury:dossier_evidence", kwargs=self.kwargs),
            "back": reverse("jury:dossier", kwargs=place),
        }
        return super().get_context_data(**kwargs) | told | leaf_asked(self.request, self.thing)


class LetterPaper(Door):
    """The PDF of a letter of support, for whoever reads the dossier's letters."""

    rule = permissions.may_open_letter_paper

    def find(self) -> Any:
        """Find the letter among those of a dossier that this person may read now."""
        mine = dossiers_visible_to(self.request.user).filter(
            call__cycle__slug=self.kwargs["cycle"],
            call__prize__slug=self.kwargs["prize"],
            public_id=self.kwargs["dossier"],
        )
        rows = LetterOfSupport.objects.filter(nomination__dossier__in=mine, public_id=self.kwargs["letter"])
        return rows.select_related("nomination__dossier__call").first()

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a file streams
        """Send it to be saved."""
        return serve_letter(self.thing)
