"""Lists in pages of twenty-five."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

A_PAGE = 25


def page_of(request: HttpRequest, things: Any) -> Page[Any]:
    """Give the page that was asked for, or the nearest there is."""
    return Paginator(things, A_PAGE).get_page(request.GET.get("page"))


def query_of(words: str) -> str:
    """Give the words looked for as they stand in an address, for the links to other pages."""
    return urlencode({"q": words}) if words else ""
