"""Whom to sign in as: one person for each thing that can be done in the example, and the page to begin at."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from nominations.models import Call

from .tales import read

#: The page that each role begins at: a page of its own, or one of a call of the cycle under way.
PAGES: dict[str, tuple[str, str]] = {
    "Nominator": ("nominations:mine", ""),
    "Juror": ("scoring:desk", ""),
    "Panel chair": ("scoring:progress", "journalist"),
    "Secretariat officer": ("nominations:queue", "journalist"),
    "Secretary General": ("jury:panel", "mayor"),
    "Executive Board member": ("scoring:ratification", "academic"),
    "Auditor": ("audit", ""),
}
STAFF = {
    "officer": "Secretariat officer",
    "secretary_general": "Secretary General",
    "board": "Executive Board member",
    "auditor": "Auditor",
}


def people() -> list[dict[str, str]]:
    """Give role, name, address and first page of each."""
    calls = {
        call.prize.slug: call for call in Call.objects.whole().filter(cycle__is_example=True).order_by("cycle__year")
    }
    return [
        {"role": role, "name": each["name"], "email": each["email"], "page": page(role, each, calls)}
        for role, each in cast()
    ]


def cast() -> list[tuple[str, dict[str, Any]]]:
    """Give everybody that a visitor may want to be, in the order of the flow."""
    told = read("people")
    jurors = told["jurors"]["journalist"]
    staff = [(STAFF[each["role"]], each) for each in told["staff"]]
    nominators = [("Nominator", each) for each in told["nominators"][:2]]
    return [*nominators, ("Juror", jurors[6]), ("Panel chair", jurors[0]), *staff]


def page(role: str, each: dict[str, Any], calls: dict[str, Call]) -> str:
    """Give the address of the page that somebody begins at, in the own language."""
    name, prize = PAGES[role]
    slugs = calls[prize].slugs if prize else {}
    if name == "scoring:progress":
        slugs = {**slugs, "round": "assessment"}
    with translation.override(each["language"]):
        return reverse(name, kwargs=slugs)
