"""Knock at every door: which addresses there are, and what a knock is answered with."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nominations import links

from .world import World

#: Libraries' own pages: a test of their own sees to them.
APART = ("admin:", "mfa_", "account_", "socialaccount_")
#: What every post says: a reason, where one is asked for.
SAID = {"reason": "Asked for in writing."}
BY_LINK = ("nominee.own", "nominee.other", "referee.own", "referee.other")


def all_names() -> Iterator[str]:
    """Name every address of the product."""
    yield from names_in(get_resolver().url_patterns, "")


def names_in(patterns: Any, space: str) -> Iterator[str]:
    """Name the addresses of a list of patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_in(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


@cache
def wanted_by(name: str) -> set[str]:
    """Name what an address needs to be written."""
    return dict(all_patterns(get_resolver().url_patterns, ""))[name]


@cache
def takes_posts(name: str) -> bool:
    """Say whether anything behind an address answers a post; a class without it refuses everybody alike."""
    page = getattr(dict(all_views(get_resolver().url_patterns, ""))[name], "view_class", None)
    return page is None or hasattr(page, "post")


def all_views(patterns: Any, space: str) -> Iterator[tuple[str, Any]]:
    """Give every address with what answers there."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from all_views(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern.callback


def all_patterns(patterns: Any, space: str) -> Iterator[tuple[str, set[str]]]:
    """Give every address with the arguments it takes."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            outer = set(pattern.pattern.regex.groupindex)
            for name, arguments in all_patterns(pattern.url_patterns, inner):
                yield name, arguments | outer
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", set(pattern.pattern.regex.groupindex)


def address_in(world: World, name: str, about: str, person: str) -> str:
    """Write an address that leads to the thing in question."""
    given = arguments_in(world, about, person) | {"pk": world.extra["role" if name == "end_role" else "letter"]}
    return reverse(name, kwargs={key: given[key] for key in wanted_by(name)})


def arguments_in(world: World, about: str, person: str) -> dict[str, Any]:
    """Give everything that an address may ask for."""
    dossier = world.dossier_for(person)
    nomination = {"draft": world.draft, "waiting": world.extra["waiting"]}.get(about, world.own)
    foreign = person.endswith(".other") and person in BY_LINK
    return {
        "cycle": world.call.cycle.slug,
        "prize": world.call.prize.slug,
        "round": "final" if about == "final" else "assessment",
        "dossier": dossier.public_id,
        "nomination": nomination.public_id,
        "other": world.second.public_id,
        "evidence": world.evidence.public_id,
        "note": world.extra["note"].public_id,
        "batch": world.extra["batch"].public_id,
        "letter": world.letter.public_id,
        "seat": world.extra["seat"].public_id,
        "step": "nominee",
        "path": "story",
        "key": "nominee",
        "page": "rules",
        "form": "csv",
        "format": "csv",
        "kind": "csv",
        "name": "none",
        "sent": world.extra.get("sent", 1),
        "act": "of-many",
        "wording": "nominations-receipt",
        "language": "en",
        "number": 1,
        "gate": world.call.gates.first().pk,
        "token": token_in(world, person, foreign=foreign),
    }


def token_in(world: World, person: str, *, foreign: bool) -> str:
    """Give the token of a nominee's or referee's link, or one that is none."""
    if foreign or person not in BY_LINK:
        return "not-a-token"
    return links.seal(world.dossier.consent if person.startswith("nominee") else world.letter)


def caller(world: World, person: str) -> Client:
    """Give a browser in which a person is signed in, or nobody."""
    client = Client(raise_request_exception=False)
    known = world.people.get(person)
    if known:
        client.force_login(known, backend="django.contrib.auth.backends.ModelBackend")
    return client


def knock(client: Client, method: str, address: str) -> HttpResponse:
    """Send one request and take back whatever it did."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method.lower())(address, **({"data": SAID} if method == "POST" else {}))
        if answer.streaming:
            answer.getvalue()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def is_let_in(answer: HttpResponse) -> bool:
    """Say whether a door opened."""
    if answer.status_code in {301, 302, 303}:
        return "/account/login/?next=" not in answer["Location"]
    return answer.status_code not in {401, 403, 404, 405}
