"""A cell of a sheet that comes back: what a spreadsheet did to it is undone."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from awards_site.digits import normalise_number
from scoring.methods.numerals import read_decimal

Row = Mapping[str, Any]
NOT_A_NUMBER = Decimal(-1)


def text(row: Row, column: str) -> str:
    """Read a cell as text; a sign that kept a spreadsheet from running it goes."""
    value = "" if row.get(column) is None else str(row[column]).replace("\x00", "").strip()
    return value.removeprefix("'").removesuffix(".0") if column == "version" else value.removeprefix("'")


def number_in(row: Row, column: str) -> Decimal | None:
    """Read a number, in any digits, with any decimal sign or «½» as the page shows it; nothing in an empty cell."""
    written = text(row, column).replace("½", ".5")
    if not written:
        return None
    try:
        exact: Fraction = read_decimal(normalise_number(written))
    except ValueError:
        return NOT_A_NUMBER
    return Decimal(exact.numerator) / Decimal(exact.denominator)
