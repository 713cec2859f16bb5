"""Two files that may be one person's: merged or kept apart, each on a page that says what will happen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from nominations import alike, pairing, permissions
from nominations.forms.screening import PairForm
from nominations.models import Dossier, Nomination
from nominations.states import NominationStatus

from .file_door import ScreenDoor


class PairDoor(ScreenDoor):
    """A decision on the dossier of a file on the desk and another one of the call."""

    rule = permissions.may_read_screening
    here: Dossier
    other: Dossier

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:
        """Ask whether this person may decide, and find the other dossier; a merge that is done needs no page."""
        here = self.dossier
        if here is None:
            raise Http404
        permissions.may_pair.require(request.user, here)
        rows = Dossier.objects.filter(call=here.call_id, public_id=self.kwargs["other"]).exclude(pk=here.pk)
        other = rows.select_related("nominee", "consent").first()
        if other is None or other.merged_into_id not in {None, here.pk}:
            raise Http404
        self.here, self.other = here, other
        return redirect(self.page) if other.merged_into_id else None

    def form(self, data: Any = None) -> PairForm:
        """Make the form."""
        return PairForm(data)

    def decide(self, reason: str) -> str:
        """Call the stage, and say what was done."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give both dossiers and why they may be one person's."""
        kwargs.setdefault("form", self.form())
        told = {"here": self.here, "other": self.other, "reasons": self.reasons()}
        return super().get_context_data(**kwargs) | told

    def reasons(self) -> tuple[str, ...]:
        """Say why the two may be one person's."""
        return alike.why(self.here.nominee, self.other.nominee)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Decide, or say what is missing."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            done = self.decide(form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, done)
        return redirect(self.page)


class Merge(PairDoor):
    """Two dossiers become one."""

    template_name = "nominations/merge.html"

    def form(self, data: Any = None) -> PairForm:
        """Begin with the reasons that were found."""
        return PairForm(data, initial={"reason": _("; ").join(self.reasons())})

    def decide(self, reason: str) -> str:
        """Merge."""
        pairing.merge(self.here, self.other, by=self.request.user, reason=reason)
        told = {"gone": self.other.code, "kept": self.here.code}
        return _("%(gone)s is merged into %(kept)s.") % told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what will move, and what stands against it."""
        files = list(
            Nomination.objects.filter(dossier=self.other)
            .exclude(status=NominationStatus.DRAFT)
            .select_related("nominator")
            .order_by("submitted_at", "pk")
        )
        hindrance = pairing.hindrance(self.here, self.other)
        may_turn = files and hindrance and not pairing.hindrance(self.other, self.here)
        told = {"files": files, "hindrance": hindrance, "turned": files[0] if may_turn else None}
        return super().get_context_data(**kwargs) | told


class KeepApart(PairDoor):
    """Two dossiers are two people's."""

    template_name = "nominations/keep_apart.html"

    def decide(self, reason: str) -> str:
        """Keep them apart."""
        pairing.keep_apart(self.here, self.other, by=self.request.user, reason=reason)
        told = {"other": self.other.code, "here": self.here.code}
        return _("%(here)s and %(other)s are kept apart. You will not be asked again.") % told
