"""The method `schulze`: one dossier comes before another where the widest path of preferences leads that way."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.methods.borda import points_of
from scoring.methods.outcome import Contribution, Outcome
from scoring.methods.refusals import TooManyDossiers
from scoring.methods.sheet import Sheet
from scoring.methods.trace import Path

MOST_DOSSIERS: Final = 1_000

Table = NDArray[np.int64]


def schulze(sheet: Sheet) -> Outcome:
    """Score each dossier with the number of others that do not come before it; equal is incomparable.

    d[i, k] counts the jurors who saw both and prefer i; marks and grades are read as rankings. A path is as wide as
    its narrowest d, and only a d larger than the one back makes a step (winning votes). i comes before k where the
    widest path from i to k is wider than the one back: that is transitive, and a Condorcet winner has rank 1.
    Whole numbers alone; N³ steps, so at most 1,000 dossiers, else TooManyDossiers. Source: Schulze, A new monotonic,
    clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method, 2011.

    The parts of the working are votes, those below less those above on each ballot; `paths` leads to the scores.
    """
    dossiers = tuple(sheet.rows)
    if len(dossiers) > MOST_DOSSIERS:
        raise TooManyDossiers(dossiers=len(dossiers), most=MOST_DOSSIERS)
    prefer = preferences(sheet, dossiers)
    widest = widest_paths(prefer)
    before = (widest > widest.T).sum(axis=0)
    return Outcome(
        scores={name: Fraction(len(dossiers) - 1 - int(before[place])) for place, name in enumerate(dossiers)},
        working=_working(sheet),
        paths=tuple(_path(dossiers, pair, prefer, widest) for pair in combinations(range(len(dossiers)), 2)),
    )


def preferences(sheet: Sheet, dossiers: Sequence[str]) -> Table:
    """Count d[i, k], the jurors who saw both and prefer i to k."""
    places = {dossier: place for place, dossier in enumerate(dossiers)}
    table = np.zeros((len(dossiers), len(dossiers)), dtype=np.int64)
    for juror, column in sheet.columns.items():
        order = {value: place for place, value in enumerate(sorted(set(column.values())))}
        values = np.array([order[value] for value in column.values()])
        seen = [places[dossier] for dossier in column]
        table[np.ix_(seen, seen)] += (values[:, None] > values[None, :]) * np.int64(sheet.times_of(juror))
    return table


def widest_paths(prefer: Table) -> Table:
    """Find the width of the widest path between any two (Floyd–Warshall with the narrowest step as width)."""
    widest = np.where(prefer > prefer.T, prefer, 0)
    for middle in range(len(widest)):
        np.maximum(widest, np.minimum(widest[:, middle, None], widest[None, middle, :]), out=widest)
    return widest


def _path(dossiers: Sequence[str], pair: tuple[int, int], prefer: Table, widest: Table) -> Path:
    back = pair[::-1]
    numbers = (prefer[pair], prefer[back], widest[pair], widest[back])
    return Path(dossiers[pair[0]], dossiers[pair[1]], *map(int, numbers))


def _working(sheet: Sheet) -> dict[str, tuple[Contribution, ...]]:
    """Give, on each ballot, the dossiers below less those above."""
    balances = {
        juror: {dossier: 2 * points - (len(column) - 1) for dossier, points in points_of(column).items()}
        for juror, column in sheet.columns.items()
    }
    return {
        dossier: tuple(
            Contribution(juror, balances[juror][dossier], Fraction(), Fraction(times), Fraction(times))
            for juror, times in ((juror, sheet.times_of(juror)) for juror in row)
        )
        for dossier, row in sheet.rows.items()
    }
