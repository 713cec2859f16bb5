"""Every address that takes a form, with somebody who is let in, in one phase; and the fields its page asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import lxml.html
from django.urls import reverse

from nominations.states import Phase
from tests.permissions.finding import COMING_IN
from tests.permissions.knocking import address_in, caller, wanted_by
from tests.permissions.table import addresses
from tests.permissions.world import World

#: Phases in the order in which a door is looked for: where most of them stand open comes first.
PHASES = [
    Phase.CALL_OPEN,
    Phase.SCREENING,
    Phase.ASSESSMENT,
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
        people = [person for person in COMING_IN if row.lets_in(person, phase)]
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
        if answer.status_code == 200 and not answer.streaming and b"<form" in answer.content:
            return lxml.html.fromstring(answer.content.decode())
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return None


def fields_of(door: Door, world: World) -> dict[str, str]:
    """Give the fields that a door's page sends, with what stands in them."""
    page = page_with_the_form(door, world)
    if page is None:
        return {}
    return {each.get("name"): value_in(each) for each in page.xpath(CONTROLS) if each.get("name") not in SKIPPED}


def value_in(control: Any) -> str:
    """Give what stands in a field."""
    if control.tag == "textarea":
        return control.text_content().removeprefix("\n")
    if control.tag == "select":
        return str(control.value or "")
    return str(control.get("value") or "")


def shown(page: lxml.html.HtmlElement) -> dict[str, list[str]]:
    """Give what stands in the boxes for text that a page shows, by name."""
    found: dict[str, list[str]] = {}
    for each in page.xpath("//textarea[@name] | //input[@name][@type='text' or @type='email' or @type='search']"):
        found.setdefault(each.get("name"), []).append(value_in(each).strip())
    return found
