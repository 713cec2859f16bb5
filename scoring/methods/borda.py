"""The method `borda`: every ballot gives a dossier a point for each dossier that it places below."""

from collections import Counter
from fractions import Fraction

from scoring.methods.outcome import Contribution, Outcome
from scoring.methods.sheet import Row, Sheet


def borda(sheet: Sheet) -> Outcome:
    """Score each dossier with the points of all ballots: 1 for each dossier it beats on the ballot, ½ where equal.

    Only the order on each juror's ballot counts, so marks and grades are read as rankings. A dossier that a juror did
    not read neither gains nor gives points there. Source: Borda, Mémoire sur les élections au scrutin, 1781; tied
    ranks share their points.
    """
    points = {juror: points_of(column) for juror, column in sheet.columns.items()}
    working = {
        dossier: tuple(_part(juror, points[juror][dossier], sheet.times_of(juror)) for juror in row)
        for dossier, row in sheet.rows.items()
    }
    scores = {
        dossier: sum((part.share * part.score for part in parts), Fraction()) for dossier, parts in working.items()
    }
    return Outcome(scores, working)


def points_of(column: Row) -> dict[str, Fraction]:
    """Count for each dossier of one ballot those below it, and half of those beside it."""
    beaten: dict[Fraction, Fraction] = {}
    below = 0
    for value, number in sorted(Counter(column.values()).items()):
        beaten[value] = below + Fraction(number - 1, 2)
        below += number
    return {dossier: beaten[value] for dossier, value in column.items()}


def _part(juror: str, points: Fraction, times: int) -> Contribution:
    return Contribution(juror, points, Fraction(), Fraction(times), Fraction(times))
