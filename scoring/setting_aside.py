"""Rules that have to change after a round opened: the round is set aside by two people, and a new one takes its place.

What was set aside stays on record and on the integrity page for ever, with its rules, its hash and the reason. Its
ballots never count again. The same jurors read the same dossiers in the new round, and begin with empty ballots.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.rules import Refusal, Refused
from jury.models import Assignment, Entry, Round
from jury.models.round import SET_ASIDE
from jury.states import AssignmentStatus, SeatStatus
from nominations import acts

from . import letters, permissions, sight
from .models import CastBallot, Rules
from .models.rules import SETTINGS

#: What of a round goes over to the one that takes its place.
KEPT = ("call", "kind", "name", "ballots_wanted", "whole_panel", "load_at_most")


class NoReason(Refused):
    """A round is set aside for a reason that everybody may read."""


@transaction.atomic
def propose(round_: Round, *, by: Any, reason: str) -> Round:
    """Propose to set an opened round aside; nothing changes until a second person confirms it."""
    acts.hold(round_.call)
    permissions.may_propose_aside.require(by, round_)
    if not reason.strip():
        raise NoReason(Refusal(_("Give the reason. Everybody reads it on the integrity page.")))
    round_.aside_reason, round_.aside_by = reason.strip(), by
    round_.save(update_fields=["aside_reason", "aside_by"])
    audit.record(by=by, what="round.aside_proposed", on=f"round:{round_.pk}")
    return round_


@transaction.atomic
def withdraw(round_: Round, *, by: Any) -> Round:
    """Take the proposal back before it is confirmed; the audit chain keeps that it was made, and its reason."""
    acts.hold(round_.call)
    round_ = _as_it_stands(round_)
    permissions.may_withdraw_aside.require(by, round_)
    audit.record(by=by, what="round.aside_withdrawn", on=f"round:{round_.pk}", reason=round_.aside_reason)
    round_.aside_reason, round_.aside_by = "", None
    round_.save(update_fields=["aside_reason", "aside_by"])
    return round_


@transaction.atomic
def confirm(round_: Round, *, by: Any) -> Round:
    """Set a round aside as a second person, tell its jurors, and give the round that takes its place."""
    acts.hold(round_.call)
    round_ = _as_it_stands(round_)
    permissions.may_confirm_aside.require(by, round_)
    acts.record(
        round_.call,
        SET_ASIDE[round_.kind],
        by=by,
        reason=round_.aside_reason,
        castings=CastBallot.objects.filter(ballot__assignment__round=round_).count(),
        number=round_.number,
        proposed_by=audit.name_of(round_.aside_by),
        rules_digest=round_.rules.digest,
    )
    round_.set_aside_at = clock.now()
    round_.save(update_fields=["set_aside_at"])
    for seat in sight.jurors_of(round_):
        letters.round_set_aside(round_, seat)
    return _next_after(round_, by=by)


def _as_it_stands(round_: Round) -> Round:
    """Fetch the round anew under its lock: somebody else may have been quicker."""
    whole = Round.objects.select_for_update(of=("self",)).select_related("call__cycle", "call__prize")
    return whole.get(pk=round_.pk)


def _next_after(old: Round, *, by: Any) -> Round:
    """Prepare the round that takes the place of another: as long as that one, with its rules to be changed."""
    now = clock.now()
    new = Round.objects.create(
        **{name: getattr(old, name) for name in KEPT},
        number=old.number + 1,
        opens_at=now,
        closes_at=max(old.closes_at, now + (old.closes_at - old.opens_at)),
    )
    Rules.objects.create(round=new, rubric=old.rules.rubric, **{name: getattr(old.rules, name) for name in SETTINGS})
    ready = old.call.dossiers.ready_for_the_jury()
    Entry.objects.bulk_create(Entry(round=new, dossier=dossier) for dossier in ready.filter(entries__round=old))
    read = old.assignments.filter(
        dossier__in=ready, seat__status=SeatStatus.ACCEPTED, status=AssignmentStatus.CONFIRMED
    )
    Assignment.objects.bulk_create(
        Assignment(round=new, seat_id=seat, dossier_id=dossier, status=AssignmentStatus.CONFIRMED, by=by)
        for seat, dossier in read.values_list("seat", "dossier")
    )
    audit.record(by=by, what="round.prepared", on=f"round:{new.pk}", number=new.number, instead_of=old.pk)
    return new
