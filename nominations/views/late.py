"""Too late, or signed out in the middle: what was typed is kept or shown, never thrown away."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from awards_site.failures import lost_session
from awards_site.rules import Refusal
from nominations import drafting, permissions
from nominations.models import Submission

from .conflicts import labels_of, mine_on, said
from .own import page_of


def answer(wizard: Any, refusal: Refusal) -> HttpResponseBase | None:
    """Answer a step that may not be written any more; nothing where the door's own answer will do."""
    posted = wizard.request.method == "POST"
    if posted and not wizard.request.user.is_authenticated:
        return lost_session(wizard.request)
    if refusal.hidden or refusal.sign_in or not permissions.writes(wizard.request.user, wizard.thing):
        return None
    if posted and was_sent(wizard):
        return redirect(page_of(wizard.nomination))
    return kept(wizard, refusal)


def was_sent(wizard: Any) -> bool:
    """Say whether this very post was answered before: then it is answered as the first time."""
    key = wizard.request.POST.get("key", "").replace("\0", "")
    return bool(key) and Submission.objects.filter(key=key, nomination=wizard.nomination).exists()


def kept(wizard: Any, refusal: Refusal) -> HttpResponseBase:
    """Keep what was typed after the end, and show it to be read and copied."""
    step = wizard.kwargs["step"]
    known = step in wizard.pages or step == drafting.ELIGIBILITY
    typed = mine_on(wizard, step) if known and wizard.request.method == "POST" else {}
    drafting.keep_late(wizard.nomination, by=wizard.request.user, step=step, typed=typed)
    labels = labels_of(wizard, step, typed) if known else {}
    told = {
        "nomination": wizard.nomination,
        "call": wizard.nomination.call,
        "refusal": refusal,
        "typed": [(labels.get(name, name), said(values)) for name, values in typed.items() if any(values)],
        "page": page_of(wizard.nomination),
        "may_take_along": permissions.may_take_along(wizard.request.user, wizard.nomination),
    }
    return render(wizard.request, "nominations/late.html", told, status=403)
