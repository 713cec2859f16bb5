"""A round opens and closes: its rules are frozen and put on record before the first mark, its ballots counted after.

The opening record and the closing record lie in the audit chain: what was published cannot be changed unseen, and a
chain that has its closing record cannot lose its tail unseen.
"""

from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from jury import rounds
from jury.models import Assignment, Round
from jury.models.round import CLOSED, OPENED
from jury.states import AssignmentStatus, RoundKind
from nominations import acts
from nominations.models import Dossier
from nominations.states import Phase

from . import letters, permissions, sealing, sense, sight
from .models import Ballot, CastBallot, Rules
from .sense import RulesMakeNoSense
from .states import BallotStatus


class TooFewAssigned(Refused):
    """Some dossiers have fewer jurors than the quorum, and nobody gave a reason."""


class NothingToScore(Refused):
    """No dossier takes part."""


class TooEarly(Refused):
    """Ballots are still being written and the hour has not come."""


@transaction.atomic
def open_round(round_: Round, *, by: Any, reason: str = "") -> Round:
    """Freeze the rules, enter the dossiers, and put both on record.

    :raises Refused: in another phase, with rules that make no sense, or with too few jurors and no reason.
    """
    permissions.may_open_round.require(by, round_)
    rules = Rules.objects.select_for_update(of=("self", "rubric")).select_related("rubric").get(round=round_)
    check(rules)
    dossiers = enter(round_, by=by)
    thin = thinly_assigned(round_, dossiers, rules.quorum)
    if thin and not reason.strip():
        raise TooFewAssigned(Refusal(thin_sentence(thin)))
    freeze(rules)
    record = opening_record(rules, dossiers)
    acts.record(round_.call, OPENED[round_.kind], by=by, reason=reason.strip(), record=digest(record), **record)
    for seat in sight.jurors_of(round_):
        letters.round_opened(round_, seat)
    tell_the_auditors(round_, OPENED[round_.kind], digest=rules.digest)
    return round_


def check(rules: Rules) -> None:
    """See that the rules can be counted by.

    :raises RulesMakeNoSense: with what to mend.
    """
    fault = fault_of(rules)
    if fault:
        raise RulesMakeNoSense(Refusal(fault))


def fault_of(rules: Rules) -> str:
    """Say what keeps the rules from being counted by, or nothing."""
    faults = [*sense.faults_of_rubric(rules.rubric, rules.rubric.criteria.all()), *sense.faults_of(rules)]
    if rules.round.closes_at <= clock.now():
        faults.append(sense.Fault("", _("The hour at which ballots close has passed. Move it first.")))
    return faults[0].says if faults else ""


def enter(round_: Round, *, by: Any) -> list[Dossier]:
    """Enter what takes part: every dossier that is ready, or in a final after a shortlist the confirmed ones."""
    if takes_all_that_is_ready(round_):
        rounds.enter_ready(round_, by=by)
    elif not round_.entries.exists():
        raise NothingToScore(Refusal(_("The shortlist is not confirmed yet. The chair confirms it first.")))
    dossiers = taking_part(round_)
    if not dossiers:
        raise NothingToScore(Refusal(_("No dossier is ready for the jury.")))
    return dossiers


def takes_all_that_is_ready(round_: Round) -> bool:
    """Say whether a round is the first: then no shortlist stands before it."""
    return round_.kind == RoundKind.ASSESSMENT or round_.call.phase == Phase.SCREENING


def taking_part(round_: Round) -> list[Dossier]:
    """Give the dossiers that take part, or would if the round opened now."""
    ready = Dossier.objects.filter(call=round_.call).ready_for_the_jury().select_related("nominee")
    if not takes_all_that_is_ready(round_):
        ready = ready.filter(entries__round=round_)
    return list(ready.order_by("code"))


def thinly_assigned(round_: Round, dossiers: list[Dossier], quorum: int) -> list[str]:
    """Name the dossiers that too few jurors read to be ranked."""
    confirmed = Q(assignments__round=round_, assignments__status=AssignmentStatus.CONFIRMED)
    counted = Dossier.objects.filter(pk__in=[each.pk for each in dossiers]).annotate(
        readers=Count("assignments", filter=confirmed)
    )
    return list(counted.filter(readers__lt=quorum).order_by("code").values_list("code", flat=True))


def thin_sentence(codes: list[str]) -> str:
    """Say which dossiers lack jurors, and what to do."""
    sentence = ngettext(
        "%(codes)s has fewer jurors than the quorum. Assign more, or give a reason to open all the same.",
        "These have fewer jurors than the quorum: %(codes)s. Assign more, or give a reason to open all the same.",
        len(codes),
    )
    return sentence % {"codes": _(", ").join(codes[:20])}


def freeze(rules: Rules) -> None:
    """Freeze rubric and rules with their digest; what was frozen before must still be what it was."""
    now = clock.now()
    if rules.rubric.frozen_at is None:
        rules.rubric.frozen_at = now
        rules.rubric.save(update_fields=["frozen_at"])
    rules.frozen_at, rules.digest = now, digest(rules.as_record())
    rules.save(update_fields=["frozen_at", "digest"])


def opening_record(rules: Rules, dossiers: list[Dossier]) -> dict[str, Any]:
    """Give the opening record: the rules, who takes part, who reads; by number and id, no names."""
    seats = sorted(str(seat.public_id) for seat in sight.jurors_of(rules.round))
    assigned = Assignment.objects.filter(round=rules.round, status=AssignmentStatus.CONFIRMED).count()
    return {
        "rules": rules.as_record(),
        "rules_digest": rules.digest,
        "dossiers": [dossier.code for dossier in dossiers],
        "jurors": seats,
        "assignments": assigned,
        "closes_at": rules.round.closes_at.isoformat(),
        "software": sealing.software(),
    }


@transaction.atomic
def close_round(round_: Round, *, by: Any) -> Round:
    """Close a round after its hour, or earlier once no ballot is left to write, and put the count on record.

    :raises TooEarly: while somebody may still write.
    """
    acts.hold(round_.call)
    permissions.may_close_round.require(by, round_)
    if clock.now() < round_.closes_at and ballots_left(round_):
        raise TooEarly(Refusal(_("Not every ballot is done, and the hour has not come. The round closes by itself.")))
    return _close(round_, by=by)


@transaction.atomic
def close_due(round_: Round) -> Round | None:
    """Close a round whose hour has passed, by the clock; nothing where a person was quicker."""
    call = acts.fresh(round_.call)
    if call.phase != sight.OPEN_IN[round_.kind] or clock.now() < round_.closes_at:
        return None
    return _close(round_, by=None)


def _close(round_: Round, *, by: Any) -> Round:
    digests = list(
        CastBallot.objects.filter(ballot__assignment__round=round_).order_by("digest").values_list("digest", flat=True)
    )
    acts.record(
        round_.call,
        CLOSED[round_.kind],
        by=by,
        castings=len(digests),
        ballots=Ballot.objects.filter(assignment__round=round_).cast().count(),
        digest=digest(digests),
    )
    tell_the_auditors(round_, CLOSED[round_.kind], digest=digest(digests))
    return round_


def tell_the_auditors(round_: Round, act: str, **told: Any) -> None:
    """Let the head of the chain leave the house, now that an act on the round is its last link."""
    event = audit.latest(what=f"call.{act}", on=f"call:{round_.call_id}")
    letters.chain_head("opened" if act == OPENED[round_.kind] else "closed", event, round_.call, round=round_, **told)


def ballots_left(round_: Round) -> bool:
    """Say whether a confirmed assignment still waits for its ballot; a file that was withdrawn waits for none."""
    waiting = Q(ballot=None) | Q(ballot__status=BallotStatus.OPEN)
    ready = Q(dossier__in=round_.call.dossiers.ready_for_the_jury())
    return Assignment.objects.filter(waiting, ready, round=round_, status=AssignmentStatus.CONFIRMED).exists()
