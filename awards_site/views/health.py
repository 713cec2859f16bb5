"""Whether the process is alive, and whether it is ready: database, broker and storage answer."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from awards_site import services

log = structlog.get_logger(__name__)


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process is alive."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Say of each service whether it answers; 503 where one does not."""
    answers = {name: answers_well(name, ask) for name, ask in services.ALL.items()}
    lines = "".join(f"{name}: {'ok' if well else 'down'}\n" for name, well in answers.items())
    return HttpResponse(lines, content_type="text/plain", status=200 if all(answers.values()) else 503)


def answers_well(name: str, ask: Callable[[], None]) -> bool:
    """Ask a service; why it does not answer goes to the log, not to the page."""
    try:
        ask()
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with a service, it is not ready
        log.warning("service is down", service=name, fault=f"{type(fault).__name__}: {fault}")
        return False
    return True
