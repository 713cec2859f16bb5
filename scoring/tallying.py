"""A closed round is counted once, recounted by whoever doubts, and a tie that the ladder left is decided on record."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from jury.models import Round
from nominations import acts
from nominations.models import Dossier

from . import letters, measuring, permissions, sight
from .counted import Again, Taken, compute, exact
from .models import CastBallot, Standing, Tally
from .sealing import castings_of, counted_in, seal, why_not


class NotTied(Refused):
    """A decision may part dossiers that the ladder left tied, and nothing else."""


class CountedAlready(Refused):
    """A count is kept, and now the ballots come to something else."""


@dataclass(frozen=True, slots=True)
class Recount:
    """A tally taken again from the ballots it counted, and where it differs; and which of them would not count now.

    `fallen` names the dossiers of these ballots, each with why. It is no fault of the count.
    """

    taken: Taken
    differences: tuple[str, ...]
    fallen: tuple[tuple[str, str], ...] = ()

    @property
    def same(self) -> bool:
        """Say whether it came to the same, to the last digit."""
        return not self.differences


@transaction.atomic
def take(round_: Round, *, by: Any) -> Tally:
    """Count a closed round and keep the result; counting the same ballots again gives the tally there is.

    :raises CountedAlready: where something else counts than in the tally there is: that is a correction, by two.
    :raises CannotCount: where the method refuses; :raises RulesWereChanged: where they are not the frozen ones.
    """
    acts.hold(round_.call)
    permissions.may_take_tally.require(by, round_)
    last = latest(round_)
    taken, decision = taken_now(round_, last)
    if last is None:
        return _keep(round_, taken, by=by, decision=decision)
    if differs(last, taken):
        sentence = _("The round is counted, and now its ballots come to something else. Propose a correction.")
        raise CountedAlready(Refusal(sentence))
    return last


@transaction.atomic
def take_anew(round_: Round, *, by: Any) -> Tally:
    """Count what counts now beside the count there is, on a correction that two people agreed on."""
    permissions.may_take_tally.require(by, round_)
    taken, decision = taken_now(round_, latest(round_))
    return _keep(round_, taken, by=by, decision=decision, what="tally.corrected")


@transaction.atomic
def decide(round_: Round, order: Sequence[str], *, by: Any, reason: str) -> Tally:
    """Put the chair's decision on a tie on record: the tied dossiers' numbers, best first, and the reason."""
    acts.hold(round_.call)
    permissions.may_decide_tie.require(by, round_)
    last = latest(round_)
    now, before = taken_now(round_, last)
    if last is None or sorted(order) not in map(sorted, tied_in(now.result)):
        raise NotTied(Refusal(_("Put the tied dossiers in order, each of them once.")))
    if differs(last, now):
        raise NotTied(Refusal(_("What counts has changed since this count. A correction comes first.")))
    if "decision" not in round_.rules.ladder:
        raise NotTied(Refusal(_("By the rules of this round such a tie stands: the place is shared.")))
    if not reason.strip():
        raise NotTied(Refusal(_("Give the reason of the decision. It goes on record.")))
    decision, said = [*before, *order], reason.strip()
    taken = compute(round_, decision=decision)
    return _keep(round_, taken, by=by, decision=decision, reason=said, what="tally.decided")


def recount(tally: Tally, *, by: Any) -> Recount:
    """Take a tally again from the ballots it counted, compare, and write nothing."""
    permissions.may_recount.require(by, tally)
    again = counted_in(tally)
    taken = compute(tally.round, decision=tally.decision, again=again)
    pairs = {
        _("the ballots"): (tally.ballots_digest, taken.ballots_digest),
        _("the result"): (tally.result_digest, taken.result_digest),
        _("the stored result against its hash"): (tally.result_digest, digest(exact(tally.result))),
        _("the rules"): (tally.rules_digest, digest(tally.round.rules.as_record())),
    }
    differences = tuple(name for name, (stored, found) in pairs.items() if stored != found)
    hidden = sight.tied_dossiers(by, tally.round.call)
    return Recount(taken, differences, tuple(fallen(tally, again, hidden)) if again else ())


def taken_now(round_: Round, last: Tally | None) -> tuple[Taken, list[str]]:
    """Count what counts now, by the recorded decisions that still part a tie."""
    decision = still_deciding(last)
    return compute(round_, decision=decision), decision


def differs(last: Tally, taken: Taken) -> bool:
    """Say whether ballots or result are others than in a tally."""
    return (last.ballots_digest, last.result_digest) != (taken.ballots_digest, taken.result_digest)


def fallen(tally: Tally, again: Again, hidden: Collection[int]) -> Iterator[tuple[str, str]]:
    """Name each dossier of a ballot that was counted and would not count now, with why."""
    standing = set(CastBallot.objects.that_count(tally.round).values_list("digest", flat=True))
    gone = [each for each in castings_of(tally.round) if each.digest in again.castings - standing]
    for casting in gone:
        dossier = casting.ballot.assignment.dossier
        if dossier.pk not in hidden:
            yield dossier.code, _(why_not(casting, casting.number))


def latest(round_: Round) -> Tally | None:
    """Give the last tally of a round."""
    return Tally.objects.filter(round=round_).select_related("by", "measured").order_by("number").last()


def still_deciding(last: Tally | None) -> list[str]:
    """Give the recorded decisions that part a tie as it stands now.

    A ballot or a file may have fallen away since: a decision on others than those who are tied now says nothing.
    """
    if last is None or not last.decision:
        return []
    tied = [set(codes) for codes in tied_in(compute(last.round).result)]
    return [code for order in decided_in(last) if set(order) in tied for code in order]


def decided_in(tally: Tally) -> list[list[str]]:
    """Give the orders in which decisions parted the ties of a tally, each for exactly those it was taken on."""
    steps = (step["values"] for tie in tally.result["ties"] for step in tie["steps"] if step["rung"] == "decision")
    return [sorted(places, key=places.__getitem__) for places in steps if None not in places.values()]


def unresolved(tally: Tally) -> list[list[str]]:
    """Name the groups of dossiers that a tally left tied."""
    return tied_in(tally.result)


def tied_in(result: Mapping[str, Any]) -> list[list[str]]:
    """Name the groups of dossiers that still share a rank after the whole ladder."""
    ranks: dict[int, list[str]] = {}
    for line in result["standings"]:
        ranks.setdefault(line["rank"], []).append(line["dossier"])
    return [codes for codes in ranks.values() if len(codes) > 1]


def _keep(
    round_: Round, taken: Taken, *, by: Any, decision: Sequence[str], reason: str = "", what: str = "tally.taken"
) -> Tally:
    last = latest(round_)
    tally = Tally.objects.create(
        round=round_,
        number=last.number + 1 if last else 1,
        method=round_.rules.method,
        rules_digest=round_.rules.digest,
        ballots_digest=taken.ballots_digest,
        result=taken.result,
        result_digest=taken.result_digest,
        decision=list(decision),
        decision_reason=reason,
        by=by,
    )
    Standing.objects.bulk_create(_standings(tally))
    sealed = seal(tally)
    measuring.keep(tally, seed=sealed.digest)
    event = audit.record(
        by=by,
        what=what,
        on=f"tally:{tally.pk}",
        round=round_.kind,
        number=tally.number,
        ballots=tally.ballots_digest,
        result=tally.result_digest,
        decision=list(decision),
        sealed=sealed.digest,
    )
    letters.chain_head("counted", event, round_.call, round=round_, tally=tally, digest=sealed.digest)
    for seat in sight.jurors_of(round_) if last is None else []:
        if permissions.may_vote_for_shortlist(seat.user, round_):
            letters.shortlist_vote_open(round_, seat)
    return tally


def _standings(tally: Tally) -> list[Standing]:
    dossiers = {dossier.code: dossier for dossier in Dossier.objects.filter(call=tally.round.call)}
    ranked = [
        Standing(
            tally=tally,
            dossier=dossiers[line["dossier"]],
            rank=line["rank"],
            score=line["score"],
            raw=line["raw"] or "",
            ballots=line["ballots"],
        )
        for line in tally.result["standings"]
    ]
    unranked = [
        Standing(tally=tally, dossier=dossiers[line["dossier"]], ballots=line["ballots"])
        for line in tally.result["not_ranked"]
    ]
    return ranked + unranked
