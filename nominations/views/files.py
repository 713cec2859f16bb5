"""Opening a file of a nomination, or looking through it, for its nominator and the secretariat."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from awards_site.doors import Door
from nominations import permissions
from nominations.models import Evidence, LetterOfSupport, Nomination
from nominations.serving import leaf, serve_evidence, serve_letter, serve_preview

from .own import page_of


def file_in(kwargs: dict[str, Any], person: Any) -> Any:
    """Look for the nomination of an address among those that a person may see."""
    return Nomination.objects.visible_to(person).filter(
        public_id=kwargs["nomination"], call__cycle__slug=kwargs["cycle"], call__prize__slug=kwargs["prize"]
    )


class EvidenceDoor(Door):
    """A page about one file of a nomination."""

    rule = permissions.may_read_evidence
    thing: Evidence | None

    def find(self) -> Evidence | None:
        """Find the file among those of nominations that this person may see."""
        if not self.request.user.is_authenticated:
            return None
        seen = file_in(self.kwargs, self.request.user)
        rows = Evidence.objects.filter(public_id=self.kwargs["evidence"], nomination__in=seen)
        evidence: Evidence | None = rows.select_related("nomination__call__cycle", "nomination__call__prize").first()
        if evidence is None:
            raise Http404
        return evidence

    @property
    def file(self) -> Evidence:
        """Give the file, which is there once the rule was asked."""
        if self.thing is None:
            raise Http404
        return self.thing


class EvidenceFile(EvidenceDoor):
    """One file, to be saved."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Hand it out."""
        return serve_evidence(self.file)


class EvidencePreview(EvidenceDoor):
    """What was drawn of a page of a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Show it."""
        return preview_asked(request, self.file)


class EvidencePages(EvidenceDoor):
    """A file, looked through page by page."""

    template_name = "nominations/pages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the page, and the way back to where this person reads the file."""
        file, nomination = self.file, self.file.nomination
        is_desk = permissions.may_read_screening(self.request.user, nomination)
        told = {
            "call": nomination.call,
            "address": page_of(nomination, "evidence", evidence=file.public_id),
            "back": page_of(nomination, "screen" if is_desk else "nomination"),
        }
        return super().get_context_data(**kwargs) | told | leaf_asked(self.request, file)


def preview_asked(request: HttpRequest, file: Evidence) -> HttpResponse:
    """Show the page of a file that is asked for, in the size that is asked for."""
    is_small = request.GET.get("size") == "small"
    return serve_preview(file, request.GET.get("page", ""), by=request.user, is_small=is_small)


def leaf_asked(request: HttpRequest, file: Evidence) -> dict[str, Any]:
    """Give a file, opened at the page that is asked for."""
    return {"file": file, "leaf": leaf(file, request.GET.get("page", ""), by=request.user)}


class LetterPaper(Door):
    """The PDF of a letter of support, to be saved."""

    rule = permissions.may_open_paper
    thing: LetterOfSupport

    def find(self) -> LetterOfSupport | None:
        """Find the letter among those of nominations that this person may see."""
        if not self.request.user.is_authenticated:
            return None
        seen = file_in(self.kwargs, self.request.user)
        rows = LetterOfSupport.objects.filter(public_id=self.kwargs["letter"], nomination__in=seen)
        letter: LetterOfSupport | None = rows.select_related(
            "nomination__call__cycle", "nomination__call__prize"
        ).first()
        if letter is None:
            raise Http404
        return letter

    def get(self, *_args: Any, **_kwargs: Any) -> Any:
        """Hand it out."""
        return serve_letter(self.thing)
