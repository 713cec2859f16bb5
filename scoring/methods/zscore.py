"""The method `zscore`: every juror's scores are put on mean 0 and deviation 1. For comparison with other platforms."""

from fractions import Fraction

from scoring.methods.outcome import Outcome, equal_parts
from scoring.methods.roots import roots
from scoring.methods.sheet import Row, Sheet, average, mean, squares


def zscore(sheet: Sheet) -> Outcome:
    """Score each dossier with the mean of z_ij = (y_ij − ȳ_j) / s_j; no unit.

    s_j² = Σ_i (y_ij − ȳ_j)² / (n_j − 1) over the juror's own ballots. A juror who gave everything the same, or read
    one dossier, contributes 0. s_j is taken in parts of the widest span of a juror's scores, so that the unit of the
    scale changes nothing; the irrational part of 1/s_j is cut off after 30 decimals (see `roots`). All else is exact:
    scores are those decimals for everybody, and equal where they truly are.
    """
    columns = sheet.columns
    span = max((max(column.values()) - min(column.values()) for column in columns.values()), default=Fraction())
    whole = {juror: (len(each) - 1) * span**2 / total for juror, each in columns.items() if (total := squares(each))}
    found = roots(whole.values())
    factors = {juror: found[value] / span for juror, value in whole.items()}
    told = {juror: _standardised(column, factors.get(juror, Fraction())) for juror, column in columns.items()}
    rows = {dossier: {juror: told[juror][dossier] for juror in row} for dossier, row in sheet.rows.items()}
    return Outcome(
        scores={dossier: average(row, sheet.times) for dossier, row in rows.items()},
        working={dossier: equal_parts(row, sheet.times) for dossier, row in rows.items()},
    )


def _standardised(column: Row, factor: Fraction) -> Row:
    middle = mean(column.values())
    return {dossier: (value - middle) * factor for dossier, value in column.items()}
