"""Letters of support, as the nominator sees them: whom to ask, and where each letter is. Never what it says."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from nominations import outside, permissions, support
from nominations.forms.referees import RefereeForm
from nominations.models import LetterOfSupport
from nominations.states import SupportStatus

from .own import FileDoor, page_of


class Letters(FileDoor):
    """Ask for a letter, or remind somebody who was asked."""

    rule = permissions.may_remind_referees
    template_name = "nominations/letters.html"

    def among(self) -> Any:
        """Fetch along whom it is about."""
        return super().among().select_related("dossier__nominee", "nominator")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give who was asked, and the form to ask somebody else."""
        told = super().get_context_data(**kwargs)
        letters = list(self.nomination.letters_of_support.all())
        call = self.nomination.call
        mine = {
            "form": kwargs.get("form") or RefereeForm(initial={"language": get_language()}),
            "letters": letters,
            "outside": outside.count(self.nomination, letters),
            "may_ask": permissions.may_request_support(self.request.user, self.nomination),
            "wanted": call.letters_wanted,
            "left": max(0, call.letters_at_most - sum(each.status != SupportStatus.DECLINED for each in letters)),
            "until": call.letters_until,
            "page": page_of(self.nomination),
        }
        return told | mine

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        """Ask or remind; what stands in the way is said in place."""
        if request.POST.get("do", "").startswith("remind:"):
            return self.remind(request.POST["do"].partition(":")[2])
        form = RefereeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            letter = support.request(self.nomination, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("due_on" if isinstance(refused, support.WrongDate) else None, str(refused.refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("We have written to %(name)s.") % {"name": letter.name})
        return redirect(page_of(self.nomination, "letters"))

    def remind(self, wanted: str) -> Any:
        """Write once more to somebody who did not answer yet."""
        letter = next((each for each in self.asked() if str(each.public_id) == wanted), None)
        try:
            if letter:
                support.remind(letter, by=self.request.user)
                messages.success(self.request, _("We have written to %(name)s once more.") % {"name": letter.name})
        except Refused as refused:
            messages.error(self.request, str(refused.refusal))
        return redirect(page_of(self.nomination, "letters"))

    def asked(self) -> list[LetterOfSupport]:
        """Give whom this file asked."""
        return list(self.nomination.letters_of_support.all())
