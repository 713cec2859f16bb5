"""The method `mean`: every ballot counts as it was given."""

from fractions import Fraction
from math import sqrt

from scoring.methods.numerals import nine_digits
from scoring.methods.outcome import Contribution, Outcome
from scoring.methods.sheet import Row, Sheet, mean, squares


def plain_mean(sheet: Sheet) -> Outcome:
    """Score each dossier with m_i = Σ_j y_ij / W_i, in points; W_i is its number of ballots.

    Standard error: s / √W_i with the pooled s² = Σ_ij (y_ij − m_i)² / (n − N) of the one-way
    layout (Fisher, Statistical Methods for Research Workers, 1925); none where n = N.
    Severities are not part of this rule and stay empty.
    """
    return Outcome(
        scores={dossier: mean(row.values()) for dossier, row in sheet.rows.items()},
        working={dossier: _working(row) for dossier, row in sheet.rows.items()},
        score_errors=_errors(sheet),
    )


def _working(row: Row) -> tuple[Contribution, ...]:
    share = Fraction(1, len(row))
    return tuple(Contribution(juror, value, Fraction(), share) for juror, value in row.items())


def _errors(sheet: Sheet) -> dict[str, float]:
    freedom = sheet.size - len(sheet.rows)
    if freedom <= 0:
        return {}
    variance = float(sum(map(squares, sheet.rows.values()), Fraction()) / freedom)
    return {dossier: nine_digits(sqrt(variance / len(row))) for dossier, row in sheet.rows.items()}
