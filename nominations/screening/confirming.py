"""What becomes of a prepared decision: a second officer confirms or refuses it, or its author takes it back."""

from typing import Any

from django.db import transaction

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refused
from nominations import permissions
from nominations.models import Preparation, Screening
from nominations.states import PREPARATION_MOVES, PreparationStatus

from .deciding import decide, holds
from .refusals import Lapsed, Unanswered
from .versions import locked, token


def confirm(preparation: Preparation, *, by: Any) -> Screening:
    """Let a prepared decision take effect; where the file changed since, it lapses and is to be prepared anew.

    :raises Lapsed: after the lapse is on record.
    """
    with transaction.atomic():
        row = read_anew(preparation)
        permissions.may_confirm.require(by, row)
        file = row.nomination
        if row.version == token(file, file.findings.all()):
            return take_effect(row, by)
        answered(row, PreparationStatus.LAPSED, by=by)
    raise Lapsed


def take_effect(row: Preparation, by: Any) -> Screening:
    """Decide what was prepared, in the name of whoever prepared it."""
    made = Screening(verdict=row.verdict, rule=row.rule, reason=row.reason, correct_until=row.correct_until, by=row.by)
    holds(row.nomination, made)
    row.screening = decide(row.nomination, made, confirmed_by=by)
    answered(row, PreparationStatus.CONFIRMED, by=by)
    return made


@transaction.atomic
def refuse(preparation: Preparation, *, by: Any, reason: str) -> Preparation:
    """Refuse what somebody else prepared, and say why."""
    row = read_anew(preparation)
    permissions.may_confirm.require(by, row)
    if not reason.strip():
        raise Unanswered
    return answered(row, PreparationStatus.REFUSED, by=by, answer=reason.strip())


@transaction.atomic
def take_back(preparation: Preparation, *, by: Any) -> Preparation:
    """Take back what one prepared oneself."""
    row = read_anew(preparation)
    permissions.may_take_back_decision.require(by, row)
    return answered(row, PreparationStatus.TAKEN_BACK, by=by)


def answered(row: Preparation, status: str, *, by: Any, answer: str = "") -> Preparation:
    """Write the answer and its audit link."""
    if status not in PREPARATION_MOVES[row.status]:
        raise Refused(permissions.ANSWERED)
    row.status, row.answered_by, row.answered_at, row.answer = status, by, clock.now(), answer
    row.save()
    facts = {"preparation": row.pk, "reason": digest(answer)}
    what = f"screening.preparation_{status}"
    audit.record(by=by, what=what, on=f"nomination:{row.nomination.public_id}", **facts)
    return row


def read_anew(preparation: Preparation) -> Preparation:
    """Read a prepared decision with its file, and let nobody else decide on either until this ends."""
    file = locked(preparation.nomination)
    row = Preparation.objects.select_for_update(of=("self",)).select_related("rule", "by").get(pk=preparation.pk)
    row.nomination = file
    return row
