"""How a set of ballots hangs together: islands, sub-panels, and the swaps that tie them to one another.

Calibration compares jurors through the dossiers they share. Where a few jurors read the same dossiers and nobody
else reads them, their severity can't be told from their dossiers' merit; so some ballots must cross. Pure: a ballot
is a pair (dossier, juror).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

Pair = tuple[str, str]
Home = Mapping[str, int]

ENOUGH = Fraction(1, 10)
ROUNDS = 6
TRIES = 400


def components(pairs: Collection[Pair]) -> int:
    """Count the islands of jurors and dossiers that share no ballot."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}
    for dossier, juror in pairs:
        parent[root(parent, ("dossier", dossier))] = root(parent, ("juror", juror))
    return len({root(parent, node) for node in list(parent)})


def root(parent: dict[tuple[str, str], tuple[str, str]], node: tuple[str, str]) -> tuple[str, str]:
    """Find the island of a node, shortening the way for the next one who asks."""
    parent.setdefault(node, node)
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def readers(pairs: Collection[Pair]) -> dict[str, frozenset[str]]:
    """Give the jurors of each dossier."""
    found = defaultdict(set)
    for dossier, juror in pairs:
        found[dossier].add(juror)
    return {dossier: frozenset(jurors) for dossier, jurors in found.items()}


def sub_panels(pairs: Collection[Pair]) -> Home:
    """Give each juror a sub-panel: the commonest sets of readers that share nobody; jurors in none stand alone."""
    counted = Counter(readers(pairs).values())
    home: dict[str, int] = {}
    for number, jurors in enumerate(sorted(counted, key=lambda each: (-counted[each], sorted(each)))):
        if not home.keys() & jurors:
            home.update(dict.fromkeys(jurors, number))
    alone = sorted({juror for _, juror in pairs} - home.keys())
    return home | {juror: -1 - position for position, juror in enumerate(alone)}


def crossers(pairs: Collection[Pair], home: Home) -> list[Pair]:
    """Give the ballots whose juror is of another sub-panel than most readers of the dossier."""
    seat = {dossier: seat_of(jurors, home) for dossier, jurors in readers(pairs).items()}
    return sorted((dossier, juror) for dossier, juror in pairs if home[juror] != seat[dossier])


def seat_of(jurors: frozenset[str], home: Home) -> int:
    """Say at which sub-panel a dossier is at home: where most of its readers are."""
    counted = Counter(home[juror] for juror in jurors)
    return min(counted, key=lambda panel: (-counted[panel], panel))


def crossing(pairs: Collection[Pair]) -> Fraction:
    """Give the share of ballots that cross sub-panels; one where a single panel reads everything."""
    home = sub_panels(pairs)
    if len(set(home.values())) <= 1:
        return Fraction(1)
    return Fraction(len(crossers(pairs, home)), len(pairs))


def mixed(pairs: Collection[Pair], locked: Collection[Pair]) -> frozenset[Pair]:
    """Swap readers between sub-panels and islands until enough ballots cross. Loads and ballots stay as they were.

    `locked` holds ballots that must stay and pairs that must never be.
    """
    mix = set(pairs)
    for _ in range(ROUNDS):
        if crossing(mix) >= ENOUGH:
            break
        cross(mix, locked)
    join(mix, locked)
    return frozenset(mix)


def cross(mix: set[Pair], locked: Collection[Pair]) -> None:
    """Swap as many ballots between sub-panels as are still missing."""
    home = sub_panels(mix)
    missing = int(ENOUGH * len(mix)) + 1 - len(crossers(mix, home))
    for first, second in list(swaps(mix, home, locked)):
        if missing <= 0:
            return
        if swap(mix, first, second, locked):
            missing -= 2


def swaps(mix: Collection[Pair], home: Home, locked: Collection[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Pair ballots at home in one sub-panel with ballots at home in the next one."""
    at_home: dict[int, list[Pair]] = defaultdict(list)
    for pair in one_of_each(set(mix) - set(crossers(mix, home)) - set(locked)):
        at_home[home[pair[1]]].append(pair)
    panels = sorted(at_home)
    for depth in range(max(map(len, at_home.values()), default=0)):
        for here, there in zip(panels, panels[1:] + panels[:1], strict=True):
            yield from near(at_home[here], at_home[there], depth)


def one_of_each(pairs: Collection[Pair]) -> list[Pair]:
    """Put one ballot of each dossier first, so that no dossier moves house by giving all of its own away."""
    seen: Counter[str] = Counter()
    turns = []
    for pair in sorted(pairs):
        turns.append((seen[pair[0]], pair))
        seen[pair[0]] += 1
    return [pair for _, pair in sorted(turns)]


def near(here: list[Pair], there: list[Pair], depth: int) -> Iterator[tuple[Pair, Pair]]:
    """Pair one ballot with a few of another sub-panel, should the first ones not fit."""
    if here is not there and depth < len(here):
        for step in range(min(4, len(there))):
            yield here[depth], there[(depth + step) % len(there)]


def swap(mix: set[Pair], first: Pair, second: Pair, locked: Collection[Pair]) -> bool:
    """Let two jurors trade one dossier each, where both may and neither has it already."""
    new = {(first[0], second[1]), (second[0], first[1])}
    if not {first, second} <= mix or new & mix or any(pair in locked for pair in new):
        return False
    mix.difference_update((first, second))
    mix.update(new)
    return True


def join(mix: set[Pair], locked: Collection[Pair]) -> None:
    """Trade ballots between islands as long as that makes fewer of them."""
    for _ in range(TRIES):
        before = components(mix)
        if before <= 1 or not any(joins(mix, *trade, locked, before) for trade in trades(mix, locked)):
            return


def trades(mix: Collection[Pair], locked: Collection[Pair]) -> list[tuple[Pair, Pair]]:
    """Name trades between ballots that share neither juror nor dossier, a bounded number of them."""
    free = sorted(set(mix) - set(locked))
    found = ((a, b) for a in free for b in free if a < b and a[0] != b[0] and a[1] != b[1])
    return [trade for trade, _ in zip(found, range(TRIES), strict=False)]


def joins(mix: set[Pair], first: Pair, second: Pair, locked: Collection[Pair], before: int) -> bool:
    """Make a trade and keep it only where it leaves fewer islands."""
    if not swap(mix, first, second, locked):
        return False
    if components(mix) < before:
        return True
    swap(mix, (first[0], second[1]), (second[0], first[1]), ())
    return False
