"""One run of the bench: a fresh test database for each size."""

from dataclasses import dataclass

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse

from . import figures
from .filling import fill
from .measure import Cost, first_visit, packed, visit
from .tour import browser, tour
from .wizard import wizard

__all__ = ["Cost", "at_size", "first_visits", "visit_faults", "visits_table"]


@dataclass(frozen=True)
class Visit:
    """What a first visit to a page costs."""

    name: str
    requests: int
    bytes: int


def at_size(count: int) -> list[Cost]:
    """Measure every page and flow with so many nominations."""
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        world = fill(count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return [*tour(world), *wizard(world)]
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
        teardown_test_environment()


def first_visits() -> list[Visit]:
    """Measure a first visit to the public pages and to the sign-in, in both languages."""
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        world = fill(20)
        call = world.open_call
        names = {
            "home": reverse("scoring:home"),
            "about a prize": reverse("scoring:call", kwargs=call.slugs),
            "the whole form": reverse("nominations:form", kwargs=call.slugs),
            "sign in": reverse("account_login"),
            "laureates": reverse("scoring:laureates"),
        }
        pages = {
            f"{name}, {code}": path.replace("/en/", f"/{code}/", 1)
            for name, path in names.items()
            for code in ("en", "fa")
        }
        return [visit_of(name, path) for name, path in pages.items()]
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
        teardown_test_environment()


def visit_of(name: str, path: str) -> Visit:
    """Count requests and bytes of one page with all that it draws in."""
    _cost, answer = visit(name, browser(None), path)
    requests, weight = first_visit(answer.content.decode())
    return Visit(name, requests + 1, weight + len(packed(answer.content)))


def visits_table(visits: list[Visit]) -> str:
    """Write the table of first visits."""
    lines = ["| first visit | requests | bytes |", "|---|--:|--:|"]
    return "\n".join([*lines, *(f"| {each.name} | {each.requests} | {each.bytes:,} |" for each in visits)])


def visit_faults(visits: list[Visit]) -> list[str]:
    """Name every first visit that is too heavy."""
    return [
        f"{each.name}: {each.bytes:,} bytes in {each.requests} requests"
        for each in visits
        if each.bytes > figures.VISIT_BYTES_AT_MOST or each.requests > figures.VISIT_REQUESTS_AT_MOST
    ]
