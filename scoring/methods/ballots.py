"""Where the count begins: one juror's finished ballot on one dossier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.methods.refusals import (
    BadWeight,
    DuplicateBallot,
    InexactNumber,
    UnfinishedBallot,
    UnknownCriterion,
)

IMPLIED_CRITERION: Final = "mark"


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one juror gave one dossier: a mark in the scale's own points for every criterion."""

    juror: str
    dossier: str
    marks: Mapping[str, Fraction]


def checked_weights(weights: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """Give back usable weights; none at all means the single criterion "mark".

    Raises BadWeight unless every weight is an exact number above zero.
    """
    for criterion, weight in weights.items():
        if not isinstance(weight, int | Fraction) or weight <= 0:
            raise BadWeight(criterion=criterion, weight=weight)
    return weights or {IMPLIED_CRITERION: Fraction(1)}


def check_ballots(ballots: Sequence[Ballot], weights: Mapping[str, Fraction]) -> None:
    """Refuse what cannot be counted.

    Raises UnfinishedBallot, UnknownCriterion, InexactNumber or DuplicateBallot.
    """
    for ballot in ballots:
        _check_criteria(ballot, weights)
        _check_marks(ballot)
    _check_once((ballot.juror, ballot.dossier) for ballot in ballots)


def _check_criteria(ballot: Ballot, weights: Mapping[str, Fraction]) -> None:
    if ballot.marks.keys() == weights.keys():
        return
    who = {"juror": ballot.juror, "dossier": ballot.dossier}
    missing = sorted(weights.keys() - ballot.marks.keys())
    if missing:
        raise UnfinishedBallot(**who, criterion=missing[0])
    raise UnknownCriterion(**who, criterion=min(ballot.marks.keys() - weights.keys()))


def _check_marks(ballot: Ballot) -> None:
    for mark in ballot.marks.values():
        if not isinstance(mark, int | Fraction):
            raise InexactNumber(value=mark, where=f"{ballot.juror}, {ballot.dossier}")


def _check_once(pairs: Iterable[tuple[str, str]]) -> None:
    seen = set()
    for juror, dossier in pairs:
        if (juror, dossier) in seen:
            raise DuplicateBallot(juror=juror, dossier=dossier)
        seen.add((juror, dossier))
