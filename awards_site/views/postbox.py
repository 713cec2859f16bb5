"""The example's mails, for everybody at this machine: here one finds the code to sign in."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from awards_site import outbox_folder
from awards_site.doors import Door
from awards_site.forms import WordsForm
from awards_site.network import is_loopback
from awards_site.pages import page_of, query_of
from awards_site.rules import anyone


class Postbox(Door):
    """The list, newest first."""

    rule = anyone
    template_name = "awards_site/postbox.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Be there in the example alone, and only for whoever sits at the machine."""
        if not settings.EXAMPLE_MODE or not is_loopback(request):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def folder(self) -> Path:
        """Where the mails are."""
        return Path(settings.OUTBOX_FOLDER)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show a page of mails, of one address where asked."""
        form = WordsForm(self.request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        page = page_of(self.request, outbox_folder.files(self.folder, words))
        heads = [outbox_folder.head_of(file) for file in page]
        return super().get_context_data(**kwargs) | {
            "form": form,
            "page_obj": page,
            "heads": heads,
            "query": query_of(words),
        }


class Mail(Postbox):
    """One mail, as its plain text."""

    template_name = "awards_site/postbox_mail.html"

    def find(self) -> Any:
        """Find the mail by its name, which is letters and digits."""
        return outbox_folder.read(self.folder, self.kwargs["name"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the mail."""
        return super(Postbox, self).get_context_data(**kwargs) | {"mail": self.thing}
