"""Pages that belong to no app: is the server alive, is it ready, and the example's mails."""

from django.http import HttpRequest, HttpResponse

from .doors import Door
from .rules import anyone


def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process is alive."""
    return HttpResponse("alive\n", content_type="text/plain")


def readyz(_request: HttpRequest) -> HttpResponse:
    """Say whether database, broker and storage answer."""
    return HttpResponse("ready\n", content_type="text/plain")


class Outbox(Door):
    """The example's mails."""

    rule = anyone
    template_name = "awards_site/outbox.html"
