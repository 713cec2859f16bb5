"""Follow every link on a page, as the person who reads it would."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from .knocking import caller, is_let_in, knock
from .world import World

#: The call beside the world's own: it has a panel alone, whatever its phase.
BESIDE = "/journalist/"


@dataclass(frozen=True)
class Page:
    """A page as somebody read it."""

    name: str
    address: str
    text: str


def links_on(text: str) -> Iterator[str]:
    """Give the addresses within the product to which a page leads."""
    if "<html" not in text:
        return
    for link in html.fromstring(text.encode()).iterfind(".//a[@href]"):
        parts = urlsplit(str(link.get("href")))
        if not parts.scheme and parts.path.startswith("/"):
            yield parts.path


def shut_doors(world: World, person: str, pages: Collection[Page]) -> set[str]:
    """Name the links on somebody's pages, and the pages, that do not open to this person."""
    client, seen = caller(world, person), {page.address for page in pages}
    led = {to: page.name for page in pages for to in links_on(page.text) if BESIDE not in to and to not in seen}
    return {f"{name} leads to {to}" for to, name in led.items() if not opens(knock(client, "GET", to), person)}


def opens(answer: Any, person: str) -> bool:
    """Say whether a link leads somewhere: to a page, or a stranger to the sign-in before it."""
    return is_let_in(answer) or (person == "visitor" and answer.status_code == 302)
