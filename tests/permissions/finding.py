"""Find where an address opens otherwise than the table says."""

from collections.abc import Collection, Iterator

from nominations.states import Phase

from .knocking import APART, BY_LINK, address_in, all_names, caller, is_let_in, knock, takes_posts, wanted_by
from .table import PEOPLE, Address, addresses
from .world import World

COMING_IN = [person for person in PEOPLE if person != "system"]


def rows_by_knock() -> dict[tuple[str, str], Address]:
    """Give the table's rows by address and method."""
    rows = {(row.name, row.method): row for row in addresses()}
    assert len(rows) == len(addresses()), "an address stands twice"
    return rows


def is_ours(name: str) -> bool:
    """Say whether an address is the product's own."""
    return not name.startswith(APART) and not name.endswith(":None")


def our_names() -> list[str]:
    """Name the product's own addresses."""
    return sorted(set(filter(is_ours, all_names())))


def who_knocks(name: str) -> list[str]:
    """Name those who come to an address: by their links, or signed in or not."""
    return [each for each in COMING_IN if (each in BY_LINK) == ("token" in wanted_by(name))]


def knocks(world: World, names: Collection[str], *, whole: bool) -> Iterator[tuple[str, str, str, bool]]:
    """Give every address, method and person with what the table says of it.

    :param whole: with those whom no phase lets in.
    """
    rows = rows_by_knock()
    for name in names:
        for method in ("GET", "POST"):
            row = rows.get((name, method))
            for person in who_tries(name, method, known=row is not None):
                if has_part_alone(person) and "nomination" not in wanted_by(name) and world.phase != Phase.CALL_OPEN:
                    continue
                if whole or is_ever_let_in(row, person):
                    yield name, method, person, bool(row and row.lets_in(person, world.phase))


def is_ever_let_in(row: Address | None, person: str) -> bool:
    """Say whether there is a phase in which an address opens to somebody."""
    return row is not None and any(row.lets_in(person, phase) for phase in Phase)


def who_tries(name: str, method: str, *, known: bool) -> list[str]:
    """Name who knocks: everybody, or one person where nothing answers a post and no row says that it should."""
    everybody = who_knocks(name)
    return everybody if method == "GET" or known or takes_posts(name) else everybody[-1:]


def has_part_alone(person: str) -> bool:
    """Say whether somebody is nobody but for a part in a file: where no file is asked for, once is enough."""
    return person.startswith("colleague.") or person == "heir"


def mismatches(world: World, names: Collection[str] = (), *, whole: bool = True) -> list[str]:
    """Knock at every address (or at those named) as everybody, and give what the table says otherwise."""
    rows, wrong = rows_by_knock(), []
    callers = {person: caller(world, person) for person in COMING_IN}
    for name, method, person, wanted in knocks(world, names or our_names(), whole=whole):
        about = rows[name, method].about if (name, method) in rows else "own"
        answer = knock(callers[person], method, address_in(world, name, about, person))
        if is_let_in(answer) != wanted or answer.status_code >= 500:
            wrong.append(f"{method} {name} as {person}: {answer.status_code}, {'yes' if wanted else 'no'} is right")
    return wrong
