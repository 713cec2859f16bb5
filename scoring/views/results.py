"""The results room: a closed round is counted, recounted, its ties decided, its shortlist signed."""

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from jury.models import Recommendation, Round
from jury.states import RecommendationStatus, RoundKind
from nominations.states import Phase
from scoring import permissions, shortlisting, sight, tallying
from scoring.counts import counts_of, tallies_of
from scoring.forms import CorrectionForm, TieForm
from scoring.models import Tally
from scoring.room import Room, room_of
from scoring.room.page import parts_of

from .rounds import UNPROCESSABLE, RoundDoor

DECIDED = frozenset({Phase.RATIFICATION, Phase.EMBARGO, Phase.ANNOUNCED, Phase.ARCHIVED})


class Result(RoundDoor):
    """What a round came to, as far as the reader may see it."""

    rule = permissions.may_view_result
    template_name = "scoring/result.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask who the reader is but once: reading the page changes nothing meanwhile."""
        with sight.asking_once() if request.method in {"GET", "HEAD"} else nullcontext():
            return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the last tally, and what can be done with it."""
        person, tally = self.request.user, self.latest()
        room = self.room(tally)
        is_chair = bool(room and room.sight == sight.Sight.IDENTIFIED)
        counting = counts_of(self.thing, person, self.tallies)
        may_decide = is_chair and permissions.may_decide_tie(person, self.thing)
        return super().get_context_data(**kwargs) | {
            "tally": tally,
            "room": room,
            "may_take": permissions.may_take_tally(person, self.thing),
            "may_recount": bool(tally and permissions.may_recount(person, tally)),
            "counts": counting.files if counting else [],
            "may_take_salts": permissions.may_take_salts(person, self.thing),
            "may_export": permissions.may_export_ballots(person, self.thing),
            "may_confirm": is_chair and permissions.may_confirm_shortlist(person, self.thing),
            "is_confirmed": self.thing.kind == RoundKind.ASSESSMENT and sight.final_is_entered(self.thing),
            "tie_forms": self.tie_forms(room, kwargs.get("form")) if room and may_decide else [],
            "recount": kwargs.get("recount"),
            "counting": counting,
            "correction_form": kwargs.get("correction_form") or CorrectionForm(),
            "may_view_decision": self.may_view_decision(),
            **(parts_of(room, person) if room else {}),
        }

    @cached_property
    def tallies(self) -> list[Tally]:
        """Fetch all counts of this round, the first first."""
        return tallies_of(self.thing)

    def may_view_decision(self) -> bool:
        """Say whether there is a decision on this call that the reader may read."""
        if self.thing.call.phase not in DECIDED:
            return False
        made = Recommendation.objects.filter(call=self.thing.call, status=RecommendationStatus.MADE).last()
        if made is None:
            return False
        made.call = self.thing.call
        return bool(permissions.may_view_ratification(self.request.user, made))

    def latest(self) -> Tally | None:
        """Give the last tally of this round."""
        return next(iter(self.tallies[::-1]), None)

    def room(self, tally: Tally | None) -> Room | None:
        """Read the tally for this reader."""
        how = sight.sight_of(self.request.user, self.thing) if tally else None
        if tally is None or how is None:
            return None
        return room_of(tally, self.request.user, how, self.request.GET.get("page", "1"))

    def tie_forms(self, room: Room, sent: TieForm | None) -> list[TieForm]:
        """Give a form for each tie that still stands; the one that was sent keeps what was typed."""
        groups = [[dossier.code for dossier in group] for group in room.undecided]
        return [sent if sent and sent.codes == codes else TieForm(codes=codes) for codes in groups]

    def do(self, verb: Any, done: str) -> HttpResponse:
        """Do one thing, and say how it went."""
        try:
            verb()
        except Refused as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, done)
        return self.onward("scoring:result")

    def tally(self) -> Tally:
        """Fetch the last tally, or nothing."""
        found = self.latest()
        if found is None:
            raise Http404
        return found


class TakeTally(Result):
    """Count."""

    rule = permissions.may_take_tally
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Take the tally; the same ballots give the tally there is."""
        return self.do(lambda: tallying.take(self.thing, by=self.request.user), _("The round is counted."))


class Recount(Result):
    """Take the tally again and compare; nothing is written."""

    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Recount and show both."""
        try:
            recount = tallying.recount(self.tally(), by=self.request.user)
        except Refused as refused:
            messages.error(self.request, str(refused))
            return self.onward("scoring:result")
        return self.render_to_response(self.get_context_data(recount=recount))


class DecideTie(Result):
    """Put a decision on a tie on record."""

    rule = permissions.may_decide_tie
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Decide the tie that the form names, if it still stands."""
        groups = tallying.unresolved(self.tally())
        sent = {name.removeprefix("place-") for name in self.request.POST if name.startswith("place-")}
        codes = next((group for group in groups if set(group) == sent), None)
        if codes is None:
            messages.error(self.request, _("This tie does not stand any more. Look at the result again."))
            return self.onward("scoring:result")
        form = TieForm(self.request.POST, codes=codes)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
        reason = form.cleaned_data["reason"]
        return self.do(
            lambda: tallying.decide(self.thing, form.order, by=self.request.user, reason=reason),
            _("The decision is on record."),
        )


class ConfirmShortlist(Result):
    """Sign the shortlist."""

    rule = permissions.may_confirm_shortlist
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name
    thing: Round

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Confirm who goes on."""
        return self.do(
            lambda: shortlisting.confirm(self.tally(), by=self.request.user),
            _("The shortlist is confirmed. The secretariat assigns the final round."),
        )
