"""A file of marks, one row for each: columns juror, dossier, mark and, where needed, criterion."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Final

from scoring.methods import faults
from scoring.methods.ballots import IMPLIED_CRITERION, Ballot
from scoring.methods.numerals import read_decimal, tidy
from scoring.methods.refusals import BadFile, BadRow
from scoring.methods.tabular import Record, records_of

NEEDED: Final = ("juror", "dossier", "mark")
CRITERION: Final = "criterion"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LongFile:
    """The ballots of a file in the order of their first rows, and the weight of each criterion."""

    ballots: tuple[Ballot, ...]
    weights: Mapping[str, Fraction]


def read_long(stream: Iterable[bytes], weights: Mapping[str, Fraction] | None = None) -> LongFile:
    """Read the lines of a long CSV file; without `weights` its criteria count equally.

    Marks are exact decimals in Latin, Persian or Arabic digits. Raises BadRow, which knows the
    line, or BadFile; then nothing was read.
    """
    records = records_of(stream)
    header = next(records, None)
    if header is None:
        raise BadFile
    pile = _Pile(_columns(header), weights or {})
    if weights and CRITERION not in pile.columns:
        raise BadRow(faults.NO_CRITERIA, line=header[0])
    for record in records:
        pile.add(record)
    return pile.finish()


def _columns(header: Record) -> tuple[str, ...]:
    line, fields = header
    columns = tuple(name.strip().casefold() for name in fields)
    for column in columns:
        if column not in (*NEEDED, CRITERION):
            raise BadRow(faults.UNKNOWN_COLUMN, line=line, column=column)
        if columns.count(column) > 1:
            raise BadRow(faults.DOUBLE_COLUMN, line=line, column=column)
    for column in NEEDED:
        if column not in columns:
            raise BadRow(faults.MISSING_COLUMN, line=line, column=column)
    return columns


@dataclass(slots=True)
class _Pile:
    """Rows on their way to ballots; remembers the line of every mark."""

    columns: tuple[str, ...]
    weights: Mapping[str, Fraction]
    marks: dict[Pair, dict[str, Fraction]] = field(default_factory=dict)
    lines: dict[Pair, dict[str, int]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take one row in, or refuse it."""
        line, values = record
        row = self._named(line, values)
        criterion = row.get(CRITERION, IMPLIED_CRITERION)
        pair = (row["juror"], row["dossier"])
        lines = self.lines.setdefault(pair, {})
        self._check_criterion(line, pair, criterion, lines)
        lines[criterion] = line
        self.marks.setdefault(pair, {})[criterion] = _mark(line, row["mark"])

    def finish(self) -> LongFile:
        """Hand out the ballots once each has every criterion."""
        if not self.marks:
            raise BadFile
        criteria = self.weights or dict.fromkeys(
            sorted({name for marks in self.marks.values() for name in marks}), Fraction(1)
        )
        for pair, marks in self.marks.items():
            self._check_finished(pair, marks, criteria)
        ballots = tuple(Ballot(*pair, marks) for pair, marks in self.marks.items())
        return LongFile(ballots, criteria)

    def _named(self, line: int, values: list[str]) -> dict[str, str]:
        if len(values) != len(self.columns):
            raise BadRow(faults.RAGGED, line=line, found=len(values), wanted=len(self.columns))
        row = {column: tidy(value) for column, value in zip(self.columns, values, strict=True)}
        for column, value in row.items():
            if not value:
                raise BadRow(faults.EMPTY, line=line, column=column)
            if not _printable(value):
                raise BadRow(faults.UNPRINTABLE, line=line, column=column)
        return row

    def _check_criterion(self, line: int, pair: Pair, criterion: str, lines: Mapping[str, int]) -> None:
        if self.weights and criterion not in self.weights:
            raise BadRow(faults.NO_WEIGHT, line=line, criterion=criterion)
        if criterion in lines:
            fault = faults.DOUBLE_CRITERION if CRITERION in self.columns else faults.DOUBLE_MARK
            juror, dossier = pair
            first = lines[criterion]
            raise BadRow(fault, line=line, juror=juror, dossier=dossier, criterion=criterion, first=first)

    def _check_finished(self, pair: Pair, marks: Mapping[str, Fraction], criteria: Iterable[str]) -> None:
        for criterion in criteria:
            if criterion not in marks:
                juror, dossier = pair
                line = min(self.lines[pair].values())
                raise BadRow(faults.UNFINISHED, line=line, juror=juror, dossier=dossier, criterion=criterion)


def _mark(line: int, text: str) -> Fraction:
    try:
        return _known_mark(text)
    except ValueError as problem:
        raise BadRow(faults.NOT_A_MARK, line=line, mark=text) from problem


@lru_cache(maxsize=4096)
def _known_mark(text: str) -> Fraction:
    return read_decimal(text)


@lru_cache(maxsize=65536)
def _printable(text: str) -> bool:
    """Say whether a text is free of control characters; joiners within words are no such."""
    return all(unicodedata.category(letter) not in {"Cc", "Zl", "Zp"} for letter in text)
