"""The letters of the outbox, for the staff: which went to whom, and which could not."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from awards_site import outbox
from awards_site.doors import Door
from awards_site.forms import WordsForm
from awards_site.logs import without_tokens
from awards_site.models import Letter
from awards_site.pages import page_of, query_of
from awards_site.permissions import may_read_letter, may_send_again, may_view_outbox


class Letters(Door):
    """All letters, newest first."""

    rule = may_view_outbox
    template_name = "awards_site/letters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show a page of letters, those of the words asked for."""
        form = WordsForm(self.request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        found = Letter.objects.defer("text", "html").filter(Q(to__icontains=words) | Q(name__icontains=words))
        may_read = may_read_letter(self.request.user)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "query": query_of(words),
            "page_obj": page_of(self.request, found),
            "may_read": may_read,
        }


class LetterPage(Door):
    """One letter as it was written, but for the keys in its links: nobody answers in place of nominee or referee."""

    rule = may_read_letter
    template_name = "awards_site/letter.html"

    def find(self) -> Any:
        """Find the letter."""
        return get_object_or_404(Letter, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether it may be sent again."""
        again = may_send_again(self.request.user, self.thing)
        told = {"letter": self.thing, "words": without_tokens(self.thing.text), "may_send_again": again}
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
