"""The secretariat's queue: the files of a call by state, found by name, city or number in any script."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.doors import Door
from awards_site.pages import page_of
from nominations import alike, keeping, lookalikes, permissions, queue, sifting
from nominations.forms.desk import KeepForm, QueueForm
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
    if getattr(nomination, "is_prepared", False):
        told.append(Mark("now", _("to be confirmed")))
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

    @cached_property
    def sieve(self) -> sifting.Sieve:
        """Give the choice of files that the address asks for."""
        return QueueForm(self.request.GET).wanted()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give a page of the files that were asked for, and the filters kept for them."""
        call, person = self.thing, self.request.user
        sifted = sifting.Sifting(call, person)
        page = page_of(self.request, sifted.files(self.sieve))
        doubles = alike.undecided(call, [each.dossier for each in page.object_list])
        counts = queue.counts(call, person)
        told = {
            "form": self.form(),
            "page_obj": page,
            "slip": queue.has_a_slip(self.sieve.q),
            "files": [(waiting(each, doubles), SHAPES[NominationStatus(each.status)]) for each in page.object_list],
            "undecided": counts.get(NominationStatus.SUBMITTED, 0),
            "total": sum(counts.values()),
            "query": self.sieve.query,
            "narrows": bool({"country", "language", "age"} & self.sieve.wanted.keys()),
            "is_clear": not self.sieve.wanted and counts,
            "may_export": permissions.may_export_nominations(person, call),
            "may_see_alike": permissions.may_read_lookalikes(person, call),
            "may_import": permissions.may_import_nominations(person, call),
            "may_choose": permissions.may_decide_many(person, call),
            **self.kept(sifted),
        }
        return super().get_context_data(**kwargs) | told

    def form(self) -> QueueForm:
        """Make the form, filled with what is asked for."""
        form = QueueForm(initial=asdict(self.sieve))
        form.offer(sifting.countries_of(self.thing, self.request.user))
        return form

    def kept(self, sifted: sifting.Sifting) -> dict[str, Any]:
        """Give the reader's own filters with how many files each has, and the form that keeps another."""
        if not permissions.may_keep_filters(self.request.user, self.thing):
            return {}
        saved = list(keeping.kept_by(self.request.user, self.thing))
        return {"saved": sifted.counted(saved), "keep_form": KeepForm(), "wanted": self.sieve.wanted}


class Lookalikes(CallDoor):
    """Files that look as if one hand had made several, in groups with their reasons; nothing is decided here."""

    rule = permissions.may_read_lookalikes
    template_name = "nominations/lookalikes.html"
    thing: Call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give a page of groups."""
        found = lookalikes.groups(self.thing, self.request.user)
        page = page_of(self.request, found)
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "groups": page.object_list,
            "number": len(found),
        }
