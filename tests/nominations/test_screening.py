"""Screening: each gate noted, each decision with rule, reason and name; who may, when, and in which order."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from awards_site import clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from nominations import screening
from nominations.models import GateFinding, Nomination, Screening
from nominations.screening import Finding
from nominations.states import NOMINATION_MOVES, GateState, NominationStatus, Phase, Verdict
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db

LATER = 7 * DAY


@pytest.fixture
def officer():
    return user("", "officer", name="Zal Samani")


@pytest.fixture
def file():
    return nominations.nomination(nominations.call(Phase.SCREENING))


def note_all(nomination: Nomination, by, state: str = GateState.MET) -> None:
    for gate in nomination.call.gates.all():
        screening.note_gate(nomination, gate, state=state, by=by)


def decide(nomination: Nomination, verdict: str, by) -> Screening:
    if verdict == Verdict.ELIGIBLE:
        return screening.admit(nomination, by=by, reason="Nevertheless.")
    if verdict == Verdict.RETURNED:
        return screening.send_back(nomination, by=by, reason="The city.", correct_until=clock.now() + LATER)
    return screening.exclude(nomination, by=by, rule=nomination.call.gates.first(), reason="Not in office.")


@pytest.mark.parametrize("start", [s for s in NominationStatus.values if s != NominationStatus.DRAFT])
@pytest.mark.parametrize("verdict", Verdict.values)
def test_decisions_follow_the_table_of_moves(officer, start, verdict):
    file = nominations.nomination(nominations.call(Phase.SCREENING), start)
    Nomination.objects.update(correct_until=clock.now() - DAY)
    if verdict in NOMINATION_MOVES[start]:
        assert decide(file, verdict, officer).verdict == verdict
        assert Nomination.objects.get().status == verdict
    else:
        with pytest.raises(Refused):
            decide(file, verdict, officer)
        assert Nomination.objects.get().status == start


def test_a_draft_is_nothing_to_the_secretariat(officer):
    draft = nominations.draft(nominations.call(Phase.SCREENING))
    with pytest.raises(Http404):
        screening.admit(draft, by=officer, reason="x")


def test_admitting_writes_decision_audit_and_letter(file, officer):
    note_all(file, officer)
    made = screening.admit(file, by=officer)
    assert (made.verdict, made.by) == ("eligible", officer)
    assert AuditEvent.objects.last().what == "screening.eligible"
    letter = Letter.objects.get()
    assert (letter.name, letter.to) == ("nominations/screening_eligible", file.nominator.email)
    assert "Zal Samani" in letter.text


def test_open_gates_need_a_reason(file, officer):
    with pytest.raises(screening.GatesOpen) as stopped:
        screening.admit(file, by=officer)
    assert len(stopped.value.gates) == 2
    assert screening.admit(file, by=officer, reason="The board's minutes settle it.").reason


def test_a_gate_not_met_admits_nobody(file, officer):
    note_all(file, officer)
    screening.note_gate(file, file.call.gates.first(), state=GateState.NOT_MET, by=officer)
    with pytest.raises(screening.NotMet):
        screening.admit(file, by=officer, reason="Nevertheless.")


def test_consent_and_integrity_hold_no_file_up(file, officer):
    for gate, key in zip(file.call.gates.all(), ("consent", "integrity"), strict=True):
        gate.key = key
        gate.save()
    assert screening.admit(file, by=officer).verdict == Verdict.ELIGIBLE


def test_returning_needs_reason_and_a_day_to_come(file, officer):
    with pytest.raises(screening.Unexplained):
        screening.send_back(file, by=officer, reason=" ", correct_until=clock.now() + LATER)
    for wrong in (clock.now() - DAY, clock.now() + 200 * DAY):
        with pytest.raises(screening.WrongDate):
            screening.send_back(file, by=officer, reason="The city.", correct_until=wrong)
    until = clock.now() + LATER
    screening.send_back(file, by=officer, reason="The city is missing.", correct_until=until)
    assert Nomination.objects.get().correct_until == until
    assert "The city is missing." in Letter.objects.get().text


def test_an_exclusion_carries_rule_reason_and_name_into_the_letter(file, officer):
    rule = file.call.gates.first()
    made = screening.exclude(file, by=officer, rule=rule, reason="Not in office since 2019.")
    assert (made.rule, made.reason, made.by) == (rule, "Not in office since 2019.", officer)
    text = Letter.objects.get().text
    assert all(each in text for each in ("1.1", "In office in an Asian city.", "since 2019", "Zal Samani"))
    assert AuditEvent.objects.last().facts["rule"] == "office"


def test_the_letter_speaks_the_nominators_language(officer):
    file = nominations.nomination(nominations.call(Phase.SCREENING), language="fa")
    screening.exclude(file, by=officer, rule=file.call.gates.first(), reason="دلیل")
    assert Letter.objects.get().language == "fa"


def test_an_exclusion_needs_a_rule_of_this_call_and_a_reason(file, officer):
    foreign = nominations.call(Phase.SCREENING).gates.first()
    with pytest.raises(screening.ForeignRule):
        screening.exclude(file, by=officer, rule=foreign, reason="x")
    with pytest.raises(screening.Unexplained):
        screening.exclude(file, by=officer, rule=file.call.gates.first(), reason="")


def test_notes_of_another_calls_gate_are_refused(file, officer):
    foreign = nominations.call(Phase.SCREENING).gates.first()
    with pytest.raises(screening.ForeignRule):
        screening.note_gate(file, foreign, state=GateState.MET, by=officer)


def test_the_same_note_twice_is_one_link_of_the_chain(file, officer):
    note_all(file, officer)
    note_all(file, officer)
    assert AuditEvent.objects.filter(what="screening.noted").count() == 2
    assert GateFinding.objects.count() == 2


def test_a_revision_is_made_by_somebody_else(file, officer):
    screening.admit(file, by=officer, reason="Seen.")
    with pytest.raises(Refused, match="Somebody else"):
        decide(file, Verdict.INELIGIBLE, officer)
    decide(file, Verdict.INELIGIBLE, user("", "officer"))
    assert [each.verdict for each in Screening.objects.all()] == ["eligible", "ineligible"]
    decide(file, Verdict.ELIGIBLE, user("", "secretary_general"))
    assert Nomination.objects.get().status == NominationStatus.ELIGIBLE


def test_the_secretary_general_decides_no_first_time(file):
    with pytest.raises(Refused):
        decide(file, Verdict.ELIGIBLE, user("", "secretary_general"))


def test_a_returned_file_waits_until_its_date(officer):
    file = nominations.nomination(nominations.call(Phase.SCREENING), NominationStatus.RETURNED)
    with pytest.raises(Refused):
        decide(file, Verdict.INELIGIBLE, officer)
    with clock.standing_at(file.correct_until):
        assert decide(file, Verdict.INELIGIBLE, officer)


def test_nobody_screens_their_own_nomination_or_person(officer):
    call = nominations.call(Phase.SCREENING)
    own = nominations.nomination(call, by=officer)
    about_me = nominations.nomination(call, about=nominations.dossier(call, email=officer.email.upper()))
    for each in (own, about_me):
        with pytest.raises(Refused):
            decide(each, Verdict.ELIGIBLE, officer)


@pytest.mark.parametrize("role", ["", "board"])
def test_others_may_not_even_know_of_the_file(file, role):
    with pytest.raises(Http404):
        decide(file, Verdict.ELIGIBLE, user("", *filter(None, [role])))


def test_the_auditor_reads_and_changes_nothing(file):
    auditor = user("", "auditor")
    for act in (lambda: decide(file, Verdict.ELIGIBLE, auditor), lambda: note_all(file, auditor)):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize("phase", [p for p in Phase if p != Phase.SETUP])
def test_files_are_decided_until_the_last_round_closes(officer, phase):
    file = nominations.nomination(nominations.call(phase))
    until = {Phase.CALL_OPEN, Phase.SCREENING, Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL}
    if phase in until:
        assert decide(file, Verdict.INELIGIBLE, officer)
    else:
        with pytest.raises(Refused):
            decide(file, Verdict.INELIGIBLE, officer)


def test_a_decision_on_a_changed_file_is_refused(file, officer):
    version = screening.token(file, file.findings.all())
    note_all(file, officer)
    with pytest.raises(screening.Stale):
        screening.exclude(file, by=officer, rule=file.call.gates.first(), reason="x", version=version)
    with pytest.raises(screening.Stale):
        screening.note_gates(file, findings=[Finding(file.call.gates.first(), GateState.ASK)], by=officer, version="x")


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "maybe"},
        {"verdict": "ineligible", "reason": "x"},
        {"verdict": "ineligible", "reason": ""},
        {"verdict": "returned", "reason": "x"},
        {"verdict": "returned", "correct_until": clock.now()},
    ],
)
def test_the_database_refuses_a_decision_without_its_grounds(file, officer, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.objects.create(nomination=file, by=officer, **fields)


def test_the_database_keeps_one_finding_at_a_gate(file, officer):
    gate = file.call.gates.first()
    GateFinding.objects.create(nomination=file, gate=gate, state="met", by=officer)
    for state in ("met", "perhaps"):
        with pytest.raises(IntegrityError), transaction.atomic():
            GateFinding.objects.create(
                nomination=file, gate=file.call.gates.last() if state != "met" else gate, state=state, by=officer
            )
