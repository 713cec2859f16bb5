"""What every page is told: how it looks, which languages there are, where one can go."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

from . import local
from .navigation import links_for


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in another language."""

    code: str
    name: str
    url: str


def look(request: HttpRequest) -> dict[str, Any]:
    """Give every template what the base page needs."""
    return {
        "example_mode": settings.EXAMPLE_MODE,
        "forum_city": local.city(local.forum_zone(), get_language()),
        "forum_name": local.forum_name(),
        "languages": other_languages(request),
        "nav": links_for(request) if hasattr(request, "user") else [],
        "save_data": request.headers.get("Save-Data", "").lower() == "on",
    }


def other_languages(request: HttpRequest) -> list[Language]:
    """Give this page's address in each language but its own."""
    codes = [code for code, _name in settings.LANGUAGES if code != get_language()]
    return [Language(code, get_language_info(code)["name_local"], same_page(request, code)) for code in codes]


def address_of(request: HttpRequest) -> str:
    """Give where this page can be read: where the form stood, if its own address takes nothing but posts."""
    match = request.resolver_match
    methods = getattr(getattr(match and match.func, "view_class", None), "http_method_names", ["get"])
    if "get" in methods:
        return request.get_full_path()
    came = urlsplit(request.META.get("HTTP_REFERER", ""))
    return came.path if came.netloc == request.get_host() else ""


def same_page(request: HttpRequest, code: str) -> str:
    """Give this page's address in a language; where the address knows no language, the first page."""
    here = address_of(request)
    there = translate_url(here, code)
    return there if there != here else f"/{code}/"
