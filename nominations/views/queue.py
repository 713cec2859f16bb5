"""The secretariat's queue: the files of a call by state, found by name, city or number in any script."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.doors import Door
from awards_site.pages import page_of
from nominations import alike, permissions, queue
from nominations.forms.screening import QueueForm
from nominations.models import Call, Nomination
from nominations.states import ConsentStatus, NominationStatus

from .links import call_in

SHAPES = {
    NominationStatus.SUBMITTED: "wait",
    NominationStatus.RETURNED: "due",
    NominationStatus.ELIGIBLE: "done",
    NominationStatus.INELIGIBLE: "stop",
    NominationStatus.WITHDRAWN: "stop",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A word and a shape."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file as the queue shows it."""

    nomination: Nomination
    days: int
    marks: tuple[Mark, ...]


def waiting(nomination: Nomination, doubles: Collection[int | None] = ()) -> Waiting:
    """Say how long a file waits and what is special about it; `doubles` are dossiers that may be another's too."""
    since = nomination.submitted_at or nomination.created_at
    double = [Mark("due", _("maybe named twice"))] if nomination.dossier_id in doubles else []
    return Waiting(nomination, max(0, (clock.now() - since).days), (*double, *marks(nomination)))


def marks(nomination: Nomination) -> list[Mark]:
    """Say what an officer would want to know before opening a file."""
    told = []
    undecided = nomination.status == NominationStatus.SUBMITTED
    if undecided and getattr(nomination, "came_back", False):
        told.append(Mark("done", _("correction arrived")))
    if undecided and getattr(nomination, "is_unclear", False):
        told.append(Mark("due", _("gate unclear")))
    return [*told, *of_consent(nomination)]


def of_consent(nomination: Nomination) -> list[Mark]:
    """Say what the nominee answered, where that is not simply yes."""
    consent = getattr(nomination.dossier, "consent", None)
    match consent.status if consent else None:
        case ConsentStatus.ASKED:
            return [Mark("wait", _("consent awaited"))]
        case ConsentStatus.DECLINED:
            return [Mark("stop", _("consent declined"))]
        case ConsentStatus.WITHDRAWN:
            return [Mark("stop", _("consent withdrawn"))]
    return []


class CallDoor(Door):
    """A page of the secretariat about one call."""

    thing: Call | None

    def find(self) -> Call | None:
        """Find the call."""
        return call_in(self.kwargs) if self.request.user.is_authenticated else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the call and its zone."""
        call = self.thing
        return super().get_context_data(**kwargs) | {"call": call, "zone": call.cycle.zone if call else None}


class Queue(CallDoor):
    """All files of a call that were sent, in pages."""

    rule = permissions.may_read_queue
    template_name = "nominations/queue.html"
    thing: Call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give a page of files in the state that was asked for."""
        form = QueueForm(self.request.GET or None)
        state, words = form.wanted()
        number, fits = queue.number_meant(words)
        state = queue.EVERYTHING if number else state  # whoever has a number wants that file, wherever it stands
        rows = queue.in_state(queue.files_of(self.thing, self.request.user), state)
        page = page_of(self.request, queue.search(rows, number or words) if words else rows)
        doubles = alike.undecided(self.thing, [each.dossier for each in page.object_list])
        counts = queue.counts(self.thing, self.request.user)
        told = {
            "form": QueueForm(initial={"state": state, "q": words}),
            "page_obj": page,
            "slip": bool(number) and not fits,
            "files": [(waiting(each, doubles), SHAPES[NominationStatus(each.status)]) for each in page.object_list],
            "undecided": counts.get(NominationStatus.SUBMITTED, 0),
            "total": sum(counts.values()),
            "query": urlencode({"state": state, "q": words}),
            "is_clear": state == queue.UNDECIDED and not words and counts,
            "may_export": permissions.may_export_nominations(self.request.user, self.thing),
            "may_import": permissions.may_import_nominations(self.request.user, self.thing),
        }
        return super().get_context_data(**kwargs) | told
