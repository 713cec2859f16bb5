"""The result as plain values for JSON: fractions as "p/q" with a decimal beside them."""

from scoring.methods.numerals import decimal, ratio
from scoring.methods.outcome import Contribution
from scoring.methods.standings import NotRanked, Severity, Standing
from scoring.methods.trace import Duel, Path, Step, TieTrace

Plain = dict[str, object]


def plain_standing(standing: Standing) -> Plain:
    """Write one line of the ranking."""
    return {
        "dossier": standing.dossier,
        "rank": standing.rank,
        "score": ratio(standing.score),
        "decimal": decimal(standing.score),
        "ballots": standing.ballots,
        "raw": None if standing.raw is None else ratio(standing.raw),
        "raw_decimal": None if standing.raw is None else decimal(standing.raw),
        "se": standing.se,
    }


def plain_severity(severity: Severity) -> Plain:
    """Write one juror; null where the method estimates no severity."""
    return {
        "juror": severity.juror,
        "severity": None if severity.severity is None else ratio(severity.severity),
        "severity_decimal": None if severity.severity is None else decimal(severity.severity),
        "se": severity.se,
        "ballots": severity.ballots,
    }


def plain_tie(tie: TieTrace) -> Plain:
    """Write one tie with all its steps."""
    return {
        "dossiers": list(tie.dossiers),
        "rank": tie.rank,
        "resolved": tie.resolved,
        "steps": [_plain_step(step) for step in tie.steps],
    }


def plain_not_ranked(left_out: NotRanked) -> Plain:
    """Write one dossier that has no rank."""
    return {
        "dossier": left_out.dossier,
        "ballots": left_out.ballots,
        "reason": left_out.reason,
    }


def plain_contribution(part: Contribution) -> Plain:
    """Write what one ballot contributed."""
    return {
        "juror": part.juror,
        "score": ratio(part.score),
        "adjustment": ratio(part.adjustment),
        "share": ratio(part.share),
        "weight": ratio(part.weight),
        "decimal": decimal(part.score + part.adjustment),
    }


def plain_path(path: Path) -> Plain:
    """Write the preferences between two dossiers and the widest paths that come of them."""
    return {
        "dossiers": [path.first, path.second],
        "prefer": [path.prefer_first, path.prefer_second],
        "widest": [path.widest_first, path.widest_second],
    }


def _plain_step(step: Step) -> Plain:
    return {
        "rung": step.rung,
        "unit": step.unit,
        "subject": list(step.subject),
        "values": dict(sorted(step.values.items())),
        "duels": [_plain_duel(duel) for duel in step.duels],
        "groups": [list(group) for group in step.groups],
    }


def _plain_duel(duel: Duel) -> Plain:
    return {
        "dossiers": [duel.first, duel.second],
        "prefer": [duel.prefer_first, duel.prefer_second],
    }
