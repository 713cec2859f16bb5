"""Opening a file of a nomination, for its nominator and the secretariat."""

from typing import Any

from django.http import Http404, HttpRequest

from awards_site.doors import Door
from nominations import permissions
from nominations.models import Evidence, Nomination
from nominations.serving import serve_evidence


class EvidenceFile(Door):
    """One file, to be saved."""

    rule = permissions.may_read_evidence
    thing: Evidence | None

    def find(self) -> Evidence | None:
        """Find the file among those of nominations that this person may see."""
        if not self.request.user.is_authenticated:
            return None
        seen = Nomination.objects.visible_to(self.request.user).filter(
            public_id=self.kwargs["nomination"],
            call__cycle__slug=self.kwargs["cycle"],
            call__prize__slug=self.kwargs["prize"],
        )
        rows = Evidence.objects.filter(public_id=self.kwargs["evidence"], nomination__in=seen)
        evidence: Evidence | None = rows.select_related("nomination__call__cycle", "nomination__call__prize").first()
        if evidence is None:
            raise Http404
        return evidence

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Hand it out."""
        if self.thing is None:
            raise Http404
        return serve_evidence(self.thing)
