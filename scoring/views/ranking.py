"""A juror ranks the dossiers of a round on one page: saving, casting, opening again."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from awards_site.doors import Door
from awards_site.rules import Refused
from jury.models import Assignment
from scoring import permissions, rankings, sight
from scoring.bench import Ranking, ranking_of
from scoring.desk import assignments_in
from scoring.forms import CastRankingForm, RankingForm, RankingStateForm, rank_sheet_of
from scoring.methods.ballots import Level

from .ballot_door import takes
from .telling import CONFLICT, UNPROCESSABLE, not_cast_yet, saved_at


class RankingDoor(Door):
    """A door to one's own ranking of a round: made of the own assignments alone."""

    rule = permissions.may_see_own_ranking
    rules = {"POST": permissions.may_rank}  # noqa: RUF012 - read by Door
    is_ones_own = True
    thing: list[Assignment]

    def find(self) -> list[Assignment]:
        """Fetch the own assignments of the round, or nothing."""
        own = assignments_in(self.request.user, self.kwargs)
        found: list[Assignment] = list(own.order_by("dossier__code"))
        if not found:
            raise Http404
        return found

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:
        """Lead to the desk where the round is not ranked."""
        if self.thing[0].round.rules.level is not Level.RANKS and takes(self, request):
            return redirect("scoring:desk")
        return super().before_entering(request)

    def address(self, name: str = "scoring:ranking") -> str:
        """Give the address of a page of this ranking."""
        return reverse(name, kwargs=self.kwargs)

    def ranking(self) -> Ranking:
        """Read the ranking as it was found."""
        return ranking_of(self.request.user, self.thing)

    def conflict(self, form: RankingForm | None = None) -> HttpResponse:
        """Show what is on record beside what was sent."""
        self.thing = self.find()
        ranking = self.ranking()
        context = self.get_context_data(ranking=ranking, lines=ranking.beside(form))
        return self.response_class(
            self.request,
            ["scoring/ranking_conflict.html"],
            context,
            using=self.template_engine,
            status=CONFLICT,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the ranking, its round and call, and whether it is written now."""
        ranking = kwargs.pop("ranking", None) or self.ranking()
        is_open = sight.is_open(ranking.round)
        return super().get_context_data(**kwargs) | {
            "ranking": ranking,
            "round": ranking.round,
            "call": ranking.round.call,
            "writable": is_open and not ranking.is_cast and bool(ranking.places),
            "may_reopen": is_open,
        }


class RankingPage(RankingDoor):
    """All own dossiers of the round, in order."""

    template_name = "scoring/ranking.html"

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save the order, then go where the button says."""
        ranking = self.ranking()
        form = RankingForm(self.request.POST, ranking=ranking)
        if not form.is_valid():
            return self.show_again(ranking, form)
        try:
            ballots = rankings.save(self.thing, rank_sheet_of(form), by=self.request.user)
        except rankings.Stale:
            return self.conflict(form)
        except (rankings.AlreadyDone, rankings.OffTheScale) as refused:
            form.add_error(None, str(refused))
            return self.show_again(ranking, form)
        if ballots:
            messages.success(self.request, saved_at(ballots[0]))
        then = "scoring:cast_ranking" if self.request.POST.get("then") == "cast" else "scoring:ranking"
        return redirect(self.address(then))

    def show_again(self, ranking: Ranking, form: RankingForm) -> HttpResponse:
        """Show what was typed, and what is wrong with it."""
        context = self.get_context_data(ranking=ranking.with_typed(form), form=form)
        return self.render_to_response(context, status=UNPROCESSABLE)


class SaveRanking(RankingDoor):
    """Saving while one ranks: answers in JSON, writes the same way as the page."""

    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save and say when; say so where another window was quicker."""
        form = RankingForm(self.request.POST, ranking=self.ranking())
        if not form.is_valid():
            sentence = _("Something could not be saved. Press Save to see what.")
            return JsonResponse({"refused": sentence}, status=UNPROCESSABLE)
        try:
            ballots = rankings.save(self.thing, rank_sheet_of(form), by=self.request.user)
        except rankings.Stale as stale:
            return JsonResponse({"conflict": str(stale)}, status=CONFLICT)
        except Refused as refused:
            return JsonResponse({"refused": str(refused)}, status=UNPROCESSABLE)
        versions = form.versions | {each.assignment.dossier.code: each.version for each in ballots}
        told = {"version": " ".join(f"{code}:{version}" for code, version in versions.items())}
        return JsonResponse(told | ({"saved": saved_at(ballots[0])} if ballots else {}))


class CastRanking(RankingDoor):
    """Look at the order once more, then cast it."""

    rule = permissions.may_rank
    template_name = "scoring/ranking_cast.html"

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Show the ranking as it will be cast; what is missing leads back to it."""
        ranking = self.ranking()
        if ranking.is_cast or ranking.missing or not ranking.places:
            if ranking.missing and not ranking.is_cast:
                messages.warning(self.request, not_cast_yet(place.name for place in ranking.missing))
            return redirect(self.address())
        return self.render_to_response(self.get_context_data(ranking=ranking.as_cast(), key=uuid4().hex))

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Cast the ranking, once for the key."""
        form = CastRankingForm(self.request.POST)
        if not form.is_valid():
            return redirect(self.address("scoring:cast_ranking"))
        key = form.cleaned_data["key"]
        try:
            rankings.cast(self.thing, by=self.request.user, key=key, versions=form.versions)
        except rankings.Stale:
            return self.conflict()
        except (rankings.Unfinished, rankings.AlreadyDone) as refused:
            messages.error(self.request, str(refused))
            return redirect(self.address())
        messages.success(self.request, _("Your ranking is cast. The receipt is on its way to you."))
        return redirect("scoring:desk")


class ReopenRanking(RankingDoor):
    """Open a ranking again that was cast."""

    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Open it; what was cast stays on record."""
        form = RankingStateForm(self.request.POST)
        if not form.is_valid():
            return redirect(self.address())
        try:
            opened = rankings.reopen(self.thing, by=self.request.user, versions=form.versions)
        except rankings.Stale:
            return self.conflict()
        if opened:
            messages.warning(self.request, _("The ranking is open again. It does not count until you cast it."))
        return redirect(self.address())
