"""Files of a call that look as if one hand had made several: shown to officers with reasons, decided by nobody here.

Two files are linked by long answers that are nearly one; or, where they name one nominee, by the network that they
came from, by the hour, or by an institution's address of their nominators. What is linked stands in one group.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

from django.db.models import Max

from awards_site.mailboxes import domain_of
from nominations.methods.shingles import near_pairs, shared
from nominations.models import Call, Fingerprint, Nomination
from nominations.states import NominationStatus

AN_HOUR = dt.timedelta(hours=1)
#: So many files of one nominee in an hour, or from one institution, are more than chance.
MANY = 3


class Ground(StrEnum):
    """What links two files."""

    TEXT = "text"
    NETWORK = "network"
    HOUR = "hour"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of one file that was sent."""

    pk: int
    dossier: int | None
    at: dt.datetime
    house: str
    network: str
    signature: tuple[int, ...]


@dataclass(slots=True)
class Group:
    """Files that look alike: how many by which ground, and how alike the least alike text is to another of them."""

    files: list[Nomination]
    grounds: dict[str, int] = field(default_factory=dict)
    least: int = 0

    @property
    def nominees(self) -> int:
        """Say how many people the files are about."""
        return len({each.dossier_id for each in self.files})


Link = tuple[int, int, Ground]


def groups(call: Call, person: Any) -> list[Group]:
    """Find the groups among the files of a call that a person may read, the largest first."""
    rows = (
        Nomination.objects.visible_to(person).filter(call=call).submitted().exclude(status=NominationStatus.WITHDRAWN)
    )
    sent = {each.pk: each for each in known(rows)}
    found = list(links(list(sent.values())))
    together = joined((one, other) for one, other, _ground in found)
    of_group = {key: number for number, keys in enumerate(together) for key in keys}
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in found:
        inside[of_group[link[0]]].append(link)
    named = {
        each.pk: each for each in rows.select_related("dossier__nominee", "nominator").order_by("submitted_at", "pk")
    }
    made = [group([named[key] for key in keys], inside[number], sent) for number, keys in enumerate(together)]
    return sorted(made, key=lambda each: (-len(each.files), each.files[0].pk))


def known(rows: Any) -> Iterator[Sent]:
    """Read what is known of each file's last sending, in one statement."""
    last = rows.order_by().annotate(last=Max("submissions__pk")).values("last")
    columns = ("nomination", "nomination__dossier", "at", "nomination__nominator__email")
    prints = Fingerprint.objects.filter(submission__in=last)
    told = prints.values_list(*(f"submission__{each}" for each in columns), "network", "signature")
    for pk, dossier, at, address, network, signature in told:
        yield Sent(pk, dossier, at, domain_of(address), network, tuple(signature))


def links(sent: list[Sent]) -> Iterator[Link]:
    """Give what links two files each: enough links to hold every group together."""
    for one, other in near_pairs({each.pk: each.signature for each in sent}):
        yield one, other, Ground.TEXT
    for mine in bundles(sent, lambda each: each.dossier).values():
        yield from chained(Ground.NETWORK, bundles(mine, lambda each: each.network), 2)
        yield from chained(Ground.HOUSE, bundles(mine, lambda each: each.house), MANY)
        yield from chained(Ground.HOUR, dict(enumerate(rushes(mine))), MANY)


def bundles(sent: Iterable[Sent], key: Callable[[Sent], Hashable]) -> dict[Hashable, list[Sent]]:
    """Put together what has the same key; what has none stands alone."""
    found: dict[Hashable, list[Sent]] = defaultdict(list)
    for each in sent:
        if key(each):
            found[key(each)].append(each)
    return found


def rushes(sent: list[Sent]) -> Iterator[list[Sent]]:
    """Give the runs of files that came within an hour of the first of the run."""
    run: list[Sent] = []
    for each in sorted(sent, key=lambda one: one.at):
        if run and each.at - run[0].at > AN_HOUR:
            yield run
            run = []
        run.append(each)
    yield run


def chained(ground: Ground, found: dict[Any, list[Sent]], least: int) -> Iterator[Link]:
    """Link the files of each bundle that is large enough."""
    for bundle in found.values():
        if len(bundle) >= least:
            yield from ((one.pk, other.pk, ground) for one, other in pairwise(bundle))


def joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Join pairs into groups: whatever is linked, also by others, is in one."""
    above: dict[int, int] = {}

    def top(key: int) -> int:
        while above.setdefault(key, key) != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for one, other in pairs:
        above[top(one)] = top(other)
    found: dict[int, list[int]] = defaultdict(list)
    for key in above:
        found[top(key)].append(key)
    return list(found.values())


def group(files: list[Nomination], links_inside: list[Link], sent: dict[int, Sent]) -> Group:
    """Say of a group how many files each ground links, and how alike the texts are at least."""
    by_ground: dict[Ground, set[int]] = defaultdict(set)
    for one, other, ground in links_inside:
        by_ground[ground] |= {one, other}
    alike = [
        shared(sent[one].signature, sent[other].signature) for one, other, each in links_inside if each == Ground.TEXT
    ]
    counts = {str(ground): len(by_ground[ground]) for ground in Ground if by_ground[ground]}
    files.sort(key=lambda each: (each.submitted_at or each.created_at, each.pk))
    return Group(files, counts, int(100 * min(alike)) if alike else 0)
