"""What stands in the main navigation: apps register their entries when they are ready."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from .rules import Rule, anyone


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it leads, what it says, who sees it, and its place."""

    url_name: str
    label: str | Promise
    order: int = 50
    rule: Rule = anyone


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    url: str
    label: str | Promise
    is_current: bool


_ENTRIES: list[Entry] = []


def register(entry: Entry) -> None:
    """Put an entry into the navigation."""
    if entry not in _ENTRIES:
        _ENTRIES.append(entry)
        _ENTRIES.sort(key=lambda each: each.order)


def links_for(request: HttpRequest) -> list[Link]:
    """Give the entries that this reader may use."""
    shown = [(reverse(entry.url_name), entry) for entry in _ENTRIES if entry.rule(request.user)]
    return [Link(url, entry.label, request.path.startswith(url)) for url, entry in shown]
