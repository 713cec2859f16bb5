"""A count is kept as it was sealed; where something else counts since, two people agree on a new one beside it.

One proposes, with the reason and with what the ballots come to now; another confirms exactly that. A juror who stood
aside late, a file that was withdrawn: nothing of it changes a result unseen, and both counts stay to be read.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from jury.models import Round
from nominations import acts

from . import permissions, tallying
from .models import Correction, Tally
from .states import CORRECTION_MOVES, CorrectionStatus


class NothingToCorrect(Refused):
    """The ballots come to what was counted."""


class ChangedSince(Refused):
    """The ballots come to something else than when the correction was proposed."""


@transaction.atomic
def propose(round_: Round, *, by: Any, reason: str) -> Correction:
    """Say that a round has to be counted again, and why."""
    acts.hold(round_.call)
    permissions.may_propose_correction.require(by, round_)
    if not reason.strip():
        raise Refused(Refusal(_("Say why the round has to be counted again. It goes on record.")))
    last = tallying.latest(round_)
    taken, _decision = tallying.taken_now(round_, last)
    if last is None or not tallying.differs(last, taken):
        raise NothingToCorrect(Refusal(_("The ballots come to what was counted. There is nothing to correct.")))
    made = Correction.objects.create(
        round=round_,
        supersedes=last,
        reason=reason.strip(),
        ballots_digest=taken.ballots_digest,
        result_digest=taken.result_digest,
        proposed_by=by,
    )
    _record("correction.proposed", made, by=by, reason=digest(made.reason))
    return made


@transaction.atomic
def confirm(round_: Round, *, by: Any) -> Tally:
    """Agree as a second person: the round is counted again, and the new count is sealed beside the old one.

    :raises ChangedSince: where the ballots come to something else by now.
    """
    acts.hold(round_.call)
    known = _proposed(round_)
    permissions.may_confirm_correction.require(by, known)
    last = tallying.latest(round_)
    taken, _decision = tallying.taken_now(round_, last)
    if last != known.supersedes or (taken.ballots_digest, taken.result_digest) != _expected(known):
        raise ChangedSince(
            Refusal(_("What counts has changed since this was proposed. Withdraw it, and propose it anew."))
        )
    tally = tallying.take_anew(round_, by=by)
    _settle(known, CorrectionStatus.CONFIRMED, by=by, tally=tally)
    return tally


@transaction.atomic
def withdraw(round_: Round, *, by: Any) -> Correction:
    """Take a proposal back; the count stands."""
    acts.hold(round_.call)
    known = _proposed(round_)
    permissions.may_withdraw_correction.require(by, known)
    return _settle(known, CorrectionStatus.WITHDRAWN, by=by)


def _proposed(round_: Round) -> Correction:
    waiting = Correction.objects.select_for_update(of=("self",)).select_related("supersedes")
    known = waiting.filter(round=round_, status=CorrectionStatus.PROPOSED).first()
    if known is None:
        raise Refused(permissions.NOT_PROPOSED)
    known.round = round_
    return known


def _expected(known: Correction) -> tuple[str, str]:
    return known.ballots_digest, known.result_digest


def _settle(known: Correction, to: CorrectionStatus, *, by: Any, tally: Tally | None = None) -> Correction:
    if to not in CORRECTION_MOVES[known.status]:
        raise Refused(permissions.NOT_PROPOSED)
    known.status, known.settled_by, known.settled_at, known.tally = to, by, clock.now(), tally
    known.save(update_fields=["status", "settled_by", "settled_at", "tally"])
    _record(f"correction.{to}", known, by=by)
    return known


def _record(what: str, known: Correction, *, by: Any, **facts: Any) -> None:
    told = {"supersedes": known.supersedes.number, "ballots": known.ballots_digest, "result": known.result_digest}
    audit.record(by=by, what=what, on=f"correction:{known.pk}", round=known.round.kind, **told, **facts)
