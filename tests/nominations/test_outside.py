"""Letters from outside the nominee's institution: by the referee's word, by address, by name; without them no file."""

import pytest
from django.test import Client
from django.urls import reverse

from nominations import outside, screening, support
from nominations.models import LetterOfSupport, Nominee
from nominations.screening.versions import locked
from nominations.states import GateState, NominationStatus, Phase, Standing, SupportStatus
from tests.factories import nominations
from tests.factories.people import user
from tests.nominations.test_support import TEXT, page_of

pytestmark = pytest.mark.django_db
OUTSIDE = {"standing": Standing.OUTSIDE, "institution": "Institute of Far Places"}


@pytest.fixture
def file():
    made = nominations.nomination(nominations.call(Phase.SCREENING, unrelated_letters_wanted=2))
    told = {"email": "rostam@arch.tehran.example", "institution": "University of Tehran"}
    Nominee.objects.filter(pk=made.dossier.nominee_id).update(**told)
    officer = user("", "officer")
    for gate in made.call.gates.all():
        screening.note_gate(made, gate, state=GateState.MET, by=officer)
    made.officer = officer
    return made


def came(of, number: int, email: str = "", **fields) -> LetterOfSupport:
    address = email or f"referee{number}@far{number}.example"
    given = {"status": SupportStatus.RECEIVED, "text": TEXT, "received_at": of.submitted_at, **OUTSIDE, **fields}
    return nominations.letter_of_support(of, address, **given)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, ""),
        ({"status": SupportStatus.REQUESTED}, "has not arrived"),
        ({"status": SupportStatus.DECLINED}, "declined"),
        ({"standing": Standing.UNASKED}, "has not said"),
        ({"standing": Standing.CONNECTED, "connection": "A former student."}, "says that they are connected"),
        ({"email": "sindokht@tehran.example"}, "same institution’s address"),
        ({"email": "sindokht@law.arch.tehran.example"}, "same institution’s address"),
        ({"institution": "Tehran University"}, "same institution."),
        ({"institution": "University of Isfahan"}, ""),
        ({"text": "", "file": "letters/x", "scan": "quarantined"}, "held back"),
        ({"text": "", "file": "letters/x", "scan": "clean"}, ""),
    ],
)
def test_a_letter_counts_or_says_why_not(file, fields, why):
    came(file, 1, **fields)
    told = outside.count(locked(file)).looked[0].why_not
    assert why in told
    assert bool(why) == bool(told)


def test_a_public_provider_says_nothing_of_an_institution(file):
    Nominee.objects.update(email="rostam@gmail.com")
    came(file, 1, "sindokht@gmail.com")
    assert outside.count(locked(file)).number == 1


def test_a_file_without_its_letters_does_not_go_forward_whatever_the_reason(file):
    came(file, 1)
    came(file, 2, standing=Standing.CONNECTED)
    with pytest.raises(outside.LettersMissing, match=r"1 letter from outside .* is missing. It has 1 of 2"):
        screening.admit(file, by=file.officer, reason="A friend of ours.")
    came(file, 3)
    screening.admit(file, by=file.officer)
    file.refresh_from_db()
    assert file.status == NominationStatus.ELIGIBLE


def test_a_call_that_wants_none_asks_nobody(client):
    row = nominations.letter_of_support(nominations.nomination(nominations.call()))
    assert "standing" not in client.get(page_of(row)).content.decode()
    assert support.receive(row, text=TEXT).standing == Standing.UNASKED


def test_the_referee_is_asked_and_says_how(client, file):
    row = nominations.letter_of_support(file)
    posted = {"do": "send", "text": TEXT, "version": "1", "institution": "Far Places"}
    for more, said in (({}, "Say how you stand"), ({"standing": "connected"}, "Write how you are connected")):
        page = client.post(page_of(row), posted | more).content.decode()
        assert said in page
        assert TEXT.strip() in page
    assert client.post(page_of(row), posted | {"standing": "connected", "connection": "Kin"}).status_code == 302
    made = LetterOfSupport.objects.get()
    assert (made.standing, made.connection, made.institution) == ("connected", "Kin", "Far Places")
    client.post(page_of(row), posted | {"standing": "outside", "version": "2", "connection": "Kin"})
    assert LetterOfSupport.objects.get().connection == ""


def test_officers_read_the_reasons_and_the_nominator_numbers_alone(file):
    came(file, 1)
    came(file, 2, standing=Standing.CONNECTED, connection="A former student.")
    address = reverse("nominations:screen", kwargs={**file.call.slugs, "nomination": file.public_id})
    desk = read_as(file.officer, address)
    assert "says that they are connected" in desk
    assert "1 of 2" in desk
    own = read_as(file.nominator, address.replace("/screening/", "/nominations/"))
    assert "1 of 2 letters from outside the institution" in own
    assert "connected" not in own


def read_as(person, address: str) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()
