"""The method `calibrated`: each juror's severity is estimated and taken away."""

from scoring.methods.fit import Fit, fit_of, scores_of, variance_of
from scoring.methods.graph import SeparateIslands, islands_of
from scoring.methods.outcome import Outcome, equal_parts
from scoring.methods.precision import precision
from scoring.methods.sheet import Sheet


def calibrated(sheet: Sheet) -> Outcome:
    """Score each dossier with q_i, where Σ_ij (y_ij − q_i − b_j)² is least and Σ_j b_j = 0.

    Points in, points out: q_i = m_i − Σ_j b_j / W_i. Where every juror marked every dossier this
    is the mean. A juror who stands for n equal ones weighs n in every sum, which gives what n
    jurors with these marks would give. Raises SeparateIslands where the marks cannot be put on one
    scale, and TooLooselyLinked where rounding could decide (above 500 jurors only). Source:
    intrablock analysis (Yates 1936; Fisher and Yates, Statistical Tables), Gauss–Markov.
    """
    islands = islands_of(sheet.rows)
    if len(islands) > 1:
        raise SeparateIslands(islands)
    return _outcome(sheet, fit_of(sheet)) if islands else Outcome({}, {})


def _outcome(sheet: Sheet, fit: Fit) -> Outcome:
    severities = {juror: fit.severity(juror) for juror in fit.equations.jurors}
    adjustments = {juror: -severity for juror, severity in severities.items()}
    score_errors, severity_errors = _errors(sheet, fit)
    return Outcome(
        scores=scores_of(sheet, fit),
        working={name: equal_parts(row, sheet.times, adjustments) for name, row in sheet.rows.items()},
        score_errors=score_errors,
        severities=severities,
        severity_errors=severity_errors,
        residual=fit.residual,
    )


def _errors(sheet: Sheet, fit: Fit) -> tuple[dict[str, float], dict[str, float]]:
    jurors = fit.equations.jurors
    found = precision(fit.equations, variance_of(sheet, fit))
    if found is None:
        return {}, {}
    places = {juror: place for place, juror in enumerate(jurors)}
    return (
        {dossier: found.panels[tuple(places[juror] for juror in row)] for dossier, row in sheet.rows.items()},
        dict(zip(jurors, found.severities, strict=True)),
    )
