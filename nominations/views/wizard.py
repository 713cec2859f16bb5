"""The nominator's wizard: the rules, the pages of the form, and at the end everything once more.

Steps are data and drafts are rows. Going on keeps what was typed, valid or not; only a post changes anything.
"""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from formtools.wizard.views import NamedUrlWizardView

from nominations import drafting, permissions, shape, uploading
from nominations.drafting import CHECK, ELIGIBILITY
from nominations.forms.edges import CheckForm, GatesForm
from nominations.forms.steps import StepForm
from nominations.models import Evidence, Nomination, Upload
from nominations.states import QuestionKind

from . import answering, checking, conflicts, late
from .own import FileDoor, page_of
from .tokens import token


class Wizard(FileDoor, NamedUrlWizardView):  # type: ignore[misc]  # formtools has no types
    """One step of one file."""

    rule = permissions.may_edit
    storage_name = "nominations.forms.storage.RowStorage"
    quiet = True
    faults: dict[str, list[str]] = {}  # noqa: RUF012 - replaced whole, never changed in place

    def find(self) -> Any:
        """Find the file, and let the storage have it."""
        found = super().find()
        vars(self.request)["nomination"] = found
        return found

    def fresh(self) -> Nomination:
        """Read the file anew, where somebody else was quicker."""
        self.thing = self.find()
        return self.nomination

    @cached_property
    def layout(self) -> shape.Shape:
        """Give the form's shape."""
        return shape.of(self.nomination.form)

    @cached_property
    def pages(self) -> dict[str, shape.Page]:
        """Give the form's pages by step."""
        return {page.key: page for page in self.layout.for_nominator}

    @cached_property
    def files(self) -> tuple[Evidence, ...]:
        """Give the files sent so far, asked for only where a page shows some."""
        return tuple(self.nomination.evidence.all())

    # what formtools asks for

    def get_form_list(self) -> dict[str, type]:
        """Name the steps with their forms, in order."""
        edges = {ELIGIBILITY: GatesForm, CHECK: CheckForm}
        return {step: edges.get(step, StepForm) for step in drafting.steps(self.layout)}

    def get_step_url(self, step: str) -> str:
        """Give the address of a step."""
        return page_of(self.nomination, "step", step=step)

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> None:
        """Let fields keep the names of their questions."""

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        """Give each form what it is built from."""
        if step == CHECK:
            return {"declaration": checking.declaration(self.nomination.call)}
        if step is None or step not in self.pages:
            return {"gates": self.layout.asked_gates, "given": self.nomination.gates_answered}
        page = self.pages[step]
        files = self.files if page.of_kind(QuestionKind.FILE) else ()
        answers = checking.answers_so_far(self.nomination, self.layout)
        return {"page": page, "answers": answers, "evidence": files, "faults": self.faults, "quiet": self.quiet}

    # the two ways in

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Show a step, unless another one comes before it."""
        self.storage.pages, wanted = self.pages, self.kwargs["step"]
        if wanted not in self.reachable:
            return redirect(self.get_step_url(self.goes_on_at))
        self.storage.current_step = wanted
        if wanted == CHECK:
            return checking.show(self)
        data = self.storage.get_step_data(wanted) if wanted in self.pages else None
        return self.render(self.get_form(wanted, data=data))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's signature
        """Keep what was typed, then go where the button says; where two versions meet, let the reader choose."""
        self.storage.pages, step = self.pages, self.kwargs["step"]
        if step not in self.get_form_list():
            return redirect(self.get_step_url(self.goes_on_at))
        self.storage.current_step, self.quiet = step, False
        if step == CHECK:
            return checking.submit(self)
        try:
            return answering.answer_gates(self) if step == ELIGIBILITY else answering.answer_page(self)
        except drafting.Stale as stale:
            return conflicts.show(self, stale)

    def refuse(self, refusal: Any) -> HttpResponseBase:
        """Keep what somebody was typing when the time ran out or the session ended."""
        return late.answer(self, refusal) or super().refuse(refusal)

    # where one may go

    @cached_property
    def reachable(self) -> list[str]:
        """Name the steps that were visited, and the one after them."""
        steps = list(self.get_form_list())
        ahead = next((place for place, step in enumerate(steps) if not self.was_visited(step)), len(steps))
        return steps[: ahead + 1]

    def was_visited(self, step: str) -> bool:
        """Say whether a step was answered or typed on before."""
        if step == ELIGIBILITY and self.nomination.gates_answered:
            return True
        return step != CHECK and bool(self.storage.was_visited(step))

    @property
    def goes_on_at(self) -> str:
        """Name the step to come back to."""
        step = self.nomination.step
        return step if step in self.reachable else self.reachable[-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the step its place among the others, and its version token."""
        step = self.steps.current
        titles = checking.titles(self.layout)
        known = self.reachable
        listed = [(each, title, self.get_step_url(each), each in known) for each, title in titles.items()]
        mine = {
            "step": step,
            "title": titles[step],
            "steps_listed": listed,
            "token": token(self.nomination, step),
            "page": self.pages.get(step),
            "unfinished": self.unfinished(step),
            "autosave_url": page_of(self.nomination, "autosave", step=step) if step != CHECK else "",
        }
        return super().get_context_data(**kwargs) | mine

    def unfinished(self, step: str) -> list[Upload]:
        """Give the files that this person was sending, where the step takes some."""
        takes_files = step in self.pages and self.pages[step].of_kind(QuestionKind.FILE)
        return uploading.arriving(self.nomination, self.request.user) if takes_files else []

    def get_template_names(self) -> list[str]:
        """Name the template of a step."""
        names = {ELIGIBILITY: "nominations/eligibility.html", CHECK: "nominations/check.html"}
        return [names.get(self.steps.current, "nominations/step.html")]


#: formtools wants one step at least before it looks; the real ones come from the form's rows.
WIZARD = Wizard.as_view(form_list=[(ELIGIBILITY, GatesForm)], url_name="nominations:step")
