"""The count: ballots and the published rules in, the standings with their working out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Final

from scoring.methods.ballots import AnyBallot, Level
from scoring.methods.borda import borda
from scoring.methods.calibrated import calibrated
from scoring.methods.checking import (
    check_ballots,
    check_decision,
    check_grades,
    check_places,
    check_quorum,
    check_trim,
    checked_level,
    checked_weights,
)
from scoring.methods.evidence import Evidence
from scoring.methods.graph import islands_of
from scoring.methods.majority_judgment import majority_judgment
from scoring.methods.mean import plain_mean
from scoring.methods.numerals import half_up
from scoring.methods.outcome import Method, Outcome
from scoring.methods.ranking import groups_of, placed
from scoring.methods.refusals import GradesAlone, InexactNumber, RanksAlone, UnknownMethod
from scoring.methods.result import Count
from scoring.methods.robust import robust
from scoring.methods.schulze import schulze
from scoring.methods.sheet import Sheet, average
from scoring.methods.standings import NotRanked, Severity, Standing
from scoring.methods.ties import LADDER, check_ladder, part
from scoring.methods.trace import Group
from scoring.methods.trimmed import median, trimmed
from scoring.methods.zscore import zscore

METHODS: Final[dict[str, Method]] = {
    "mean": plain_mean,
    "calibrated": calibrated,
    "trimmed": trimmed,
    "median": median,
    "robust": robust,
    "zscore": zscore,
    "borda": borda,
    "schulze": schulze,
    "majority_judgment": majority_judgment,
}
#: what counts ballots without marks; marks are counted by every method
WITHOUT_MARKS: Final[Mapping[Level, tuple[str, ...]]] = {
    Level.RANKS: ("borda", "schulze"),
    Level.GRADES: ("borda", "schulze", "majority_judgment"),
}
BELOW_QUORUM: Final = "below_quorum"


def count(
    ballots: Sequence[AnyBallot],
    *,
    method: str,
    weights: Mapping[str, Fraction],
    quorum: int = 1,
    ladder: Sequence[str] = LADDER,
    decision: Sequence[str] = (),
    trim: int = 1,
    grades: Sequence[str] = (),
    places: int | None = None,
) -> Count:
    """Count finished ballots by a method of METHODS and rank the dossiers, 1, 1, 3.

    Marks and weights are exact; every ballot has a mark on each criterion of `weights` (none: the one criterion
    "mark"). Ballots of ranks or grades have no criteria; `grades` are the words that are allowed, best first. A
    dossier with fewer ballots than `quorum` is not ranked, and its ballots touch nobody else's score. `trim` is how
    many ballots `trimmed` drops at either end. With `places` every score is rounded to so many decimals, a half away
    from zero, before it is ranked; its working stays exact. Exactly equal scores go up the `ladder`; `decision` is a
    recorded order of dossiers for its last rung. What stays tied shares a rank and is marked unresolved in its
    trace. The order of `ballots` changes nothing.

    Raises a Refusal: UnknownMethod, RanksAlone, GradesAlone, MixedBallots, UnknownRung, BadWeight, BadQuorum, BadTrim,
    BadPlaces, BadGrades, BadDecision, UnfinishedBallot, UnknownCriterion, UnknownGrade, DuplicateBallot, BadCount,
    UnequalCounts, InexactNumber, SeparateIslands, TooLooselyLinked, TooManyDossiers, TooManyJurors.
    """
    level = checked_level(ballots)
    counted_by = _method(method, level, trim)
    weights = checked_weights(weights, level)
    _check_rules(quorum, ladder, trim, grades, places)
    check_ballots(ballots, weights, grades)
    check_decision(decision, ballots)
    enough, short = _split_by_quorum(ballots, quorum)
    evidence = Evidence(enough, weights, tuple(decision), grades)
    outcome = _rounded(counted_by(evidence.sheet), places)
    groups, ties = part(groups_of(outcome.scores), evidence=evidence, ladder=ladder, first=outcome.tests)
    return Count(
        method=method,
        components=len(islands_of(evidence.sheet.rows)),
        standings=_standings(groups, evidence.sheet, outcome),
        jurors=_severities(ballots, enough, outcome),
        ties=ties,
        not_ranked=(*_below_quorum(short), *_left_out(outcome, evidence.sheet)),
        working=outcome.working,
        residual=outcome.residual,
        paths=outcome.paths,
    )


def applicable(level: Level) -> tuple[str, ...]:
    """Name the methods that count ballots of this level; one may still refuse a sheet, for islands or for its size."""
    return WITHOUT_MARKS.get(level, tuple(METHODS))


def _method(name: str, level: Level, trim: int) -> Method:
    if name not in METHODS:
        raise UnknownMethod(method=name, known=", ".join(METHODS))
    if name not in applicable(level):
        refusal = RanksAlone if level is Level.RANKS else GradesAlone
        raise refusal(method=name, known=", ".join(applicable(level)))
    return partial(trimmed, drop=trim) if name == "trimmed" else METHODS[name]


def _check_rules(quorum: int, ladder: Sequence[str], trim: int, grades: Sequence[str], places: int | None) -> None:
    check_ladder(ladder)
    check_quorum(quorum)
    check_trim(trim)
    check_places(places)
    check_grades(grades)


def _rounded(outcome: Outcome, places: int | None) -> Outcome:
    """Round the scores as the rules say, once it is sure that no binary float came near a rank."""
    _check_exact(outcome)
    if places is None:
        return outcome
    step = Fraction(1, 10**places)
    return replace(outcome, scores={name: half_up(score, step) for name, score in outcome.scores.items()})


def _check_exact(outcome: Outcome) -> None:
    for dossier, value in outcome.scores.items():
        if not isinstance(value, Fraction):
            raise InexactNumber(value=value, where=dossier)


def _split_by_quorum(ballots: Iterable[AnyBallot], quorum: int) -> tuple[list[AnyBallot], dict[str, int]]:
    """Part the ballots that count from the dossiers, with their number, that have too few."""
    listed = list(ballots)
    numbers: Counter[str] = Counter()
    for ballot in listed:
        numbers[ballot.dossier] += ballot.times
    enough = [ballot for ballot in listed if numbers[ballot.dossier] >= quorum]
    return enough, {dossier: number for dossier, number in numbers.items() if number < quorum}


def _below_quorum(short: Mapping[str, int]) -> list[NotRanked]:
    return [NotRanked(dossier, number, BELOW_QUORUM) for dossier, number in sorted(short.items())]


def _left_out(outcome: Outcome, sheet: Sheet) -> list[NotRanked]:
    return [NotRanked(dossier, sheet.number(dossier), reason) for dossier, reason in sorted(outcome.left_out.items())]


def _standings(groups: Iterable[Group], sheet: Sheet, outcome: Outcome) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            dossier=dossier,
            rank=rank,
            score=outcome.scores[dossier],
            ballots=sheet.number(dossier),
            raw=average(sheet.rows[dossier], sheet.times) if sheet.level is Level.MARKS else None,
            se=outcome.score_errors.get(dossier),
        )
        for rank, group in placed(groups)
        for dossier in group
    )


def _severities(ballots: Iterable[AnyBallot], enough: Iterable[AnyBallot], outcome: Outcome) -> tuple[Severity, ...]:
    """List everybody who cast a ballot; without a counted one there is no severity."""
    counted = Counter(ballot.juror for ballot in enough)
    return tuple(
        Severity(
            juror=juror,
            severity=outcome.severities.get(juror),
            se=outcome.severity_errors.get(juror),
            ballots=counted[juror],
        )
        for juror in sorted({ballot.juror for ballot in ballots})
    )
