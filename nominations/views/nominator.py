"""The nominator's pages around the form: begin, what is mine, one file, take back, throw away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards_site.doors import Door
from awards_site.rules import anyone, signed_in
from nominations import drafting, history, outside, permissions, reading, receipt, shape, story, withdrawal
from nominations.models import Call, Collaboration, Handover, Nomination, Screening
from nominations.models.grants import read_at_once
from nominations.reading import Audience
from nominations.states import HandoverStatus, NominationStatus, Phase

from . import checking
from .own import FileDoor, about, office, page_of

ON_A_PAGE = 25


class Nominate(Door):
    """Where to nominate: the calls that are open now."""

    rule = anyone
    template_name = "nominations/nominate.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the open calls, each with what stands in this person’s way."""
        calls = Call.objects.published().whole().order_by("closes_at", "prize__position")
        open_calls = [call for call in calls if call.phase == Phase.CALL_OPEN]
        told = [(call, permissions.may_begin.obstacle(self.request.user, call)) for call in open_calls]
        return super().get_context_data(**kwargs) | {"calls": told}


class Start(Door):
    """Begin a nomination in one call."""

    rule = permissions.may_begin
    template_name = "nominations/start.html"
    thing: Call

    def find(self) -> Call:
        """Find the call."""
        call = Call.objects.whole().filter(cycle__slug=self.kwargs["cycle"], prize__slug=self.kwargs["prize"]).first()
        if call is None:
            raise Http404
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the call, and the drafts already begun in it."""
        drafts = Nomination.objects.of(self.request.user).filter(call=self.thing, status=NominationStatus.DRAFT)
        begun = [(draft, about(draft), page_of(draft)) for draft in drafts.select_related("form", "call")[:5]]
        told = {"call": self.thing, "zone": self.thing.cycle.zone, "drafts": begun}
        return super().get_context_data(**kwargs) | told

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Begin, and go to the first step."""
        nomination = drafting.begin(self.thing, by=self.request.user, language=get_language() or "en")
        return redirect(page_of(nomination, "step", step=nomination.step))


class Mine(Door):
    """My nominations: each as a line of time in words."""

    rule = signed_in
    template_name = "nominations/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give a page of files with their stories, those that ask for something first."""
        pages = Paginator(files_of(self.request.user), ON_A_PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        read_at_once(self.request.user, page.object_list)
        told = [card(nomination, self.request.user) for nomination in page.object_list]
        told.sort(key=lambda each: not each["asks"])
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "cards": told,
            "offers": offers_to(self.request.user),
            "invitations": invitations_to(self.request.user),
            "why_not": permissions.bars_nominating(self.request.user),
        }


def files_of(person: Any) -> Any:
    """Look among the files that a person has a part in, with all that a story needs."""
    mine = Nomination.objects.visible_to(person).written_by(person)
    screenings = Prefetch("screenings", Screening.objects.select_related("rule"))
    return (
        mine.at_once().select_related("dossier__nominee", "dossier__consent", "nominator").prefetch_related(screenings)
    )


def offers_to(person: Any) -> list[tuple[Handover, str]]:
    """Give the files that others would like this person to take over, each with the page to answer on."""
    found = Handover.objects.filter(to=person, status=HandoverStatus.OFFERED)
    rows = found.select_related("by", "nomination__call__cycle", "nomination__call__prize")
    return [
        (each, page_of(each.nomination, "take_over")) for each in rows if permissions.may_answer_handover(person, each)
    ]


def invitations_to(person: Any) -> list[tuple[Collaboration, str]]:
    """Give the files that others would like to work on with this person, each with the page to answer on."""
    found = Collaboration.objects.filter(person=person, joined_at=None, ended_at=None)
    rows = found.select_related("invited_by", "nomination__call__cycle", "nomination__call__prize")
    return [
        (each, page_of(each.nomination, "join")) for each in rows if permissions.may_answer_invitation(person, each)
    ]


def card(nomination: Nomination, person: Any) -> dict[str, Any]:
    """Give what the list and the page of one file say about it."""
    nomination.knows_phase()
    steps = drafting.steps(shape.of(nomination.form))
    place = steps.index(nomination.step) + 1 if nomination.step in steps else 1
    screenings = list(nomination.screenings.all())
    returned = nomination.status == NominationStatus.RETURNED and story.may_still_correct(nomination)
    return {
        "nomination": nomination,
        "call": nomination.call,
        "about": about(nomination),
        "office": office(nomination),
        "standing": story.standing(nomination, place, len(steps)),
        "events": story.told(nomination, screenings),
        "decision": screenings[-1] if screenings else None,
        "asks": returned,
        "is_own": permissions.owns(person, nomination),
        "may_write": permissions.writes(person, nomination),
        "days_left": story.days_left(nomination),
        "is_open": nomination.call.phase == Phase.CALL_OPEN,
        "page": page_of(nomination),
        "goes_on": page_of(nomination, "step", step=nomination.step or steps[0]),
    }


class NominationPage(FileDoor):
    """One file: where it stands, what was sent, who was asked for a letter."""

    rule = permissions.may_read_nomination
    template_name = "nominations/nomination.html"

    def among(self) -> Any:
        """Fetch along what the story needs."""
        screenings = Prefetch("screenings", Screening.objects.select_related("rule"))
        seen = Nomination.objects.visible_to(self.request.user).at_once()
        return seen.select_related("dossier__nominee", "dossier__consent", "nominator").prefetch_related(screenings)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the story, the answers as this reader may know them, and what may be done."""
        nomination, person = self.nomination, self.request.user
        part, form = permissions.takes_part(person, nomination), shape.of(nomination.form)
        files = list(nomination.evidence.all())
        audience = Audience.NOMINATOR if part else Audience.AUDITOR  # the desk shows contact data, and notes who asked
        told = {
            "is_mine": part,
            "parts": reading.parts(form, nomination.answers, audience, files),
            "unsent": checking.unsent(nomination, form) if part else [],
            **letters_of(nomination, part=part),
            "copies": receipt.versions(nomination),
            "history": history.told(nomination, files, checking.titles(form), person) if part else [],
            "may_share": permissions.may_share(person, nomination),
            "may_edit": permissions.may_edit(person, nomination),
            "may_take_along": permissions.may_take_along(person, nomination),
            "may_withdraw": permissions.may_withdraw(person, nomination),
            "may_reinstate": permissions.may_reinstate(person, nomination),
            "may_discard": permissions.may_discard(person, nomination),
            "may_ask_referees": permissions.may_ask_referees(person, nomination),
            "may_remind_referees": part and permissions.may_remind_referees(person, nomination),
            "may_open_files": part or permissions.staff_opens_files(person, nomination.call),
        }
        return super().get_context_data(**kwargs) | card(nomination, person) | told


def letters_of(nomination: Nomination, *, part: bool) -> dict[str, Any]:
    """Give where each letter is, and how many count, to whoever has a part in the file; never what they say."""
    letters = list(nomination.letters_of_support.all()) if part else []
    return {"letters": letters, "outside": outside.count(nomination, letters)}


class Withdraw(FileDoor):
    """Take a file back, or bring it in again."""

    rule = permissions.may_take_back
    template_name = "nominations/withdraw.html"

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Do it, and say so."""
        nomination, reason = self.nomination, self.request.POST.get("reason", "").replace("\0", "")
        again = self.request.POST.get("do") == "reinstate"
        try:
            act = withdrawal.reinstate if again else withdrawal.withdraw
            act(nomination, by=self.request.user, reason=reason)
        except withdrawal.NoReason as refused:
            told = self.get_context_data(refusal=refused.refusal)
            return self.render_to_response(told, status=403)
        said = _("The nomination counts again.") if again else _("The nomination is withdrawn.")
        messages.success(self.request, said)
        return redirect(page_of(nomination))


class Discard(FileDoor):
    """Throw a draft away, after one question."""

    rule = permissions.may_discard
    template_name = "nominations/discard.html"

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Do it, and say so."""
        drafting.discard(self.nomination, by=self.request.user)
        messages.success(self.request, _("The draft is deleted."))
        return redirect(reverse("nominations:mine"))
