"""Decisions of two officers: what one prepares takes effect when another confirms it, and never otherwise."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards_site import clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from nominations import screening
from nominations.models import Nomination, Preparation, Screening
from nominations.states import GateState, NominationStatus, Phase
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user("", "officer", name="Zal Samani")


@pytest.fixture
def second():
    return user("", "officer", name="Rudabeh Kaboli")


@pytest.fixture
def file():
    return nominations.nomination(nominations.call(Phase.SCREENING, decisions_confirmed=True))


def prepared(file: Nomination, by) -> Preparation:
    made = screening.exclude(file, by=by, rule=file.call.gates.first(), reason="Not in office.")
    assert isinstance(made, Preparation)
    return made


def page_of(file: Nomination) -> str:
    return reverse("nominations:confirm", kwargs={**file.call.slugs, "nomination": file.public_id})


def test_a_prepared_decision_changes_nothing_and_sends_nothing(file, officer):
    prepared(file, officer)
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED
    assert not Screening.objects.exists()
    assert not Letter.objects.exists()
    assert AuditEvent.objects.get().what == "screening.prepared"


@pytest.mark.parametrize("verdict", ["eligible", "returned", "ineligible"])
def test_what_a_second_officer_confirms_is_the_decision_of_the_first(file, officer, second, verdict):
    match verdict:
        case "eligible":
            row = screening.admit(file, by=officer, reason="Seen on paper.")
        case "returned":
            row = screening.send_back(file, by=officer, reason="The city.", correct_until=clock.now() + 5 * DAY)
        case _:
            row = prepared(file, officer)
    made = screening.confirm(row, by=second)
    stands = Nomination.objects.get()
    assert (stands.status, bool(stands.correct_until), made.by) == (verdict, verdict == "returned", officer)
    assert "Zal Samani" in Letter.objects.get().text
    first, last = AuditEvent.objects.get(what=f"screening.{verdict}"), AuditEvent.objects.last()
    assert (first.by[-36:], first.facts["prepared_by"][-36:]) == (str(second.public_id), str(officer.public_id))
    assert last.what == "screening.preparation_confirmed"


def test_nobody_confirms_or_refuses_the_own_and_the_database_agrees(file, officer):
    row = prepared(file, officer)
    for act in (lambda: screening.confirm(row, by=officer), lambda: screening.refuse(row, by=officer, reason="No.")):
        with pytest.raises(Refused, match="Another officer"):
            act()
    told = {"status": "refused", "answered_by": officer, "answered_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Preparation.objects.update(**told)
    Preparation.objects.update(**{**told, "answered_by": user("", "officer")})


def test_only_who_prepared_takes_back_and_only_another_refuses_with_a_reason(file, officer, second):
    row = prepared(file, officer)
    with pytest.raises(Refused, match="Only whoever prepared"):
        screening.take_back(row, by=second)
    with pytest.raises(screening.Unanswered):
        screening.refuse(row, by=second, reason=" ")
    screening.refuse(row, by=second, reason="The decree says otherwise.")
    with pytest.raises(Refused, match="answered already"):
        screening.confirm(row, by=second)
    screening.take_back(prepared(file, officer), by=officer)
    assert [each.status for each in Preparation.objects.all()] == ["refused", "taken_back"]


def test_a_file_that_changed_is_decided_anew(file, officer, second):
    row = prepared(file, officer)
    screening.note_gate(file, file.call.gates.first(), state=GateState.MET, by=second)
    with pytest.raises(screening.Lapsed):
        screening.confirm(row, by=second)
    assert Preparation.objects.get().status == "lapsed"
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED
    assert screening.confirm(prepared(file, officer), by=second)


def test_a_file_has_one_prepared_decision_at_a_time(file, officer, second):
    prepared(file, officer)
    with pytest.raises(screening.PreparedAlready):
        prepared(file, second)


def test_who_confirmed_a_decision_does_not_revise_it(file, officer, second):
    screening.confirm(prepared(file, officer), by=second)
    for person in (officer, second):
        with pytest.raises(Refused, match="Somebody else"):
            screening.admit(file, by=person, reason="Nevertheless.")
    assert screening.admit(file, by=user("", "officer"), reason="Nevertheless.")


def test_an_appeal_that_the_secretary_general_prepares_is_confirmed_by_an_officer(file, officer, second):
    screening.confirm(prepared(file, officer), by=second)
    row = screening.admit(file, by=user("", "secretary_general"), reason="The decree came.")
    assert screening.confirm(row, by=second)
    assert Nomination.objects.get().status == NominationStatus.ELIGIBLE


def test_the_setting_is_frozen_once_the_call_is_published(client):
    client.force_login(user("", "secretary_general"))
    for phase, is_open in ((Phase.SETUP, True), (Phase.SCREENING, False)):
        call = nominations.call(phase)
        page = client.get(reverse("admin:nominations_call_change", args=[call.pk]), follow=True).content.decode()
        assert ('name="decisions_confirmed"' in page) == is_open


def test_without_the_setting_a_decision_holds_at_once(officer):
    file = nominations.nomination(nominations.call(Phase.SCREENING))
    assert isinstance(screening.admit(file, by=officer, reason="Seen."), Screening)
    assert not Preparation.objects.exists()


def test_the_pages_lead_from_one_officer_to_the_other(client, file, officer, second):
    address = reverse("nominations:exclude", kwargs={**file.call.slugs, "nomination": file.public_id})
    client.force_login(officer)
    version = client.get(address).context["form"]["version"].value()
    client.post(address, {"rule": "office", "reason": "Not in office.", "version": version, "do": "decide"})
    own = client.get(page_of(file)).content.decode()
    assert 'value="take_back"' in own
    assert 'value="confirm"' not in own
    queue = client.get(f"{reverse('nominations:queue', kwargs=file.call.slugs)}?mark=prepared").content.decode()
    assert "to be confirmed" in queue
    client.force_login(second)
    assert "Not in office." in client.get(page_of(file)).context["letter"]["text"]
    refusing = client.post(page_of(file), {"do": "refuse", "reason": ""})
    assert "Write why you refuse it" in refusing.content.decode()
    assert client.post(page_of(file), {"do": "confirm"}).status_code == 302
    assert Nomination.objects.get().status == NominationStatus.INELIGIBLE
    assert client.get(page_of(file)).status_code == 404
