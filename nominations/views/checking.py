"""The last step: everything as a letter, what is still missing, the declaration, one button."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.network import network_of
from awards_site.rules import Refused
from nominations import permissions, reading, shape, submission
from nominations.drafting import CHECK, ELIGIBILITY, LATE, Stale
from nominations.forms.raw import as_post, typed_from
from nominations.forms.steps import StepForm
from nominations.models import Call, Evidence, Nomination
from nominations.reading import Audience
from nominations.states import NominationStatus

from .own import page_of


def titles(form: shape.Shape) -> dict[str, str]:
    """Name all steps, in order."""
    gates = {ELIGIBILITY: _("Who may be nominated")} if form.asked_gates else {}
    return {**gates, **{page.key: page.title for page in form.for_nominator}, CHECK: _("Check and submit")}


def declaration(call: Call) -> str:
    """Say what a nominator declares."""
    truth = _("What is written here is true as far as I know. The nominee may be told my name.")
    if call.self_nomination:
        return truth
    apart = _("I am not the nominee, and do not work for the nominee or their city.")
    return f"{truth} {apart}"


def answers_so_far(nomination: Nomination, form: shape.Shape) -> dict[str, Any]:
    """Give the answers that other questions hang on: a draft's own, or those of a file that is being corrected."""
    if nomination.status == NominationStatus.DRAFT or not nomination.typed:
        return dict(nomination.answers)
    return judged(nomination, form, ())[0]


def judged(
    nomination: Nomination, form: shape.Shape, files: tuple[Evidence, ...]
) -> tuple[dict[str, Any], list[tuple[shape.Page, StepForm]]]:
    """Judge every page anew by what was typed on it; give all valid answers, and the pages that need a change."""
    answers, faulty = dict(nomination.answers), []
    for page in form.for_nominator:
        typed = nomination.typed.get(page.key)
        data = as_post(typed_from(page, nomination.answers) if typed is None else typed)
        judged_page = StepForm(data, page=page, answers=answers, evidence=files)
        if not judged_page.is_valid():
            faulty.append((page, judged_page))
        answers |= judged_page.answers()
    return {key: value for key, value in answers.items() if value is not None}, faulty


def unsent(nomination: Nomination, form: shape.Shape) -> list[tuple[str, str]]:
    """Give what was typed but is no valid answer, and what came after the end: to be read and copied."""
    pages = {page.key: page for page in form.for_nominator}
    told: list[tuple[str, str]] = []
    for step, typed in nomination.typed.items():
        page = pages.get(step.removesuffix(LATE))
        if page and typed:
            bound = StepForm(as_post(typed), page=page, answers=nomination.answers)
            wanted = bound.fields if step.endswith(LATE) else bound.errors
            told += [(bound.named(name), text) for name in wanted if (text := bound.typed_text(name))]
    return told


def show(wizard: Any, form: Any = None, *, refusal: str = "", status: int = 200) -> HttpResponseBase:
    """Show the letter with what is missing, and the button."""
    answers, faulty = judged(wizard.nomination, wizard.layout, wizard.files)
    wizard.nomination.answers, given = answers, wizard.nomination.gates_answered
    form = form or wizard.get_form(CHECK)
    told = {
        "parts": reading.parts(wizard.layout, answers, Audience.NOMINATOR, wizard.files),
        "missing": [(page.title, wizard.get_step_url(page.key), each.faults_said()) for page, each in faulty],
        "shut": [gate for gate in wizard.layout.asked_gates if given.get(gate.key) != "yes"],
        "gates_url": wizard.get_step_url(ELIGIBILITY),
        "refusal": refusal,
        "may_not_submit": permissions.may_submit.refusal(wizard.request.user, wizard.nomination),
        "key": getattr(form, "cleaned_data", {}).get("key") or uuid.uuid4().hex,
        "version": wizard.nomination.version,
    }
    response: HttpResponseBase = wizard.render(form, **told)
    response.status_code = status
    return response


def submit(wizard: Any) -> HttpResponseBase:
    """Send the file, once; whatever stands in the way is said in place."""
    post = wizard.request.POST
    if post.get("do") == "back":
        return redirect(wizard.get_step_url(wizard.steps.prev))
    form = wizard.get_form(CHECK, data=post)
    if not form.is_valid():
        return show(wizard, form)
    answers, faulty = judged(wizard.nomination, wizard.layout, wizard.files)
    if faulty:
        return show(wizard, form, refusal=_("Some answers need a change before you can submit."))
    try:
        send(wizard, form.cleaned_data["key"], version_read(post), answers)
    except (submission.Stale, Stale) as stale:
        return show(wizard, refusal=str(stale.refusal), status=409)
    except Refused as refused:
        return show(wizard, form, refusal=str(refused.refusal))
    return redirect(page_of(wizard.nomination))


def send(wizard: Any, key: str, version: int, answers: Mapping[str, Any]) -> None:
    """Call the stage."""
    by, network = wizard.request.user, network_of(wizard.request)
    submission.submit(wizard.nomination, by=by, key=key, version=version, answers=answers, network=network)


def version_read(post: Any) -> int:
    """Give the version that was read on the page; 0 where something else was sent."""
    given = post.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < len("1000000000") else 0
