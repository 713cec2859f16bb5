"""A long file of marks read by columns: names once, all else as arrays. For files too long to hold line by line.

Nothing is refused here: wherever something is in doubt there are no answers, and the file is to be read line by line,
which finds the fault and its line.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from io import TextIOWrapper
from itertools import chain, islice
from math import lcm
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from scoring.methods.ballots import Ballot
from scoring.methods.columns import COUNT, CRITERION, DOSSIER, JUROR, MARK, columns_of, number_in, printable, times_in
from scoring.methods.numerals import tidy
from scoring.methods.panels import Places, Starts, sizes_of, starts_of
from scoring.methods.refusals import Refusal
from scoring.methods.sheet import whole
from scoring.methods.tabular import delimiter

AT_ONCE: Final = 2**16
#: Sums of all that a dossier gets, over a common denominator, stay below this.
MOST: Final = 2**62

Whole = NDArray[np.int64]


class InDoubt(Exception):  # noqa: N818 - no error: somebody else looks again
    """Something that columns cannot say, or that is to be refused."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The ballots by dossier and juror, both by name: `starts[i]` … `starts[i + 1]` are those of dossier i.

    `jurors` tells who cast each, `marks` (criteria × ballots) what, in 1/`unit` points. Each juror stands for `times`
    equal ones. The criteria stand in the order of `weights`.
    """

    dossiers: list[str]
    names: list[str]
    starts: Starts
    jurors: Places
    marks: Whole
    unit: int
    times: Whole
    weights: Mapping[str, Fraction]

    @property
    def numbers(self) -> Whole:
        """Count the ballots of each dossier, W_i."""
        return self.summed(np.ones(len(self.jurors), dtype=np.int64))

    def summed(self, values: Whole) -> Whole:
        """Add up the values of each dossier's ballots, each as often as its juror counts."""
        return np.add.reduceat(values * self.times[self.jurors], self.starts[:-1].astype(np.intp))

    def scores(self, criteria: Iterable[str]) -> tuple[Whole, int]:
        """Weigh the marks on some criteria: one score for each ballot, in parts of a point, and how many make one."""
        chosen = sorted(criteria)
        total = sum(self.weights[name] for name in chosen)
        shares = [self.weights[name] / total for name in chosen]
        parts = lcm(*(share.denominator for share in shares))
        lines = [list(self.weights).index(name) for name in chosen]
        weighed = sum(self.marks[line] * whole(share, parts) for line, share in zip(lines, shares, strict=True))
        return np.asarray(weighed, dtype=np.int64), parts * self.unit

    def only(self, rows: NDArray[np.intp]) -> "Answers":
        """Keep some dossiers, in order, and whoever marked them."""
        sizes = sizes_of(self.starts)
        cells = np.flatnonzero(np.repeat(np.isin(np.arange(len(sizes)), rows), sizes))
        seen, jurors = np.unique(self.jurors[cells], return_inverse=True)
        return replace(
            self,
            dossiers=[self.dossiers[row] for row in rows.tolist()],
            names=[self.names[juror] for juror in seen.tolist()],
            starts=np.concatenate([[0], np.cumsum(sizes[rows])]).astype(np.uint32),
            jurors=jurors.astype(np.int32),
            marks=self.marks[:, cells],
            times=self.times[seen],
        )

    def ballots(self) -> Iterator[Ballot]:
        """Write every ballot out."""
        rows = np.repeat(np.arange(len(self.dossiers)), sizes_of(self.starts)).tolist()
        for row, juror, marks in zip(rows, self.jurors.tolist(), self.marks.T.tolist(), strict=True):
            exact = {name: Fraction(mark, self.unit) for name, mark in zip(self.weights, marks, strict=True)}
            yield Ballot(self.names[juror], self.dossiers[row], exact, int(self.times[juror]))


def read_answers(stream: BinaryIO, weights: Mapping[str, Fraction] | None = None) -> Answers | None:
    """Read a long CSV file of marks; None where there is any doubt about it."""
    lines = TextIOWrapper(stream, "utf-8-sig", newline="\n")
    try:
        header = next(lines, "")
        records = csv.reader(chain([header], lines), delimiter=delimiter(header), strict=True)
        return _answers(filter(None, records), weights or {})
    except (InDoubt, Refusal, UnicodeDecodeError, csv.Error):
        return None
    finally:
        lines.detach()


class _Book(dict[str, int]):
    """What stands in one column: a place for every different value, found by how it was written."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self.read = read
        self.places: dict[Any, int] = {}

    def __missing__(self, written: str) -> int:
        text = tidy(written)
        if not text or not printable(text):
            raise InDoubt
        place = self[written] = self.places.setdefault(self.read(text), len(self.places))
        return place

    def in_order(self, places: Whole) -> tuple[list[str], Whole]:
        """Give all names in order, and for each line the place of its name among them."""
        names = sorted(self.places)
        order = np.empty(len(names), dtype=np.int64)
        order[[self.places[name] for name in names]] = np.arange(len(names))
        return names, order[places]


def _mark(text: str) -> Fraction:
    mark = number_in(text)
    if mark is None:
        raise InDoubt
    return mark


#: What a column holds, where it is no name.
READERS: Final[Mapping[str, Callable[[str], Any]]] = {MARK: _mark, COUNT: partial(times_in, 0)}


def _answers(records: Iterator[list[str]], weights: Mapping[str, Fraction]) -> Answers:
    columns = columns_of((1, next(records, [])))
    if columns.value != MARK or (weights and CRITERION not in columns.names):
        raise InDoubt
    books = {name: _Book(READERS.get(name, str)) for name in columns.names}
    lines = _by_column(records, books)
    dossiers, dossier = books[DOSSIER].in_order(lines[DOSSIER])
    jurors, juror = books[JUROR].in_order(lines[JUROR])
    criteria, criterion = books[CRITERION].in_order(lines[CRITERION]) if CRITERION in books else ([MARK], 0)
    order = _in_order((dossier * len(jurors) + juror) * len(criteria) + criterion, len(criteria))
    if weights and sorted(weights) != criteria:
        raise InDoubt
    first = order[:: len(criteria)]
    marks, unit = _whole(books[MARK], lines[MARK][order])
    return _checked(
        Answers(
            dossiers=dossiers,
            names=jurors,
            starts=starts_of(dossier[first]),
            jurors=juror[first].astype(np.int32),
            marks=np.ascontiguousarray(marks.reshape(-1, len(criteria)).T),
            unit=unit,
            times=_each_once(books, lines, juror, len(jurors)),
            weights={name: weights.get(name, Fraction(1)) for name in criteria},
        )
    )


def _by_column(records: Iterator[list[str]], books: Mapping[str, _Book]) -> dict[str, Whole]:
    """Give for each column the place of every line's value."""
    parts: list[list[NDArray[np.int32]]] = [[] for _ in books]
    for chunk in iter(lambda: list(islice(records, AT_ONCE)), []):
        if set(map(len, chunk)) != {len(books)}:
            raise InDoubt
        for part, book, column in zip(parts, books.values(), zip(*chunk, strict=True), strict=True):
            part.append(np.fromiter(map(book.__getitem__, column), np.int32, len(column)))
    if not parts[0]:
        raise InDoubt
    return {name: np.concatenate(part) for name, part in zip(books, parts, strict=True)}


def _in_order(keys: Whole, criteria: int) -> Whole:
    """Order the lines by dossier, juror and criterion: each ballot once and with every criterion."""
    order = np.argsort(keys)
    ascending = keys[order]
    if (ascending[1:] == ascending[:-1]).any() or len(keys) % criteria:
        raise InDoubt
    by_ballot = (ascending // criteria).reshape(-1, criteria)
    if (by_ballot != by_ballot[:, :1]).any():
        raise InDoubt
    return order


def _whole(book: _Book, places: Whole) -> tuple[Whole, int]:
    """Give all marks in whole parts of a point, as few as all of them need."""
    unit = lcm(*(mark.denominator for mark in book.places))
    numbers = [whole(mark, unit) for mark in book.places]
    if max(map(abs, numbers)) > MOST:
        raise InDoubt
    return np.array(numbers, dtype=np.int64)[places], unit


def _each_once(books: Mapping[str, _Book], lines: Mapping[str, Whole], juror: Whole, jurors: int) -> Whole:
    """Say for how many each juror stands: the same number on every line."""
    found = np.ones(jurors, dtype=np.int64)
    if COUNT in books:
        times = np.array(list(books[COUNT].places), dtype=np.int64)[lines[COUNT]]
        found[juror] = times
        if (found[juror] != times).any():
            raise InDoubt
    return found


def _checked(answers: Answers) -> Answers:
    """Make sure that no sum over a dossier's ballots can overflow, whatever criteria are taken together."""
    total = sum(answers.weights.values())
    parts = lcm(*((weight / total).denominator for weight in answers.weights.values()))
    most = int(np.abs(answers.marks).max()) * parts * int(answers.times.max()) * int(sizes_of(answers.starts).max())
    if most * len(answers.weights) > MOST:
        raise InDoubt
    return answers
