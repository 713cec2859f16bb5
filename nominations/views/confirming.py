"""A decision that another officer prepared: read as it will be, then confirmed, refused, or taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from nominations import letters, permissions, screening
from nominations.forms.desk import AnswerForm
from nominations.models import Preparation

from .file_door import ScreenDoor


class Confirm(ScreenDoor):
    """The prepared decision of a file."""

    template_name = "nominations/confirm.html"
    row: Preparation

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:
        """Find the decision that waits, and ask whether this person may answer it."""
        rows = Preparation.objects.waiting().filter(nomination=self.thing).select_related("by", "rule")
        found = rows.first()
        if found is None:
            raise Http404
        found.nomination = self.thing
        permissions.may_read_preparation.require(request.user, found)
        self.row = found
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the decision, its letter, and what may be done with it."""
        row, person = self.row, self.request.user
        letter = letters.preview(
            self.thing, row.verdict, by=row.by, rule=row.rule, reason=row.reason, correct_until=row.correct_until
        )
        told = {
            "form": kwargs.get("form") or AnswerForm(),
            "row": row,
            "letter": letter,
            "changed": row.version != screening.token(self.thing, self.found),
            "may_confirm": permissions.may_confirm(person, row),
            "may_take_back": permissions.may_take_back_decision(person, row),
        }
        return super().get_context_data(**kwargs) | told

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Answer it, or say why not."""
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            done = self.answer(request.POST.get("do", ""), form.cleaned_data["reason"])
        except screening.Lapsed as lapsed:
            messages.warning(request, str(lapsed.refusal))
            return redirect(f"{self.page}{self.trail}")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            return self.render_to_response(self.get_context_data(form=form))
        if not done:
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, done)
        return redirect(self.after())

    def answer(self, do: str, reason: str) -> str:
        """Call the stage, and say what was done; nothing where no button was pressed."""
        match do:
            case "confirm":
                screening.confirm(self.row, by=self.request.user)
                return _("The decision is confirmed. The letter is on its way.")
            case "refuse":
                screening.refuse(self.row, by=self.request.user, reason=reason)
                return _("The prepared decision is refused. The file stands where it stood.")
            case "take_back":
                screening.take_back(self.row, by=self.request.user)
                return _("You took the prepared decision back. The file stands where it stood.")
        return ""
