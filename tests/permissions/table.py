"""The permission table: what is not allowed in rules.csv is denied."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nominations.states import Phase

HERE = Path(__file__).parent
SPANS = ("setup", "call_open", "screening", "evaluation", "deliberation", "ratification", "embargo", "announced")
SPANS += ("archived",)
SPAN_OF = {phase.value: phase.value for phase in Phase} | {
    phase.value: "evaluation" for phase in (Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL)
}
PEOPLE = [
    "visitor",
    "nominator.own",
    "nominator.other",
    "colleague.views",
    "colleague.edits",
    "colleague.submits",
    "colleague.former",
    "heir",
    "nominee.own",
    "nominee.other",
    "referee.own",
    "referee.other",
    "juror.assigned",
    "juror.conflicted",
    "juror.same_panel",
    "juror.other_panel",
    "chair.own",
    "chair.conflicted",
    "chair.other",
    "officer",
    "secretary_general",
    "board",
    "board.conflicted",
    "auditor",
    "system",
]

#: A tie is to one dossier: where an address is about none, a person with a tie is who they are without it.
UNTIED = {
    "juror.conflicted": ("juror.same_panel",),
    "chair.conflicted": ("chair.own",),
    "board.conflicted": ("board", "juror.same_panel"),
}


@dataclass(frozen=True)
class Row:
    """One allow rule."""

    thing: str
    action: str
    who: frozenset[str]
    spans: frozenset[str]
    second_person: bool


@cache
def rules() -> tuple[Row, ...]:
    """Read the table."""
    with (HERE / "rules.csv").open(encoding="utf-8", newline="") as source:
        return tuple(row_of(line) for line in csv.DictReader(source))


def row_of(line: dict[str, str]) -> Row:
    """Read one line of the table."""
    who = frozenset(PEOPLE if line["who"] == "everybody" else line["who"].split())
    assert who <= set(PEOPLE), line
    spans = frozenset(spans_between(line["phases"]))
    return Row(line["object"], line["action"], who, spans, line["second_person"] == "yes")


def spans_between(text: str) -> Iterator[str]:
    """Give the phases of "screening..embargo"."""
    first, _, last = text.partition("..")
    yield from SPANS[SPANS.index(first) : SPANS.index(last or first) + 1]


@cache
def allowed(thing: str, action: str, person: str, phase: str) -> bool:
    """Say whether the table allows it."""
    span = SPAN_OF[phase]
    return any(
        row.thing == thing and row.action == action and person in row.who and span in row.spans for row in rules()
    )


@dataclass(frozen=True)
class Address:
    """One address and method: what it does to which thing, and where the product narrows the table."""

    name: str
    method: str
    grants: tuple[tuple[str, str], ...]
    about: str
    only_in: frozenset[str]
    only_for: frozenset[str]
    never_for: frozenset[str]
    between_rounds: frozenset[str]
    note: str

    @property
    def key(self) -> str:
        """Name it."""
        return f"{self.method} {self.name}"

    def lets_in(self, person: str, phase: str) -> bool:
        """Say whether somebody gets in, by the table and the narrowing."""
        if person in self.never_for:
            return False
        if self.between_rounds and phase == Phase.SHORTLIST:
            return person in self.between_rounds
        parts = UNTIED.get(person, (person,)) if self.about == "call" else (person,)
        return any(self.lets_part_in(part, phase) for part in parts)

    def lets_part_in(self, person: str, phase: str) -> bool:
        """Say whether one part that somebody has gets in."""
        if self.only_for and person not in self.only_for:
            return False
        if self.only_in and phase not in self.only_in:
            return False
        return any(thing == "anything" or allowed(thing, action, person, phase) for thing, action in self.grants)


@cache
def addresses() -> tuple[Address, ...]:
    """Read which address does what."""
    with (HERE / "addresses.csv").open(encoding="utf-8", newline="") as source:
        return tuple(address_of(line) for line in csv.DictReader(source))


def address_of(line: dict[str, str]) -> Address:
    """Read one line."""
    grants = tuple((thing, action) for thing, _, action in (each.partition(".") for each in line["grants"].split()))
    known = {(row.thing, row.action) for row in rules()} | {("anything", "")}
    assert set(grants) <= known, f"{line['name']}: {set(grants) - known} is not in the table"
    return Address(
        line["name"],
        line["method"],
        grants,
        line["about"],
        frozenset(line["only_in"].split()),
        frozenset(line["only_for"].split()),
        frozenset(line["never_for"].split()),
        frozenset(line["between_rounds"].split()),
        line["note"],
    )
