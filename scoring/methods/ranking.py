"""From scores to places: groups of equal values, best first, and standard competition ranks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm

from scoring.methods.sheet import whole
from scoring.methods.trace import Group


def groups_of(values: Mapping[str, Fraction | int]) -> tuple[Group, ...]:
    """Gather what is exactly equal; the highest value first, names in order inside a group."""
    unit = lcm(*{value.denominator for value in values.values()})
    names: dict[int, list[str]] = defaultdict(list)
    for name, value in values.items():
        names[whole(value, unit)].append(name)
    return tuple(tuple(sorted(names[value])) for value in sorted(names, reverse=True))


def placed(groups: Iterable[Group]) -> Iterator[tuple[int, Group]]:
    """Give each group its rank: 1, 1, 3, so that a rank is one more than all who are better."""
    rank = 1
    for group in groups:
        yield rank, group
        rank += len(group)
