"""Working together: with whom a file is shared, what each may do, taking it back, and giving the file away whole."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards_site.doors import Door
from awards_site.rules import Refused
from nominations import permissions, together
from nominations.forms.colleagues import HandOverForm, InviteForm
from nominations.models import Handover
from nominations.states import HandoverStatus, Reach

from .own import FileDoor, page_of


class Colleagues(FileDoor):
    """Who has a part in a file; the nominator invites, takes back and hands over."""

    rule = permissions.may_see_colleagues
    template_name = "nominations/colleagues.html"

    def among(self) -> Any:
        """Fetch along whom it is about."""
        return super().among().select_related("dossier__nominee", "nominator")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the colleagues, an offer that stands, and the two forms."""
        told = super().get_context_data(**kwargs)
        file, named = self.nomination, self.has_name
        mine = {
            "colleagues": list(file.collaborations.filter(ended_at=None).select_related("person")),
            "offer": file.handovers.filter(status=HandoverStatus.OFFERED).select_related("to").first(),
            "may_share": permissions.may_share(self.request.user, file),
            "form": kwargs.get("form") or InviteForm(has_name=named, initial=first_answers(reach=Reach.EDIT)),
            "giving": kwargs.get("giving")
            or HandOverForm(has_name=named, initial=first_answers(), prefix="to", auto_id="id_%s"),
            "page": page_of(file),
        }
        return told | mine

    @property
    def has_name(self) -> bool:
        """Say whether the letter can say who sends it."""
        return bool(getattr(self.request.user, "name", ""))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        """Do what the button says; what stands in the way is said in place."""
        do, _colon, which = request.POST.get("do", "").partition(":")
        match do:
            case "invite":
                return self.write_to(InviteForm(request.POST, has_name=self.has_name), "form")
            case "offer":
                form = HandOverForm(request.POST, has_name=self.has_name, prefix="to", auto_id="id_%s")
                return self.write_to(form, "giving")
            case "end" | "withdraw":
                self.end(do, which)
        return redirect(page_of(self.nomination, "colleagues"))

    def write_to(self, form: Any, name: str) -> Any:
        """Invite a colleague, or offer the file."""
        if form.is_valid():
            act = together.invite if name == "form" else together.offer
            try:
                made = act(self.nomination, by=self.request.user, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
            else:
                address = made.to.email if isinstance(made, Handover) else made.person.email
                messages.success(self.request, _("We have written to %(name)s.") % {"name": address})
                return redirect(page_of(self.nomination, "colleagues"))
        return self.render_to_response(self.get_context_data(**{name: form}))

    def end(self, do: str, which: str) -> None:
        """Take back what was given or offered."""
        if do == "withdraw":
            for offer in self.nomination.handovers.filter(status=HandoverStatus.OFFERED):
                together.withdraw_offer(offer, by=self.request.user)
                messages.success(self.request, _("The offer is taken back."))
            return
        for part in self.nomination.collaborations.filter(ended_at=None):
            if str(part.public_id) == which:
                together.take_back(part, by=self.request.user)
                messages.success(self.request, _("The nomination is no longer shared with this person."))


def first_answers(**more: str) -> dict[str, str]:
    """Give what a form of an address shows first."""
    return {"language": get_language() or "en", **more}


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
            together.decline(self.thing, by=request.user)
            messages.success(request, _("You left the nomination with its nominator."))
            return redirect("nominations:mine")
        try:
            file = together.accept(self.thing, by=request.user)
        except Refused as refused:
            return self.render_to_response(self.get_context_data(refusal=refused.refusal), status=403)
        messages.success(request, _("The nomination is yours now."))
        return redirect(page_of(file))
