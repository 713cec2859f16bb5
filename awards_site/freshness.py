"""High-value acts want a second factor given a moment ago, not this morning."""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .doors import Door


class FreshSecondFactor(Door):
    """A door whose POSTs ask for the second factor again; what was posted is kept and done afterwards."""

    def before_entering(self, request: HttpRequest) -> HttpResponseBase | None:
        """Send to give the second factor where the last one is too old."""
        if request.method == "POST":
            require_fresh_factor(request)
        return super().before_entering(request)


def require_fresh_factor(request: HttpRequest) -> None:
    """Stop here unless the second factor was given just now.

    :raises ReauthenticationRequired: allauth then keeps the request, asks, and goes on with it.
    """
    if settings.SECOND_FACTOR_REQUIRED and not has_fresh_factor(request):
        raise ReauthenticationRequired


def has_fresh_factor(request: HttpRequest) -> bool:
    """Say whether a second factor was given within the last minutes."""
    oldest = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(at >= oldest for at in moments_of_factor(request))


def moments_of_factor(request: HttpRequest) -> list[float]:
    """Tell when in this session a second factor was given."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return [record["at"] for record in records if record.get("method") == "mfa"]
