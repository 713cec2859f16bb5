"""The gates of a file as a checklist: where each stands, what speaks for it, what an officer may note."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext as _

from nominations import screening
from nominations.forms.screening import NotesForm
from nominations.models import Gate, GateFinding, Nomination
from nominations.states import ConsentStatus, GateState

from .queue import Mark

STATE_SHAPES = {GateState.MET: "done", GateState.NOT_MET: "stop", GateState.ASK: "due"}


@dataclass(frozen=True, slots=True)
class Line:
    """One gate of the checklist: where it stands, what speaks for it, and what an officer may note."""

    gate: Gate
    mark: Mark
    finding: GateFinding | None = None
    evidence: str = ""
    state: BoundField | None = None
    note: BoundField | None = None


def checklist(
    nomination: Nomination, gates: Iterable[Gate], findings: Iterable[GateFinding], notes: NotesForm
) -> list[Line]:
    """Give every gate with where it stands."""
    found = {each.gate_id: each for each in findings}
    return [line(nomination, gate, found.get(gate.pk), notes) for gate in gates]


def line(nomination: Nomination, gate: Gate, finding: GateFinding | None, notes: NotesForm) -> Line:
    """Give one gate: the nominee's own answer, or what an officer found."""
    if gate.key in screening.BY_THE_NOMINEE:
        mark, evidence = by_the_nominee(nomination, gate)
        return Line(gate, mark, evidence=evidence)
    said = nomination.gates_answered.get(gate.key)
    evidence = _("The nominator confirmed this before the form.") if said == "yes" else ""
    return Line(gate, mark_of(finding), finding, evidence, notes[f"state-{gate.key}"], notes[f"note-{gate.key}"])


def mark_of(finding: GateFinding | None) -> Mark:
    """Say what was found, or that it is still to be decided."""
    if finding is None:
        return Mark("due", _("yours to decide"))
    state = GateState(finding.state)
    return Mark(STATE_SHAPES[state], str(state.label))


def by_the_nominee(nomination: Nomination, gate: Gate) -> tuple[Mark, str]:
    """Say what the nominee's answer means for a gate."""
    consent = nomination.dossier.consent if nomination.dossier else None
    match consent.status if consent else None:
        case ConsentStatus.GIVEN:
            signed = _("Signed by the nominee: %(name)s") % {"name": consent.signed_name if consent else ""}
            return Mark("done", _("met")), signed
        case ConsentStatus.WAIVED if gate.key == "consent":
            return Mark("done", _("waived")), _("By the Secretary General, with a reason on record.")
        case ConsentStatus.DECLINED:
            return Mark("stop", _("declined")), ""
        case ConsentStatus.WITHDRAWN:
            return Mark("stop", _("withdrawn")), ""
    return Mark("wait", _("awaited")), _("We have asked the nominee. An eligible file waits for it.")
