"""A copy of what was submitted, to be kept: for its nominator, colleagues and the secretariat."""

from typing import Any

import structlog
from django.http import Http404, HttpRequest

from awards_site import limits
from awards_site.documents import NotPrinted
from nominations import permissions, receipt
from nominations.models import Submission
from nominations.reading import Audience
from nominations.serving import serve_paper

from .own import FileDoor

COPIES_AT_MOST = 30
TEN_MINUTES = 600

log = structlog.get_logger(__name__)


class Receipt(FileDoor):
    """A copy of what was submitted, the latest version or the one asked for, to be kept."""

    rule = permissions.may_read_nomination
    template_name = "nominations/no_receipt.html"

    def among(self) -> Any:
        """Fetch along who nominated."""
        return super().among().select_related("nominator")

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> Any:
        """Make it and hand it out; where it can't be made, say so."""
        nomination, sent = self.nomination, receipt.versions(self.nomination)
        if not sent:
            raise Http404
        chosen = self.chosen(sent)
        limits.take("receipts", str(request.user.pk), COPIES_AT_MOST, TEN_MINUTES)
        try:
            made = receipt.paper(chosen, nomination, self.reader(), of=len(sent))
        except NotPrinted as failed:
            log.exception("receipt_not_printed", nomination=str(nomination.public_id), why=str(failed))
            return self.render_to_response(self.get_context_data(**kwargs), status=503)
        return serve_paper(made, receipt.name_of_file(nomination, chosen))

    def chosen(self, sent: list[Submission]) -> Submission:
        """Find the version that was asked for."""
        wanted = self.request.GET.get("version", str(sent[0].number))
        found = next((each for each in sent if str(each.number) == wanted), None)
        if found is None:
            raise Http404
        return found

    def reader(self) -> receipt.Reader:
        """Say as whom this person reads: the desk shows no contact data, and notes who asked for it."""
        part = permissions.takes_part(self.request.user, self.nomination)
        return receipt.Reader(Audience.NOMINATOR if part else Audience.AUDITOR, part)
