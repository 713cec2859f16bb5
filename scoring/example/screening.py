"""The secretariat's part: calls are published, files are looked through, each decision with its reason."""

import datetime as dt

from awards_site.models import User
from jury.states import OutcomeKind
from nominations import consent as consents
from nominations import screening, setup
from nominations.models import Consent, Nomination
from nominations.states import GateState

from .clockwork import Story
from .run import DAY, HOUR, File, Run

#: What is decided, by what becomes of a file. Others wait.
ADMITTED = frozenset({*OutcomeKind.values, "", "eligible", "waived", "consent_withdrawn"})
NOTE = "Seen in the report and on the city’s page."
RETURN = {
    "en": "The second link does not open. Send a link that works, or the report as a file.",
    "fa": "پیوند دوم باز نمی‌شود. پیوندی بفرستید که باز شود یا خود گزارش را به‌صورت فایل پیوست کنید.",
}
EXCLUDE = {
    "mayor": ("recent", "The work described was finished five years ago; the rule says three."),
    "journalist": ("subject", "The works show a festival, not a best practice of an urban project."),
    "academic": ("uptake", "No city has put the work to use yet."),
}


def publish(run: Run) -> None:
    """Publish a call."""
    setup.publish(run.call, by=run.world.secretary)


def screened(run: Run, file: File, place: int) -> Story:
    """Look a file through: after the call has closed, or at once where it is still open."""
    by = (run.world.officer, run.world.second_officer)[place % 2]
    yield when(run, file, place)
    if file.fate == "waived":
        asked = Consent.objects.get(dossier=file.begun.dossier_id)
        reason = "On a field journey without any connection until autumn; the institute vouches for it."
        consents.waive(asked, reason=reason, by=run.world.secretary)
    match file.fate:
        case "ineligible":
            exclude(run, fresh(file), by)
        case "returned":
            note(fresh(file), by)
            until = (run.world.today + 7 * DAY).replace(minute=0, second=0, microsecond=0)
            screening.send_back(fresh(file), by=by, reason=RETURN[file.nominee["language"]], correct_until=until)
        case fate if fate in ADMITTED:
            note(fresh(file), by)
            screening.admit(fresh(file), by=by)


def when(run: Run, file: File, place: int) -> dt.datetime:
    """Say when the secretariat comes to a file."""
    if run.dates.closes_at < run.world.today:
        return run.dates.closes_at + 10 * DAY + 7 * place * HOUR
    return max(file.begun.saved_at + 12 * DAY, run.world.today - 20 * DAY)


def fresh(file: File) -> Nomination:
    """Read a file anew."""
    return Nomination.objects.whole().get(pk=file.begun.pk)


def note(nomination: Nomination, by: User) -> None:
    """Note every gate as met, all but those that the nominee's own answer decides."""
    gates = [gate for gate in nomination.call.gates.all() if gate.key not in screening.BY_THE_NOMINEE]
    findings = [screening.Finding(gate, GateState.MET, NOTE) for gate in gates]
    screening.note_gates(nomination, findings=findings, by=by)


def exclude(run: Run, nomination: Nomination, by: User) -> None:
    """Declare a file not eligible, by a rule and for a reason."""
    key, reason = EXCLUDE[run.prize]
    rule = nomination.call.gates.get(key=key)
    screening.note_gate(nomination, rule, state=GateState.NOT_MET, note=reason, by=by)
    screening.exclude(nomination, by=by, rule=rule, reason=reason)
