"""Every address is opened to those the table allows, in each phase, and to nobody else."""

from collections.abc import Iterator

import pytest

from nominations.states import Phase

from .knocking import APART, BY_LINK, address_in, all_names, caller, is_let_in, knock, wanted_by
from .table import PEOPLE, Address, addresses
from .world import World, world_in

pytestmark = pytest.mark.django_db
COMING_IN = [person for person in PEOPLE if person != "system"]


def rows_by_knock() -> dict[tuple[str, str], Address]:
    rows = {(row.name, row.method): row for row in addresses()}
    assert len(rows) == len(addresses()), "an address stands twice"
    return rows


def is_ours(name: str) -> bool:
    return not name.startswith(APART) and not name.endswith(":None")


def knocks(world: World) -> Iterator[tuple[str, str, str, bool]]:
    """Give every address, method and person with what the table says of it."""
    rows = rows_by_knock()
    for name in sorted(set(filter(is_ours, all_names()))):
        linked = "token" in wanted_by(name)
        for person in BY_LINK if linked else [each for each in COMING_IN if each not in BY_LINK]:
            for method in ("GET", "POST"):
                row = rows.get((name, method))
                yield name, method, person, bool(row and row.lets_in(person, world.phase))


@pytest.mark.parametrize("phase", list(Phase))
def test_address_when_knocked_at_opens_as_the_table_says(phase):
    world = world_in(phase)
    rows = rows_by_knock()
    wrong = []
    callers = {person: caller(world, person) for person in COMING_IN}
    for name, method, person, wanted in knocks(world):
        about = rows[name, method].about if (name, method) in rows else "own"
        answer = knock(callers[person], method, address_in(world, name, about, person))
        if is_let_in(answer) != wanted or answer.status_code >= 500:
            wrong.append(f"{method} {name} as {person}: {answer.status_code}, {'yes' if wanted else 'no'} is right")
    assert wrong == []


def test_every_address_has_a_row():
    known = {row.name for row in addresses()}
    assert sorted(set(filter(is_ours, all_names())) - known) == []


def test_every_row_has_an_address():
    assert sorted({row.name for row in addresses()} - set(all_names())) == []
