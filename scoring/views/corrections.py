"""Counts after the first: a correction is proposed and confirmed in the results room; each count is read as it was."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from scoring import correction, permissions
from scoring.forms import CorrectionForm
from scoring.models import Tally

from .results import Result
from .rounds import UNPROCESSABLE


class ReadCount(Result):
    """One count of a round as it was taken, superseded or not; nothing can be done with it."""

    template_name = "scoring/count.html"
    http_method_names = ["get", "head"]  # noqa: RUF012 - Django's own name

    def latest(self) -> Tally:
        """Fetch the count of the number in the address."""
        found = next((each for each in self.tallies if each.number == self.kwargs["number"]), None)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show it, and offer nothing."""
        offered = dict.fromkeys(("may_take", "may_recount", "may_confirm", "may_export", "may_take_salts"), False)
        shown = super().get_context_data(**kwargs)
        counting = shown["counting"].only_read()
        later = [each for each in counting.tallies if each.number > shown["tally"].number]
        more = {
            "tie_forms": [],
            "counts": [],
            "counting": counting,
            "superseded_by": next(iter(later), None),
            "is_past": True,
        }
        return shown | offered | more


class ProposeCorrection(Result):
    """Say that the round has to be counted again."""

    rule = permissions.may_propose_correction
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Propose, with the reason."""
        form = CorrectionForm(self.request.POST)
        if form.is_valid():
            try:
                correction.propose(self.thing, by=self.request.user, reason=form.cleaned_data["why"])
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(self.request, _("The correction is proposed. A second person confirms it."))
                return self.onward("scoring:result")
        return self.render_to_response(self.get_context_data(correction_form=form), status=UNPROCESSABLE)


class ConfirmCorrection(Result):
    """Agree, as a second person; the round is counted again."""

    rule = permissions.may_take_tally
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Confirm what was proposed."""
        return self.do(
            lambda: correction.confirm(self.thing, by=self.request.user),
            _("The round is counted again. Both counts stay to be read."),
        )


class WithdrawCorrection(Result):
    """Take a proposal back."""

    rule = permissions.may_take_tally
    http_method_names = ["post"]  # noqa: RUF012 - Django's own name

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Withdraw what was proposed."""
        return self.do(
            lambda: correction.withdraw(self.thing, by=self.request.user),
            _("The correction is withdrawn. The count stands."),
        )
