"""From the bytes of a CSV file to its records, each with the number of the line it begins on."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Final

from scoring.methods.faults import NOT_CSV, NOT_TEXT
from scoring.methods.refusals import BadRow

Record = tuple[int, list[str]]

DELIMITERS: Final = ";\t"
#: Where a line ends by a carriage return alone, as old systems write it.
OLD_END: Final = re.compile(r"(?<=\r)(?!\n)")


def records_of(stream: Iterable[bytes]) -> Iterator[Record]:
    """Read UTF-8 lines (a byte order mark, and any end of a line, allowed), skipping blank ones.

    The delimiter is the comma, unless the first line has none and has a semicolon or a tab.
    Raises BadRow for what is not UTF-8 or not CSV. Reads as it goes: no file is too long.
    """
    lines = _decoded(stream)
    first = next(lines, "")
    reader = csv.reader(_chained(first, lines), delimiter=delimiter(first), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise BadRow(NOT_CSV, line=line, problem=problem) from problem
        if record:
            yield line, record


def _decoded(stream: Iterable[bytes]) -> Iterator[str]:
    encoding = "utf-8-sig"
    for number, raw in enumerate(stream, 1):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as problem:
            raise BadRow(NOT_TEXT, line=number) from problem
        yield from filter(None, OLD_END.split(text))
        encoding = "utf-8"


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def delimiter(header: str) -> str:
    """Tell by the first line what stands between the fields."""
    other = next((sign for sign in DELIMITERS if sign in header), ",")
    return "," if "," in header else other
