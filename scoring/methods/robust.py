"""The method `robust`: calibrated, with less weight for ballots far from all others. A second opinion.

Huber's weights by iteration, without a float anywhere: each turn solves the weighted least squares exactly and
rounds the new weights to hundredths. So everybody comes to the same weights, and the result is exact given them.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import Final

from scoring.methods.graph import SeparateIslands, islands_of
from scoring.methods.outcome import Contribution, Outcome
from scoring.methods.refusals import TooManyJurors
from scoring.methods.sheet import Row, Sheet
from scoring.methods.weighted import WeightedFit, Weights, weighted_fit

#: residuals up to k × σ count in full; 95 % as sure as least squares where all is normal
TUNING: Final = Fraction("1.345")
#: makes the median of absolute residuals a standard deviation where all is normal
TO_DEVIATION: Final = Fraction("1.4826")
FULL: Final = 100
TURNS: Final = 20
PARTS: Final = 2**96
MOST_JURORS: Final = 100

Residuals = Mapping[str, Mapping[str, int]]


def robust(sheet: Sheet) -> Outcome:
    """Score each dossier with q_i, where Σ_ij w_ij (y_ij − q_i − b_j)² is least and Σ_j b_j = 0; in points.

    w_ij = min(1, k σ / |y_ij − q_i − b_j|) with k = 1.345 and σ = 1.4826 × the median absolute residual, in
    hundredths from 0.01 to 1.00, halves up. Residuals are compared in 2⁻⁹⁶ of the largest. Turns end when the weights
    repeat, after 20 at the latest, or where σ = 0: then most ballots fit without a rest, and the weights of that turn
    stand. The working tells every weight. Raises SeparateIslands as `calibrated` does, and TooManyJurors above 100.
    Source: Huber, Robust Statistics, 1981.
    """
    islands = islands_of(sheet.rows)
    if len(islands) > 1:
        raise SeparateIslands(islands)
    if len(sheet.jurors) > MOST_JURORS:
        raise TooManyJurors(jurors=len(sheet.jurors), most=MOST_JURORS)
    return _outcome(sheet, settled(sheet)) if islands else Outcome({}, {})


def settled(sheet: Sheet) -> WeightedFit:
    """Turn until the weights repeat; they count in hundredths of a ballot."""
    fit = weighted_fit(
        sheet, {name: {juror: FULL * sheet.times_of(juror) for juror in row} for name, row in sheet.rows.items()}
    )
    for _ in range(TURNS):
        weights = _reweighed(sheet, fit)
        if weights is None or weights == fit.weights:
            break
        fit = weighted_fit(sheet, weights)
    return fit


def _reweighed(sheet: Sheet, fit: WeightedFit) -> Weights | None:
    """Weigh every ballot by its residual; None where the deviation is nothing."""
    residuals = _residuals(sheet, fit)
    limit = TUNING * TO_DEVIATION * _median(sheet, residuals)
    if not limit:
        return None
    return {
        dossier: {juror: sheet.times_of(juror) * _hundredths(limit, residual) for juror, residual in row.items()}
        for dossier, row in residuals.items()
    }


def _residuals(sheet: Sheet, fit: WeightedFit) -> Residuals:
    """Give all residuals as parts of the largest."""
    weights = {dossier: sum(row.values()) for dossier, row in fit.weights.items()}
    scale = lcm(*weights.values())
    found = {
        dossier: {juror: value * (scale // weights[dossier]) for juror, value in fit.residuals(dossier, row).items()}
        for dossier, row in sheet.rows.items()
    }
    largest = max(max(row.values()) for row in found.values()) or 1
    return {
        dossier: {juror: value * PARTS // largest for juror, value in row.items()} for dossier, row in found.items()
    }


def _median(sheet: Sheet, residuals: Residuals) -> Fraction:
    """Find the middle of all residuals, each as often as its juror counts; between two, their mean."""
    listed = sorted((residual, sheet.times_of(juror)) for row in residuals.values() for juror, residual in row.items())
    middle = ((sheet.size - 1) // 2, sheet.size // 2)
    found, reached = [], 0
    for residual, times in listed:
        found += [residual for place in middle if reached <= place < reached + times]
        reached += times
    return Fraction(sum(found), 2)


def _hundredths(limit: Fraction, residual: int) -> int:
    """Give limit ÷ residual, at most 1, in hundredths, halves up, and at least one of them."""
    top, bottom = limit.numerator, limit.denominator * residual
    return FULL if bottom <= top else max(1, (2 * FULL * top + bottom) // (2 * bottom))


def _outcome(sheet: Sheet, fit: WeightedFit) -> Outcome:
    severities = {juror: fit.severity(juror) for juror in sheet.jurors}
    return Outcome(
        scores={dossier: fit.score(dossier, row) for dossier, row in sheet.rows.items()},
        working={dossier: _working(row, fit.weights[dossier], severities) for dossier, row in sheet.rows.items()},
        severities=severities,
    )


def _working(row: Row, weights: Mapping[str, int], severities: Row) -> tuple[Contribution, ...]:
    total = sum(weights.values())
    return tuple(
        Contribution(juror, value, -severities[juror], Fraction(weights[juror], total), Fraction(weights[juror], FULL))
        for juror, value in row.items()
    )
