"""Every address that takes a form, with somebody who is let in, in one phase; and the fields its page asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import lxml.html
from django.urls import reverse

from nominations.models import Nomination
from nominations.states import Phase
from tests.factories.nominations import ANSWERS
from tests.permissions.finding import COMING_IN
from tests.permissions.knocking import address_in, caller, wanted_by
from tests.permissions.reading import text_of
from tests.permissions.table import addresses
from tests.permissions.world import World, world_in

#: Phases in the order in which a door is looked for: where most of them stand open comes first.
PHASES = [
    Phase.CALL_OPEN,
    Phase.ASSESSMENT,
    Phase.SCREENING,
    Phase.SHORTLIST,
    Phase.DELIBERATION,
    Phase.RATIFICATION,
    Phase.EMBARGO,
    Phase.SETUP,
]
#: Where the form of an address is not on its own page nor on one above it.
PAGE_OF = {"nominations:autosave": "nominations:step", "nominations:publish": "nominations:setup"}
STEPS = ("nominee", "work", "eligibility", "check")
#: Forms that the table leaves to a library, or to the administration; who comes to them.
BESIDE = {
    "account_login": "visitor",
    "account_confirm_login_code": "visitor",
    "mfa_reauthenticate": "officer",
    "mfa_activate_totp": "officer",
} | {
    f"admin:{model}_add": "secretary_general"
    for model in ("nominations_call", "nominations_cycle", "nominations_form", "nominations_prize", "scoring_rubric")
}
#: Fields that a form has at another hour than that of the world.
BY_HEART = {
    "jury:change": ("version", "dossier", "reads", "page"),
    "jury:confirm": ("version", "page"),
    "jury:propose": ("version", "page"),
    "nominations:confirm_date": ("change", "version"),
    "nominations:propose_date": ("closes_at", "reason"),
    "nominations:publish": ("key", "version"),
    "nominations:start": ("language",),
    "nominations:withdraw": ("do", "reason"),
    "nominations:consent": ("do", "reason", "signed_name", "integrity", "version"),
    "scoring:confirm_correction": ("version",),
    "scoring:confirm_shortlist": ("key", "version", "reason"),
    "scoring:decide_tie": ("order", "reason", "first", "place", "dossier"),
    "scoring:progress": ("reason", "version"),
    "scoring:recount": ("number",),
    "scoring:take_tally": ("key", "version"),
    "scoring:withdraw_correction": ("version",),
}
BOXES = ".//textarea[@name] | .//input[@name][@type='text' or @type='email' or @type='search']"
CONTROLS = "//*[@name][self::input or self::textarea or self::select or self::button]"
SKIPPED = {"csrfmiddlewaretoken", "next"}


@dataclass(frozen=True)
class Door:
    """An address to post to, and who posts."""

    name: str
    about: str
    person: str
    step: str = ""

    def __str__(self) -> str:
        """Name it."""
        return f"{self.name} {self.step} as {self.person}"

    def address(self, world: World, name: str = "") -> str:
        """Write its address in a world."""
        if self.name in BESIDE:
            return reverse(self.name)
        written = address_in(world, name or self.name, self.about, self.person)
        return written.replace("/nominee/", f"/{self.step}/") if self.step else written


@cache
def doors_in(phase: Phase) -> tuple[Door, ...]:
    """Give the doors that are tried in a phase: those that were not open in a phase before it in the list."""
    found = tuple(doors_of(phase))
    earlier = PHASES[: PHASES.index(phase)]
    known = {door.name for each in earlier for door in doors_in(each)}
    return tuple(door for door in found if door.name not in known)


def doors_of(phase: Phase) -> Iterator[Door]:
    """Give every door that is open to somebody in a phase."""
    for row in addresses():
        people = sorted((each for each in COMING_IN if row.lets_in(each, phase)), key=lambda each: each != "officer")
        if row.method != "POST" or not people:
            continue
        steps = STEPS if "step" in wanted_by(row.name) else ("",)
        yield from (Door(row.name, row.about, people[0], step) for step in steps)
    yield from (Door(name, "call", person) for name, person in BESIDE.items())


def page_with_the_form(door: Door, world: World) -> lxml.html.HtmlElement | None:
    """Find the page on which a door's form stands: its own, or one above it."""
    client = caller(world, door.person)
    path = door.address(world, PAGE_OF.get(door.name, ""))
    for _up in range(4):
        answer = client.get(path)
        text = text_of(answer)  # a file is read to its end, which closes it
        if answer.status_code == 200 and not answer.streaming and "<form" in text:
            return lxml.html.fromstring(text)
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return None


def fields_of(door: Door, world: World) -> dict[str, str]:
    """Give the fields that a door's page sends, with what stands in them."""
    page, by_heart = page_with_the_form(door, world), dict.fromkeys(BY_HEART.get(door.name, ()), "")
    if page is None:
        return by_heart
    # the administration's pages hold an empty row too, for its script to copy
    named = {each.get("name"): value_in(each) for each in page.xpath(CONTROLS)}
    return by_heart | {name: text for name, text in named.items() if name not in SKIPPED and "__prefix__" not in name}


def world_of(phase: Phase) -> World:
    """Build the world of a phase, with a draft whose pages were all visited."""
    world = world_in(phase)
    Nomination.objects.filter(pk=world.draft.pk).update(answers=ANSWERS, gates_answered={"office": "yes"})
    return world


def value_in(control: Any) -> str:
    """Give what stands in a field."""
    if control.tag == "textarea":
        return control.text_content().removeprefix("\n")
    if control.tag == "select":
        return str(control.value or "")
    return str(control.get("value") or "")


def shown(page: lxml.html.HtmlElement, address: str) -> dict[str, list[str]]:
    """Give what stands in the boxes for text of those forms of a page that lead to an address, by name."""
    found: dict[str, list[str]] = {}
    for form in page.xpath("//form"):
        if (form.get("action") or address).partition("?")[0] == address:
            for each in form.xpath(BOXES):
                found.setdefault(each.get("name"), []).append(value_in(each).strip())
    return found
