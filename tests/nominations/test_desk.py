"""The desk's pages: who may open them, what they show, how many statements they take, and what a post does."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from awards_site import clock
from awards_site.models import AuditEvent, Letter
from nominations import alike, queue, references, screening, shape
from nominations.models import Consent, GateFinding, Nomination
from nominations.states import ConsentStatus, GateState, NominationStatus, Phase
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db

STATEMENTS_AT_MOST = 15
#: A file with its history of decisions, letters, notes and pairings.
A_FILE_AT_MOST = 15


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


@pytest.fixture
def officer():
    return user("", "officer")


@pytest.fixture
def file():
    return nominations.nomination(nominations.call(Phase.SCREENING))


def at(name: str, file: Nomination, **more) -> str:
    return reverse(f"nominations:{name}", kwargs={**file.call.slugs, "nomination": file.public_id, **more})


def queue_of(file: Nomination) -> str:
    return reverse("nominations:queue", kwargs=file.call.slugs)


def fill(call, many: int) -> list[Nomination]:
    made = [nominations.nomination(call) for _ in range(many)]
    for each in made:
        GateFinding.objects.create(nomination=each, gate=call.gates.first(), state=GateState.ASK, by=each.nominator)
    return made


def statements(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_queue_takes_the_same_statements_at_one_and_at_thirty_files(client, officer):
    call = nominations.call(Phase.SCREENING)
    client.force_login(officer)
    file = fill(call, 1)[0]
    few = statements(client, queue_of(file)), statements(client, f"{queue_of(file)}?q=samarkand&state=all")
    fill(call, 29)
    many = statements(client, queue_of(file)), statements(client, f"{queue_of(file)}?q=samarkand&state=all")
    assert few == many
    assert max(many) <= STATEMENTS_AT_MOST


def test_a_file_takes_the_same_statements_among_one_and_thirty(client, officer):
    call = nominations.call(Phase.SCREENING)
    client.force_login(officer)
    file = fill(call, 1)[0]
    few = statements(client, at("screen", file))
    fill(call, 29)
    assert statements(client, at("screen", file)) == few <= A_FILE_AT_MOST


@pytest.mark.parametrize("name", ["screen", "admit", "return", "exclude"])
def test_only_the_secretariat_knows_of_the_desk(client, file, name):
    assert client.get(at(name, file)).status_code == 302
    for person in (file.nominator, user(), user("", "board")):
        client.force_login(person)
        assert client.get(at(name, file)).status_code == 404
        assert client.get(queue_of(file)).status_code == 404
    client.force_login(user("", "officer"))
    assert client.get(at(name, file)).status_code == 200


def test_the_auditor_reads_the_desk_without_its_buttons(client, file):
    nominations.letter_of_support(file, text="Praise in confidence")
    client.force_login(user("", "auditor"))
    text = client.get(at("screen", file)).content.decode()
    assert "Nine kilometres of open canal" in text
    for hidden in ("Praise in confidence", file.nominator.email, file.dossier.nominee.email, "Show addresses"):
        assert hidden not in text
    assert client.get(at("admit", file)).status_code == 403
    assert client.post(at("contacts", file)).status_code == 403


def test_addresses_are_shown_on_demand_and_each_look_is_on_record(client, file, officer):
    client.force_login(officer)
    assert file.dossier.nominee.email not in client.get(at("screen", file)).content.decode()
    assert not AuditEvent.objects.exists()
    assert file.dossier.nominee.email in client.post(at("contacts", file)).content.decode()
    assert AuditEvent.objects.get().what == "contact_data.read"
    assert client.get(at("contacts", file)).status_code == 405


def test_reading_changes_nothing(client, file, officer):
    client.force_login(officer)
    for name in ("screen", "admit", "return", "exclude"):
        for method in (client.get, client.head):
            method(at(name, file), {"do": "decide", "reason": "x", "rule": "office"})
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED
    assert not AuditEvent.objects.exists()
    assert not Letter.objects.exists()


def test_notes_are_kept_and_lead_to_the_decision(client, file, officer):
    client.force_login(officer)
    version = screening.token(file, [])
    answer = client.post(
        at("gates", file), {"version": version, "state-office": "met", "note-office": "Seen.", "then": "exclude"}
    )
    assert (answer.status_code, answer.url) == (302, at("exclude", file))
    finding = GateFinding.objects.get()
    assert (finding.state, finding.note, finding.by) == ("met", "Seen.", officer)


def test_two_officers_do_not_overwrite_each_other(client, file, officer):
    client.force_login(officer)
    version = screening.token(file, [])
    screening.note_gate(file, file.call.gates.first(), state="met", note="First.", by=user("", "officer"))
    page = client.post(at("gates", file), {"version": version, "state-office": "ask", "note-office": "Typed here."})
    assert page.status_code == 409
    assert "First." in page.content.decode()
    assert "Typed here." in page.content.decode()
    stale = client.post(
        at("exclude", file), {"version": version, "rule": "office", "reason": "Typed.", "do": "decide"}
    )
    assert stale.status_code == 409
    assert "Typed." in stale.content.decode()
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED


def test_an_officer_admits_returns_and_excludes(client, officer):
    call = nominations.call(Phase.SCREENING)
    admitted, returned, excluded = fill(call, 3)
    client.force_login(officer)
    told = {
        admitted: ("admit", {"reason": "All seen on paper."}),
        returned: ("return", {"reason": "The city.", "correct_until": (clock.now() + 5 * DAY).date().isoformat()}),
        excluded: ("exclude", {"reason": "Not in office.", "rule": "office"}),
    }
    for file, (name, fields) in told.items():
        page = client.get(at(name, file))
        version = page.context["form"]["version"].value()
        assert client.post(at(name, file), {**fields, "version": version, "do": "decide"}).status_code == 302
    assert [each.status for each in Nomination.objects.order_by("pk")] == ["eligible", "returned", "ineligible"]
    assert Letter.objects.filter(name__startswith="nominations/screening_").count() == 3


def test_the_letter_is_read_before_it_goes(client, file, officer):
    client.force_login(officer)
    page = client.post(at("exclude", file), {"rule": "office", "reason": "A reason to read.", "do": "preview"})
    assert "A reason to read." in page.context["letter"]["text"]
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("exclude", {"rule": "other", "reason": "kept words"}),
        ("exclude", {"reason": "kept words"}),
        ("exclude", {"rule": "office", "reason": ""}),
        ("return", {"reason": "kept words", "correct_until": "never"}),
        ("return", {"reason": "kept words", "correct_until": "2001-01-01"}),
        ("return", {"reason": "kept words" * 900, "correct_until": "2099-01-01"}),
        ("admit", {"reason": ""}),
        ("admit", {"version": "x" * 200, "reason": "kept words"}),
    ],
)
def test_forged_decisions_change_nothing_and_keep_what_was_typed(client, file, officer, name, forged):
    client.force_login(officer)
    page = client.post(at(name, file), {"do": "decide", **forged})
    assert page.status_code in {200, 409}
    assert forged.get("reason", "")[:10] in page.content.decode()
    assert Nomination.objects.get().status == NominationStatus.SUBMITTED


def test_a_consent_is_waived_by_the_secretary_general(client):
    call = nominations.call(Phase.SCREENING)
    file = nominations.nomination(call, about=nominations.dossier(call, consent=ConsentStatus.ASKED))
    client.force_login(user("", "officer"))
    assert client.get(at("waive", file)).status_code == 403
    client.force_login(user("", "secretary_general"))
    assert client.post(at("waive", file), {"reason": "", "do": "decide"}).status_code == 200
    assert client.post(at("waive", file), {"reason": "In hospital.", "do": "decide"}).status_code == 302
    assert Consent.objects.get().status == ConsentStatus.WAIVED


def test_an_officer_sends_a_new_link(client, file, officer):
    client.force_login(officer)
    assert client.post(at("ask_again", file)).status_code == 302
    assert Letter.objects.get().to == file.dossier.nominee.email
    client.force_login(user("", "auditor"))
    assert client.post(at("ask_again", file)).status_code == 404


@pytest.mark.parametrize(
    "words",
    ["رستم", "رستم علی", "رستم علي", "rostam", "ROSTAM", "سمرقند", "m-001", "МЭР", "мэр", "M2027"],
)
def test_a_file_is_found_in_any_script_and_on_any_keyboard(officer, words):
    call = nominations.call(Phase.SCREENING)
    file = nominations.nomination(call, about=nominations.dossier(call, name="رستم علی мэр"))
    nominee = file.dossier.nominee
    nominee.name_latin, nominee.city = "Rostam Ali", "سمرقند"
    nominee.save()
    other = nominations.nomination(call, about=nominations.dossier(call, name="Someone else"))
    Nomination.objects.filter(pk=other.pk).update(reference="X9")
    found = queue.search(queue.files_of(call, officer), words)
    assert [each.pk for each in found] == [file.pk]


def test_the_paper_page_when_read_in_persian_then_the_date_keeps_its_order(client, file, officer):
    client.force_login(officer)
    with translation.override("fa"):
        address = reverse("nominations:import_nominations", kwargs=file.call.slugs)
    assert '<bdi class="latin nowrap" dir="ltr">2026-11-23</bdi>' in client.get(address).content.decode()


def test_the_queue_when_nothing_is_undecided_then_says_so_and_otherwise_how_to_look(client, file, officer):
    client.force_login(officer)
    Nomination.objects.update(status=NominationStatus.ELIGIBLE)
    assert "Every file is decided" in client.get(queue_of(file)).content.decode()
    assert "No file like that" in client.get(f"{queue_of(file)}?q=nobody").content.decode()
    Nomination.objects.all().delete()
    assert "No file like that" in client.get(queue_of(file)).content.decode()


@pytest.mark.parametrize(
    ("status", "said"),
    [(ConsentStatus.DECLINED, "consent declined"), (ConsentStatus.WITHDRAWN, "consent withdrawn")],
)
def test_the_queue_when_a_nominee_stands_back_then_says_how(client, file, officer, status, said):
    Consent.objects.update(status=status, answered_at=clock.now())
    client.force_login(officer)
    assert said in client.get(queue_of(file)).content.decode()


def test_the_queue_filters_by_state_and_pages_by_twenty_five(client, officer):
    call = nominations.call(Phase.SCREENING)
    file = fill(call, 27)[0]
    nominations.nomination(call, NominationStatus.ELIGIBLE)
    nominations.draft(call)
    client.force_login(officer)
    assert len(client.get(queue_of(file)).context["files"]) == 25
    assert len(client.get(f"{queue_of(file)}?page=2").context["files"]) == 2
    assert len(client.get(f"{queue_of(file)}?state=eligible").context["files"]) == 1
    for forged in ("?state=nonsense&page=x", "?q=%00", f"?q={'x' * 500}", "?page=-1"):
        assert client.get(f"{queue_of(file)}{forged}").status_code == 200


def test_files_that_may_speak_of_one_person_are_shown(client, officer):
    call = nominations.call(Phase.SCREENING)
    one = nominations.dossier(call, name="Mirzo Ulugh-Beg", email="one@nominees.example")
    same_name = nominations.dossier(call, name="MIRZO  ULUGH BEG", email="two@nominees.example")
    file = nominations.nomination(call, about=one)
    merged = nominations.nomination(call, about=one)
    other = nominations.nomination(call, about=same_name)
    nominations.nomination(call)
    assert [each.pk for each in queue.together(file)] == [merged.pk]
    assert [each.dossier for each in alike.undecided(call, [one])[one.pk]] == [other.dossier]
    client.force_login(officer)
    assert "Both are in one dossier." in client.get(at("screen", file)).content.decode()


def test_what_the_nominee_added_stands_on_the_desk(client, file, officer):
    step = file.form.steps.create(key="more", title={"en": "More"}, filled_by="nominee", position=9)
    nominations.question(step, "biography", "long")
    Consent.objects.update(answers={"biography": "Born in Balkh."})
    client.force_login(officer)
    assert "Born in Balkh." in client.get(at("screen", file)).content.decode()


def test_a_number_is_found_wherever_its_file_stands_and_a_slip_is_named(client, file, officer):
    client.force_login(officer)
    right = references.reference("M2027", 77)
    Nomination.objects.filter(pk=file.pk).update(reference=right, status=NominationStatus.WITHDRAWN)
    slip = right.replace("00077", "00078")
    found, lost = (client.get(queue_of(file), {"q": each}).content.decode() for each in (right.lower(), slip))
    assert (right in found, "typing slip" in found) == (True, False)
    assert ("No file like that" in lost, "typing slip" in lost) == (True, True)
