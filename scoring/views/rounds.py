"""Chair and secretariat at a round: its opening, how many ballots are done, its close."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from awards_site import batches, clock
from awards_site.doors import Door
from awards_site.rules import Refused
from jury.models import Round
from scoring import opening, permissions, plainly, sight, tallying
from scoring.forms import ReasonForm
from scoring.progress import progress_of

UNPROCESSABLE = 422


class RoundDoor(Door):
    """A door to one round of a call."""

    thing: Round

    def find(self) -> Round:
        """Fetch the round by its call and kind."""
        found = (
            Round.objects.standing()
            .filter(
                call__cycle__slug=self.kwargs["cycle"],
                call__prize__slug=self.kwargs["prize"],
                kind=self.kwargs["round"],
            )
            .select_related("call__cycle", "call__prize", "rules__rubric")
            .prefetch_related("call__acts")
            .first()
        )
        if found is None:
            raise Http404
        return found

    def onward(self, name: str) -> HttpResponseRedirect:
        """Lead to a page of this round."""
        return HttpResponseRedirect(reverse(name, kwargs=self.thing.slugs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give round and call by their names."""
        return super().get_context_data(**kwargs) | {"round": self.thing, "call": self.thing.call}


class Opening(RoundDoor):
    """The rules as they will be frozen, who takes part, and the button."""

    rule = permissions.may_open_round
    template_name = "scoring/opening.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the rules, what is wrong with them, and who lacks jurors."""
        rules = self.thing.rules
        dossiers, jurors = opening.taking_part(self.thing), sight.jurors_of(self.thing)
        spoken = Counter(seat.user.language for seat in jurors)
        return super().get_context_data(**kwargs) | {
            "rules": rules,
            "criteria": rules.rubric.criteria.all(),
            "facts": plainly.facts_of(rules),
            "fault": opening.fault_of(rules),
            "dossiers": dossiers,
            "thin": opening.thinly_assigned(self.thing, dossiers, rules.quorum),
            "jurors": jurors,
            "bulk": batches.preview(["scoring/round_opened"], spoken, call=self.thing.call, round=self.thing),
            "form": kwargs.get("form") or ReasonForm(),
        }

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Open the round."""
        form = ReasonForm(self.request.POST)
        if form.is_valid():
            try:
                opening.open_round(self.thing, by=self.request.user, reason=form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(self.request, _("The round is open. Its jurors have a letter."))
                return self.onward("scoring:progress")
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)


class Progress(RoundDoor):
    """How many ballots are done, by juror and by dossier: never what they say."""

    rule = permissions.may_view_progress
    rules = {"POST": permissions.may_close_round}  # noqa: RUF012 - read by Door
    template_name = "scoring/progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the counts."""
        person = self.request.user
        progress = progress_of(self.thing, person, self.request.GET.get("page", "1"))
        is_due = clock.now() >= self.thing.closes_at or progress.done == progress.whole["all"]
        return super().get_context_data(**kwargs) | {
            "progress": progress,
            "may_close": is_due and permissions.may_close_round(person, self.thing),
            "may_see_result": permissions.may_view_result(person, self.thing),
            "may_count": permissions.may_take_tally(person, self.thing) and not tallying.latest(self.thing),
        }

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Close the round."""
        try:
            opening.close_round(self.thing, by=self.request.user)
        except Refused as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, _("The round is closed. It can be counted now."))
        return self.onward("scoring:progress")
