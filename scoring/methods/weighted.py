"""The calibrated fit where every ballot has a weight of its own, solved exactly.

Minimise Σ w_ij (y_ij − q_i − b_j)² with Σ b_j = 0: S b = r with S = D_J − Wᵀ D_E⁻¹ W, r_j = Σ_i w_ij (y_ij − m_i)
and q_i = m_i − Σ_j w_ij b_j / W_i, where m_i = Σ_j w_ij y_ij / W_i.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from scoring.methods.exact import centred, solve_regular
from scoring.methods.sheet import Row, Sheet, in_parts, whole

Weights = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class WeightedFit:
    """Severities b_j in points over one common denominator, by which every score is whole too."""

    weights: Weights
    numerators: Mapping[str, int]
    denominator: int

    def severity(self, juror: str) -> Fraction:
        """Say how many points this juror gives above the common scale."""
        return Fraction(self.numerators[juror], self.denominator)

    def score(self, dossier: str, row: Row) -> Fraction:
        """Give q_i = Σ_j w_ij (y_ij − b_j) / W_i, in points."""
        weights = self.weights[dossier]
        total = sum(weights[juror] * value for juror, value in self.levelled(row).items())
        return Fraction(total, sum(weights.values()) * self.denominator)

    def residuals(self, dossier: str, row: Row) -> dict[str, int]:
        """Give |y_ij − q_i − b_j| in points × W_i × the common denominator."""
        weights, levelled = self.weights[dossier], self.levelled(row)
        weight = sum(weights.values())
        total = sum(weights[juror] * value for juror, value in levelled.items())
        return {juror: abs(value * weight - total) for juror, value in levelled.items()}

    def levelled(self, row: Row) -> dict[str, int]:
        """Take the severities away: y_ij − b_j in points × the common denominator."""
        parts, unit = in_parts(row.values())
        each = self.denominator // unit
        return {juror: part * each - self.numerators[juror] for juror, part in zip(row, parts, strict=True)}


def weighted_fit(sheet: Sheet, weights: Weights) -> WeightedFit:
    """Solve a connected sheet; `weights[dossier][juror]` are whole numbers above zero."""
    jurors = sheet.jurors
    unit = lcm(*{value.denominator for row in sheet.rows.values() for value in row.values()})
    matrix, right = _equations(sheet, weights, unit)
    numerators, bottom = solve_regular([line[1:] for line in matrix[1:]], right[1:]) if right[1:] else ([], 1)
    tops, bottom = centred([0, *numerators], bottom * unit, tuple(map(sheet.times_of, jurors)))
    common = lcm(bottom, unit)
    severities = {juror: top * (common // bottom) for juror, top in zip(jurors, tops, strict=True)}
    return WeightedFit(weights, severities, common)


def _equations(sheet: Sheet, weights: Weights, unit: int) -> tuple[list[list[int]], list[int]]:
    """Write out S and r, in whole numbers: both times the least common multiple of all W_i, r in 1/unit points."""
    places = {juror: place for place, juror in enumerate(sheet.jurors)}
    totals = {dossier: sum(weights[dossier].values()) for dossier in sheet.rows}
    scale = lcm(*totals.values())
    matrix, right = [[0] * len(places) for _ in places], [0] * len(places)
    for dossier, row in sheet.rows.items():
        total, ours = totals[dossier], weights[dossier]
        link = scale // total
        others = [(places[juror], weight) for juror, weight in ours.items()]
        points = {juror: whole(value, unit) for juror, value in row.items()}
        middle = sum(ours[juror] * value for juror, value in points.items())
        for juror, value in points.items():
            line, weight = matrix[places[juror]], ours[juror]
            line[places[juror]] += weight * scale
            right[places[juror]] += weight * (value * total - middle) * link
            for place, beside in others:
                line[place] -= weight * link * beside
    return matrix, right
