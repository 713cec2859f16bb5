"""The referee's page: who is put forward, what is asked, and the letter, written in place. Without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from awards_site import hasty
from awards_site.rules import Refusal, Refused
from nominations import permissions, support
from nominations.forms.support import SpeakForm, SupportForm
from nominations.intake import Unwelcome
from nominations.models import Call, LetterOfSupport
from nominations.serving import serve_letter

from .links import LinkDoor


class RefereeDoor(LinkDoor):
    """A page behind a referee's link."""

    rule = permissions.may_read_support
    model = LetterOfSupport
    name = "support"
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


class OwnPaper(RefereeDoor):
    """The referee's own PDF, to be saved."""

    rule = permissions.may_open_own_paper

    def get(self, *_args: Any, **_kwargs: Any) -> Any:
        """Hand it out."""
        return serve_letter(self.thing)


class SupportPage(RefereeDoor):
    """A letter of support: read what is asked, write, send a PDF, change, decline."""

    template_name = "nominations/support.html"

    def form(self, data: Any = None, files: Any = None) -> SupportForm:
        """Make the form, with what is saved or posted."""
        asks = self.thing.nomination.call.unrelated_letters_wanted > 0
        return SupportForm(data, files, letter=self.thing, asks_standing=asks)

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
            "speak": SpeakForm(initial={"language": self.thing.language}, auto_id="speak_%s"),
            "too_late": permissions.may_write_support.refusal(self.request.user, self.thing),
        }
        return super().get_context_data(**kwargs) | told

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Keep the letter, note that there will be none, or write in another language from now on."""
        form = self.form(request.POST, request.FILES)
        if hasty.sign_of(request):
            return self.show(self.without_paper(form), hasty.ONCE_MORE, status=200)
        match request.POST.get("do"):
            case "decline":
                return self.decline(request)
            case "speak":
                return self.speak(request)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=self.without_paper(form)))
        return self.receive(request, form)

    def without_paper(self, form: SupportForm) -> SupportForm:
        """Ask for the PDF once more where one came along: a page that comes back can't hold it."""
        if "paper" in self.request.FILES and "paper" not in form.errors:
            form.add_error("paper", _("Choose your PDF once more."))
        return form

    def show(self, form: SupportForm, refusal: Refusal, status: int = 403) -> HttpResponseBase:
        """Show the page with why it came back, and everything typed."""
        return self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=status)

    def receive(self, request: HttpRequest, form: SupportForm) -> HttpResponseBase:
        """Keep the letter; whatever stands in the way, every word typed stays on the page."""
        try:
            support.receive(self.thing, **form.said())
        except support.Stale as stale:
            return self.clash(form, stale)
        except (support.WrongLength, support.Undeclared, Unwelcome) as wrong:
            form.add_error(self.field_of(wrong), str(wrong.refusal))
            return self.render_to_response(self.get_context_data(form=self.without_paper(form)))
        except Refused as refused:
            return self.show(form, refused.refusal)
        messages.success(request, _("Thank you. Your letter has arrived."))
        return redirect(request.path)

    def field_of(self, wrong: Refused) -> str:
        """Name the field that a refusal is about."""
        match wrong:
            case Unwelcome():
                return "paper"
            case support.Undeclared():
                return "connection" if wrong.how else "standing"
        return "text"

    def clash(self, form: SupportForm, stale: support.Stale) -> HttpResponseBase:
        """Show the text that was typed and the one that is saved; sending again keeps what was typed."""
        self.thing.refresh_from_db(fields=["text", "version", "status", "file", "title", "scan"])
        form.data = {**self.request.POST.dict(), "version": str(self.thing.version)}
        told = self.get_context_data(form=form, refusal=stale.refusal, saved=self.thing.text)
        return self.render_to_response(told, status=409)

    def decline(self, request: HttpRequest) -> HttpResponseBase:
        """Note that there will be no letter."""
        try:
            support.decline(self.thing)
        except Refused as refused:
            return self.show(self.form(), refused.refusal)
        messages.success(request, _("You declined. Thank you for telling us."))
        return redirect(request.path)

    def speak(self, request: HttpRequest) -> HttpResponseBase:
        """Write in another language from now on."""
        form = SpeakForm(request.POST)
        if form.is_valid():
            support.speak(self.thing, language=form.cleaned_data["language"])
            messages.success(request, _("From now on we write to you in this language."))
        return redirect(request.path)
