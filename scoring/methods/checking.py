"""Before the count: ballots and rules that cannot be counted are refused by name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from scoring.methods.ballots import AnyBallot, Ballot, GradedBallot, Level, RankedBallot, levels_of
from scoring.methods.refusals import (
    BadCount,
    BadDecision,
    BadGrades,
    BadPlaces,
    BadQuorum,
    BadTrim,
    BadWeight,
    DuplicateBallot,
    InexactNumber,
    MixedBallots,
    UnequalCounts,
    UnfinishedBallot,
    UnknownCriterion,
    UnknownGrade,
)

MOST_TIMES: Final = 10**9
IMPLIED: Final[Mapping[Level, str]] = {Level.MARKS: "mark", Level.RANKS: "rank", Level.GRADES: "grade"}


def checked_weights(weights: Mapping[str, Fraction], level: Level = Level.MARKS) -> Mapping[str, Fraction]:
    """Give back usable weights; none at all means the single criterion "mark" (or "rank", or "grade").

    Raises BadWeight unless every weight is an exact number above zero.
    """
    for criterion, weight in weights.items():
        if not isinstance(weight, int | Fraction) or weight <= 0:
            raise BadWeight(criterion=criterion, weight=weight)
    return weights or {IMPLIED[level]: Fraction(1)}


def checked_level(ballots: Sequence[AnyBallot]) -> Level:
    """Say what all ballots hold, marks where there are none; raises MixedBallots for a mixture."""
    levels = levels_of(ballots)
    if len(levels) > 1:
        raise MixedBallots
    return next(iter(levels), Level.MARKS)


def check_ballots(ballots: Sequence[AnyBallot], weights: Mapping[str, Fraction], grades: Sequence[str] = ()) -> None:
    """Refuse what cannot be counted.

    Raises UnfinishedBallot, UnknownCriterion, InexactNumber, UnknownGrade, DuplicateBallot, BadCount or
    UnequalCounts.
    """
    known = frozenset(grades)
    for ballot in ballots:
        match ballot:
            case Ballot():
                _check_criteria(ballot, weights)
                _check_exact(ballot, ballot.marks.values())
            case RankedBallot():
                _check_exact(ballot, [ballot.rank])
            case GradedBallot():
                _check_grade(ballot, known)
    _check_once((ballot.juror, ballot.dossier) for ballot in ballots)
    _check_times(ballots)


def check_quorum(quorum: int) -> None:
    """Raise BadQuorum for anything but a whole number of at least 1."""
    if not isinstance(quorum, int) or quorum < 1:
        raise BadQuorum(quorum=quorum)


def check_trim(trim: int) -> None:
    """Raise BadTrim for anything but a whole number of at least 0."""
    if not isinstance(trim, int) or trim < 0:
        raise BadTrim(trim=trim)


def check_places(places: int | None) -> None:
    """Raise BadPlaces for anything but a whole number of at least 0, or None."""
    if places is not None and (not isinstance(places, int) or places < 0):
        raise BadPlaces(places=places)


def check_grades(grades: Sequence[str]) -> None:
    """Raise BadGrades for a grade named twice or without a name."""
    for grade, times in Counter(grades).items():
        if times > 1 or not grade:
            raise BadGrades(grade=grade)


def check_decision(decision: Sequence[str], ballots: Iterable[AnyBallot]) -> None:
    """Raise BadDecision for a dossier named twice or without ballots."""
    if not decision:
        return
    known = {ballot.dossier for ballot in ballots}
    for dossier, times in Counter(decision).items():
        if times > 1 or dossier not in known:
            raise BadDecision(dossier=dossier)


def _check_criteria(ballot: Ballot, weights: Mapping[str, Fraction]) -> None:
    if ballot.marks.keys() == weights.keys():
        return
    who = {"juror": ballot.juror, "dossier": ballot.dossier}
    missing = sorted(weights.keys() - ballot.marks.keys())
    if missing:
        raise UnfinishedBallot(**who, criterion=missing[0])
    raise UnknownCriterion(**who, criterion=min(ballot.marks.keys() - weights.keys()))


def _check_exact(ballot: AnyBallot, values: Iterable[object]) -> None:
    for value in values:
        if not isinstance(value, int | Fraction):
            raise InexactNumber(value=value, where=f"{ballot.juror}, {ballot.dossier}")


def _check_grade(ballot: GradedBallot, known: frozenset[str]) -> None:
    if ballot.grade not in known:
        raise UnknownGrade(juror=ballot.juror, dossier=ballot.dossier, grade=ballot.grade)


def _check_once(pairs: Iterable[tuple[str, str]]) -> None:
    seen = set()
    for juror, dossier in pairs:
        if (juror, dossier) in seen:
            raise DuplicateBallot(juror=juror, dossier=dossier)
        seen.add((juror, dossier))


def _check_times(ballots: Iterable[AnyBallot]) -> None:
    known: dict[str, int] = {}
    for ballot in ballots:
        if not isinstance(ballot.times, int) or not 1 <= ballot.times <= MOST_TIMES:
            raise BadCount(juror=ballot.juror, count=ballot.times)
        if known.setdefault(ballot.juror, ballot.times) != ballot.times:
            raise UnequalCounts(juror=ballot.juror)
