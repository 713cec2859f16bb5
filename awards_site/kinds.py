"""Which letters there are: what each is for, and the closed list of placeholders that its words may hold.

Apps register their letters when they are ready. What a placeholder says is template code of ours, and lies here; the
words of a letter, shipped or the secretariat's own, hold names of placeholders in braces and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.template import Context, Engine, Template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: How a value stands on the page of a letter: a link as a button where it ends its line, a code large, and whole
#: sentences in the direction of the letter.
LINK, CODE, SENTENCE = "link", "code", "sentence"
NEVER_IN_SUBJECT = (LINK, CODE)


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder: its name, what it means, and how it is made of what the letter is told."""

    name: str
    meaning: str | Promise
    says: str
    needed: bool = False
    look: str = ""

    @property
    def mark(self) -> str:
        """Write it as it stands in the words."""
        return f"{{{self.name}}}"


def sentence(name: str, meaning: str | Promise, file: str, *, needed: bool = False) -> Place:
    """Give a place whose words hang on what happened: they lie in a small file of their own."""
    return Place(name, meaning, f'{{% include "letters/{file}.words" %}}', needed, SENTENCE)


FORUM = Place("forum_name", _("the name of the forum"), "{{ forum_name }}")
SITE = Place("site_url", _("the address of this site"), "{{ site_url }}", look=LINK)


@dataclass(frozen=True, slots=True)
class Kind:
    """A letter that goes out under a name of its own."""

    name: str
    title: str | Promise
    #: to whom, and when
    purpose: str | Promise
    own_places: tuple[Place, ...]
    sample: Mapping[str, Any]
    #: goes to people who did not ask for it: only so many a day
    unasked: bool = False
    #: cannot wait: nobody could sign in
    urgent: bool = False
    places: dict[str, Place] = field(init=False)

    def __post_init__(self) -> None:
        """Add what every letter may say."""
        places = {each.name: each for each in (*self.own_places, FORUM, SITE)}
        object.__setattr__(self, "places", places)

    @property
    def slug(self) -> str:
        """Write its name as it stands in an address."""
        return self.name.replace("/", "-")

    def values(self, told: Mapping[str, Any]) -> dict[str, str]:
        """Say every placeholder, of what the letter is told, in the language at hand."""
        context = Context(dict(told), autoescape=False)
        return {name: compiled(place.says).render(context).strip() for name, place in self.places.items()}


class Sample(dict[str, Any]):
    """A thing as an example tells of it: its parts by name, and how it is called itself."""

    def __str__(self) -> str:
        """Call it by its name."""
        return str(self["called"])


FLOW = ("", "nominations", "jury", "scoring")
_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Let letters be known."""
    _KINDS.update({kind.name: kind for kind in kinds})


def kind(name: str) -> Kind:
    """Give a letter by its name."""
    return _KINDS[name]


def title_of(name: str) -> str:
    """Say what a letter is called, for people."""
    return str(_KINDS[name].title) if name in _KINDS else name


def by_slug(slug: str) -> Kind | None:
    """Find a letter by the name in an address."""
    return next((each for each in _KINDS.values() if each.slug == slug), None)


def every() -> list[Kind]:
    """Give all letters, the ground's first, then in the order in which the apps work."""
    return sorted(_KINDS.values(), key=lambda each: FLOW.index(each.name.rpartition("/")[0]))


def unasked() -> list[str]:
    """Name the letters to people who did not ask."""
    return [each.name for each in _KINDS.values() if each.unasked]


@cache
def compiled(says: str) -> Template:
    """Read a piece of template code, which is always ours."""
    return Engine.get_default().from_string(says)
