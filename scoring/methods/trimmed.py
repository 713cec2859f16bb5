"""The methods `trimmed` and `median`: what lies furthest out on either side does not count."""

from fractions import Fraction
from itertools import groupby
from typing import Final

from scoring.methods.outcome import Contribution, Outcome
from scoring.methods.sheet import Row, Sheet, Times

TOO_FEW: Final = "too_few_to_trim"


def trimmed(sheet: Sheet, drop: int = 1) -> Outcome:
    """Score each dossier with the mean of its ballots, in points, less the `drop` highest and the `drop` lowest.

    A dossier with fewer than 2 × `drop` + 1 ballots is left out. Where equal scores stand at the edge, each loses
    the same part of its weight: no name decides whose ballot is dropped. Source: Tukey, The future of data
    analysis, 1962.
    """
    enough = {dossier: row for dossier, row in sheet.rows.items() if sheet.number(dossier) > 2 * drop}
    working = {dossier: inner_parts(row, sheet.times, drop) for dossier, row in enough.items()}
    left_out = dict.fromkeys(sheet.rows.keys() - enough.keys(), TOO_FEW)
    return Outcome(_added_up(working), working, left_out=left_out)


def median(sheet: Sheet) -> Outcome:
    """Score each dossier with its middle ballot, in points, or with the mean of the two middle ones."""
    working = {
        dossier: inner_parts(row, sheet.times, (sheet.number(dossier) - 1) // 2) for dossier, row in sheet.rows.items()
    }
    return Outcome(_added_up(working), working)


def inner_parts(row: Row, times: Times, drop: int) -> tuple[Contribution, ...]:
    """Weigh the ballots of one dossier once `drop` are taken off at either end; at least one stays."""
    ascending = sorted(row, key=lambda juror: (row[juror], juror))
    kept: dict[str, Fraction] = {}
    start = 0
    last = sum(times.get(juror, 1) for juror in row) - drop
    for _, equals in groupby(ascending, key=row.__getitem__):
        jurors = list(equals)
        number = sum(times.get(juror, 1) for juror in jurors)
        inside = max(0, min(start + number, last) - max(start, drop))
        kept |= {juror: Fraction(inside * times.get(juror, 1), number) for juror in jurors}
        start += number
    left = last - drop
    return tuple(Contribution(juror, row[juror], Fraction(), kept[juror] / left, kept[juror]) for juror in row)


def _added_up(working: dict[str, tuple[Contribution, ...]]) -> dict[str, Fraction]:
    return {
        dossier: sum((part.share * part.score for part in parts), Fraction()) for dossier, parts in working.items()
    }
