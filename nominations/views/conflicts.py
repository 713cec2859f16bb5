"""Two windows, one step: both texts side by side, to choose from. Nothing is lost until somebody chose."""

from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render

from awards_site.rules import Refused
from nominations import history
from nominations.drafting import ELIGIBILITY
from nominations.forms.raw import Typed, as_post, tidy, typed_on
from nominations.forms.steps import StepForm
from nominations.models import Nomination
from nominations.shape import Page

from .tokens import token

KEEP = "keep."


@dataclass(frozen=True, slots=True)
class Clash:
    """One field with two texts."""

    name: str
    label: str
    here: str
    saved: str


def chosen(nomination: Nomination, page: Page, posted: Any) -> Typed:
    """Give what was typed, with the saved text where the reader chose that one."""
    typed, saved = typed_on(page, posted), nomination.typed.get(page.key, {})
    for name in [name.removeprefix(KEEP) for name in posted if name.startswith(KEEP)]:
        if posted.get(f"{KEEP}{name}") == "saved":
            typed.pop(name, None)
            typed |= {name: saved[name]} if name in saved else {}
    return typed


def show(wizard: Any, stale: Refused) -> HttpResponseBase:
    """Show the fields that differ, each with both texts; what agrees goes along unseen."""
    nomination: Nomination = wizard.fresh()
    step = wizard.steps.current
    here = mine_on(wizard, step)
    saved = nomination.typed.get(step, {})
    told = {
        "refusal": stale.refusal,
        "clashes": clashes(wizard, step, here, saved),
        "here": [(name, value) for name, values in here.items() for value in values],
        "token": token(nomination, step),
        "back": wizard.get_step_url(step),
        "saved_at": nomination.saved_at,
        "saved_by": history.last_hand_on(nomination, step, wizard.request.user),
    }
    context = wizard.get_context_data(form=wizard.get_form(step)) | told
    return render(wizard.request, "nominations/conflict.html", context, status=409)


def mine_on(wizard: Any, step: str) -> Typed:
    """Give what was typed in this window."""
    if step == ELIGIBILITY:
        keys = [gate.key for gate in wizard.layout.asked_gates]
        return {key: tidy(wizard.request.POST.getlist(key)) for key in keys if key in wizard.request.POST}
    return typed_on(wizard.pages[step], wizard.request.POST)


def clashes(wizard: Any, step: str, here: Typed, saved: Typed) -> list[Clash]:
    """Pair the texts that differ, in the order of the page."""
    labels = labels_of(wizard, step, {**saved, **here})
    names = [name for name in {**here, **saved} if here.get(name) != saved.get(name)]
    return [Clash(name, labels.get(name, name), said(here.get(name)), said(saved.get(name))) for name in names]


def labels_of(wizard: Any, step: str, typed: Typed) -> dict[str, str]:
    """Name the boxes as the page does."""
    if step == ELIGIBILITY:
        return {gate.key: str(gate.text) for gate in wizard.layout.asked_gates}
    form = StepForm(as_post(typed), page=wizard.pages[step], answers=wizard.nomination.answers, quiet=True)
    named = {name: form.named(name) for name in form.fields}
    return {box: label for name, label in named.items() for box in (name, f"{name}_city", f"{name}_country")}


def said(values: list[str] | None) -> str:
    """Show what a box held."""
    return ", ".join(values or [])
