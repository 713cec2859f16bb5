"""What every request passes: the reader's clock, the second factor of the staff, and no private page in a cache."""

import re
import uuid
import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from .freshness import moments_of_factor
from .limits import TooMany
from .sessions import person_of

Handler = Callable[[HttpRequest], HttpResponse]
SOUND_ID = re.compile(r"[0-9A-Za-z-]{8,64}")


class Recognition(AuthenticationMiddleware):
    """Recognise the person from the session, whose one statement brought them along."""

    def process_request(self, request: HttpRequest) -> None:
        """Put the person, or nobody, on the request; asked for only where a page asks."""
        vars(request)["user"] = SimpleLazyObject(lambda: person_of(request))


def request_id(handle: Handler) -> Handler:
    """Give each request an id, kept from a proxy that sent a sound one; the log and the answer carry it."""

    def with_request_id(request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        number = given if SOUND_ID.fullmatch(given) else uuid.uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = number
        response = handle(request)
        response["X-Request-ID"] = number
        return response

    return with_request_id


def reader_time_zone(handle: Handler) -> Handler:
    """Stand in the reader's time zone: as told in the account, else as the browser said in a cookie."""

    def with_reader_time_zone(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "time_zone", "") or request.COOKIES.get("tz", "")
        with timezone.override(zone_named(chosen)):
            return handle(request)

    return with_reader_time_zone


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """Give the zone of a name, or the forum's for a name that is none."""
    try:
        return zoneinfo.ZoneInfo(name or settings.FORUM_TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE)


def second_factor(handle: Handler) -> Handler:
    """Send staff without a second factor to set one up, before anything else is shown to them."""

    def with_second_factor(request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED and lacks_second_factor(request):
            messages.info(request, _("Your role needs a second factor. Set one up to go on."))
            return redirect("mfa_index")
        return handle(request)

    return with_second_factor


def lacks_second_factor(request: HttpRequest) -> bool:
    """Say whether a member of the staff came in by one factor and is about to do more than add another."""
    person = request.user
    if not person.is_authenticated or not (person.roles or person.is_staff):
        return False
    if moments_of_factor(request):
        return False
    account = reverse("account_login").removesuffix("login/")
    return not request.path.startswith((account, settings.STATIC_URL))


def too_many(handle: Handler) -> Handler:
    """Answer 429 with a sentence where somebody asked too often."""

    def with_too_many(request: HttpRequest) -> HttpResponse:
        return handle(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, TooMany):
            return None
        response = render(request, "429.html", {"reason": str(exception)}, status=429)
        response["Retry-After"] = str(exception.wait)
        return response

    with_too_many.process_exception = process_exception  # type: ignore[attr-defined]  # as Django asks it of functions
    return with_too_many


def private_pages(handle: Handler) -> Handler:
    """Keep pages of signed-in people and of private links out of every cache."""

    def with_private_pages(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    return with_private_pages
