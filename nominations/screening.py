"""The secretariat's look at a file: each gate noted with its evidence, then a decision with rule, reason and name.

Decisions are rows that never change; a revision is a new one, by somebody else than whoever made the first. Consent is
shown beside the gates and stands apart from them: an eligible file reaches jurors only with it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations import letters, permissions
from nominations.models import Gate, GateFinding, Nomination, Screening
from nominations.states import NOMINATION_MOVES, GateState, NominationStatus, Verdict

#: Gates that the nominee's own answer decides; no officer notes them.
BY_THE_NOMINEE = frozenset({"consent", "integrity"})
CORRECTION_AT_MOST = dt.timedelta(days=90)
NOTE_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """What an officer finds at a gate."""

    gate: Gate
    state: str
    note: str = ""


class Stale(Refused):
    """The file or its notes changed after the page was opened."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("This file was changed in the meantime. Look at it as it is now, then decide.")))


class GatesOpen(Refused):
    """Not every gate is met, and no reason says why the file is eligible nevertheless."""

    def __init__(self, gates: Iterable[Gate]) -> None:
        """Name the rules."""
        self.gates = tuple(gates)
        numbers = _(", ").join(localdigits(gate.number) for gate in self.gates)
        super().__init__(
            Refusal(
                _("These gates are not noted as met: %(numbers)s. Note them, or write a reason.")
                % {"numbers": numbers}
            )
        )


class NotMet(Refused):
    """A gate is noted as not met: no reason makes the file eligible."""

    def __init__(self, gate: Gate) -> None:
        """Name the rule."""
        told = {"number": localdigits(gate.number)}
        super().__init__(Refusal(_("Gate %(number)s is noted as not met. Change the note first.") % told))


class Unexplained(Refused):
    """A decision against a file needs a reason."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(Refusal(_("Write the reason. The nominator reads it.")))


class WrongDate(Refused):
    """A correction can't be due then."""

    def __init__(self) -> None:
        """Say which dates can."""
        super().__init__(Refusal(_("Choose a day from tomorrow on, at most 90 days from now.")))


class ForeignRule(Refused):
    """The rule belongs to another call."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("Choose one of the rules of this call.")))


class NoSuchMove(Refused):
    """The decision doesn't follow from where the file stands."""

    def __init__(self, status: str) -> None:
        """Say where the file stands."""
        word = NominationStatus(status).label
        super().__init__(Refusal(_("This can't be decided now: the nomination is %(status)s.") % {"status": word}))


@transaction.atomic
def note_gates(nomination: Nomination, *, findings: Iterable[Finding], by: Any, version: str | None = None) -> None:
    """Note what was found at several gates; what is unchanged is not written again."""
    file = locked(nomination)
    permissions.may_screen.require(by, file)
    check_version(file, version)
    known = {each.gate_id: each for each in file.findings.all()}
    for finding in findings:
        note(file, finding, known.get(finding.gate.pk), by)


def note_gate(nomination: Nomination, gate: Gate, *, state: str, note: str = "", by: Any) -> None:
    """Note what was found at one gate."""
    note_gates(nomination, findings=[Finding(gate, state, note)], by=by)


def note(file: Nomination, finding: Finding, known: GateFinding | None, by: Any) -> None:
    """Write one finding, unless it stands already."""
    words = finding.note.strip()[:NOTE_AT_MOST]
    if known and (known.state, known.note) == (finding.state, words):
        return
    if finding.gate.call_id != file.call_id or finding.gate.key in BY_THE_NOMINEE:
        raise ForeignRule
    GateFinding.objects.update_or_create(
        nomination=file,
        gate=finding.gate,
        defaults={"state": finding.state, "note": words, "by": by, "at": clock.now()},
    )
    facts = {"gate": finding.gate.key, "state": str(finding.state)}
    audit.record(by=by, what="screening.noted", on=f"nomination:{file.public_id}", **facts)


@transaction.atomic
def admit(nomination: Nomination, *, by: Any, reason: str = "", version: str | None = None) -> Screening:
    """Declare a file eligible: every gate met, or a reason on record why it is eligible nevertheless."""
    file = locked(nomination)
    permissions.may_decide.require(by, file)
    check_version(file, version)
    gates_hold(file, reason)
    return decide(file, Screening(verdict=Verdict.ELIGIBLE, reason=reason.strip(), by=by))


def gates_hold(file: Nomination, reason: str) -> None:
    """Stop at a gate that is not met, and at one that nobody noted where no reason is given."""
    found = {each.gate_id: each.state for each in file.findings.all()}
    gates = [gate for gate in file.call.gates.all() if gate.key not in BY_THE_NOMINEE]
    for gate in gates:
        if found.get(gate.pk) == GateState.NOT_MET:
            raise NotMet(gate)
    still_open = [gate for gate in gates if found.get(gate.pk) != GateState.MET]
    if still_open and not reason.strip():
        raise GatesOpen(still_open)


@transaction.atomic
def send_back(
    nomination: Nomination, *, by: Any, reason: str, correct_until: dt.datetime, version: str | None = None
) -> Screening:
    """Give a file back for correction until an instant."""
    file = locked(nomination)
    permissions.may_return.require(by, file)
    check_version(file, version)
    if not reason.strip():
        raise Unexplained
    if not dt.timedelta(0) < correct_until - clock.now() <= CORRECTION_AT_MOST:
        raise WrongDate
    file.correct_until = correct_until
    made = Screening(verdict=Verdict.RETURNED, reason=reason.strip(), correct_until=correct_until, by=by)
    return decide(file, made)


@transaction.atomic
def exclude(nomination: Nomination, *, by: Any, rule: Gate, reason: str, version: str | None = None) -> Screening:
    """Declare a file not eligible, by a rule, for a reason, in one's own name."""
    file = locked(nomination)
    permissions.may_decide.require(by, file)
    check_version(file, version)
    if rule.call_id != file.call_id:
        raise ForeignRule
    if not reason.strip():
        raise Unexplained
    return decide(file, Screening(verdict=Verdict.INELIGIBLE, rule=rule, reason=reason.strip(), by=by))


def decide(file: Nomination, screening: Screening) -> Screening:
    """Write a decision, the file's new state, the audit link and the letter."""
    if screening.verdict not in NOMINATION_MOVES[file.status]:
        raise NoSuchMove(file.status)
    screening.nomination = file
    screening.save(force_insert=True)
    file.status = screening.verdict
    file.version += 1
    file.save(update_fields=["status", "version", "correct_until"])
    facts: dict[str, Any] = {"screening": screening.pk, "reason": digest(screening.reason)}
    if screening.rule:
        facts["rule"] = screening.rule.key
    audit.record(by=screening.by, what=f"screening.{screening.verdict}", on=f"nomination:{file.public_id}", **facts)
    letters.decided(file, screening)
    return screening


@transaction.atomic
def read_contacts(nomination: Nomination, *, by: Any) -> None:
    """Write down that somebody looked at the addresses and numbers in a file."""
    permissions.may_read_contacts.require(by, nomination)
    audit.record(by=by, what="contact_data.read", on=f"nomination:{nomination.public_id}")


def token(nomination: Nomination, findings: Iterable[GateFinding]) -> str:
    """Make the version token of a file on the desk: where it stands, what was sent, what was noted."""
    noted: Mapping[str, list[str]] = {str(each.gate_id): [each.state, each.note] for each in findings}
    sent = nomination.submitted_at.isoformat() if nomination.submitted_at else ""
    return digest([nomination.status, sent, noted])[:16]


def check_version(file: Nomination, version: str | None) -> None:
    """Stop where the page showed another state than there is now."""
    if version is not None and version != token(file, file.findings.all()):
        raise Stale


def locked(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody else decide until this ends."""
    rows = Nomination.objects.select_for_update(of=("self",))
    about = ("call__cycle", "call__prize", "nominator", "dossier__nominee")
    return rows.select_related(*about).prefetch_related("findings").get(pk=nomination.pk)
