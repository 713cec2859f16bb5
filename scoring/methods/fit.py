"""From a connected sheet to the severity of each juror, by the solver that suits the jury."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.methods.exact import solve_exactly
from scoring.methods.large import margin_of, settle, solve_in_floats
from scoring.methods.normal import NormalEquations, normal_equations
from scoring.methods.sheet import Row, Sheet, Times, average, number, squares

EXACT_LIMIT: Final = 500


@dataclass(frozen=True, slots=True)
class Fit:
    """Severities b_j in points over one common denominator, adding up to nothing.

    In floating point `residual` is max |S b − r|, and scores closer than `margin` count as
    equal. An exact fit has no residual and a margin of nothing.
    """

    equations: NormalEquations
    numerators: dict[str, int]
    denominator: int
    residual: float | None = None
    margin: Fraction = Fraction()

    def severity(self, juror: str) -> Fraction:
        """Say how many points this juror gives above the common scale."""
        return Fraction(self.numerators[juror], self.denominator)

    def of_panel(self, row: Row, times: Times) -> Fraction:
        """Average the severities of those who marked one dossier."""
        total = sum(self.numerators[juror] * times.get(juror, 1) for juror in row)
        return Fraction(total, self.denominator * number(row, times))


def fit_of(sheet: Sheet) -> Fit:
    """Minimise Σ (y_ij − q_i − b_j)² with Σ b_j = 0 over a connected sheet with a row or more.

    Exact up to 500 jurors and wherever all jurors marked all dossiers; in floating point above.
    """
    equations = normal_equations(sheet)
    if len(equations.jurors) <= EXACT_LIMIT or len(equations.panels) == 1:
        return Fit(equations, *_named(equations, *solve_exactly(equations)))
    numerators, denominator, residual = solve_in_floats(equations)
    named = _named(equations, numerators, denominator)
    return Fit(equations, *named, residual, margin_of(sheet))


def _named(equations: NormalEquations, numerators: list[int], denominator: int) -> tuple[dict[str, int], int]:
    return dict(zip(equations.jurors, numerators, strict=True)), denominator


def scores_of(sheet: Sheet, fit: Fit) -> dict[str, Fraction]:
    """Give q_i = m_i − (Σ_j b_j) / W_i for every dossier, in points."""
    times = sheet.times
    scores = {dossier: average(row, times) - fit.of_panel(row, times) for dossier, row in sheet.rows.items()}
    return settle(scores, fit.margin)


def variance_of(sheet: Sheet, fit: Fit) -> Fraction | None:
    """Give s² = RSS / (n − N − J + 1), with RSS = Σ (y_ij − m_i)² − Σ_j b_j r_j; None if df ≤ 0."""
    equations = fit.equations
    freedom = sheet.size - len(sheet.rows) - sum(equations.times) + 1
    if freedom <= 0:
        return None
    explained = sum(one * two for one, two in zip(fit.numerators.values(), equations.right, strict=True))
    within = sum((squares(row, sheet.times) for row in sheet.rows.values()), Fraction())
    left = within - Fraction(explained, fit.denominator * equations.unit)
    return max(left, Fraction()) / freedom
