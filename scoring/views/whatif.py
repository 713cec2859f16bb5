"""Questions to a copy of the count, and the count as a paper: both read, and change nothing."""

from typing import Any

import structlog
from django.http import Http404, HttpRequest

from awards_site.documents import NotPrinted
from nominations.serving import serve_paper
from scoring import permissions, sight, tallying
from scoring.forms import WhatIfForm
from scoring.models import Tally
from scoring.room import Room, paper, room_of, whatif
from scoring.room.jurors import jurors_of

from .rounds import RoundDoor

log = structlog.get_logger(__name__)


class CountDoor(RoundDoor):
    """A door to the last count of a round."""

    def tally(self) -> Tally:
        """Fetch it, or nothing."""
        found = tallying.latest(self.thing)
        if found is None:
            raise Http404
        found.round = self.thing
        return found

    def room(self) -> Room:
        """Read it for this reader."""
        how = sight.sight_of(self.request.user, self.thing)
        if how is None:
            raise Http404
        return room_of(self.tally(), self.request.user, how)


class WhatIf(CountDoor):
    """Another method, or without a juror, beside the record: on a copy."""

    rule = permissions.may_ask_what_if
    template_name = "scoring/what_if.html"
    http_method_names = ["get", "head"]  # noqa: RUF012 - Django's own name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the question, and its answer where one was asked."""
        room = self.room()
        jurors = jurors_of(room.told, self.request.user, room.sight)
        if jurors is None:
            raise Http404
        form = WhatIfForm(self.request.GET or None, told=room.told, jurors=jurors)
        answer = None
        if form.is_bound and form.is_valid():
            answer = whatif.asked(room.told, jurors, method=form.cleaned_data["method"], without=form.left_out)
        return super().get_context_data(**kwargs) | {"room": room, "form": form, "answer": answer}


class ResultPaper(CountDoor):
    """The result as a PDF for the board's papers: sums alone, whoever takes it."""

    rule = permissions.may_view_result
    template_name = "scoring/no_paper.html"
    http_method_names = ["get", "head"]  # noqa: RUF012 - Django's own name

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> Any:
        """Make it and hand it out; where it can't be made, say so."""
        tally = self.tally()
        try:
            made = paper.made(tally, request.user)
        except NotPrinted as failed:
            log.exception("result_not_printed", tally=tally.pk, why=str(failed))
            return self.render_to_response(self.get_context_data(**kwargs), status=503)
        return serve_paper(made, f"{'-'.join(self.thing.slugs.values())}.pdf")
