"""The count: ballots and the published rules in, the standings with their working out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from scoring.methods.ballots import Ballot, check_ballots, checked_weights
from scoring.methods.calibrated import calibrated
from scoring.methods.evidence import Evidence
from scoring.methods.graph import islands_of
from scoring.methods.mean import plain_mean
from scoring.methods.outcome import Method, Outcome
from scoring.methods.ranking import groups_of, placed
from scoring.methods.refusals import BadDecision, BadQuorum, InexactNumber, UnknownMethod
from scoring.methods.result import Count
from scoring.methods.sheet import Sheet, mean
from scoring.methods.standings import NotRanked, Severity, Standing
from scoring.methods.ties import LADDER, check_ladder, part
from scoring.methods.trace import Group

METHODS: Final[Mapping[str, Method]] = {"mean": plain_mean, "calibrated": calibrated}
BELOW_QUORUM: Final = "below_quorum"


def count(
    ballots: Sequence[Ballot],
    *,
    method: str,
    weights: Mapping[str, Fraction],
    quorum: int = 1,
    ladder: Sequence[str] = LADDER,
    decision: Sequence[str] = (),
) -> Count:
    """Count finished ballots by a method of METHODS and rank the dossiers, 1, 1, 3.

    Marks and weights are exact; every ballot has a mark on each criterion of `weights` (none: the one criterion
    "mark"). A dossier with fewer ballots than `quorum` is not ranked, and its ballots touch nobody else's score.
    Exactly equal scores go up the `ladder`; `decision` is a recorded order of dossiers for its last rung. What stays
    tied shares a rank and is marked unresolved in its trace. The order of `ballots` changes nothing.

    Raises a Refusal: UnknownMethod, UnknownRung, BadWeight, BadQuorum, BadDecision,
    UnfinishedBallot, UnknownCriterion, DuplicateBallot, InexactNumber, SeparateIslands,
    TooLooselyLinked.
    """
    counted_by = _method(method)
    weights = checked_weights(weights)
    check_ballots(ballots, weights)
    _check_rules(quorum, ladder, decision, ballots)
    enough, short = _split_by_quorum(ballots, quorum)
    evidence = Evidence(enough, weights, tuple(decision))
    outcome = counted_by(evidence.sheet)
    _check_exact(outcome)
    groups, ties = part(groups_of(outcome.scores), evidence=evidence, ladder=ladder)
    return Count(
        method=method,
        components=len(islands_of(evidence.sheet.rows)),
        standings=_standings(groups, evidence.sheet, outcome),
        jurors=_severities(ballots, enough, outcome),
        ties=ties,
        not_ranked=(*_below_quorum(short), *_left_out(outcome, evidence.sheet)),
        working=outcome.working,
        residual=outcome.residual,
    )


def _method(name: str) -> Method:
    if name not in METHODS:
        raise UnknownMethod(method=name, known=", ".join(METHODS))
    return METHODS[name]


def _check_rules(quorum: int, ladder: Sequence[str], decision: Sequence[str], ballots: Sequence[Ballot]) -> None:
    check_ladder(ladder)
    _check_quorum(quorum)
    _check_decision(decision, ballots)


def _check_quorum(quorum: int) -> None:
    if not isinstance(quorum, int) or quorum < 1:
        raise BadQuorum(quorum=quorum)


def _check_decision(decision: Sequence[str], ballots: Iterable[Ballot]) -> None:
    if not decision:
        return
    known = {ballot.dossier for ballot in ballots}
    for dossier, times in Counter(decision).items():
        if times > 1 or dossier not in known:
            raise BadDecision(dossier=dossier)


def _check_exact(outcome: Outcome) -> None:
    """Stop a method that let a binary float come near a rank."""
    for dossier, value in outcome.scores.items():
        if not isinstance(value, Fraction):
            raise InexactNumber(value=value, where=dossier)


def _split_by_quorum(ballots: Iterable[Ballot], quorum: int) -> tuple[list[Ballot], dict[str, int]]:
    """Part the ballots that count from the dossiers, with their number, that have too few."""
    listed = list(ballots)
    numbers = Counter(ballot.dossier for ballot in listed)
    enough = [ballot for ballot in listed if numbers[ballot.dossier] >= quorum]
    return enough, {dossier: number for dossier, number in numbers.items() if number < quorum}


def _below_quorum(short: Mapping[str, int]) -> list[NotRanked]:
    return [NotRanked(dossier, number, BELOW_QUORUM) for dossier, number in sorted(short.items())]


def _left_out(outcome: Outcome, sheet: Sheet) -> list[NotRanked]:
    return [
        NotRanked(dossier, len(sheet.rows[dossier]), reason) for dossier, reason in sorted(outcome.left_out.items())
    ]


def _standings(groups: Iterable[Group], sheet: Sheet, outcome: Outcome) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            dossier=dossier,
            rank=rank,
            score=outcome.scores[dossier],
            ballots=len(sheet.rows[dossier]),
            raw=mean(sheet.rows[dossier].values()),
            se=outcome.score_errors.get(dossier),
        )
        for rank, group in placed(groups)
        for dossier in group
    )


def _severities(ballots: Iterable[Ballot], enough: Iterable[Ballot], outcome: Outcome) -> tuple[Severity, ...]:
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
