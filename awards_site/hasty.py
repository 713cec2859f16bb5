"""Machines that fill in open pages, told from people without a puzzle: a box that people don't see, and a moment.

Nobody is stopped: the page comes back with everything typed, and pressing once more goes through, because the moment
of the first opening comes along with the word that it was asked once. What a page does with a filled box is its own.
"""

import datetime as dt
from enum import StrEnum
from typing import Any

import structlog
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import clock
from .rules import Refusal

LOG = structlog.get_logger(__name__)
#: Named as something that a form may well ask, and that no browser fills in by itself.
BOX, MOMENT = "second_homepage", "opened"
SALT = "awards_site.hasty"
ONCE_MORE = Refusal(_("Please press the button once more. Everything you typed is still here."))


class Sign(StrEnum):
    """What tells a machine."""

    FILLED = "filled"
    FAST = "fast"


def sign_of(request: HttpRequest) -> Sign | None:
    """Say what about a post tells a machine, or nothing; it is written down, without address or words."""
    if not settings.SECONDS_TO_FILL:
        return None
    sign = seen_in(request)
    if sign:
        route = request.resolver_match.view_name if request.resolver_match else ""
        LOG.info("hasty_post", sign=str(sign), page=route)
    return sign


def seen_in(request: HttpRequest) -> Sign | None:
    """Look at the box first, then at the moment; a post without a moment comes from no page of ours."""
    opened, was_asked = read(request.POST.get(MOMENT, ""))
    if request.POST.get(BOX, "").strip() and not was_asked:
        return Sign.FILLED
    if opened is None or clock.now() - opened < dt.timedelta(seconds=settings.SECONDS_TO_FILL):
        return Sign.FAST
    return None


def moment_for(request: Any) -> str:
    """Give the signed moment that a page carries: of its first opening, where it comes back after a post."""
    posted = request is not None and request.method == "POST"
    opened, _asked = read(request.POST.get(MOMENT, "")) if posted else (None, False)
    return signing.dumps([(opened or clock.now()).timestamp(), posted], salt=SALT)


def read(moment: str) -> tuple[dt.datetime | None, bool]:
    """Read a moment that we signed, and whether the page came back once; nothing of what we did not sign."""
    try:
        told, was_asked = signing.loads(moment, salt=SALT)
        return dt.datetime.fromtimestamp(told, dt.UTC), bool(was_asked)
    except (signing.BadSignature, TypeError, ValueError):
        return None, False
