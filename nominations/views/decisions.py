"""Decisions of the secretariat, each on a page of its own: what is missing, the letter as it will go, one button."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from nominations import consent, letters, permissions, screening
from nominations.forms.screening import AdmitForm, DecisionForm, ExcludeForm, ReturnForm, WaiveForm
from nominations.states import Verdict

from .file_door import ScreenDoor


class Decision(ScreenDoor):
    """A decision: read the letter, then decide."""

    rule = permissions.may_decide
    template_name = "nominations/decision.html"
    form_class: type[DecisionForm] = DecisionForm
    verdict = ""

    def form(self, data: Any = None) -> DecisionForm:
        """Make the form, with the version that is read now."""
        initial = {"version": screening.token(self.thing, self.found)}
        return self.form_class(data, initial=initial, gates=self.layout.gates)

    def facts(self, form: DecisionForm) -> dict[str, Any]:
        """Give what the stage needs."""
        return form.facts()

    def decide(self, form: DecisionForm) -> None:
        """Call the stage."""
        raise NotImplementedError

    def words(self) -> dict[str, str]:
        """Give the page's title, button and the word after it is done."""
        raise NotImplementedError

    def letter(self, form: DecisionForm) -> dict[str, str] | None:
        """Give the letter as it will go."""
        return letters.preview(self.thing, self.verdict, by=self.request.user, **self.facts(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give form and letter."""
        form = kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs) | {"letter": self.letter(form), **self.words()}

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Show the letter once more, or decide."""
        form = self.form(request.POST)
        if not form.is_valid() or request.POST.get("do") == "preview":
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self.decide(form)
        except screening.Stale as stale:
            return self.again(stale)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, self.done())
        return redirect(self.after())

    def done(self) -> str:
        """Say what was done: where a second officer confirms, that is not the decision yet."""
        if self.thing.call.decisions_confirmed and self.verdict:
            return _("The decision is prepared. No letter goes before another officer confirms it.")
        return self.words()["done"]

    def again(self, stale: Refused) -> HttpResponseBase:
        """Say that the file changed, and keep what was typed for a second look."""
        self.read_anew()
        fresh = self.form({**self.request.POST.dict(), "version": screening.token(self.thing, self.found)})
        fresh.is_valid()
        told = self.get_context_data(form=fresh, refusal=stale.refusal)
        return self.render_to_response(told, status=409)


class Admit(Decision):
    """Eligible."""

    form_class = AdmitForm
    verdict = Verdict.ELIGIBLE

    def words(self) -> dict[str, str]:
        """Speak of eligibility."""
        return {
            "title": _("Declare the file eligible"),
            "button": _("Eligible: send the letter"),
            "done": _("The file is eligible. The letter is on its way."),
        }

    def decide(self, form: DecisionForm) -> None:
        """Admit."""
        given = form.cleaned_data
        screening.admit(self.thing, by=self.request.user, reason=given["reason"], version=given["version"])


class SendBack(Decision):
    """Returned for correction."""

    rule = permissions.may_return
    form_class = ReturnForm
    verdict = Verdict.RETURNED

    def facts(self, form: DecisionForm) -> dict[str, Any]:
        """Give reason and instant: the end of the day, where the forum is."""
        given = form.facts()
        day = given["correct_until"]
        end = dt.datetime.combine(day, dt.time(23, 59), self.thing.call.cycle.zone) if day else None
        return {**given, "correct_until": end}

    def words(self) -> dict[str, str]:
        """Speak of a correction."""
        return {
            "title": _("Return the file for correction"),
            "button": _("Return it: send the letter"),
            "done": _("The file is returned. The letter is on its way."),
        }

    def decide(self, form: DecisionForm) -> None:
        """Send back."""
        version = form.cleaned_data["version"]
        screening.send_back(self.thing, by=self.request.user, version=version, **self.facts(form))


class Exclude(Decision):
    """Not eligible."""

    form_class = ExcludeForm
    verdict = Verdict.INELIGIBLE

    def words(self) -> dict[str, str]:
        """Speak of exclusion."""
        return {
            "title": _("Declare the file not eligible"),
            "button": _("Not eligible: send the letter"),
            "done": _("The file is not eligible. The letter is on its way."),
        }

    def decide(self, form: DecisionForm) -> None:
        """Exclude."""
        version = form.cleaned_data["version"]
        screening.exclude(self.thing, by=self.request.user, version=version, **self.facts(form))


class Waive(Decision):
    """A consent waived: no letter goes."""

    rule = permissions.may_read_screening
    form_class = WaiveForm

    def letter(self, form: DecisionForm) -> None:
        """Send none."""

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:
        """Ask about the consent, which is another thing than the file."""
        if self.thing.dossier is None:
            raise Http404
        permissions.may_waive.require(request.user, self.thing.dossier.consent)
        return None

    def words(self) -> dict[str, str]:
        """Speak of a waiver."""
        return {
            "title": _("Waive the consent"),
            "button": _("Waive the consent"),
            "done": _("The consent is waived, with your reason on record."),
        }

    def decide(self, form: DecisionForm) -> None:
        """Waive."""
        if self.thing.dossier:
            consent.waive(self.thing.dossier.consent, reason=form.cleaned_data["reason"], by=self.request.user)

    def after(self) -> str:
        """Go back to the file."""
        return self.page
