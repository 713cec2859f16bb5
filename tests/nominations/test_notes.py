"""The secretariat's notes on a file, and the file's history on the desk."""

import re

import pytest
from django.http import Http404
from django.urls import reverse

from awards_site import clock
from awards_site.rules import Refused
from nominations import chronicle, consent, pairing, screening
from nominations.models import GateFinding, Nomination, Note, Pairing
from nominations.states import Phase
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user("", "officer")


@pytest.fixture
def file():
    return nominations.nomination(nominations.call(Phase.SCREENING))


def at(name: str, file: Nomination, **more) -> str:
    return reverse(f"nominations:{name}", kwargs={**file.call.slugs, "nomination": file.public_id, **more})


def test_a_note_and_what_was_noted_at_the_gates_are_kept_together(client, file, officer):
    client.force_login(officer)
    version = screening.token(file, [])
    typed = {"version": version, "state-office": "met", "text": "Called the office.", "then": "note"}
    assert client.post(at("notes", file), typed).status_code == 302
    assert (Note.objects.get().text, GateFinding.objects.get().state) == ("Called the office.", "met")
    stale = client.post(at("notes", file), {**typed, "text": "Typed once more."})
    assert stale.status_code == 409
    assert "Typed once more." in stale.content.decode()
    empty = client.post(at("notes", file), {"version": screening.token(file, file.findings.all()), "then": "note"})
    assert "Write the note first." in empty.content.decode()
    assert Note.objects.count() == 1


def test_a_note_is_struck_out_by_its_author_alone_and_stays_to_be_read(client, file, officer):
    note = screening.write_note(file, text="A wrong hint.", by=officer)
    client.force_login(user("", "officer"))
    assert client.post(at("strike_out", file, note=note.public_id)).status_code == 403
    client.force_login(officer)
    assert client.post(at("strike_out", file, note=note.public_id)).status_code == 302
    page = client.get(at("screen", file)).content.decode()
    assert "<s>A wrong hint.</s>" in page
    assert "Struck out on" in page


def test_notes_are_hidden_from_an_officer_who_takes_part_in_the_file(client, officer):
    file = nominations.nomination(nominations.call(Phase.SCREENING), by=officer)
    note = screening.write_note(file, text="In confidence.", by=user("", "officer"))
    client.force_login(officer)
    assert "In confidence." not in client.get(at("screen", file)).content.decode()
    assert client.post(at("strike_out", file, note=note.public_id)).status_code == 404
    with pytest.raises(Refused):
        screening.write_note(file, text="Mine.", by=officer)


@pytest.mark.parametrize("role", ["", "board", "auditor", "secretary_general"])
def test_officers_alone_write_notes(file, role):
    with pytest.raises((Refused, Http404)):
        screening.write_note(file, text="A note.", by=user("", *filter(None, [role])))


def test_the_history_tells_all_that_happened_in_its_order(client, file, officer):
    with clock.standing_at(clock.now() - DAY):
        consent.ask_again(file.dossier.consent, by=officer)
        screening.write_note(file, text="Look at the decree.", by=officer)
    other = nominations.nomination(file.call)
    with clock.standing_at(clock.now() - DAY / 2):
        pairing.keep_apart(file.dossier, other.dossier, by=officer, reason="Two cities.")
    screening.exclude(file, by=officer, rule=file.call.gates.first(), reason="Not in office.")
    entries = chronicle.told(Nomination.objects.get(pk=file.pk), [], Note.objects.all(), Pairing.objects.all())
    titles = [entry.title for entry in entries if "consent" not in entry.title.lower()]
    assert titles[0].startswith("Letter: ")
    assert titles[1:3] == ["Note", "M-001 and M-002: kept apart"]
    assert {title.partition(":")[0] for title in titles[3:]} == {"not eligible", "Letter"}
    client.force_login(user("", "auditor"))
    page = client.get(at("screen", file)).content.decode()
    assert "Look at the decree." in page
    assert not re.search(r"/staff/outbox/\d", page)
