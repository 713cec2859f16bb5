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
from nominations import handing_over, permissions, together
from nominations.forms.colleagues import HandOverForm, InviteForm
from nominations.models import Collaboration, Handover
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
            act = together.invite if name == "form" else handing_over.offer
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
                handing_over.withdraw_offer(offer, by=self.request.user)
                messages.success(self.request, _("The offer is taken back."))
            return
        for part in self.nomination.collaborations.filter(ended_at=None):
            if str(part.public_id) == which:
                together.take_back(part, by=self.request.user)
                messages.success(self.request, _("The nomination is no longer shared with this person."))


def first_answers(**more: str) -> dict[str, str]:
    """Give what a form of an address shows first."""
    return {"language": get_language() or "en", **more}


class Join(Door):
    """An invitation to a file, to join or decline, and the way out of it later. Nothing of the file is shown."""

    rule = permissions.may_answer_invitation
    template_name = "nominations/join.html"
    thing: Collaboration | None

    def find(self) -> Collaboration | None:
        """Find the part that this person has or is asked to have."""
        if not self.request.user.is_authenticated:
            return None
        parts = Collaboration.objects.filter(
            person=self.request.user,
            ended_at=None,
            nomination__public_id=self.kwargs["nomination"],
            nomination__call__cycle__slug=self.kwargs["cycle"],
            nomination__call__prize__slug=self.kwargs["prize"],
        )
        found = parts.select_related("invited_by", "nomination__call__cycle", "nomination__call__prize").first()
        if found is None:
            raise Http404
        return found

    @property
    def part(self) -> Collaboration:
        """Give the part, which is there once the rule was asked."""
        if self.thing is None:
            raise Http404
        return self.thing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the call, and what would bar joining."""
        why_not = None if self.part.joined_at else permissions.may_join.refusal(self.request.user, self.part)
        told = {"refusal": why_not, "call": self.part.nomination.call}
        return super().get_context_data(**kwargs) | told | kwargs

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Join, or decline and leave."""
        if request.POST.get("do") == "leave":
            together.leave(self.part, by=request.user)
            messages.success(request, _("You have no part in this nomination now."))
            return redirect("nominations:mine")
        try:
            file = together.join(self.part, by=request.user)
        except Refused as refused:
            return self.render_to_response(self.get_context_data(refusal=refused.refusal), status=403)
        messages.success(request, _("You work on this nomination together now."))
        return redirect(page_of(file))
