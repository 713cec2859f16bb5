"""The rules of a round: read by secretariat, chair and auditor; set and tried out by the Secretary General."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from jury.models import Round
from scoring import permissions, plainly, rulemaking, sense, setting_aside
from scoring.forms import AsideForm, CriteriaFormSet, RubricForm, RulesForm, criteria_in, rows_of
from scoring.models import Rules
from scoring.preview import Preview, preview_of

from .rounds import UNPROCESSABLE, RoundDoor

CONFLICT = 409


class RulesDoor(RoundDoor):
    """A door to what a round is counted by."""

    rule = permissions.may_view_rules
    rules = {"POST": permissions.may_edit_rules}  # noqa: RUF012 - read by Door

    def find(self) -> Round:
        """Fetch the round; one without rules has no such page."""
        found = super().find()
        if not hasattr(found, "rules"):
            raise Http404
        return found

    @cached_property
    def held(self) -> Rules:
        """Give the rules as they are on record."""
        held: Rules = self.thing.rules
        held.round = self.thing
        return held

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give what every reader may know, and whether this one may write."""
        return super().get_context_data(**kwargs) | {
            "rules": self.held,
            "criteria": list(self.held.rubric.criteria.all()),
            "may_edit": permissions.may_edit_rules(self.request.user, self.thing),
        }


class RulesPage(RulesDoor):
    """The rules question by question, and what they do to a made-up jury."""

    template_name = "scoring/rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form to whoever may write, the plain words to the others, and the preview to both."""
        facts = plainly.facts_of(self.held) if "form" not in kwargs else []
        shown = super().get_context_data(**kwargs)
        if shown["may_edit"]:
            shown.setdefault("form", RulesForm(instance=self.held))
        if "preview" not in kwargs:
            shown["preview"] = self.preview()
        person, round_ = self.request.user, self.thing
        return shown | {
            "facts": facts,
            "faults": [] if kwargs.get("form") else self.faults(),
            "aside_form": kwargs.get("aside_form") or AsideForm(),
            "may_propose_aside": permissions.may_propose_aside(person, round_),
            "may_confirm_aside": permissions.may_confirm_aside(person, round_),
            "may_withdraw_aside": permissions.may_withdraw_aside(person, round_),
        }

    def faults(self) -> list[sense.Fault]:
        """Say what is wrong with the rules on record."""
        rubric = self.held.rubric
        return [*sense.faults_of_rubric(rubric, rubric.criteria.all()), *sense.faults_of(self.held)]

    def preview(self) -> Preview | None:
        """Try the rules out, unless they make no sense."""
        return None if self.faults() else preview_of(self.held)

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save, or only try out what was typed."""
        form = RulesForm(self.request.POST, instance=self.held)
        if not form.is_valid():
            return self.answer(form, UNPROCESSABLE)
        if self.request.POST.get("then") == "preview":
            return self.render_to_response(self.get_context_data(form=form, preview=self.preview(), is_tried=True))
        if form.is_stale:
            form.add_error(None, _("The rules were changed in another window. Load the page again, and compare."))
            return self.answer(form, CONFLICT)
        try:
            rulemaking.set_rules(self.held, by=self.request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.answer(form, UNPROCESSABLE)
        messages.success(self.request, _("The rules are saved. They are frozen when the round opens."))
        return self.onward("scoring:rules")

    def answer(self, form: RulesForm, status: int) -> HttpResponse:
        """Show what was typed, and what is to be changed."""
        return self.render_to_response(self.get_context_data(form=form, preview=None), status=status)


class ProposeAside(RulesPage):
    """Propose to set the round aside, with a reason."""

    rule = permissions.may_propose_aside
    rules = {}  # noqa: RUF012 - as Door's
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Propose it, or say that the reason is missing."""
        form = AsideForm(self.request.POST)
        if form.is_valid():
            try:
                setting_aside.propose(self.thing, by=self.request.user, reason=form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error("reason", str(refused))
            else:
                messages.success(self.request, _("It is proposed. A second person of the secretariat confirms it."))
                return self.onward("scoring:rules")
        return self.render_to_response(self.get_context_data(aside_form=form), status=UNPROCESSABLE)


class ConfirmAside(RulesPage):
    """Set the round aside, as a second person."""

    rule = permissions.may_confirm_aside
    rules = {}  # noqa: RUF012 - as Door's
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Confirm it; the page shows the round that takes its place."""
        setting_aside.confirm(self.thing, by=self.request.user)
        messages.success(self.request, _("The round is set aside, and its jurors have a letter. This is the new one."))
        return self.onward("scoring:rules")


class WithdrawAside(RulesPage):
    """Take back the proposal to set the round aside."""

    rule = permissions.may_withdraw_aside
    rules = {}  # noqa: RUF012 - as Door's
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Withdraw it; the round goes on as it is."""
        setting_aside.withdraw(self.thing, by=self.request.user)
        messages.success(self.request, _("The proposal is withdrawn. The round goes on."))
        return self.onward("scoring:rules")


class RubricPage(RulesDoor):
    """The rubric of a round: its scale, its criteria and their weights."""

    template_name = "scoring/rubric.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the form, and say whom else a change would touch."""
        shown = super().get_context_data(**kwargs)
        rubric = self.held.rubric
        others = Rules.objects.filter(rubric=rubric).exclude(pk=self.held.pk)
        if shown["may_edit"]:
            shown.setdefault("form", RubricForm(instance=rubric))
            shown.setdefault("formset", CriteriaFormSet(initial=rows_of(rubric), prefix="criteria"))
        return shown | {"others": list(others.select_related("round__call__cycle", "round__call__prize"))}

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save the rubric; where it is frozen, as its next version."""
        rubric = self.held.rubric
        version = rubric.version
        form = RubricForm(self.request.POST, instance=rubric)
        formset = CriteriaFormSet(self.request.POST, initial=rows_of(rubric), prefix="criteria")
        if form.is_valid() & formset.is_valid():
            try:
                saved = rulemaking.set_rubric(self.held, form.cleaned_data, criteria_in(formset), by=self.request.user)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(self.request, said_of(saved.version, version))
                return self.onward("scoring:rules")
        return self.render_to_response(self.get_context_data(form=form, formset=formset), status=UNPROCESSABLE)


def said_of(now: int, before: int) -> str:
    """Say what became of a rubric that was sent."""
    if now == before:
        return _("The rubric is saved.")
    return _("The rubric is saved as version %(number)s. Ballots of earlier rounds keep theirs.") % {
        "number": plainly.number(now)
    }
