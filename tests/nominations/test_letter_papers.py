"""A letter of support as a PDF: judged as evidence is, held back until scanned, read where letters are read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards_site.models import AuditEvent, Letter
from nominations import beat, links, scanning, support
from nominations.intake import Unwelcome
from nominations.models import LetterOfSupport
from nominations.states import NominationStatus, Phase, ScanStatus, SupportStatus
from tests.factories import jury, nominations
from tests.factories.people import user
from tests.nominations import fake_clamd, hostile, hostile_papers

pytestmark = pytest.mark.django_db
TEXT = "word " * 60


@pytest.fixture
def scanner(settings):
    with fake_clamd.clamd() as (made, url):
        settings.SCANNER_URL = url
        yield made


@pytest.fixture
def letter():
    return nominations.letter_of_support(nominations.nomination(nominations.call()))


def paper(name: str = "letter.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, hostile.pdf() if content is None else content)


def page_of(row: LetterOfSupport, name: str = "support") -> str:
    return reverse(f"nominations:{name}", kwargs={**row.nomination.call.slugs, "token": links.seal(row)})


def on_the_desk(row: LetterOfSupport) -> str:
    given = {**row.nomination.call.slugs, "nomination": row.nomination.public_id, "letter": row.public_id}
    return reverse("nominations:letter_paper", kwargs=given)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_paper_alone_is_a_letter(client, letter):
    answer = client.post(page_of(letter), {"do": "send", "text": "", "version": "1", "paper": paper("نامه.pdf")})
    assert answer.status_code == 302
    row = LetterOfSupport.objects.get()
    assert (row.status, row.text, row.title, row.scan) == ("received", "", "نامه.pdf", ScanStatus.UNSCANNED)
    assert AuditEvent.objects.get(what="support.received").facts["file"] == row.sha256


def test_the_same_paper_twice_is_once_and_another_takes_its_place(letter):
    first = support.receive(letter, upload=paper())
    assert support.receive(letter, upload=paper()).version == first.version
    other = support.receive(letter, upload=paper("other.pdf", hostile_papers.many_pages(2)))
    assert other.version == first.version + 1
    assert other.file.name != first.file.name


def test_a_paper_goes_away_only_where_a_letter_stays(letter):
    support.receive(letter, upload=paper())
    with pytest.raises(support.WrongLength):
        support.receive(letter, drops_paper=True)
    row = support.receive(letter, text=TEXT, drops_paper=True)
    assert (bool(row.file), row.title, row.size) == (False, "", 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [("letter.png", hostile.picture()), ("letter.pdf", hostile.picture()), ("letter.pdf", b""), ("x.exe", b"MZ")],
)
def test_what_is_no_pdf_is_refused_and_every_word_stays(client, letter, name, content):
    with pytest.raises(Unwelcome):
        support.receive(letter, upload=paper(name, content))
    page = client.post(
        page_of(letter), {"do": "send", "text": "Typed.", "version": "1", "paper": paper(name, content)}
    )
    assert "Typed." in page.content.decode()
    assert LetterOfSupport.objects.get().status == SupportStatus.REQUESTED


def test_a_page_that_comes_back_asks_for_the_paper_once_more(client, letter):
    type(letter.nomination.call).objects.update(unrelated_letters_wanted=1)
    posted = {"do": "send", "text": "Typed.", "version": "1", "paper": paper()}
    page = client.post(page_of(letter), posted).content.decode()
    assert "Choose your PDF once more." in page
    assert "Typed." in page


def test_a_paper_is_read_by_referee_and_secretariat_and_never_by_the_nominator(client, letter):
    row = support.receive(letter, upload=paper())
    for who, address in ((client, page_of(row, "own_paper")), (signed_in(user("", "officer")), on_the_desk(row))):
        answer = who.get(address)
        assert answer.getvalue().startswith(b"%PDF")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
    nominator = signed_in(row.nomination.nominator)
    assert nominator.get(on_the_desk(row)).status_code == 404
    assert (
        "letter.pdf"
        not in nominator.get(
            reverse(
                "nominations:letters", kwargs={**row.nomination.call.slugs, "nomination": row.nomination.public_id}
            )
        ).content.decode()
    )


def test_jurors_open_a_paper_of_a_dossier_that_is_theirs_and_no_other():
    call = nominations.call(Phase.ASSESSMENT)
    file = nominations.nomination(call, NominationStatus.ELIGIBLE)
    row = nominations.letter_of_support(file)
    with_paper(row)
    seat = jury.seat(jury.panel(call, 0))
    jury.assignment(jury.round_of(call, "assessment", file.dossier), seat, file.dossier)
    given = {**call.slugs, "dossier": file.dossier.public_id, "letter": row.public_id}
    address = reverse("jury:dossier_letter", kwargs=given)
    assert signed_in(seat.user).get(address).getvalue().startswith(b"%PDF")
    assert signed_in(user()).get(address).status_code == 404
    LetterOfSupport.objects.update(scan=ScanStatus.QUARANTINED)
    assert signed_in(seat.user).get(address).status_code == 404


def with_paper(row: LetterOfSupport) -> None:
    row.file.save("file", paper(), save=False)
    row.title, row.status, row.received_at = "letter.pdf", SupportStatus.RECEIVED, row.asked_at
    row.save()


def test_a_paper_is_held_back_until_it_is_scanned(scanner, letter):
    row = support.receive(letter, upload=paper())
    assert row.scan == ScanStatus.QUARANTINED
    officer = signed_in(user("", "officer"))
    assert officer.get(on_the_desk(row)).status_code == 403
    assert beat.sweep_scans() == 1
    assert LetterOfSupport.objects.get().scan == ScanStatus.CLEAN
    assert officer.get(on_the_desk(row)).getvalue().startswith(b"%PDF")


def test_a_paper_with_a_virus_is_gone_and_the_letter_is_asked_for_anew(client, scanner, letter):
    row = support.receive(letter, upload=paper())
    with row.file.storage.open(row.file.name, "wb") as stored:
        stored.write(fake_clamd.EICAR)
    assert scanning.scan_letter(row.pk) == ScanStatus.INFECTED
    assert scanning.scan_letter(row.pk) is None
    row.refresh_from_db()
    assert (row.status, row.received_at, bool(row.file)) == (SupportStatus.REQUESTED, None, False)
    assert Letter.objects.get(name="nominations/support_infected").to == row.email
    assert "deleted" in client.get(page_of(row)).content.decode()
    assert support.receive(row, text=TEXT).status == SupportStatus.RECEIVED
