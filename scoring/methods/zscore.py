"""The method `zscore`: every juror's scores are put on mean 0 and deviation 1. For comparison with other platforms."""

from fractions import Fraction

from scoring.methods.outcome import Outcome, equal_parts
from scoring.methods.roots import root
from scoring.methods.sheet import Row, Sheet, average, mean, squares


def zscore(sheet: Sheet) -> Outcome:
    """Score each dossier with the mean of z_ij = (y_ij − ȳ_j) / s_j; no unit.

    s_j² = Σ_i (y_ij − ȳ_j)² / (n_j − 1) over the juror's own ballots. A juror who gave everything the same, or read
    one dossier, contributes 0. The irrational part of 1/s_j is rounded to 30 decimals (see `roots`); all else is
    exact, so scores are those decimals for everybody.
    """
    columns = {juror: _standardised(column) for juror, column in sheet.columns.items()}
    rows = {dossier: {juror: columns[juror][dossier] for juror in row} for dossier, row in sheet.rows.items()}
    return Outcome(
        scores={dossier: average(row, sheet.times) for dossier, row in rows.items()},
        working={dossier: equal_parts(row, sheet.times) for dossier, row in rows.items()},
    )


def _standardised(column: Row) -> Row:
    total = squares(column)
    if not total:
        return dict.fromkeys(column, Fraction())
    middle, factor = mean(column.values()), root((len(column) - 1) / total)
    return {dossier: (value - middle) * factor for dossier, value in column.items()}
