"""A count as a page of plain text: the ranking, the jurors, the ties, who has no rank."""

import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from scoring import wording
from scoring.management.tally_measures import beside
from scoring.methods.measures.gathered import Measures
from scoring.methods.numerals import decimal
from scoring.methods.result import Count

NAMES = 1


def report(count: Count, measures: Measures | None) -> str:
    """Write the whole count, and what stands beside it, for a person at a terminal."""
    parts = [_opening(count), _ranking(count), _jurors(count), *_ties(count), _left_out(count), beside(measures)]
    return "\n\n".join(part for part in parts if part)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Line up columns: the second holds names and starts on the left, numbers end on the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = []
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - _width(cell))
        cells.append(cell + gap if place == NAMES else gap + cell)
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Count the places a text takes in a terminal: marks over letters none, wide letters two."""
    return sum(_places(letter) for letter in text)


def _places(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _opening(count: Count) -> str:
    facts = {"method": count.method, "components": count.components, "residual": count.residual}
    sentence = _("Counted by the method “%(method)s”. Islands in the graph of jurors and dossiers: %(components)s.")
    if count.residual is not None:
        sentence += " " + _("Too many jurors for exact arithmetic: floating point with residual %(residual).1e.")
    return sentence % facts


def _ranking(count: Count) -> str:
    head = [_("Rank"), _("Dossier"), _("Score"), _("Standard error"), _("Ballots"), _("Plain mean")]
    rows = [
        [
            str(line.rank),
            line.dossier,
            decimal(line.score),
            _doubt(line.se),
            str(line.ballots),
            _plain(line.raw),
        ]
        for line in count.standings
    ]
    return aligned([head, *rows])


def _jurors(count: Count) -> str:
    head = ["", _("Juror"), _("Severity"), _("Standard error"), _("Ballots")]
    rows = [["", line.juror, _signed(line.severity), _doubt(line.se), str(line.ballots)] for line in count.jurors]
    return aligned([head, *rows])


def _ties(count: Count) -> Iterable[str]:
    return ["\n".join(wording.tie(trace)) for trace in count.ties]


def _left_out(count: Count) -> str:
    return "\n".join(wording.not_ranked(left_out) for left_out in count.not_ranked)


def _plain(value: Fraction | None) -> str:
    return "-" if value is None else decimal(value)


def _doubt(value: float | None) -> str:
    return "-" if value is None else f"{value:.6f}"


def _signed(value: Fraction | None) -> str:
    if value is None:
        return "-"
    return decimal(value) if value < 0 else "+" + decimal(value)
