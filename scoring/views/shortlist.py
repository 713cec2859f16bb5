"""Where the rules have the panel vote: each juror ticks who goes on, between the count and the chair's signature."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from scoring import permissions, shortlisting, tallying
from scoring.forms import ShortlistVoteForm
from scoring.models import ShortlistVote, Standing, Tally
from scoring.totals import two_places

from .rounds import UNPROCESSABLE, RoundDoor


class ShortlistVotePage(RoundDoor):
    """The ranking, a box before each dossier, and who has voted so far: never for whom."""

    rule = permissions.may_vote_for_shortlist
    template_name = "scoring/shortlist_vote.html"

    @cached_property
    def tally(self) -> Tally:
        """Give the last count."""
        found = tallying.latest(self.thing)
        if found is None:
            raise Http404
        found.round = self.thing
        return found

    @cached_property
    def standings(self) -> list[Standing]:
        """Give those this juror may vote for, best first."""
        return list(shortlisting.on_the_ballot(self.tally, self.request.user))

    def form(self, data: Any = None) -> ShortlistVoteForm:
        """Offer them, those ticked that the juror voted for before."""
        codes = [standing.dossier.code for standing in self.standings]
        mine = ShortlistVote.objects.of(self.request.user).filter(round=self.thing)
        before = {"dossiers": list(mine.values_list("dossier__code", flat=True))}
        return ShortlistVoteForm(data, codes=codes, most=self.thing.rules.shortlist, initial=before)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put each box beside its dossier."""
        form = kwargs.setdefault("form", self.form())
        boxes = zip(self.standings, form["dossiers"], strict=True)
        voted = ShortlistVote.objects.that_count(self.thing).values("seat").distinct().count()
        return super().get_context_data(**kwargs) | {
            "rows": [(standing, two_places(standing.exact), box) for standing, box in boxes],
            "most": self.thing.rules.shortlist,
            "voted": voted,
        }

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Vote, or say what is wrong with the ticks."""
        form = self.form(self.request.POST)
        if form.is_valid():
            ticked = form.cleaned_data["dossiers"]
            try:
                shortlisting.vote(self.tally, ticked, by=self.request.user)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                kept = _("Your vote is kept. You may change it until the chair confirms the shortlist.")
                messages.success(self.request, kept if ticked else _("You vote for nobody now."))
                return self.onward("scoring:shortlist_vote")
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
