"""The outbox for the staff: who reads what, and what may go again; and the example's mails."""

import pytest
from django.urls import reverse

from awards_site import clock, mail
from awards_site.models import AuditEvent, Letter
from awards_site.outbox_folder import EmailBackend
from awards_site.postman import message_of
from awards_site.states import LetterStatus
from nominations.letters import consent_notice, support_asked
from nominations.links import seal
from tests.factories.nominations import call, letter_of_support, nomination
from tests.factories.people import user

pytestmark = pytest.mark.django_db


def write(key: str = "k", **more) -> Letter:
    context = {"news": "An app was added."}
    return mail.write("account_changed", to="a@city.example", language="en", key=key, context=context, **more)


def opened(client, role: str, name: str, *args):
    client.force_login(user(f"{role}.{name}@office.example", role))
    return client.get(reverse(name, args=args))


@pytest.mark.parametrize("role", ["officer", "secretary_general"])
def test_the_secretariat_reads_letters(client, role):
    letter = write()
    assert "a@city.example" in opened(client, role, "letters").content.decode()
    assert "An app was added." in opened(client, role, "letter", letter.pk).content.decode()


def test_the_auditor_reads_envelopes_alone(client):
    letter = write()
    page = opened(client, "auditor", "letters").content.decode()
    assert "a@city.example" in page
    assert reverse("letter", args=[letter.pk]) not in page
    assert client.get(reverse("letter", args=[letter.pk])).status_code == 404


@pytest.mark.parametrize("role", ["officer", "secretary_general", "auditor"])
def test_nobody_reads_a_code_of_somebody_else(client, role):
    letter = write(good_until=clock.now())
    assert opened(client, role, "letter", letter.pk).status_code == 404
    assert reverse("letter", args=[letter.pk]) not in opened(client, role, "letters").content.decode()


@pytest.mark.parametrize("role", ["officer", "secretary_general"])
def test_a_private_link_when_the_secretariat_reads_its_letter_holds_no_key(client, role):
    asked = letter_of_support(nomination(call()))
    consent = asked.nomination.dossier.consent
    opened(client, role, "letters")
    for kind, key, letter in (
        ("support", seal(asked), support_asked(asked)),
        ("consent", seal(consent), consent_notice(consent, "Rostam")),
    ):
        assert f"/{kind}/{key}" in letter.text
        page = client.get(reverse("letter", args=[letter.pk])).content.decode()
        assert f"/{kind}/…" in page
        assert key.partition(":")[0] not in page


def test_the_board_knows_of_no_outbox(client):
    assert opened(client, "board", "letters").status_code == 404


def test_an_officer_sends_again_what_failed(client):
    letter = write()
    Letter.objects.update(status=LetterStatus.FAILED, attempts=6)
    opened(client, "officer", "letter", letter.pk)
    client.post(reverse("send_again", args=[letter.pk]))
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (LetterStatus.QUEUED, 0)
    assert AuditEvent.objects.get().what == "letter.sent_again"


def test_what_did_not_fail_is_not_sent_again(client):
    letter = write()
    opened(client, "officer", "letter", letter.pk)
    assert client.post(reverse("send_again", args=[letter.pk])).status_code == 403


@pytest.mark.parametrize("role", ["secretary_general", "auditor"])
def test_others_send_nothing_again(client, role):
    letter = write()
    Letter.objects.update(status=LetterStatus.FAILED)
    opened(client, role, "letters")
    assert client.post(reverse("send_again", args=[letter.pk])).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_thirty(client, django_assert_num_queries):
    client.force_login(user("o@office.example", "officer"))
    for count in (1, 30):
        for n in range(count):
            write(f"{count}.{n}")
        with django_assert_num_queries(5):
            client.get(reverse("letters"))


@pytest.mark.parametrize("words", ["%", "' OR 1=1", "x" * 500, "\x00", "۱۲"])
def test_odd_words_find_nothing_and_break_nothing(client, words):
    client.force_login(user("o@office.example", "officer"))
    assert client.get(reverse("letters"), {"q": words, "page": words}).status_code == 200


@pytest.fixture
def in_folder(settings):
    for n, to in enumerate(("a@city.example", "b@city.example")):
        letter = write(str(n))
        letter.to, letter.text = to, f"Look here: http://127.0.0.1:8000/en/{n}/ <b>bold</b>"
        EmailBackend().send_messages([message_of(letter)])
    return [file.stem for file in sorted(EmailBackend().folder.glob("*.eml"))]


def test_the_example_shows_its_mails_to_everybody_here(client, in_folder):
    page = client.get("/outbox/").content.decode()
    assert "a@city.example" in page
    assert "b@city.example" in page


def test_the_example_finds_the_mails_of_one_address(client, in_folder):
    page = client.get("/outbox/", {"q": "A@city"}).content.decode()
    assert "a@city.example" in page
    assert "b@city.example" not in page


def test_a_mail_is_shown_as_text_with_links(client, in_folder):
    page = client.get(f"/outbox/{in_folder[0]}/").content.decode()
    assert '<a href="http://127.0.0.1:8000/en/' in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fsecret_key", "x" * 500])
def test_no_other_file_is_shown(client, in_folder, name):
    assert client.get(f"/outbox/{name}/").status_code == 404


def test_a_mail_when_a_foreign_name_begins_it_then_keeps_the_direction_of_its_language(client, settings):
    letter = write("fa")
    letter.language, letter.text = "fa", "Qorqyt Ata کرسی هیئت داوران را پذیرفت."
    EmailBackend().send_messages([message_of(letter)])
    (file,) = EmailBackend().folder.glob("*.eml")
    assert '<article class="panel" lang="fa" dir="rtl">' in client.get(f"/outbox/{file.stem}/").content.decode()


def test_the_example_when_on_a_phone_then_shows_each_mail_as_a_block(client, in_folder):
    assert '<table class="table table-stack">' in client.get("/outbox/").content.decode()


def test_from_another_machine_there_is_no_such_page(client, in_folder):
    assert client.get("/outbox/", REMOTE_ADDR="192.0.2.1").status_code == 404


def test_outside_the_example_there_is_no_such_page(client, in_folder, settings):
    settings.EXAMPLE_MODE = False
    assert client.get("/outbox/").status_code == 404
