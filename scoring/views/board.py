"""The Executive Board decides; the Secretary General and a second person set the moment."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.doors import Door
from awards_site.freshness import FreshSecondFactor
from awards_site.rules import Refusal, Refused, Rule
from jury.models import Outcome, Recommendation, Round
from jury.states import OutcomeKind
from nominations.models import Call
from scoring import announcement, permissions, ratification, sight, tallying
from scoring.forms import HoldForm, MomentForm, StateForm, VoteForm
from scoring.models import Announcement, BoardVote, Ratification
from scoring.room import room_of

UNPROCESSABLE = 422


class BoardsPaper(FreshSecondFactor):
    """The recommendation with minutes, citations and standings, and the votes; POST casts the own vote."""

    rule = permissions.may_view_ratification
    rules = {"POST": permissions.may_vote}  # noqa: RUF012 - read by Door
    template_name = "scoring/ratification.html"
    thing: Recommendation

    def find(self) -> Recommendation:
        """Fetch the recommendation that is, or was, before the board."""
        call = call_of(self.kwargs)
        found = ratification.before_the_board(call)
        if found is None:
            raise Http404
        found.call = call
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the paper and the votes."""
        person = self.request.user
        call = self.thing.call
        decision = Ratification.objects.filter(recommendation=self.thing).first()
        decision = decision or Ratification(recommendation=self.thing)
        votes = list(decision.votes.select_related("member")) if decision.pk else []
        own = next((vote for vote in votes if vote.member_id == person.pk), None)
        hidden = sight.tied_dossiers(person, call)
        outcomes = self.thing.outcomes.select_related("dossier__nominee").exclude(dossier__in=hidden)
        return super().get_context_data(**kwargs) | {
            "call": call,
            "recommendation": self.thing,
            "outcomes": sorted(outcomes.order_by("rank", "dossier__code"), key=standing_of),
            "decision": decision,
            "votes": votes,
            "own_vote": own,
            "room": self.room(),
            "may_vote": own is None and permissions.may_vote(person, self.thing),
            "form": kwargs.get("form") or VoteForm(initial={"key": uuid4().hex}),
        }

    def room(self) -> Any:
        """Read the last round's tally for this reader."""
        rounds = (
            Round.objects.standing()
            .filter(call=self.thing.call)
            .select_related("rules__rubric")
            .order_by("-closes_at")
        )
        last = next(iter(rounds), None)
        if last is None:
            return None
        last.call = self.thing.call
        tally, how = tallying.latest(last), sight.sight_of(self.request.user, last)
        if tally is None or how is None:
            return None
        tally.round = last
        return room_of(tally, self.request.user, how)

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Cast the own vote, once."""
        form = VoteForm(self.request.POST)
        if form.is_valid():
            sent = form.cleaned_data
            try:
                cast = ratification.vote(
                    self.thing, by=self.request.user, choice=sent["vote"], key=sent["key"], reason=sent["reason"]
                )
            except ratification.VotedAlready as voted:
                messages.error(self.request, str(voted))
                return HttpResponseRedirect(reverse("scoring:ratification", kwargs=self.thing.call.slugs))
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(self.request, _("Your vote is on record: %(vote)s.") % {"vote": cast})
                return HttpResponseRedirect(self.after(cast))
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)

    def refuse(self, refusal: Refusal) -> HttpResponseBase:
        """Answer a vote that was sent twice as the first time, also where it has moved the call on."""
        mine = BoardVote.objects.filter(ratification__recommendation=self.thing, key=self.request.POST.get("key", ""))
        known = mine.filter(member=self.request.user).first() if self.request.user.is_authenticated else None
        return HttpResponseRedirect(self.after(known)) if known else super().refuse(refusal)

    def after(self, cast: BoardVote) -> str:
        """Lead back to the paper, or away where it went back to the panel and there is nothing to read any more."""
        cast.ratification.recommendation.refresh_from_db()
        gone = ratification.before_the_board(self.thing.call) is None
        return reverse("scoring:home") if gone else reverse("scoring:ratification", kwargs=self.thing.call.slugs)


def standing_of(outcome: Outcome) -> int:
    """Put laureates first, then finalists, then special mentions."""
    return OutcomeKind.values.index(outcome.kind)


class AnnouncementDoor(Door):
    """A door to the moment of a call."""

    rule: Rule | None = permissions.may_view_announcement
    template_name = "scoring/announcement.html"
    thing: Any

    def find(self) -> Any:
        """Fetch the call."""
        return call_of(self.kwargs)

    @property
    def call(self) -> Call:
        """Give the call."""
        found: Call = self.thing if isinstance(self.thing, Call) else self.thing.call
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give what is proposed and what this person may do about it."""
        person, call = self.request.user, self.call
        made = Announcement.objects.filter(call=call).select_related("proposed_by", "confirmed_by", "held_by").first()
        version = {"version": made.version if made else 0}
        return super().get_context_data(**kwargs) | {
            "call": call,
            "announcement": made,
            "may_propose": permissions.may_propose_moment(person, call),
            "may_confirm": bool(made and permissions.may_confirm_moment(person, made)),
            "bulk": announcement.letters_of(call) if made and permissions.may_confirm_moment(person, made) else None,
            "may_hold": bool(made and permissions.may_hold(person, made)),
            "version": version["version"],
            "form": kwargs.get("form") or MomentForm(zone=call.cycle.zone, initial=version),
            "hold_form": kwargs.get("hold_form") or HoldForm(initial=version, prefix=None),
        }

    def do(self, verb: Any, done: str) -> HttpResponse:
        """Do one thing, and say how it went."""
        try:
            verb()
        except Refused as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, done)
        return HttpResponseRedirect(reverse("scoring:announcement", kwargs=self.call.slugs))


class Moment(AnnouncementDoor, FreshSecondFactor):
    """The moment: GET tells of it, POST proposes one."""

    rules = {"POST": permissions.may_propose_moment}  # noqa: RUF012 - read by Door

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Propose a moment."""
        form = MomentForm(self.request.POST, zone=self.call.cycle.zone)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
        if form.moment <= clock.now():
            form.add_error("day", _("This moment has passed. Choose one that lies ahead."))
            return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
        return self.do(
            lambda: announcement.propose(self.call, form.moment, by=self.request.user, version=form.state),
            _("The moment is proposed. A second person confirms it."),
        )


class AnnouncementAct(AnnouncementDoor, FreshSecondFactor):
    """A door to the announcement as it is proposed."""

    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def find(self) -> Announcement:
        """Fetch the announcement of the call."""
        call = call_of(self.kwargs)
        found = Announcement.objects.filter(call=call).first()
        if found is None:
            raise Http404
        found.call = call
        return found


class ConfirmMoment(AnnouncementAct):
    """A second person confirms."""

    rule = permissions.may_confirm_moment

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Confirm the moment that the page showed."""
        form = StateForm(self.request.POST)
        version = form.state if form.is_valid() else -1
        return self.do(
            lambda: announcement.confirm(self.call, by=self.request.user, version=version),
            _("The moment is set. The system publishes the result by itself."),
        )


class Hold(AnnouncementAct):
    """Stop the announcement."""

    rule = permissions.may_hold

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Hold, with the reason."""
        form = HoldForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(hold_form=form), status=UNPROCESSABLE)
        reason = form.cleaned_data["reason"]
        return self.do(
            lambda: announcement.hold(self.call, by=self.request.user, reason=reason, version=form.state),
            _("The announcement is held. Nothing is published."),
        )


def call_of(named: dict[str, Any]) -> Call:
    """Fetch a call by its address."""
    found = Call.objects.whole().filter(cycle__slug=named["cycle"], prize__slug=named["prize"]).first()
    if found is None:
        raise Http404
    return found
