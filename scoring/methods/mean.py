"""The method `mean`: every ballot counts as it was given."""

from fractions import Fraction
from math import sqrt

from scoring.methods.numerals import nine_digits
from scoring.methods.outcome import Outcome, equal_parts
from scoring.methods.sheet import Sheet, average, squares


def plain_mean(sheet: Sheet) -> Outcome:
    """Score each dossier with m_i = Σ_j y_ij / W_i, in points; W_i is its number of ballots.

    Standard error: s / √W_i with the pooled s² = Σ_ij (y_ij − m_i)² / (n − N) of the one-way
    layout (Fisher, Statistical Methods for Research Workers, 1925); none where n = N.
    Severities are not part of this rule and stay empty.
    """
    return Outcome(
        scores={dossier: average(row, sheet.times) for dossier, row in sheet.rows.items()},
        working={dossier: equal_parts(row, sheet.times) for dossier, row in sheet.rows.items()},
        score_errors=_errors(sheet),
    )


def _errors(sheet: Sheet) -> dict[str, float]:
    freedom = sheet.size - len(sheet.rows)
    if freedom <= 0:
        return {}
    within = sum((squares(row, sheet.times) for row in sheet.rows.values()), Fraction())
    variance = float(within / freedom)
    return {dossier: nine_digits(sqrt(variance / sheet.number(dossier))) for dossier in sheet.rows}
