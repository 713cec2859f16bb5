"""The deliberation's page: the chair writes outcome, citations and minutes, saves, and recommends once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from jury import deliberation, permissions
from jury.forms.deliberating import RecommendationForm
from jury.models import Outcome, Recommendation
from jury.states import RecommendationStatus
from nominations.models import Dossier

from .places import CallDoor, go


class Deliberation(CallDoor):
    """What the panel recommends: written by the chair, read by jurors who have finished."""

    rule = permissions.may_read_deliberation
    rules = {"POST": permissions.may_deliberate}  # noqa: RUF012 - as Door's
    template_name = "jury/deliberation.html"

    @cached_property
    def last(self) -> Recommendation | None:
        """Give the latest recommendation, written or made."""
        return deliberation.current(self.call)

    @cached_property
    def finalists(self) -> list[Dossier]:
        """Give the finalists."""
        found = list(deliberation.finalists_before(self.call, self.request.user))
        for dossier in found:
            dossier.call = self.call
        return found

    @property
    def version(self) -> int:
        """Give the version that is on file; a recommendation made or referred back is none."""
        return self.last.version if self.last and self.last.status == RecommendationStatus.DRAFT else 0

    def form(self, data: Any = None) -> RecommendationForm:
        """Begin from what was written last."""
        return RecommendationForm(self.finalists, self.last, data, initial={"version": self.version})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the form to the chair, and what was made to everybody in the room."""
        form = kwargs.setdefault("form", self.form())
        outcomes = self.last.outcomes.filter(dossier__in=self.finalists) if self.last else Outcome.objects.none()
        return super().get_context_data(**kwargs) | {
            "rows": list(form.rows()),
            "recommendation": self.last,
            "outcomes": list(outcomes.select_related("dossier__nominee")),
            "version": self.version,
            "writes": permissions.may_deliberate(self.request.user, self.call),
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save, and where asked go on to recommend."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            self.save(form)
        except deliberation.Stale as stale:
            form.add_error(None, str(stale))
            return self.render_to_response(self.get_context_data(form=form, stale=True), status=409)
        messages.success(request, _("What you wrote is saved. Nothing is recommended yet."))
        return go("deliberation", self.call.slugs)

    def save(self, form: RecommendationForm) -> None:
        """Save what the form says."""
        given = form.cleaned_data
        deliberation.save(
            self.call, form.outcomes(), minutes=given["minutes"], by=self.request.user, version=given["version"]
        )


class Recommend(Deliberation):
    """Make the recommendation, after it was saved and read once more."""

    rule = permissions.may_deliberate
    rules = {}  # noqa: RUF012 - as Door's
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Recommend, or say what is missing."""
        no_award, version = request.POST.get("no_award") == "yes", request.POST.get("version", "")
        known = int(version) if version.isascii() and version.isdigit() and len(version) < len("1000000") else -1
        try:
            deliberation.recommend(self.call, by=request.user, version=known, no_award=no_award)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The recommendation is made. The Executive Board is told that it waits."))
        return go("deliberation", self.call.slugs)
