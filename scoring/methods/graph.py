"""Which marks can be compared at all: the graph with an edge for every juror who marked a dossier."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.methods.panels import Places, Starts, sizes_of
from scoring.methods.refusals import Refusal, gettext_noop
from scoring.methods.sheet import Row

Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Island:
    """Jurors and dossiers linked with each other and with nobody else."""

    jurors: tuple[str, ...]
    dossiers: tuple[str, ...]


class SeparateIslands(Refusal):
    """Raised where no chain of shared dossiers joins all jurors; `islands` tells who is where."""

    sentence = gettext_noop(
        "The jurors fall into %(count)s groups that share no dossier, so their marks cannot be "
        "put on one scale: %(listing)s. Let a juror of one group mark a dossier of another, "
        "or count with the plain mean."
    )

    def __init__(self, islands: Sequence[Island]) -> None:
        self.islands = tuple(islands)
        listing = "; ".join(
            f"{number}) {', '.join(island.jurors)}: {', '.join(island.dossiers)}"
            for number, island in enumerate(islands, 1)
        )
        super().__init__(count=len(islands), listing=listing)


def islands_of(rows: Mapping[str, Row]) -> tuple[Island, ...]:
    """Find the connected components of the juror–dossier graph by union-find (Tarjan 1975).

    `rows[dossier][juror]` as in Sheet. The order of the islands is for reading only.
    """
    parents: dict[str, str] = {}
    for panel in {tuple(row) for row in rows.values() if row}:
        for juror in panel:
            _join(parents, juror, panel[0])
    jurors: dict[str, list[str]] = defaultdict(list)
    for juror in sorted(parents):
        jurors[_root(parents, juror)].append(juror)
    dossiers: dict[str, list[str]] = defaultdict(list)
    for dossier, row in sorted(rows.items()):
        if row:
            dossiers[_root(parents, next(iter(row)))].append(dossier)
    islands = [Island(tuple(names), tuple(dossiers[root])) for root, names in jurors.items()]
    return tuple(sorted(islands, key=lambda island: island.dossiers))


def components(starts: Starts, jurors: Places, number: int) -> NDArray[np.intp]:
    """Label every one of so many jurors by the first on the same island: all zeros for one island.

    `starts[i]` … `starts[i + 1]` are the ballots of dossier i. The smallest label runs along the panels and through
    the labels found before (Shiloach and Vishkin 1982).
    """
    labels, begins = np.arange(number), starts[:-1].astype(np.intp)
    while True:
        lowest = np.repeat(np.minimum.reduceat(labels[jurors], begins), sizes_of(starts))
        found = labels.copy()
        np.minimum.at(found, labels[jurors], lowest)
        found = np.minimum(found, found[labels])
        while (found[found] != found).any():
            found = found[found]
        if (found == labels).all():
            return labels
        labels = found


def _root(parents: dict[str, str], juror: str) -> str:
    parents.setdefault(juror, juror)
    while parents[juror] != juror:
        parents[juror] = parents[parents[juror]]
        juror = parents[juror]
    return juror


def _join(parents: dict[str, str], one: str, other: str) -> None:
    parents[_root(parents, one)] = _root(parents, other)
