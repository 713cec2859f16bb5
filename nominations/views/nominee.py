"""The nominee's page: what is said, what happens with it, and the answer. Reading never answers; only a post does."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from awards_site import hasty
from awards_site.rules import Refused
from nominations import consent, permissions, reading, shape
from nominations.forms.links import GiveForm, NoForm
from nominations.forms.raw import rows_field, typed_from
from nominations.forms.steps import StepForm
from nominations.models import Call, Consent, Evidence, Nomination
from nominations.reading import Audience
from nominations.states import OPENS, FilledBy, NominationStatus, QuestionKind

from .links import LinkDoor

SAID = {
    "give": lambda: _("Thank you. You agreed to be considered. We have written to you how to withdraw."),
    "decline": lambda: _("You declined. Your file goes no further."),
    "withdraw": lambda: _("You withdrew your consent. Your file goes no further."),
    "complete": lambda: _("Your additions are saved. You can change them until the jury reads."),
}


class ConsentPage(LinkDoor):
    """What was said of a nominee, and the nominee's answer."""

    rule = permissions.may_answer_consent
    model = Consent
    name = "consent"
    template_name = "nominations/consent.html"
    thing: Consent

    def find(self) -> Any:
        """Find the consent of the link; where its dossier was merged into another, that one's."""
        row = super().find()
        kept = row.dossier.merged_into_id if row else None
        return self.rows().get(dossier=kept) if kept else row

    def rows(self) -> Any:
        """Fetch dossier, nominee and call along."""
        about = ("dossier__nominee", "dossier__call__cycle", "dossier__call__prize")
        return Consent.objects.select_related(*about).prefetch_related("dossier__call__acts")

    def call_of(self, row: Any) -> Call:
        """Give the call of the dossier."""
        call: Call = row.dossier.call
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give what each nominator said, what can be answered, and the second stage."""
        files = self.files()
        may_complete = permissions.may_complete(self.request.user, self.thing)
        told = {
            "consent": self.thing,
            "call": self.thing.dossier.call,
            "nominee": self.thing.dossier.nominee,
            "said": [(each.nominator, parts_of(each)) for each in files],
            "give_form": GiveForm(),
            "no_form": NoForm(),
            "pages": second_stage(files, self.thing.answers, None) if may_complete else [],
            "mark": consent.mark(self.thing.answers),
        }
        return super().get_context_data(**kwargs) | told | kwargs

    def files(self) -> list[Nomination]:
        """Give the nominations that speak of this nominee."""
        gone = (NominationStatus.DRAFT, NominationStatus.WITHDRAWN)
        rows = Nomination.objects.filter(dossier=self.thing.dossier_id).exclude(status__in=gone)
        evidence = Prefetch("evidence", Evidence.objects.filter(scan__in=OPENS).order_by("pk"))
        return list(rows.select_related("nominator", "form").prefetch_related(evidence).order_by("pk"))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Do what the button says."""
        answer = {"give": self.give, "decline": self.decline, "withdraw": self.withdraw, "complete": self.complete}
        do = request.POST.get("do", "")
        if do not in answer:
            return redirect(request.path)
        if hasty.sign_of(request):
            return self.render_to_response(self.get_context_data(**self.once_more(do)))
        try:
            wrong = answer[do](request)
        except Refused as refused:
            wrong = {"refusal": refused.refusal}
        if wrong is None:
            messages.success(request, SAID[do]())
            return redirect(request.path)
        status = 409 if "saved" in wrong else 200
        return self.render_to_response(self.get_context_data(**wrong), status=status)

    def once_more(self, do: str) -> dict[str, Any]:
        """Give back what was typed, with the sentence that asks to press once more."""
        post = self.request.POST
        told: dict[str, Any] = {"refusal": hasty.ONCE_MORE}
        if do == "complete":
            return told | {"pages": second_stage(self.files(), self.thing.answers, post)}
        return told | ({"give_form": GiveForm(post)} if do == "give" else {"no_form": NoForm(post)})

    def give(self, request: HttpRequest) -> dict[str, Any] | None:
        """Consent, signed."""
        form = GiveForm(request.POST)
        if not form.is_valid():
            return {"give_form": form, "form": form}
        consent.give(self.thing, signed_name=form.cleaned_data["signed_name"], integrity=True)
        return None

    def decline(self, request: HttpRequest) -> dict[str, Any] | None:
        """Decline."""
        form = NoForm(request.POST)
        if not form.is_valid():
            return {"no_form": form, "form": form}
        consent.decline(self.thing, reason=form.cleaned_data["reason"])
        return None

    def withdraw(self, request: HttpRequest) -> dict[str, Any] | None:
        """Take the consent back."""
        form = NoForm(request.POST)
        if not form.is_valid():
            return {"no_form": form, "form": form}
        consent.withdraw(self.thing, reason=form.cleaned_data["reason"])
        return None

    def complete(self, request: HttpRequest) -> dict[str, Any] | None:
        """Keep the additions of the second stage; where another window was quicker, show both texts."""
        pages = second_stage(self.files(), self.thing.answers, request.POST)
        if not all(page.is_valid() for page in pages):
            return {"pages": pages, "form": pages}
        answers = {key: value for page in pages for key, value in page.answers().items()}
        try:
            consent.complete(self.thing, answers=answers, version=request.POST.get("version", ""))
        except consent.Stale as stale:
            return {"pages": pages, "refusal": stale.refusal, "saved": self.added()}
        except Refused as refused:
            return {"pages": pages, "refusal": refused.refusal}
        return None

    def added(self) -> list[reading.Part]:
        """Read what is saved of the second stage."""
        self.thing.refresh_from_db(fields=["answers"])
        files = self.files()
        form = shape.of(files[0].form) if files else shape.Shape(())
        return reading.parts(form, self.thing.answers, Audience.NOMINEE, filled_by=FilledBy.NOMINEE)


def parts_of(nomination: Nomination) -> list[reading.Part]:
    """Read one nominator's file as the nominee may: facts, without the letter to the jury and who wrote it."""
    whole = shape.of(nomination.form)
    form = shape.Shape(tuple(page for page in whole.pages if not is_letter(page)))
    return reading.parts(form, nomination.answers, Audience.NOMINEE, nomination.evidence.all())


def is_letter(page: shape.Page) -> bool:
    """Say whether a page holds the nominator's letter to the jury."""
    return any(asked.question.meaning == "recommendation" for asked in page.questions)


def second_stage(files: list[Nomination], answers: Mapping[str, Any], posted: Any) -> list[StepForm]:
    """Give the nominee's pages of the form, as saved or as posted; files come by the secretariat."""
    form = shape.of(files[0].form) if files else shape.Shape(())
    pages = (without_files(page) for page in form.filled_by(FilledBy.NOMINEE))
    asked = [page for page in pages if page.questions]
    return [
        StepForm(posted or typed_or_empty(page, answers), page=page, answers=answers, quiet=posted is None)
        for page in asked
    ]


def without_files(page: shape.Page) -> shape.Page:
    """Leave out what can't be answered here."""
    return shape.Page(page.step, tuple(each for each in page.questions if each.kind != QuestionKind.FILE))


def typed_or_empty(page: shape.Page, answers: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """Write the saved answers as they would have been typed, with one empty row more where rows repeat."""
    typed = typed_from(page, answers)
    for asked in page.of_kind(QuestionKind.ROWS):
        typed[rows_field(asked.key)] = [str(len(answers.get(asked.key) or []) + 1)]
    return MultiValueDict(typed)
