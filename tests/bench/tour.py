"""The tour of the bench: every page that matters, visited as the person who uses it."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from nominations.models import Nomination
from scoring.models import Ballot

from .filling import Filled
from .measure import Cost, visit


def tour(world: Filled) -> Iterator[Cost]:
    """Visit all pages; each is visited once before, so that what a process keeps is kept."""
    for name, person, address in pages(world):
        client = browser(person)
        visit(name, client, address)
        cost, answer = visit(name, client, address)
        assert answer.status_code == 200, (name, answer.status_code)
        yield cost
    yield from exports(world)
    yield from marks(world)


def exports(world: Filled) -> Iterator[Cost]:
    """Take files and ballots out, each read to the last byte."""
    for kind in ("csv", "xlsx"):
        files = at("nominations:export_nominations", world.screened_call, kind=kind)
        ballots = at("scoring:export_ballots", world.decided_call, round="assessment", kind=kind)
        for name, person, address in (("files", world.officer, files), ("ballots", world.auditor, ballots)):
            said = {"data": {"purpose": "For the archive of the bench."}}
            cost, answer = visit(f"export of {name}, {kind.upper()}", browser(person), address, "post", **said)
            assert "attachment" in answer.get("Content-Disposition", ""), name
            yield cost


def browser(person: Any) -> Client:
    """Give a browser in which somebody is signed in."""
    client = Client(headers={"accept-language": "en"})
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages(world: Filled) -> Iterator[tuple[str, Any, str]]:
    """Name the pages, who reads them and where they are."""
    yield "home", None, at("scoring:home")
    yield "prizes", None, at("nominations:prizes")
    yield "laureates", None, at("scoring:laureates")
    yield "calendar", None, reverse("nominations:cycle", kwargs={"cycle": world.open_call.cycle.slug})
    yield "about a prize", None, at("scoring:call", world.open_call)
    yield "the whole form", None, at("nominations:form", world.open_call)
    yield "my nominations", world.nominator, at("nominations:mine")
    yield "one nomination", world.nominator, one_file("nominations:nomination", world.screened_call)
    yield "working together", world.nominator, one_file("nominations:colleagues", world.screened_call)
    yield "a copy as PDF", world.nominator, one_file("nominations:receipt", world.screened_call)
    yield "help", None, at("nominations:help_nominators")
    yield "screening queue", world.officer, at("nominations:queue", world.screened_call)
    yield "screening, search", world.officer, at("nominations:queue", world.screened_call) + "?q=Osh"
    yield "screening, by sound", world.officer, at("nominations:queue", world.screened_call) + "?q=اوش"
    yield "screening, named twice", world.officer, at("nominations:queue", world.screened_call) + "?mark=double"
    yield "files that look alike", world.officer, at("nominations:lookalikes", world.screened_call)
    yield "letters", world.officer, at("letters")
    yield "words of the letters", world.officer, at("letter_kinds")
    yield "screening one file", world.officer, one_file("nominations:screen", world.screened_call)
    yield "panel", world.officer, at("jury:panel", world.scored_call)
    yield "ties", world.officer, at("jury:ties", world.scored_call)
    yield "conflicts", world.juror, at("jury:conflicts", world.scored_call)
    yield "assignment", world.officer, at("jury:assignment", world.scored_call, round="assessment")
    yield "juror's desk", world.juror, at("scoring:desk")
    yield "scoring form", world.juror, ballot_page(world)
    yield "progress", world.officer, at("scoring:progress", world.scored_call, round="assessment")
    yield "result", world.chair, at("scoring:result", world.counted_call, round="assessment")


def at(name: str, call: Any = None, **more: Any) -> str:
    """Write an address."""
    return reverse(name, kwargs={**(call.slugs if call else {}), **more})


def one_file(name: str, call: Any) -> str:
    """Write the address of the first file of a call."""
    return at(name, call, nomination=Nomination.objects.filter(call=call).earliest("pk").public_id)


def open_ballot(world: Filled) -> Ballot:
    """Give the first ballot of the juror."""
    return (
        Ballot.objects.select_related("assignment__dossier").filter(assignment__seat__user=world.juror).earliest("pk")
    )


def ballot_page(world: Filled, name: str = "scoring:ballot") -> str:
    """Write the address of the juror's first ballot."""
    dossier = open_ballot(world).assignment.dossier
    return at(name, world.scored_call, round="assessment", dossier=dossier.public_id)


def marks(world: Filled) -> Iterator[Cost]:
    """Reopen the ballot and save one mark in it, twice."""
    client = browser(world.juror)
    ballot = open_ballot(world)
    visit("reopen", client, ballot_page(world, "scoring:reopen"), "post", data={"version": ballot.version})
    for value in ("7", "8.5"):
        ballot.refresh_from_db()
        criterion = ballot.marks.first().criterion
        given = {"version": ballot.version, f"mark-{criterion.key}": value, f"comment-{criterion.key}": ""}
        cost, answer = visit("a saved mark", client, ballot_page(world, "scoring:mark"), "post", data=given)
        assert answer.status_code in {200, 302}, answer.content
    ballot.refresh_from_db()
    assert str(ballot.marks.first().value) == "8.50", "the mark was not saved"
    yield cost
