"""The sheet in whole numbers: the measures below are sums of them, divided once at the end.

So they come out the same on every machine and in whatever points the scale counts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import Final

from scoring.methods.numerals import nine_digits
from scoring.methods.sheet import Sheet, whole

Table = Mapping[str, Mapping[str, int]]
Lines = list[list[int]]

SMALLEST: Final = 2


def table_of(sheet: Sheet) -> Table:
    """Multiply all scores by the smallest number that makes them whole: `table[dossier][juror]`."""
    unit = lcm(*{value.denominator for row in sheet.rows.values() for value in row.values()})
    return {
        dossier: {juror: whole(value, unit) for juror, value in row.items()} for dossier, row in sheet.rows.items()
    }


def lines_of(table: Table) -> Lines | None:
    """Write a complete table as one line for each dossier; None unless two jurors or more marked two or more."""
    rows = list(table.values())
    if len(rows) < SMALLEST or len(rows[0]) < SMALLEST or any(row.keys() != rows[0].keys() for row in rows):
        return None
    return [[row[juror] for juror in rows[0]] for row in rows]


def share(top: int | Fraction, bottom: int | Fraction) -> float | None:
    """Divide, to nine digits; None where the bottom is not above zero."""
    return nine_digits(float(Fraction(top) / bottom)) if bottom > 0 else None


def doubled_ranks(values: Iterable[int | Fraction]) -> list[int]:
    """Give twice the mid-rank of each value, the smallest first: whole, and 3, 3 where two share ranks 1 and 2."""
    listed = list(values)
    numbers, below, ranks = Counter(listed), 0, {}
    for value in sorted(numbers):
        ranks[value] = 2 * below + numbers[value] + 1
        below += numbers[value]
    return [ranks[value] for value in listed]
