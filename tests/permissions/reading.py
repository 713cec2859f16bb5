"""Everything that a person can read in a world: every page, list, search and file, page by page."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from jury.models import Outcome
from nominations.models import Dossier, LetterOfSupport, Nomination, Nominee
from nominations.states import Phase
from scoring.models import Ballot, Mark
from tests.factories import nominations as make
from tests.factories.nominations import ANSWERS

from .finding import COMING_IN, our_names, rows_by_knock, who_knocks
from .following import Page, shut_doors
from .knocking import address_in, caller, is_let_in, knock, wanted_by
from .world import World, world_in

FILE = "canaryfile"
STORY = "canaryfile story"
CONTACT = "canarycontact"
BALLOT = "canaryballot"
CITATION = "canarycitation"
JUROR = "canaryjuror"
DRAFT = "canarydraft"
#: Whose tie is to another file than the one that is planted reads as who they are without it.
READERS = [person for person in COMING_IN if person != "chair.conflicted"]
#: Phases in which every link is followed: before, between and after the rounds.
FOLLOWED = (Phase.CALL_OPEN, Phase.ASSESSMENT, Phase.EMBARGO)
#: Where a person with a tie reads a file's title alone.
TITLES = {"jury:conflicts", "scoring:desk"}
#: Lists that take a word to search for.
SEARCHED = {"nominations:queue", "letters", "audit", "scoring:laureates", "jury:ties", "jury:assignment", "outbox"}


def plant(world: World, about: Dossier | None = None) -> World:
    """Put words that stand nowhere else into a world's files, ballots, names and citations."""
    dossier = about or world.dossier
    story = {"name": f"{FILE} name", "headline": f"{FILE} headline", "story": STORY}
    answers = {**ANSWERS, **story, "email": f"{CONTACT}@nominees.example"}
    Nominee.objects.filter(pk=dossier.nominee_id).update(name=story["name"], email=answers["email"])
    Dossier.objects.filter(pk=dossier.pk).update(headline=story["headline"])
    Nomination.objects.filter(dossier=dossier).update(answers=answers)
    for file in Nomination.objects.filter(dossier=dossier).submitted():
        make.submission(file)
    Nomination.objects.filter(pk=world.draft.pk).update(
        answers={"headline": DRAFT}, typed={"work": {"headline": [DRAFT]}}
    )
    LetterOfSupport.objects.filter(nomination__dossier=dossier).update(email=f"{CONTACT}@letters.example")
    Outcome.objects.filter(dossier=dossier).update(citation={"en": CITATION, "fa": CITATION})
    written_by = Ballot.objects.filter(assignment__seat__user=world.people["juror.assigned"])
    Mark.objects.filter(ballot__in=written_by, ballot__assignment__dossier=dossier).update(comment=BALLOT)
    for kind in ("juror.assigned", "juror.same_panel", "juror.conflicted", "chair.own"):
        person = world.people[kind]
        assert person is not None
        person.name = JUROR
        person.save()
    return world


def read_by(world: World, person: str) -> Iterator[Page]:
    """Give every page that opens to a person."""
    client = caller(world, person)
    for name in pages():
        if person in who_knocks(name):
            for address in addresses_of(world, name, person):
                if text := read(client, address):
                    yield Page(name, address, text)


@cache
def pages() -> list[str]:
    """Name the addresses that are read, and not only posted to."""
    return [name for name in our_names() if (name, "GET") in rows_by_knock()]


def addresses_of(world: World, name: str, person: str) -> set[str]:
    """Give an address with all that it may lead to, and the searches in it."""
    wanted = wanted_by(name)
    abouts = ["own", *(["draft"] if "nomination" in wanted else []), *(["final"] if "round" in wanted else [])]
    found = {address_in(world, name, about, person) for about in abouts}
    return found | {f"{each}?q=canary" for each in found if name in SEARCHED}


def read(client: Client, address: str) -> str:
    """Read a page or a file, or nothing where it does not open; whatever reading did is taken back."""
    with transaction.atomic():
        answer: Any = client.get(address)
        text = text_of(answer) if answer.status_code == 200 else ""
        transaction.set_rollback(True)
    return text


def text_of(answer: HttpResponse | Any) -> str:
    """Give the text of an answer, a streamed one's and a document's too."""
    content = answer.getvalue() if answer.streaming else answer.content
    if content.startswith(b"%PDF-"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="replace")


@dataclass(frozen=True)
class Reading:
    """What everybody read in one phase, page by page, where its links led, and who may look at addresses."""

    pages: dict[str, list[Page]]
    shut: dict[str, set[str]]
    sees_contacts: frozenset[str]

    def where(self, person: str, word: str) -> set[str]:
        """Name the pages on which a person read a word."""
        return {page.name for page in self.pages[person] if word in page.text}

    def opened_to(self, person: str) -> set[str]:
        """Name the pages that opened to a person."""
        return {page.name for page in self.pages[person]}

    def readers(self, word: str, *, among: Collection[str] = READERS) -> set[str]:
        """Name who read a word anywhere."""
        return {person for person in among if self.where(person, word)}


def reading_in(phase: Phase) -> Reading:
    """Let everybody read everything in a phase."""
    world = plant(world_in(phase))
    pages = {person: list(read_by(world, person)) for person in READERS}
    followed = pages if phase in FOLLOWED else {}
    shut = {person: shut_doors(world, person, theirs) for person, theirs in followed.items()}
    asked = {person: address_in(world, "nominations:contacts", "own", person) for person in READERS}
    looks = {person for person in READERS if is_let_in(knock(caller(world, person), "POST", asked[person]))}
    return Reading(pages, shut, frozenset(looks - {"visitor"}))
