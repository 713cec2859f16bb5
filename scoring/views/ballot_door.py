"""How one comes to a ballot: the own assignments alone, and to the ranking where a round is ranked as a whole."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from awards_site.doors import Door
from jury.models import Assignment
from scoring import balloting, permissions
from scoring.bench import bench_of
from scoring.desk import assignments_in
from scoring.forms import StateForm
from scoring.methods.ballots import Level

from .telling import CONFLICT


class BallotDoor(Door):
    """A door to one's own ballot: found among the own assignments alone."""

    rule = permissions.may_see_own_ballot
    rules = {"POST": permissions.may_score}  # noqa: RUF012 - overridden whole by subclasses
    is_ones_own = True
    #: the methods that are about one dossier alone also where the round is ranked as a whole
    beside_ranking: frozenset[str] = frozenset()
    thing: Assignment

    def find(self) -> Assignment:
        """Fetch the own assignment, or nothing."""
        own = assignments_in(self.request.user, self.kwargs)
        found: Assignment | None = own.filter(dossier__public_id=self.kwargs["dossier"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def is_ranked(self) -> bool:
        """Say whether the round is ranked as a whole."""
        return self.thing.round.rules.level is Level.RANKS

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:
        """Lead to the ranking where a ballot is not written alone."""
        if self.is_ranked and request.method not in self.beside_ranking and takes(self, request):
            return self.back("scoring:ranking")
        return super().before_entering(request)

    def back(self, otherwise: str) -> HttpResponseRedirect:
        """Lead to the ranking of the round, where there is one, or to another page."""
        if self.is_ranked:
            return redirect(reverse("scoring:ranking", kwargs=self.thing.round.slugs))
        return redirect(otherwise)

    def address(self, name: str = "scoring:ballot", of: Assignment | None = None) -> str:
        """Give the address of a page about this dossier, or about another one of the round."""
        return reverse(name, kwargs={**self.kwargs, "dossier": (of or self.thing).dossier.public_id})

    def conflict(self, stale: balloting.Stale, form: StateForm | None = None) -> HttpResponse:
        """Show what is on record beside what was sent."""
        bench = bench_of(self.thing, stale.ballot)
        context = {"bench": bench, "stale": stale, "form": form, "lines": bench.beside(form)}
        return self.render_to_response(
            self.get_context_data(**context), template="scoring/ballot_conflict.html", status=CONFLICT
        )

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """Render the page, or another one where named."""
        template = response_kwargs.pop("template", self.template_name)
        return self.response_class(self.request, [template], context, using=self.template_engine, **response_kwargs)


def takes(door: Door, request: HttpRequest) -> bool:
    """Say whether a door answers a method at all; where it does not, it says so and leads nowhere."""
    return (request.method or "").lower() in door.http_method_names
