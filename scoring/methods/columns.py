"""The columns of a long file: which may stand there, and what each value must look like."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from scoring.methods import faults
from scoring.methods.checking import MOST_TIMES
from scoring.methods.numerals import read_decimal, tidy
from scoring.methods.refusals import BadRow
from scoring.methods.tabular import Record

JUROR, DOSSIER, CRITERION, COUNT = "juror", "dossier", "criterion", "count"
MARK, RANK, GRADE = "mark", "rank", "grade"
VALUES: Final = (MARK, RANK, GRADE)
KNOWN: Final = (JUROR, DOSSIER, *VALUES, CRITERION, COUNT)


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a file: all its columns in order, and which of them holds the jurors' answers."""

    names: tuple[str, ...]
    value: str


def columns_of(header: Record) -> Columns:
    """Read the first line; raises BadRow for a column too many or one that is missing."""
    line, fields = header
    names = tuple(tidy(name).casefold() for name in fields)
    for name in names:
        if name not in KNOWN:
            raise BadRow(faults.UNKNOWN_COLUMN, line=line, column=name)
        if names.count(name) > 1:
            raise BadRow(faults.DOUBLE_COLUMN, line=line, column=name)
    values = [name for name in names if name in VALUES]
    for name in (JUROR, DOSSIER, *(values or [MARK])):
        if name not in names:
            raise BadRow(faults.MISSING_COLUMN, line=line, column=name)
    if len(values) > 1:
        raise BadRow(faults.TWO_VALUES, line=line, one=values[0], other=values[1])
    return Columns(names, values[0])


def check_value(line: int, column: str, text: str, grades: Collection[str]) -> None:
    """Refuse what is no mark, no rank or none of the grades."""
    if column == GRADE:
        if text not in grades:
            raise BadRow(faults.NOT_A_GRADE, line=line, grade=text)
    elif number_in(text) is None:
        raise BadRow(faults.NOT_A_MARK if column == MARK else faults.NOT_A_RANK, line=line, mark=text, rank=text)
    elif column == RANK and exact(text) < 1:
        raise BadRow(faults.NOT_A_RANK, line=line, rank=text)


def times_in(line: int, text: str) -> int:
    """Read how many equal jurors a line stands for."""
    times = number_in(text)
    if times is None or times.denominator != 1 or not 1 <= times <= MOST_TIMES:
        raise BadRow(faults.NOT_A_COUNT, line=line, count=text)
    return int(times)


def exact(text: str) -> Fraction:
    """Read a number that was checked before."""
    return number_in(text) or Fraction()


@lru_cache(maxsize=4096)
def number_in(text: str) -> Fraction | None:
    """Read a decimal; None where it is none."""
    try:
        return read_decimal(text)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def printable(text: str) -> bool:
    """Say whether a text is free of control characters; joiners within words are no such."""
    return all(unicodedata.category(letter) not in {"Cc", "Zl", "Zp"} for letter in text)
