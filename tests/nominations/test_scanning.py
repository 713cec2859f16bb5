"""Files wait for the scanner, open when it found nothing, and are gone, and told of, when it found a virus."""

import io
import socket
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from nominations import beat, clamd, evidence, lacking, permissions, scanning, shape, submission, tasks
from nominations.models import Evidence, Nomination, Question
from nominations.states import SCAN_MOVES, ScanStatus
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import fake_clamd, hostile, way


@pytest.fixture
def scanner(settings):
    with fake_clamd.clamd() as (made, url):
        settings.SCANNER_URL = url
        yield made


@pytest.fixture
def draft(db) -> Nomination:
    return make.draft(make.call())


def add(draft: Nomination, name: str = "report.png", side: int = 10) -> Evidence:
    question = Question.objects.get(step__form=draft.form, key="report")
    upload = SimpleUploadedFile(name, hostile.picture(size=(side, side)))
    return evidence.add(draft, question, upload, by=draft.nominator)


def put_virus_into(made: Evidence) -> None:
    """Store what no cleaning left: the scanner is the second witness."""
    with made.file.storage.open(made.file.name, "wb") as opened:
        opened.write(fake_clamd.EICAR)


def scan_of(made: Evidence) -> str:
    return Evidence.objects.get(pk=made.pk).scan


def open_it(client: Client, made: Evidence, by=None) -> int:
    client.force_login(by or made.nomination.nominator)
    answer = client.get(f"{way.base(made.nomination)}evidence/{made.public_id}/")
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def test_without_a_scanner_a_file_opens_and_says_that_it_was_not_scanned(client: Client, draft):
    made = add(draft)
    assert made.scan == ScanStatus.UNSCANNED
    assert open_it(client, made) == 200
    assert scanning.waiting() == []
    assert beat.sweep_scans() == 0
    assert "checked, not scanned for viruses" in str(client.get(way.base(draft)).content.decode())


def test_a_file_is_held_back_until_the_scanner_answered(
    client: Client, draft, scanner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as sent_out:
        made = add(draft)
    assert made.scan == ScanStatus.QUARANTINED
    assert open_it(client, made) == 403
    page = client.get(way.base(draft)).content.decode()
    assert "report.png" in page
    assert "held back until it is scanned" in page
    assert f"evidence/{made.public_id}" not in page
    for then in sent_out:
        then()
    assert scan_of(made) == ScanStatus.CLEAN
    assert open_it(client, made) == 200
    with made.file.open("rb") as opened:
        assert scanner.seen == [opened.read()]
    assert AuditEvent.objects.get(what="evidence.clean").on == f"evidence:{made.public_id}"


def test_a_virus_is_deleted_told_and_counted_no_more(
    client: Client, draft, scanner, django_capture_on_commit_callbacks
):
    made = add(draft)
    put_virus_into(made)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.scan_evidence(made.pk)
    assert scan_of(made) == ScanStatus.INFECTED
    assert not made.file.storage.exists(made.file.name)
    assert open_it(client, made) == 403
    assert "a virus was found" in client.get(way.base(draft)).content.decode()
    letter = Letter.objects.get(name="nominations/evidence_infected")
    assert letter.to == draft.nominator.email
    assert "report.png" in letter.text
    assert AuditEvent.objects.get(what="evidence.infected").facts == {"virus": "Win.Test.EICAR_HDB-1"}


def test_a_virus_found_twice_is_told_once(draft, scanner, django_capture_on_commit_callbacks):
    made = add(draft)
    put_virus_into(made)
    with django_capture_on_commit_callbacks(execute=True):
        assert scanning.scan(made.pk) == ScanStatus.INFECTED
        assert scanning.scan(made.pk) is None
        assert scanning.settle(made, "another") is None
    assert Letter.objects.filter(name="nominations/evidence_infected").count() == 1
    assert AuditEvent.objects.filter(what__startswith="evidence.").count() == 1
    assert len(scanner.seen) == 1


def test_officers_see_what_became_of_a_file_and_the_jury_sees_none_that_does_not_open(client: Client, draft):
    made = add(draft)
    Evidence.objects.filter(pk=made.pk).update(scan=ScanStatus.QUARANTINED)
    files = Evidence.objects.all()
    assert not permissions.may_read_evidence(draft.nominator, files.get())
    Nomination.objects.filter(pk=draft.pk).update(
        status="submitted", reference="X-1", submitted_at=draft.created_at, dossier=make.dossier(draft.call)
    )
    officer = user("", "officer")
    assert open_it(client, files.get(), officer) == 403
    desk = way.base(draft).replace("/nominations/", "/screening/")
    assert "held back until it is scanned" in client.get(desk).content.decode()


def test_a_file_that_is_gone_answers_no_question_and_takes_no_place(draft):
    made = [add(draft, side=side) for side in (10, 11, 12)]
    Question.objects.filter(key="report").update(required=True)
    shape.forget()
    form = shape.of(draft.form)
    missing = {page.key for page in lacking.unanswered(form, make.ANSWERS, made)}
    assert "work" not in missing
    Evidence.objects.update(scan=ScanStatus.INFECTED)
    assert "work" in {page.key for page in lacking.unanswered(form, make.ANSWERS, Evidence.objects.all())}
    assert add(draft, side=13)


def test_a_dead_scanner_leaves_the_file_waiting_and_the_sweep_asks_again(draft, settings):
    settings.SCANNER_URL = "tcp://127.0.0.1:9"
    made = add(draft)
    assert beat.sweep_scans() == 1
    assert scan_of(made) == ScanStatus.QUARANTINED
    with fake_clamd.clamd() as (_, settings.SCANNER_URL):
        assert beat.sweep_scans() == 1
    assert scan_of(made) == ScanStatus.CLEAN
    assert beat.sweep_scans() == 0


def test_files_from_before_the_scanner_are_scanned_too(draft, settings):
    made = add(draft)
    with fake_clamd.clamd() as (_, settings.SCANNER_URL):
        assert beat.sweep_scans() == 1
    assert scan_of(made) == ScanStatus.CLEAN


@pytest.mark.parametrize(
    "said", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: maybe\0", b"OK FOUND?\0", b"x" * 9_000]
)
def test_an_answer_that_is_none_opens_nothing(draft, scanner, said):
    made = add(draft)
    scanner.answer = said
    tasks.scan_evidence(made.pk)
    assert scan_of(made) == ScanStatus.QUARANTINED


def test_a_slow_scanner_is_given_up_in_time(scanner, settings):
    scanner.waits = 1.0
    began = time.monotonic()
    with pytest.raises(clamd.NoAnswer):
        clamd.virus_in(io.BytesIO(b"x"), settings.SCANNER_URL, seconds=0.2)
    assert time.monotonic() - began < 0.8
    scanner.waits = 0.0
    assert clamd.virus_in(io.BytesIO(b"x"), settings.SCANNER_URL, seconds=5) is None


def test_a_scanner_answers_over_a_socket_of_the_machine(tmp_path):
    with fake_clamd.clamd(str(tmp_path / "clamd"), socket.AF_UNIX) as (made, url):
        assert clamd.virus_in(io.BytesIO(b"a" * 200_000), url) is None
        assert clamd.virus_in(io.BytesIO(fake_clamd.EICAR), url) == "Win.Test.EICAR_HDB-1"
    assert made.seen == [b"a" * 200_000, fake_clamd.EICAR]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "tcp://", "unix:/nowhere/at/all", "nonsense", "tcp://[::1"])
def test_an_address_that_is_none_gives_no_answer(url):
    with pytest.raises(clamd.NoAnswer):
        clamd.virus_in(io.BytesIO(b"x"), url)


def test_no_scan_is_undone():
    assert set().union(*SCAN_MOVES.values()) == {ScanStatus.CLEAN, ScanStatus.INFECTED}
    assert not SCAN_MOVES[ScanStatus.INFECTED]


def test_a_file_that_does_not_open_says_why(draft):
    made = add(draft)
    for scan, why in (("quarantined", "held back until it was checked"), ("infected", "A virus was found")):
        Evidence.objects.filter(pk=made.pk).update(scan=scan)
        with pytest.raises(Refused, match=why):
            permissions.may_read_evidence.require(draft.nominator, Evidence.objects.get(pk=made.pk))
    assert submission.Submission.objects.count() == 0
