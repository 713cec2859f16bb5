"""The secretariat's page on ties: who has answered, what stands, and a form to set somebody aside."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.digits import normalise_digits
from awards_site.pages import page_of
from awards_site.rules import Refused
from jury import conflicts, permissions
from jury.asked import to_look_at
from jury.forms.seats import ImposeForm
from jury.models import Conflict, Seat, dossiers_visible_to
from nominations.models import Dossier

from .places import CallDoor, go


class Ties(CallDoor):
    """What jurors answered and what the data say; a chair comes in to set somebody aside, and sees no answers."""

    rule = permissions.may_view_ties
    rules = {"POST": permissions.may_impose_conflict}  # noqa: RUF012 - as Door's
    template_name = "jury/ties.html"

    @cached_property
    def known(self) -> QuerySet[Dossier]:
        """Keep the dossiers that jurors are asked about, of those this person may know of."""
        return dossiers_visible_to(self.request.user).filter(call=self.call).ready_for_the_jury()

    @cached_property
    def seats(self) -> list[Seat]:
        """Give the jurors with the number of their answers about dossiers that this person may know of."""
        about = Q(conflicts__dossier__in=self.known)
        counted = conflicts.seats_that_answer(self.call).annotate(answered=Count("conflicts", filter=about))
        return list(counted.select_related("user").order_by("pk"))

    @property
    def answers(self) -> list[tuple[Seat, list[str]]]:
        """Give each juror with the dossiers at which to look twice."""
        near = to_look_at(self.seats, self.known)
        return [(seat, near[seat.pk]) for seat in self.seats]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the answers to those who may see them, and the form to those who may use it."""
        person = self.request.user
        kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs) | {
            "sees_answers": permissions.ties.sees_answers(person, self.call),
            "imposes": permissions.may_impose_conflict(person, self.call),
            "detects": permissions.may_detect_conflicts(person, self.call),
            "answers": self.answers,
            "asked": self.known.count(),
            "page_obj": page_of(self.request, self.standing()),
        }

    def standing(self) -> Any:
        """Keep the ties that stand, of dossiers that this person may know of."""
        rows = Conflict.objects.shutting().filter(dossier__call=self.call)
        seen = rows.filter(dossier__in=dossiers_visible_to(self.request.user))
        return seen.select_related("seat__user", "dossier__nominee").order_by("seat__pk", "dossier__code")

    def form(self, data: Any = None) -> ImposeForm:
        """Offer the jurors of this panel."""
        return ImposeForm([(str(seat.public_id), str(seat)) for seat in self.seats], data)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Set a juror aside, or say what to change."""
        form = self.form(request.POST)
        if form.is_valid() and self.was_imposed(form):
            messages.success(request, _("The juror stands aside. The file is shut."))
            return go("ties", self.call.slugs)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def was_imposed(self, form: ImposeForm) -> bool:
        """Set aside, or put the reason why not at its place."""
        given = form.cleaned_data
        seats = Seat.objects.filter(panel__call=self.call).select_related("panel", "user")
        seat = get_object_or_404(seats, public_id=given["seat"])
        seat.panel.call = self.call
        known = dossiers_visible_to(self.request.user).filter(call=self.call)
        dossier = known.filter(code__iexact=normalise_digits(given["dossier"]).strip()).first()
        if dossier is None:
            form.add_error("dossier", _("There is no dossier of this number here."))
            return False
        try:
            conflicts.impose(seat, dossier, reason=given["reason"], by=self.request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        return not form.errors


class Detect(CallDoor):
    """Look for ties in the data again."""

    rule = permissions.may_detect_conflicts
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Look, and come back."""
        conflicts.detect(self.call, by=request.user)
        messages.success(request, _("The data were searched. What was found stands below."))
        return go("ties", self.call.slugs)
