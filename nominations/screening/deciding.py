"""A decision on a file: eligible, returned or not eligible, at once or prepared for a second officer.

Whether a second officer confirms is a rule of the call. Either way the same is asked before: who, when, every gate,
rule and reason. What is decided is a row, the file's new state, an audit link and a letter, or nothing of it.
"""

import datetime as dt
from typing import Any

from django.db import transaction

from awards_site import audit, clock
from awards_site.canonical import digest
from nominations import letters, outside, permissions
from nominations.models import Gate, Nomination, Preparation, Screening
from nominations.states import NOMINATION_MOVES, Verdict

from .gates import gates_hold
from .refusals import ForeignRule, NoSuchMove, PreparedAlready, Unexplained, WrongDate
from .versions import check_version, locked, token

CORRECTION_AT_MOST = dt.timedelta(days=90)
RULES = {
    Verdict.ELIGIBLE: permissions.may_decide,
    Verdict.RETURNED: permissions.may_return,
    Verdict.INELIGIBLE: permissions.may_decide,
}
Decided = Screening | Preparation


def admit(nomination: Nomination, *, by: Any, reason: str = "", version: str | None = None) -> Decided:
    """Declare a file eligible: every gate met, or a reason on record why it is eligible nevertheless."""
    return settle(nomination, Screening(verdict=Verdict.ELIGIBLE, reason=reason.strip(), by=by), version)


def send_back(
    nomination: Nomination, *, by: Any, reason: str, correct_until: dt.datetime, version: str | None = None
) -> Decided:
    """Give a file back for correction until an instant."""
    made = Screening(verdict=Verdict.RETURNED, reason=reason.strip(), correct_until=correct_until, by=by)
    return settle(nomination, made, version)


def exclude(nomination: Nomination, *, by: Any, rule: Gate, reason: str, version: str | None = None) -> Decided:
    """Declare a file not eligible, by a rule, for a reason, in one's own name."""
    return settle(nomination, Screening(verdict=Verdict.INELIGIBLE, rule=rule, reason=reason.strip(), by=by), version)


@transaction.atomic
def settle(nomination: Nomination, made: Screening, version: str | None) -> Decided:
    """Let a decision take effect, or wait for a second officer where the call has it so."""
    file = locked(nomination)
    RULES[Verdict(made.verdict)].require(made.by, file)
    check_version(file, version)
    holds(file, made)
    return prepare(file, made) if file.call.decisions_confirmed else decide(file, made)


def holds(file: Nomination, made: Screening) -> None:
    """Stop at what a decision lacks: a gate, a rule, a reason, a day, or the way from where the file stands.

    :raises Refused: with the sentence that says what.
    """
    match made.verdict:
        case Verdict.ELIGIBLE:
            gates_hold(file, made.reason)
            outside.require(file)  # no reason stands for a letter that the call wants
        case Verdict.INELIGIBLE if made.rule is None or made.rule.call_id != file.call_id:
            raise ForeignRule
    if made.verdict != Verdict.ELIGIBLE and not made.reason:
        raise Unexplained
    if made.verdict == Verdict.RETURNED and not is_in_time(made.correct_until):
        raise WrongDate
    if made.verdict not in NOMINATION_MOVES[file.status]:
        raise NoSuchMove(file.status)


def is_in_time(until: dt.datetime | None) -> bool:
    """Say whether a correction can be due then."""
    return until is not None and dt.timedelta(0) < until - clock.now() <= CORRECTION_AT_MOST


def decide(file: Nomination, screening: Screening, *, confirmed_by: Any = None) -> Screening:
    """Write a decision, the file's new state, the audit link and the letter."""
    screening.nomination = file
    screening.save(force_insert=True)
    if screening.correct_until:
        file.correct_until = screening.correct_until
    file.status = screening.verdict
    file.version += 1
    file.save(update_fields=["status", "version", "correct_until"])
    facts: dict[str, Any] = {"screening": screening.pk, "reason": digest(screening.reason)}
    if screening.rule:
        facts["rule"] = screening.rule.key
    if confirmed_by:
        facts["prepared_by"] = audit.name_of(screening.by)
    by = confirmed_by or screening.by
    audit.record(by=by, what=f"screening.{screening.verdict}", on=f"nomination:{file.public_id}", **facts)
    letters.decided(file, screening)
    return screening


def prepare(file: Nomination, made: Screening) -> Preparation:
    """Write a decision down for a second officer; no letter goes, and the file stands where it stood."""
    if file.preparations.waiting().exists():
        raise PreparedAlready
    row = Preparation.objects.create(
        nomination=file,
        verdict=made.verdict,
        rule=made.rule,
        reason=made.reason,
        correct_until=made.correct_until,
        by=made.by,
        version=token(file, file.findings.all()),
    )
    facts = {"preparation": row.pk, "verdict": str(row.verdict), "reason": digest(row.reason)}
    audit.record(by=row.by, what="screening.prepared", on=f"nomination:{file.public_id}", **facts)
    return row
