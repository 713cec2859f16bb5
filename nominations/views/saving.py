"""Saving while one types: everything as it stands, valid or not. Script calls it; without script the buttons do."""

from typing import Any

from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from awards_site.rules import Refusal
from awards_site.templatetags.local import localtime_of_day
from nominations import drafting, permissions, shape
from nominations.drafting import ELIGIBILITY
from nominations.forms.raw import Typed, tidy, typed_on

from .own import FileDoor
from .tokens import token, version_for


class Autosave(FileDoor):
    """One step, saved in passing."""

    rule = permissions.may_edit
    http_method_names = ("post",)

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Keep what was typed, and say when; where two windows meet, say so and change nothing."""
        step, typed = self.kwargs["step"], self.typed
        if typed is None:
            return JsonResponse({"refused": _("This page is no part of the form.")}, status=404)
        try:
            version = version_for(self.nomination, step, self.request.POST.get("version", ""), typed)
            drafting.autosave(self.nomination, by=self.request.user, step=step, typed=typed, version=version)
        except drafting.Stale:
            told = _("This page was changed in another window. Press Continue: you can choose what to keep.")
            return JsonResponse({"conflict": told}, status=409)
        return JsonResponse({"saved": saved_words(self.nomination), "version": token(self.nomination, step)})

    @property
    def typed(self) -> Typed | None:
        """Give what was typed on the step, or nothing where there is no such step."""
        form, step = shape.of(self.nomination.form), self.kwargs["step"]
        if step == ELIGIBILITY:
            gates = (gate.key for gate in form.asked_gates)
            return {key: tidy(self.request.POST.getlist(key)) for key in gates if key in self.request.POST}
        page = next((page for page in form.for_nominator if page.key == step), None)
        return typed_on(page, self.request.POST) if page else None

    def refuse(self, refusal: Refusal) -> HttpResponseBase:
        """Say in one sentence why not; what somebody was typing when the time ran out is kept."""
        if not self.request.user.is_authenticated:
            return JsonResponse({"refused": _("You are signed out. Sign in again to save.")}, status=401)
        if refusal.hidden or not permissions.writes(self.request.user, self.thing):
            return super().refuse(refusal)
        drafting.keep_late(self.nomination, by=self.request.user, step=self.kwargs["step"], typed=self.typed or {})
        return JsonResponse({"refused": str(refusal)}, status=403)


def saved_words(nomination: Any) -> str:
    """Say when it was saved, on the reader's clock."""
    return _("Saved %(time)s") % {"time": localtime_of_day(nomination.saved_at)}
