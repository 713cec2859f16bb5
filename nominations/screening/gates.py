"""The gates of a file: what an officer finds at each, with a note; and who looked at the addresses in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from awards_site import audit, clock
from nominations import permissions
from nominations.models import Gate, GateFinding, Nomination
from nominations.states import BY_THE_NOMINEE, GateState

from .refusals import ForeignRule, GatesOpen, NotMet
from .versions import check_version, locked

NOTE_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """What an officer finds at a gate."""

    gate: Gate
    state: str
    note: str = ""


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
def read_contacts(nomination: Nomination, *, by: Any) -> None:
    """Write down that somebody looked at the addresses and numbers in a file."""
    permissions.may_read_contacts.require(by, nomination)
    audit.record(by=by, what="contact_data.read", on=f"nomination:{nomination.public_id}")
