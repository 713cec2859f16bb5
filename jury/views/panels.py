"""The panel's page: the secretariat appoints and invites, the panel's members read who sits."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from jury import permissions, seating
from jury.composition import checks
from jury.forms.seats import EndForm, InviteForm
from jury.models import Panel, Round

from .places import CallDoor, PanelSeatDoor, go


class PanelPage(CallDoor):
    """Who sits, who was asked, and whether the composition is sound."""

    rule = permissions.may_view_panel
    template_name = "jury/panel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the seats; the forms only to whoever may use them."""
        panel = Panel.objects.filter(call=self.call).first()
        seats = list(panel.seats.select_related("user")) if panel else []
        person = self.request.user
        secretariat = permissions.seats.is_secretariat(person)
        kwargs.setdefault("form", InviteForm())
        return super().get_context_data(**kwargs) | {
            "panel": panel,
            "seats": seats,
            "checks": checks(seats) if secretariat else [],
            "manages": permissions.may_invite(person, self.call),
            "appoints": permissions.may_appoint(person, self.call),
            "is_secretariat": secretariat,
            "sees_ties": permissions.may_view_ties(person, self.call),
            "rounds": self.rounds(),
        }

    def rounds(self) -> list[Round]:
        """Give the rounds whose assignment this person may see now."""
        rounds = list(self.call.rounds.standing())
        for round_ in rounds:
            round_.call = self.call
        return [round_ for round_ in rounds if permissions.may_view_assignment(self.request.user, round_)]


class Appoint(CallDoor):
    """Make the panel."""

    rule = permissions.may_appoint
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Appoint it, and go on to invite."""
        seating.appoint(self.call, by=request.user)
        messages.success(request, _("The panel is appointed. Now invite its jurors."))
        return go("panel", self.call.slugs)


class Invite(PanelPage):
    """Invite one person; on a fault the same page with what was typed."""

    rule = permissions.may_invite
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Invite, or say what to change."""
        form = InviteForm(request.POST)
        if form.is_valid() and self.was_invited(form):
            messages.success(request, _("The invitation is on its way."))
            return go("panel", self.call.slugs)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def was_invited(self, form: InviteForm) -> bool:
        """Invite, or put the reason why not above the form."""
        panel = get_object_or_404(Panel.objects.select_related("call"), call=self.call)
        panel.call = self.call
        try:
            seating.invite(panel, by=self.request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        return not form.errors


class NameChair(PanelSeatDoor):
    """Let another juror chair."""

    rule = permissions.may_name_chair
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Name the chair."""
        seating.name_chair(self.thing, by=request.user)
        messages.success(request, _("The panel has a new chair."))
        return go("panel", self.call.slugs)


class EndSeat(PanelSeatDoor):
    """End a seat: asked first, with the reason."""

    rule = permissions.may_end_seat
    template_name = "jury/end_seat.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask why."""
        kwargs.setdefault("form", EndForm())
        return super().get_context_data(**kwargs) | {"seat": self.thing}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """End it, or ask again."""
        form = EndForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        seating.end(self.thing, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The seat has ended. Its files are shut."))
        return go("panel", self.call.slugs)
