"""A juror reads a dossier and marks or grades it: the ballot page, saving, casting, abstaining, opening again."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from jury.dossier import Reading, read_as
from nominations.reading import Audience
from scoring import balloting, permissions, sight
from scoring.bench import Bench, GradedBench, Held, bench_of
from scoring.desk import AT_WORK, neighbours
from scoring.forms import AbstainForm, CastForm, GradeForm, SheetForm, StateForm, sheet_of
from scoring.states import BallotStatus

from .ballot_door import BallotDoor
from .telling import CONFLICT, UNPROCESSABLE, not_cast_yet, saved_at


class BallotPage(BallotDoor):
    """The dossier at the start side, the rubric at the end side, the state at the foot."""

    template_name = "scoring/ballot.html"
    beside_ranking = frozenset({"GET", "HEAD"})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give what is marked, what is missing, and the dossiers before and after."""
        bench = kwargs.pop("bench", None) or bench_of(self.thing)
        before, after, place, count = neighbours(self.request.user, self.thing)
        return super().get_context_data(**kwargs) | {
            "bench": bench,
            "level": self.thing.round.rules.level.value,
            "reading": self.reading(),
            "call": self.thing.round.call,
            "dossier": self.thing.dossier,
            "writable": bench.is_open and not self.is_ranked and sight.is_open(self.thing.round),
            "may_abstain": bench.is_open and sight.is_open(self.thing.round),
            "may_reopen": self.may_reopen(bench),
            "before": self.address(of=before) if before else "",
            "after": self.address(of=after) if after else "",
            "place": place,
            "count": count,
        }

    def may_reopen(self, bench: Held) -> bool:
        """Say whether this ballot is opened again here; a ranking that was cast is opened on its own page."""
        status = bench.ballot.status if bench.ballot else BallotStatus.OPEN
        here = {BallotStatus.ABSTAINED} if self.is_ranked else {BallotStatus.ABSTAINED, BallotStatus.CAST}
        return status in here and sight.is_open(self.thing.round)

    def reading(self) -> Reading | None:
        """Read the dossier, while the jury reads."""
        if self.thing.round.call.phase not in AT_WORK:
            return None
        self.thing.dossier.call = self.thing.round.call
        return read_as(self.thing.dossier, Audience.JURY, letters=True)

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save the sheet, then go where the button says."""
        bench = bench_of(self.thing)
        form = sheet_form(bench, self.request.POST)
        if not form.is_valid():
            context = self.get_context_data(bench=bench.with_typed(form), form=form)
            return self.render_to_response(context, status=UNPROCESSABLE)
        try:
            ballot = balloting.save(self.thing, sheet_of(form), by=self.request.user, version=form.state)
        except balloting.Stale as stale:
            return self.conflict(stale, form)
        messages.success(self.request, saved_at(ballot))
        return self.onward()

    def onward(self) -> HttpResponseRedirect:
        """Go on as the pressed button says: to the casting, to a neighbour, or stay."""
        before, after, _place, _count = neighbours(self.request.user, self.thing)
        match self.request.POST.get("then"):
            case "cast":
                return redirect(self.address("scoring:cast"))
            case "before" if before:
                return redirect(self.address(of=before))
            case "after" if after:
                return redirect(self.address(of=after))
        return redirect(self.address())


class Save(BallotDoor):
    """Saving while one marks: answers in JSON, writes the same way as the page."""

    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save and say when; say so where another window was quicker."""
        bench = bench_of(self.thing, fresh=False)
        form = sheet_form(bench, self.request.POST)
        if not form.is_valid():
            sentence = _("Something could not be saved. Press Save to see what.")
            return JsonResponse({"refused": sentence}, status=UNPROCESSABLE)
        try:
            ballot = balloting.save(self.thing, sheet_of(form), by=self.request.user, version=form.state)
        except balloting.Stale as stale:
            return JsonResponse({"conflict": str(stale)}, status=CONFLICT)
        except Refused as refused:
            return JsonResponse({"refused": str(refused)}, status=UNPROCESSABLE)
        return JsonResponse({"saved": saved_at(ballot), "version": ballot.version})


class Cast(BallotDoor):
    """Look at the marks once more, then cast."""

    rule = permissions.may_score
    template_name = "scoring/cast.html"

    def get(self, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Show the ballot as it will be cast; what is missing leads back to it."""
        bench = bench_of(self.thing)
        if bench.ballot is None or bench.missing or not bench.is_open:
            if bench.is_open:
                messages.warning(self.request, not_cast_yet(str(line.name) for line in bench.missing))
            return redirect(self.address())
        level = self.thing.round.rules.level.value
        context = self.get_context_data(bench=bench, level=level, key=uuid4().hex, **kwargs)
        return self.render_to_response(context)

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Cast the ballot, once for the key."""
        form = CastForm(self.request.POST)
        if not form.is_valid():
            return redirect(self.address("scoring:cast"))
        try:
            casting = balloting.cast(self.thing, by=self.request.user, **form.cleaned_data)
        except balloting.Stale as stale:
            return self.conflict(stale)
        except balloting.Unfinished as unfinished:
            messages.error(self.request, str(unfinished))
            return redirect(self.address())
        told = _("Your ballot on %(code)s is cast. The receipt is on its way to you: %(digest)s.")
        facts = {"code": self.thing.dossier.code, "digest": casting.digest[:12]}
        messages.success(self.request, told % facts)
        return redirect("scoring:desk")


class Abstain(BallotDoor):
    """Say that one cannot judge a dossier, and why."""

    rule = permissions.may_score
    template_name = "scoring/abstain.html"
    beside_ranking = frozenset({"GET", "HEAD", "POST"})

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask why; a ballot that is done leads back to itself, where it can be opened again."""
        if not bench_of(self.thing).is_open:
            return redirect(self.address())
        return super().get(*args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form with the version of the ballot."""
        bench = bench_of(self.thing)
        form = kwargs.pop("form", None) or AbstainForm(initial={"version": bench.version})
        return super().get_context_data(**kwargs) | {"bench": bench, "form": form}

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Abstain."""
        form = AbstainForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)
        try:
            balloting.abstain(self.thing, by=self.request.user, **form.cleaned_data)
        except balloting.Stale as stale:
            return self.conflict(stale)
        messages.success(self.request, _("You abstained on %(code)s.") % {"code": self.thing.dossier.code})
        return self.back("scoring:desk")


class Reopen(BallotDoor):
    """Open a ballot again that was cast or abstained on."""

    http_method_names = ["post"]  # noqa: RUF012 - Django's own name
    beside_ranking = frozenset({"POST"})

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Open it; what was cast stays on record."""
        form = StateForm(self.request.POST)
        if not form.is_valid():
            return redirect(self.address())
        try:
            balloting.reopen(self.thing, by=self.request.user, **form.cleaned_data)
        except balloting.Stale as stale:
            return self.conflict(stale)
        except balloting.RankedAsAWhole as refused:
            messages.error(self.request, str(refused))
        else:
            messages.warning(self.request, _("The ballot is open again. It does not count until you cast it."))
        return self.back(self.address())


def sheet_form(bench: Bench | GradedBench | Held, data: Any) -> SheetForm | GradeForm:
    """Make the form of a bench: its rubric, or its grades."""
    match bench:
        case Bench():
            return SheetForm(data, rubric=bench.rubric, criteria=bench.criteria)
        case GradedBench():
            return GradeForm(data, words=bench.line.words)
    raise balloting.RankedAsAWhole
