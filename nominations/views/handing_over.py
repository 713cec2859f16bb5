"""A file offered whole to somebody else: accept it or leave it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.doors import Door
from awards_site.rules import Refused
from nominations import handing_over, permissions
from nominations.models import Handover
from nominations.states import HandoverStatus

from .own import page_of


class TakeOver(Door):
    """A file that is offered: accept it or leave it. Nothing of it is shown before."""

    rule = permissions.may_answer_handover
    template_name = "nominations/take_over.html"
    thing: Handover | None

    def find(self) -> Handover | None:
        """Find the offer among those made to this person."""
        if not self.request.user.is_authenticated:
            return None
        offers = Handover.objects.filter(
            to=self.request.user,
            status=HandoverStatus.OFFERED,
            nomination__public_id=self.kwargs["nomination"],
            nomination__call__cycle__slug=self.kwargs["cycle"],
            nomination__call__prize__slug=self.kwargs["prize"],
        )
        found = offers.select_related("by", "nomination__call__cycle", "nomination__call__prize").first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the call, and what would bar taking it over."""
        told = {"refusal": permissions.may_take_over.refusal(self.request.user, self.thing)}
        call = self.thing.nomination.call if self.thing else None
        return super().get_context_data(**kwargs) | told | {"call": call} | kwargs

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Accept or decline."""
        if self.thing is None:
            raise Http404
        if request.POST.get("do") == "decline":
            handing_over.decline(self.thing, by=request.user)
            messages.success(request, _("You left the nomination with its nominator."))
            return redirect("nominations:mine")
        try:
            file = handing_over.accept(self.thing, by=request.user)
        except Refused as refused:
            return self.render_to_response(self.get_context_data(refusal=refused.refusal), status=403)
        messages.success(request, _("The nomination is yours now."))
        return redirect(page_of(file))
