"""From the ballots of a round to its result, exactly, by the rules frozen before; nothing is written here.

Marks as they stand in a form are never read: only the last casting of every ballot that counts. Jurors go by the id
of their seat and dossiers by their number, so that the result holds no name. The same ballots under the same rules
give the same digests.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from jury.models import Round, Seat
from nominations.models import Dossier

from . import wording
from .methods import refusals
from .methods.ballots import AnyBallot, Ballot, GradedBallot, Level, RankedBallot
from .methods.counting import count
from .methods.graph import Island, SeparateIslands
from .methods.result import Count
from .models import CastBallot, Rules

NO_BALLOTS, WITHDRAWN = "no_ballots", "withdrawn"


class CannotCount(Refused):
    """The ballots cannot be counted by the rules; the sentence says why and what to do."""


class RulesWereChanged(Refused):
    """The rules are not those that were frozen when the round opened."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a count takes in and gives: the ballots' hash, the result and its hash."""

    ballots_digest: str
    result: dict[str, Any]
    result_digest: str


@dataclass(frozen=True, slots=True)
class Again:
    """An earlier count: the castings it took, and why dossiers without any had none then."""

    castings: frozenset[str]
    reasons: Mapping[str, str]


def compute(round_: Round, *, decision: Sequence[str] = (), again: Again | None = None) -> Taken:
    """Count without keeping: what counts now, or once more what an earlier count took."""
    rules = Rules.objects.select_related("rubric").get(round=round_)
    if rules.digest != digest(rules.as_record()):
        raise RulesWereChanged(Refusal(_("The rules are not those that were frozen when the round opened.")))
    castings = counted(round_, rules.level, again)
    marked = {ballot.dossier for ballot, _digest in castings}
    decided = [code for code in decision if code in marked]
    try:
        result = result_of([ballot for ballot, _digest in castings], **rules_of(rules), decision=decided)
    except refusals.Refusal as refusal:
        raise CannotCount(Refusal(_sentence(refusal, round_))) from refusal
    result["not_ranked"] = [*result["not_ranked"], *_without_ballots(round_, result, again)]
    digests = sorted(hash_ for _ballot, hash_ in castings)
    return Taken(digest(digests), result, digest(exact(result)))


def result_of(ballots: Sequence[AnyBallot], **rules: Any) -> dict[str, Any]:
    """Count ballots, whichever they are; the result as it is kept."""
    result: dict[str, Any] = without_floats(count(ballots, **rules).as_json(working=False))
    return result


def count_by(rules: Rules, ballots: Sequence[AnyBallot], decision: Sequence[str] = ()) -> Count:
    """Count ballots by the rules of a round.

    :raises refusals.Refusal: where they cannot be counted so.
    """
    return count(ballots, **rules_of(rules), decision=decision)


def rules_of(rules: Rules) -> dict[str, Any]:
    """Give what the count asks for, as the rules have it."""
    return {
        "method": rules.method,
        "weights": weights_of(rules),
        "quorum": rules.quorum,
        "ladder": rules.ladder,
        "trim": rules.trim,
        "places": rules.places,
        "grades": rules.grade_keys if rules.level is Level.GRADES else (),
    }


def weights_of(rules: Rules) -> dict[str, Fraction]:
    """Give the weight of each criterion; ranks and grades have none."""
    if rules.level is not Level.MARKS:
        return {}
    return {criterion.key: Fraction(criterion.weight) for criterion in rules.rubric.criteria.all()}


def counted(
    round_: Round, level: Level, again: Again | None = None, *, without: Collection[int] = ()
) -> list[tuple[AnyBallot, str]]:
    """Give the ballots that count, each as it was cast last, with its hash; or those that an earlier count took.

    `without` names dossiers to leave out.
    """
    of_round = CastBallot.objects.filter(ballot__assignment__round=round_)
    castings = of_round if again else CastBallot.objects.that_count(round_)
    if without:
        castings = castings.exclude(ballot__assignment__dossier__in=without)
    rows = castings.order_by("ballot", "number").values_list(
        "ballot__assignment__seat__public_id", "ballot__assignment__dossier__code", "marks", "digest"
    )
    return [
        (ballot_of(str(seat), code, marks, level), hash_)
        for seat, code, marks, hash_ in rows
        if again is None or hash_ in again.castings
    ]


def ballot_of(juror: str, dossier: str, written: Mapping[str, str], level: Level) -> AnyBallot:
    """Read what was cast as exact numbers, or as a grade."""
    match level:
        case Level.RANKS:
            return RankedBallot(juror, dossier, Fraction(written["rank"]))
        case Level.GRADES:
            return GradedBallot(juror, dossier, written["grade"])
    return Ballot(juror, dossier, {key: Fraction(text) for key, text in written.items()})


def without_floats(value: Any) -> Any:
    """Write what is only measured (standard errors) as strings: canonical JSON has no floats."""
    match value:
        case float():
            return repr(value)
        case dict():
            return {key: without_floats(each) for key, each in value.items()}
        case list() | tuple():
            return [without_floats(each) for each in value]
    return value


def exact(result: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what is exact of a result, for its hash: everything but standard errors and residual."""
    kept: dict[str, Any] = _without_measured(result)
    return kept


def _without_measured(value: Any) -> Any:
    match value:
        case dict():
            return {k: _without_measured(each) for k, each in value.items() if k not in {"se", "residual"}}
        case list():
            return [_without_measured(each) for each in value]
    return value


def _without_ballots(round_: Round, result: Mapping[str, Any], again: Again | None) -> list[dict[str, Any]]:
    known = {line["dossier"] for part in ("standings", "not_ranked") for line in result[part]}
    entries = Dossier.objects.filter(entries__round=round_).exclude(code__in=known).order_by("code")
    standing = set(entries.ready_for_the_jury().values_list("code", flat=True))
    codes = list(entries.values_list("code", flat=True))
    reasons = again.reasons if again else {code: NO_BALLOTS if code in standing else WITHDRAWN for code in codes}
    return [{"dossier": code, "ballots": 0, "reason": reasons.get(code, "")} for code in codes]


def _sentence(refusal: refusals.Refusal, round_: Round) -> str:
    """Say a refusal of the counting with the jurors' names instead of ids."""
    if isinstance(refusal, SeparateIslands):
        names = {str(seat.public_id): str(seat.user) for seat in _seats(round_)}
        refusal = SeparateIslands(
            [Island(tuple(names.get(j, j) for j in each.jurors), each.dossiers) for each in refusal.islands]
        )
    return wording.refused(refusal)


def _seats(round_: Round) -> list[Seat]:
    return list(Seat.objects.filter(panel__call=round_.call).select_related("user"))
