"""Tables out of the house: as CSV and as XLSX, row by row, with no cell that a spreadsheet would run as a formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

#: What makes a spreadsheet take a cell for a formula; some programs read the wide signs so too.
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CELL_AT_MOST = 32_000
CSV, XLSX = "csv", "xlsx"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = Iterable[Any]


def harmless(value: Any) -> Any:
    """Give a cell as it may stand in any spreadsheet: numbers as they are, texts never as formulas."""
    if value is None or isinstance(value, bool | int):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:CELL_AT_MOST]
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(BEGINS_FORMULA) else text


class Echo:
    """A file that hands each written line back, so that the csv module can write into a stream."""

    def write(self, line: str) -> str:
        """Give the line back."""
        return line


def csv_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """Write rows as CSV in UTF-8, one by one, with the mark by which spreadsheets know it."""
    writer = csv.writer(Echo())
    yield b"\xef\xbb\xbf"
    for row in rows:
        yield str(writer.writerow([harmless(cell) for cell in row])).encode("utf-8")


def xlsx_file(rows: Iterable[Row]) -> IO[bytes]:
    """Write rows as XLSX into a file that vanishes when it is closed; memory stays small however many there are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(target)
    target.seek(0)
    return target


def response(rows: Iterable[Row], kind: str, name: str) -> HttpResponseBase:
    """Answer with a table to be saved, streamed."""
    if kind == XLSX:
        answer: HttpResponseBase = FileResponse(xlsx_file(rows), as_attachment=True, filename=f"{name}.xlsx")
        answer.headers["Content-Type"] = XLSX_TYPE
    else:
        answer = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
