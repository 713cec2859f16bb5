"""The referee's page: who is put forward, what is asked, and the letter, written in place. Without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site.rules import Refused
from nominations import permissions, support
from nominations.forms.links import SupportForm
from nominations.models import Call, LetterOfSupport

from .links import LinkDoor


class SupportPage(LinkDoor):
    """A letter of support: read what is asked, write, change, decline."""

    rule = permissions.may_read_support
    model = LetterOfSupport
    name = "support"
    template_name = "nominations/support.html"
    thing: LetterOfSupport

    def rows(self) -> Any:
        """Fetch nominee, nominator and call along."""
        about = ("call__cycle", "call__prize", "nominator", "dossier__nominee")
        rows = LetterOfSupport.objects.select_related(*(f"nomination__{each}" for each in about))
        return rows.prefetch_related("nomination__call__acts")

    def call_of(self, row: Any) -> Call:
        """Give the call of the nomination."""
        call: Call = row.nomination.call
        return call

    def form(self, data: Any = None) -> SupportForm:
        """Make the form, with what is saved or posted."""
        initial = {"text": self.thing.text, "version": self.thing.version}
        return SupportForm(data, initial=initial, least=support.WORDS_LEAST, most=support.WORDS_MOST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the letter, whom it is about, and whether it may still be written."""
        kwargs.setdefault("form", self.form())
        nomination = self.thing.nomination
        told = {
            "letter": self.thing,
            "call": nomination.call,
            "nominator": nomination.nominator,
            "dossier": nomination.dossier,
            "least": support.WORDS_LEAST,
            "most": support.WORDS_MOST,
            "too_late": permissions.may_write_support.refusal(self.request.user, self.thing),
        }
        return super().get_context_data(**kwargs) | told

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Keep the letter, or note that there will be none."""
        if request.POST.get("do") == "decline":
            return self.decline(request)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self.receive(request, form)

    def receive(self, request: HttpRequest, form: SupportForm) -> HttpResponseBase:
        """Keep the letter; whatever stands in the way, every word typed stays on the page."""
        given = form.cleaned_data
        try:
            support.receive(self.thing, text=given["text"], version=given["version"] or 0)
        except support.Stale as stale:
            return self.clash(form, stale)
        except support.WrongLength as wrong:
            form.add_error("text", str(wrong.refusal))
            return self.render_to_response(self.get_context_data(form=form))
        except Refused as refused:
            return self.render_to_response(self.get_context_data(form=form, refusal=refused.refusal), status=403)
        messages.success(request, _("Thank you. Your letter has arrived."))
        return redirect(request.path)

    def clash(self, form: SupportForm, stale: support.Stale) -> HttpResponseBase:
        """Show the text that was typed and the one that is saved; sending again keeps what was typed."""
        self.thing.refresh_from_db(fields=["text", "version", "status"])
        form.data = {**self.request.POST.dict(), "version": str(self.thing.version)}
        told = self.get_context_data(form=form, refusal=stale.refusal, saved=self.thing.text)
        return self.render_to_response(told, status=409)

    def decline(self, request: HttpRequest) -> HttpResponseBase:
        """Note that there will be no letter."""
        try:
            support.decline(self.thing)
        except Refused as refused:
            return self.render_to_response(self.get_context_data(refusal=refused.refusal), status=403)
        messages.success(request, _("You declined. Thank you for telling us."))
        return redirect(request.path)
