"""How a call is set up: its dates, what is missing, publishing it, moving its closing date with a second person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from awards_site.freshness import FreshSecondFactor
from awards_site.rules import Refused
from nominations import permissions, setup
from nominations.forms.setup import CopyForm, DateForm
from nominations.models import Act, Call, DateChange
from nominations.states import ActKind

from .links import call_in

WHOLE = ("call__cycle", "call__prize")


class SetupPage(FreshSecondFactor):
    """The call as it is set up."""

    rule = permissions.may_read_setup
    template_name = "nominations/setup.html"
    thing: Call

    def find(self) -> Call | None:
        """Find the call."""
        return call_in(self.kwargs) if self.request.user.is_authenticated else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give dates, form, gates, what is missing, and what may be done."""
        call, person = self.thing, self.request.user
        waiting = DateChange.objects.filter(call=call, confirmed_at=None).select_related("proposed_by", *WHOLE)
        change = waiting.first()
        published = ActKind.PUBLISHED in call.recorded
        told = {
            "call": call,
            "zone": call.cycle.zone,
            "page": page_of(call),
            "published": published,
            "missing": [] if published else list(setup.lacks(call)),
            "forms": list(call.forms.all()),
            "gates": list(call.gates.all()),
            "acts": list(Act.objects.filter(call=call).select_related("by")),
            "change": change,
            "may_publish": permissions.may_publish(person, call),
            "may_change_date": permissions.may_change_date(person, call),
            "may_set_up": permissions.may_set_up(person, call),
            "date_form": DateForm(initial={"closes_at": call.closes_at}),
        }
        told["may_confirm"] = bool(change) and permissions.may_confirm_date(person, change)
        told["bulk"] = setup.letters_of(change) if change else None
        told["copy_form"] = CopyForm() if told["may_set_up"] else None
        return super().get_context_data(**kwargs) | told | kwargs

    def again(self, refused: Refused) -> HttpResponseBase:
        """Show the page with the reason why not."""
        return self.render_to_response(self.get_context_data(refusal=refused.refusal), status=409)


def page_of(call: Call) -> str:
    """Give the address of a call's setup."""
    return reverse("nominations:setup", kwargs=call.slugs)


class Publish(SetupPage):
    """Publish the call."""

    rule = permissions.may_publish
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Freeze the form and publish."""
        try:
            setup.publish(self.thing, by=request.user)
        except Refused as refused:
            return self.again(refused)
        messages.success(request, _("The call is published. It opens by itself at its hour."))
        return redirect(page_of(self.thing))


class ProposeDate(SetupPage):
    """Propose a later closing date."""

    rule = permissions.may_change_date
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Propose it; it holds once a second person confirms."""
        form = DateForm(request.POST)
        if form.is_valid() and self.proposed(form):
            messages.success(request, _("The date is proposed. A second person must confirm it."))
            return redirect(page_of(self.thing))
        return self.render_to_response(self.get_context_data(date_form=form, form=form))

    def proposed(self, form: DateForm) -> bool:
        """Call the stage, or put the reason why not above the form."""
        given = form.cleaned_data
        try:
            setup.propose_date(self.thing, closes_at=given["closes_at"], reason=given["reason"], by=self.request.user)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        return not form.errors


class ConfirmDate(SetupPage):
    """Confirm the proposed closing date, as the second person."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Let it hold."""
        change = DateChange.objects.filter(call=self.thing, confirmed_at=None).first()
        if change is None:
            raise Http404
        setup.confirm_date(change, by=request.user)
        messages.success(request, _("The new closing date holds. Everybody with a draft is told."))
        return redirect(page_of(self.thing))


class CopyEarlier(SetupPage):
    """Copy an earlier form into this call."""

    rule = permissions.may_set_up
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Copy it as the next version."""
        form = CopyForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(copy_form=form, form=form))
        setup.copy_form(form.cleaned_data["source"], self.thing, by=request.user)
        messages.success(request, _("The form is copied. You can change it now."))
        return redirect(page_of(self.thing))


class Release(SetupPage):
    """Let new nominations answer the newest version of the form."""

    rule = permissions.may_set_up
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Freeze it."""
        form = setup.newest_form(self.thing)
        if form is None or ActKind.PUBLISHED not in self.thing.recorded:
            raise Http404
        try:
            setup.release(form, by=request.user)
        except Refused as refused:
            return self.again(refused)
        messages.success(request, _("New nominations answer this version. Those begun keep theirs."))
        return redirect(page_of(self.thing))
