"""What a post on a step does: keep everything typed, take files in, add rows, and go where the button says."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from nominations import drafting, evidence
from nominations.drafting import ELIGIBILITY
from nominations.forms import rows
from nominations.forms.raw import Typed, as_post, tidy
from nominations.forms.steps import StepForm
from nominations.intake import Unwelcome
from nominations.shape import Page
from nominations.states import QuestionKind

from . import conflicts
from .tokens import version_for

#: Buttons that change the page and show it again, without judging it.
STAYING = frozenset({"add", "remove", "upload", "drop"})


def answer_gates(wizard: Any) -> HttpResponseBase:
    """Keep the answers to the rules; who fails one is told which, and may still save and go on."""
    post = wizard.request.POST
    typed = {gate.key: tidy(post.getlist(gate.key)) for gate in wizard.layout.asked_gates if gate.key in post}
    version = version_for(wizard.nomination, ELIGIBILITY, post.get("version", ""), typed)
    form = wizard.get_form(ELIGIBILITY, data=post)
    goes_on = form.is_valid() and (not form.shut() or "told" in post)
    then = wizard.steps.next if goes_on else ELIGIBILITY
    gates = {key: values[-1] for key, values in typed.items() if values[-1:] in (["yes"], ["no"])}
    save(wizard, ELIGIBILITY, typed, version, gates=gates, then=then)
    if post.get("do") == "leave":
        return redirect("nominations:mine")
    if goes_on:
        return redirect(wizard.get_step_url(then))
    response: HttpResponseBase = wizard.render(form, told=form.is_valid())
    return response


def answer_page(wizard: Any) -> HttpResponseBase:
    """Keep a page with its files; go on where somebody wants to and it is valid."""
    page, post = wizard.pages[wizard.steps.current], wizard.request.POST
    do, _colon, what = post.get("do", "next").partition(":")
    typed = conflicts.chosen(wizard.nomination, page, post)
    version = version_for(wizard.nomination, page.key, post.get("version", ""), typed)
    typed = with_rows(page, typed, do, what)
    handle_files(wizard, page, do, what)
    form: StepForm = wizard.get_form(page.key, data=as_post(typed))
    valid = form.is_valid()
    then = following(wizard, do, valid=valid) or page.key
    save(wizard, page.key, form.typed, version, answers=form.answers(), then=then)
    if do == "leave":
        return redirect("nominations:mine")
    if then != page.key or (do in STAYING and not wizard.faults):
        return redirect(f"{wizard.get_step_url(then)}{place_on_page(do, what)}")
    response: HttpResponseBase = wizard.render(form)
    return response


def save(wizard: Any, step: str, typed: Typed, version: int, **more: Any) -> None:
    """Call the stage."""
    drafting.save_step(wizard.nomination, by=wizard.request.user, step=step, typed=typed, version=version, **more)


def following(wizard: Any, do: str, *, valid: bool) -> str | None:
    """Name the step that a button leads to; none where it stays."""
    if do == "back":
        return str(wizard.steps.prev or "") or None
    return str(wizard.steps.next) if do == "next" and valid else None


def place_on_page(do: str, what: str) -> str:
    """Say where on the page to go on after a row was added or taken away."""
    return f"#block-{what.partition(':')[0]}" if do in {"add", "remove", "upload"} and what else ""


def with_rows(page: Page, typed: Typed, do: str, what: str) -> Typed:
    """Add or take away a row, where a button says so."""
    key, _colon, number = what.partition(":")
    asked = next((each for each in page.of_kind(QuestionKind.ROWS) if each.key == key), None)
    if asked and do == "add":
        return rows.add(asked, typed)
    if asked and do == "remove" and number.isascii() and number.isdigit():
        return rows.remove(asked, int(number[:3]), typed)
    return typed


def handle_files(wizard: Any, page: Page, do: str, what: str) -> None:
    """Take in what was sent, take out what is to go; what was wrong with a file is said at its question."""
    faults: dict[str, list[str]] = {}
    if do == "drop":
        for each in (each for each in wizard.files if str(each.public_id) == what):
            each.nomination = wizard.nomination
            evidence.remove(each, by=wizard.request.user)
    for asked in page.of_kind(QuestionKind.FILE):
        for upload in wizard.request.FILES.getlist(asked.key):
            try:
                evidence.add(wizard.nomination, asked.question, upload, by=wizard.request.user)
            except Unwelcome as refused:
                faults.setdefault(asked.key, []).append(str(refused.refusal))
    wizard.faults = faults
    wizard.__dict__.pop("files", None)
