"""A juror puts the dossiers of a round in order: saved while one moves them, cast and opened again as a whole.

Each dossier keeps a ballot of its own, so that a recusal takes one out and the order of the others stands. A page
that was shown an older state of any of them than the one on record never overwrites it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Rule
from jury.models import Assignment
from nominations import acts

from . import castings, letters, permissions
from .methods.ballots import Level
from .models import Ballot, CastBallot
from .sheets import AlreadyDone, OffTheScale, RankSheet, Stale, Unfinished, ranks
from .states import BallotStatus

__all__ = ["AlreadyDone", "OffTheScale", "RankSheet", "Stale", "Unfinished", "cast", "reopen", "save"]

Own = Sequence[Assignment]


@transaction.atomic
def save(own: Own, sheet: RankSheet, *, by: Any) -> list[Ballot]:
    """Save the ranks and comments that a page speaks of.

    :raises Stale: where another page saved since; saving the same again is no change and no conflict.
    """
    ballots = _taken(_allowed(own, permissions.may_score, by))
    ranks.check(sheet, ballots)
    spoken = {code: ballots[code] for code in sorted(sheet.codes)}
    changed = _changed_since(sheet.versions, spoken)
    if changed and not (ranks.says_the_same(sheet, ballots) and _are_open(spoken.values())):
        raise Stale(changed[0])
    _must_be_open(ballots.values(), spoken.values())
    if not changed:
        _write(spoken, sheet)
    return list(spoken.values())


@transaction.atomic
def cast(own: Own, *, by: Any, key: str, versions: Mapping[str, int]) -> list[CastBallot]:
    """Cast the whole ranking: complete, once for a key, with one receipt for all its ballots.

    :raises Unfinished: while something is missing; :raises Stale: where it changed since it was shown.
    """
    ballots = _taken_for_good(own, permissions.may_score, by)
    keys = {code: digest([key, ballot.pk]) for code, ballot in ballots.items()}
    known = CastBallot.objects.filter(key__in=keys.values()).select_related("ballot")
    if known:
        return list(known)
    for ballot in _changed_since(versions, ballots):
        raise Stale(ballot)
    _must_be_open(ballots.values())
    ranked = {code: ballot for code, ballot in ballots.items() if ballot.status == BallotStatus.OPEN}
    if not ranked:
        raise AlreadyDone(Refusal(_("You abstained on every dossier: there is nothing to cast.")))
    finished = ranks.finished(ranked, comment_required=own[0].round.rules.comment_required)
    cast_ = [
        castings.cast(ballot, finished[code], key=keys[code], by=by, rank=int(finished[code].marks[ranks.RANK]))
        for code, ballot in ranked.items()
    ]
    letters.ranking_receipt([casting for casting, _event in cast_], cast_[-1][1])
    return [casting for casting, _event in cast_]


@transaction.atomic
def reopen(own: Own, *, by: Any, versions: Mapping[str, int]) -> list[Ballot]:
    """Open the whole ranking again before the close; what was cast stays on record and no longer counts."""
    ballots = _taken_for_good(own, permissions.may_reopen, by)
    done = {code: ballot for code, ballot in ballots.items() if ballot.status == BallotStatus.CAST}
    for ballot in _changed_since(versions, done):
        raise Stale(ballot)
    return [castings.reopen(ballot, by=by) for ballot in done.values()]


def _allowed(own: Own, may: Rule, by: Any) -> list[Assignment]:
    """Keep the dossiers that are open to the juror; one of them at least is.

    :raises OffTheScale: in a round of marks or of grades.
    """
    permissions.may_rank.require(by, own)
    if own[0].round.rules.level is not Level.RANKS:
        raise OffTheScale(Refusal(_("This round has no ranking. Write a ballot on each dossier.")))
    return [each for each in own if may(by, each)]


def _taken(own: Iterable[Assignment]) -> dict[str, Ballot]:
    """Take the ballots for this transaction by the numbers of their dossiers, begun now where there was none."""
    assigned = {each.pk: each for each in own}
    held = Ballot.objects.select_for_update(of=("self",)).filter(assignment__in=assigned)
    rows = held.order_by("assignment__dossier__code")
    found = list(rows)
    if len(found) < len(assigned):
        castings.begin(assigned.values())
        found = list(rows.all())
    for ballot in found:
        ballot.assignment = assigned[ballot.assignment_id]
    return {ballot.assignment.dossier.code: ballot for ballot in found}


def _taken_for_good(own: Own, may: Rule, by: Any) -> dict[str, Ballot]:
    """Take the ballots with their call: what counts does not change while the round is being closed."""
    call = acts.fresh(own[0].round.call)
    permissions.ask_all_anew(own)
    for each in own:
        each.round.call = call
    return _taken(_allowed(own, may, by))


def _changed_since(versions: Mapping[str, int], ballots: Mapping[str, Ballot]) -> list[Ballot]:
    return [ballot for code, ballot in ballots.items() if versions.get(code) != ballot.version]


def _are_open(ballots: Iterable[Ballot]) -> bool:
    return all(ballot.status == BallotStatus.OPEN for ballot in ballots)


def _must_be_open(ballots: Iterable[Ballot], spoken: Iterable[Ballot] = ()) -> None:
    """Stop where the ranking is cast, or where it is spoken of a dossier that the juror abstained on."""
    if any(ballot.status == BallotStatus.CAST for ballot in ballots):
        raise AlreadyDone(Refusal(_("This ranking is cast. Open it again to change it.")))
    for ballot in spoken:
        castings.must_be_open(ballot)


def _write(ballots: Mapping[str, Ballot], sheet: RankSheet) -> None:
    """Write what a sheet speaks of, in one statement, each ballot with its next version."""
    now = clock.now()
    for code, ballot in ballots.items():
        ballot.rank = sheet.ranks.get(code, ballot.rank)
        ballot.comment = sheet.comments.get(code, ballot.comment)
        ballot.version, ballot.saved_at = ballot.version + 1, now
    Ballot.objects.bulk_update(ballots.values(), ["rank", "comment", "version", "saved_at"])
