"""Files: looked into by content, made harmless, named by us, handed out to be saved and never to be run."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from awards_site import clock
from awards_site.models import AuditEvent
from awards_site.rules import Refused
from nominations import evidence, history, intake
from nominations.models import Evidence, Nomination, Question
from nominations.states import NominationStatus
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import hostile, way

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Nomination:
    return make.draft(make.call())


def add(draft: Nomination, name: str, content: bytes) -> Evidence:
    question = Question.objects.get(step__form=draft.form, key="report")
    return evidence.add(draft, question, SimpleUploadedFile(name, content), by=draft.nominator)


def stored(each: Evidence) -> bytes:
    with each.file.open("rb") as opened:
        return opened.read()


@pytest.mark.parametrize(("name", "content"), hostile.REFUSED, ids=[name for name, _ in hostile.REFUSED])
def test_what_we_do_not_take_is_refused_with_a_sentence_and_not_stored(draft, settings, name, content):
    with pytest.raises(intake.Unwelcome) as refused:
        add(draft, name, content)
    assert name in str(refused.value)
    assert not Evidence.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()


@pytest.mark.parametrize(("name", "content", "gone"), hostile.DISARMED, ids=[each[0] for each in hostile.DISARMED])
def test_what_is_active_is_gone_from_what_is_stored(draft, name, content, gone):
    assert gone in content  # the control: it was there
    made = add(draft, name, content)
    assert gone not in stored(made)
    assert made.size == len(stored(made))


def test_a_harmless_pdf_keeps_its_links_and_pages(draft):
    link = hostile.pikepdf.Dictionary(S=hostile.pikepdf.Name.URI, URI="https://city.example/")
    content = hostile.pdf_with_note(Subtype=hostile.pikepdf.Name.Link, A=link)
    assert b"https://city.example/" in stored(add(draft, "report.pdf", content))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\fakepath\\report.png", "report.png"),
        ("گزارش پایانی.png", "گزارش پایانی.png"),
        ("a\u202egnp.png", "agnp.png"),
        ("x" * 400 + ".png", "x" * 147 + ".png"),
    ],
)
def test_the_name_it_came_with_is_shown_but_reaches_no_path(draft, name, shown):
    made = add(draft, name, hostile.picture())
    assert made.title == shown
    assert made.file.name == f"{made.public_id.hex[:2]}/{made.public_id.hex}"


def test_the_same_file_twice_is_one(draft):
    assert add(draft, "a.png", hostile.picture()) == add(draft, "b.png", hostile.picture())
    assert add(draft, "a.pdf", hostile.pdf()) == add(draft, "a.pdf", hostile.pdf())
    assert Evidence.objects.count() == 2


def test_no_more_files_than_the_question_takes(draft):
    for side in (10, 11, 12):
        add(draft, "a.png", hostile.picture(size=(side, side)))
    with pytest.raises(intake.Unwelcome, match="You can add 3 files here"):
        add(draft, "a.png", hostile.picture(size=(13, 13)))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(draft):
    large = SimpleUploadedFile("a.png", b"")
    large.size = 11 * 1024 * 1024
    question = Question.objects.get(step__form=draft.form, key="report")
    with pytest.raises(intake.Unwelcome, match="larger than 10 MB"):
        evidence.add(draft, question, large, by=draft.nominator)


def test_nobody_else_adds_or_removes_files_nor_anybody_after_the_deadline(draft):
    made = add(draft, "a.png", hostile.picture())
    with pytest.raises(Http404):
        evidence.remove(made, by=user())
    with clock.standing_at(draft.call.closes_at):
        with pytest.raises(Refused):
            evidence.remove(made, by=draft.nominator)
        with pytest.raises(Refused):
            add(draft, "b.png", hostile.picture(size=(9, 9)))


class SlowFile(SimpleUploadedFile):
    """A file during whose reading the secretariat decides."""

    def read(self, *args):
        Nomination.objects.update(status=NominationStatus.INELIGIBLE)
        return super().read(*args)


@pytest.mark.parametrize("asks_again", [True, False])
def test_a_file_that_was_judged_while_the_nomination_was_decided_on_stays_out(monkeypatch, asks_again):
    sent = make.nomination(make.call())
    question = Question.objects.get(step__form=sent.form, key="report")
    if not asks_again:  # the control
        monkeypatch.setattr(evidence, "ask_again", lambda *_: None)
    with nullcontext() if not asks_again else pytest.raises(Refused, match="decided"):
        evidence.add(sent, question, SlowFile("a.png", hostile.picture()), by=sent.nominator)
    assert Evidence.objects.exists() is not asks_again


def test_history_tells_of_files_added_to_what_was_sent_and_the_chain_never_their_titles(draft):
    sent = make.nomination(draft.call, by=draft.nominator)
    kept = add(sent, "Kept.png", hostile.picture())
    evidence.remove(add(sent, "Gone.png", hostile.picture(size=(9, 9))), by=sent.nominator)
    told = [line.did for line in history.told(sent, [kept], {}, sent.nominator)]
    assert told == ["Removed a file", "Added a file", "Added the file “Kept.png”"]
    chain = AuditEvent.objects.filter(on=f"nomination:{sent.public_id}")
    assert chain.count() == 3
    assert "png" not in str([event.facts for event in chain])


def test_a_file_is_handed_out_to_be_saved_to_its_nominator_alone(client: Client, draft):
    made = add(draft, "گزارش.pdf", hostile.pdf())
    address = f"{way.base(draft)}evidence/{made.public_id}/"
    assert client.get(address).status_code == 302
    client.force_login(draft.nominator)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == stored(made)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    for role in ("officer", "secretary_general", "board", "auditor"):
        way.signed_in(client, user("", role))
        assert client.get(address).status_code == 404, role


def test_files_are_sent_and_removed_on_the_step(client: Client):
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    for step in ("eligibility", "nominee"):
        way.post(client, nomination, step, way.TYPED[step])
    sent = SimpleUploadedFile("report.pdf", hostile.pdf())
    answer = way.post(client, nomination, "work", {"headline": "Half", "report": sent}, do="upload:report")
    assert answer.status_code == 302
    made = Evidence.objects.get()
    assert "report.pdf" in client.get(way.step_of(nomination, "work")).content.decode()
    assert Nomination.objects.get().typed["work"]["headline"] == ["Half"]
    bad = SimpleUploadedFile("page.html", b"<script>")
    answer = way.post(client, nomination, "work", {"headline": "Half", "report": bad}, do="upload:report")
    assert "is not a file we can take" in answer.content.decode()
    way.post(client, nomination, "work", {"headline": "Half"}, do=f"drop:{made.public_id}")
    assert not Evidence.objects.exists()
