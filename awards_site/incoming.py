"""Tables that come in, as CSV or XLSX: read within bounds, and nothing where the file is damaged.

A file of a few kilobytes can claim a million rows or unpack to gigabytes; only as much as is asked for is ever held.
"""

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from tablib import Dataset
from tablib.exceptions import TablibException

from .tables import XLSX

COLUMNS_AT_MOST = 300
UNPACKED_AT_MOST = 50 * 1024 * 1024
#: whatever the readers of damaged files raise: of XML, of a zip, of text, of what stands where something else should
DAMAGED = (
    *(TablibException, InvalidFileException, csv.Error, zipfile.BadZipFile, OSError, SyntaxError),
    *(ValueError, LookupError, TypeError, AttributeError, EOFError, NotImplementedError),
)

Rows = list[list[Any]]


def read(name: str, content: bytes, rows_at_most: int) -> Dataset | None:
    """Read a table with its headings, and no more than one row above the most; nothing where it is none."""
    most = rows_at_most + 2
    try:
        found = rows_of_xlsx(content, most) if name.lower().endswith(XLSX) else rows_of_csv(content, most)
        return table(found)
    except DAMAGED:
        return None


def table(rows: Rows) -> Dataset | None:
    """Put rows under their headings; short rows are filled up, and rows keep the numbers a spreadsheet gives them."""
    while rows and not any(cell not in (None, "") for cell in rows[-1]):
        rows.pop()
    if not rows or not any(rows[0]):
        return None
    headings, *others = rows
    width = len(headings)
    return Dataset(*(row + [""] * (width - len(row)) for row in others), headers=headings)


def rows_of_csv(content: bytes, most: int) -> Rows:
    """Read CSV in UTF-8, with any ends of lines."""
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return first(lines, most)


def rows_of_xlsx(content: bytes, most: int) -> Rows:
    """Read the first sheet, whatever size it claims to have."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED_AT_MOST:
            return []
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()
    return narrowed(first(sheet.iter_rows(max_row=most, max_col=COLUMNS_AT_MOST, values_only=True), most))


def narrowed(rows: Rows) -> Rows:
    """Cut off the empty columns at the end, which a sheet has as many of as it likes."""
    width = max((number for row in rows for number, cell in enumerate(row, 1) if cell not in (None, "")), default=0)
    return [row[:width] for row in rows]


def first(rows: Iterable[Iterable[Any]], most: int) -> Rows:
    """Take no more rows than are asked for."""
    return [list(row) for row, _number in zip(rows, range(most), strict=False)]
