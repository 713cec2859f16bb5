"""The letters of the outbox, for the staff: which went to whom, which could not, and what may go again."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from awards_site import holding, outbox
from awards_site.doors import Door
from awards_site.letterforms import DeskForm
from awards_site.logs import without_tokens
from awards_site.models import Letter
from awards_site.pages import page_of
from awards_site.permissions import (
    may_edit_words,
    may_hold_letters,
    may_read_letter,
    may_resend,
    may_send_again,
    may_view_outbox,
)
from awards_site.states import LetterStatus


class Letters(Door):
    """All letters, newest first."""

    rule = may_view_outbox
    template_name = "awards_site/letters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show a page of letters, those that were asked for."""
        person = self.request.user
        calls = Letter.objects.exclude(call="").order_by("call").values_list("call", flat=True).distinct()
        form = DeskForm(self.request.GET, calls=list(calls))
        found = Letter.objects.defer("text", "html").filter(form.condition)
        page = page_of(self.request, found)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "query": urlencode(form.asked),
            "page_obj": page,
            "may_read": may_read_letter(person),
            "may_edit": may_edit_words(person),
            "holds": list(holding.standing()) if may_hold_letters(person) else [],
        }


class LetterPage(Door):
    """One letter as it was written, but for the keys in its links: nobody answers in place of nominee or referee."""

    rule = may_read_letter
    template_name = "awards_site/letter.html"
    thing: Letter

    def find(self) -> Any:
        """Find the letter."""
        return get_object_or_404(Letter, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what may be done with it."""
        person, letter = self.request.user, self.thing
        told = {
            "letter": letter,
            "words": without_tokens(letter.text),
            "may_send_again": may_send_again(person, letter),
            "may_resend": may_resend(person, letter),
            "may_hold": may_hold_letters(person) and letter.status == LetterStatus.QUEUED,
            "holds": list(letter.holds.select_related("held_by").filter(released_at=None)),
        }
        return super().get_context_data(**kwargs) | told


class SendAgain(LetterPage):
    """Send a letter again that could not be delivered."""

    rule = may_send_again
    http_method_names = ("post",)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Queue it."""
        outbox.send_again(self.thing, by=request.user)
        messages.success(request, _("The letter is queued again."))
        return redirect("letter", pk=self.thing.pk)


class Resend(LetterPage):
    """Send a letter once more that went out, for a reader who lost it."""

    rule = may_resend
    http_method_names = ("post",)

    def find(self) -> Any:
        """Find the letter that went out."""
        return get_object_or_404(Letter, pk=self.kwargs["sent"])

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Write it anew, with the same words."""
        made = outbox.resend(self.thing, by=request.user)
        messages.success(request, _("The letter goes once more, as a new one."))
        return redirect("letter", pk=made.pk)
