"""Files in pieces: whatever the line does, the file stored is the file sent, or there is none."""

import datetime as dt
from contextlib import suppress
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from awards_site import clock
from awards_site.rules import Refused
from nominations import beat, drafting, evidence, unfinished, uploading
from nominations.models import Call, Evidence, Nomination, Question, Upload
from nominations.states import Reach
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import hostile, hostile_papers, hostile_pictures, way
from tests.nominations.test_hostile_files import active

pytestmark = pytest.mark.django_db
SENT = bytes(range(256)) * 4
DAY = dt.timedelta(days=1)


@pytest.fixture
def draft() -> Nomination:
    return make.draft(make.call())


def report(draft: Nomination) -> Question:
    return Question.objects.get(step__form=draft.form, key="report")


def begin(draft: Nomination, content: bytes = SENT, name: str = "a.pdf", **more) -> Upload:
    told = {"by": draft.nominator, "name": name, "size": len(content), "mark": "a1", **more}
    return uploading.begin(draft, report(draft), **told)


def arrived(upload: Upload) -> bytes:
    return unfinished.path_of(upload.public_id).read_bytes()


class Browser:
    """A browser that sends one file, piece by piece."""

    def __init__(self, client: Client, draft: Nomination, content: bytes, name: str) -> None:
        self.client, self.content, self.address = client, content, f"{way.base(draft)}upload/"
        self.about = {"question": "report", "name": name, "size": len(content), "mark": "a1"}

    def ask(self):
        return self.client.post(self.address, self.about)

    def piece(self, token: str, start: int, end: int):
        told = {"question": "report", "upload": token, "offset": start}
        return self.client.post(self.address, told | {"piece": SimpleUploadedFile("blob", self.content[start:end])})

    def send(self, size: int):
        answer = self.ask()
        while answer.status_code == 200 and "files" not in answer.json():
            told = answer.json()
            answer = self.piece(told["upload"], told["received"], told["received"] + size)
        return answer


PIECES = st.lists(st.tuples(st.integers(0, len(SENT)), st.integers(0, len(SENT))), max_size=30)


def send_badly(draft: Nomination, pieces: list[tuple[int, int]]) -> bytes:
    """Send pieces in any order, over and over, and at last whatever is missing."""
    upload = begin(draft)
    for start, length in pieces:
        before = upload.received
        with suppress(evidence.Unwelcome):
            upload = uploading.take(upload, offset=start, piece=SENT[start : start + length], by=draft.nominator)
        assert upload.received >= before
        assert upload.received == unfinished.size_of(upload.public_id)
        assert arrived(upload) == SENT[: upload.received] if upload.received else True
    while not upload.is_whole:
        there = upload.received
        upload = uploading.take(upload, offset=there, piece=SENT[there : there + 300], by=draft.nominator)
    content = arrived(upload)
    uploading.cancel(upload, by=draft.nominator)
    return content


@given(PIECES)
@settings(max_examples=40)
def test_a_file_whatever_order_its_pieces_come_in_is_the_file_that_was_sent(draft, pieces):
    assert send_badly(draft, pieces) == SENT


def test_without_the_question_where_a_piece_belongs_a_late_one_undoes_what_came_since(draft, monkeypatch):
    monkeypatch.setattr(uploading, "is_next", lambda *_: True)
    with pytest.raises(AssertionError):
        send_badly(draft, [(0, 300), (0, 300), (100, 50)])


def test_what_a_dead_process_wrote_but_never_acknowledged_is_written_over(draft):
    upload = uploading.take(begin(draft), offset=0, piece=SENT[:300], by=draft.nominator)
    with unfinished.path_of(upload.public_id).open("ab") as part:
        part.write(b"torn")
    upload = uploading.take(begin(draft), offset=300, piece=SENT[300:400], by=draft.nominator)
    assert arrived(upload) == SENT[:400]


def test_a_file_whose_bytes_were_lost_begins_anew(draft):
    upload = uploading.take(begin(draft), offset=0, piece=SENT[:300], by=draft.nominator)
    unfinished.delete(upload.public_id)
    assert uploading.take(upload, offset=300, piece=SENT[300:], by=draft.nominator).received == 0


def test_a_file_in_pieces_cut_at_each_boundary_and_resumed_is_stored_as_the_whole_one_is(client: Client, draft):
    client.force_login(draft.nominator)
    content = hostile.pdf()
    cuts = [*range(0, len(content), len(content) // 7), len(content)]
    browser = Browser(client, draft, content, "report.pdf")
    for start, end in pairwise(cuts):
        told = browser.ask().json()  # a reload: it asks, and goes on where the server stands
        assert told["received"] == start
        last = browser.piece(told["upload"], start, end)
    assert "report.pdf" in last.json()["files"]
    assert browser.piece(told["upload"], start, end).json() == last.json()  # the answer was lost on the way
    assert browser.ask().json()["files"] == last.json()["files"]
    made = Evidence.objects.get()
    other = make.draft(draft.call)
    whole = evidence.add(other, report(other), SimpleUploadedFile("report.pdf", content), by=other.nominator)
    assert (made.sha256, made.title) == (whole.sha256, whole.title)
    assert list(unfinished.folder().iterdir()) == []


def test_two_windows_that_send_one_file_store_it_once(client: Client, draft):
    client.force_login(draft.nominator)
    content = hostile.picture()
    one, other = (Browser(client, draft, content, "a.png") for _ in range(2))
    token = one.ask().json()["upload"]
    assert other.ask().json()["upload"] == token
    half = len(content) // 2
    assert one.piece(token, 0, half).json()["received"] == half
    assert other.piece(token, 0, half).json()["received"] == half
    assert "files" in other.piece(token, half, len(content)).json()
    assert "files" in one.piece(token, half, len(content)).json()
    assert Evidence.objects.count() == 1
    assert client.post(one.address, {"question": "report", "upload": token, "cancel": "on"}).status_code == 200
    assert other.piece(token, 0, 9).status_code == 409
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"size": 11 * 1024 * 1024}, "larger than 10 MB"),
        ({"size": 0}, "is empty"),
        ({"name": "page.html"}, "not a file we can take"),
    ],
)
def test_what_would_be_refused_anyway_is_refused_before_it_is_sent(draft, told, sentence):
    with pytest.raises(evidence.Unwelcome, match=sentence):
        begin(draft, **told)
    assert not Upload.objects.exists()


def test_more_than_was_told_and_more_than_a_piece_is_refused(draft, monkeypatch):
    with pytest.raises(evidence.Unwelcome, match="More came"):
        uploading.take(begin(draft), offset=0, piece=SENT + b"!", by=draft.nominator)
    monkeypatch.setattr(uploading, "PIECE_AT_MOST", 10)
    with pytest.raises(evidence.Unwelcome, match="More came"):
        uploading.take(begin(draft), offset=0, piece=SENT[:11], by=draft.nominator)


def test_nobody_fills_the_disk_with_files_that_never_become_whole(draft, monkeypatch):
    for number in range(uploading.OPEN_AT_MOST):
        begin(draft, mark=f"{number}")
    with pytest.raises(evidence.Unwelcome, match="Too many files"):
        begin(draft, mark="f")
    monkeypatch.setattr(uploading, "MEGABYTES_OF_A_PERSON", 0.001)
    with pytest.raises(evidence.Unwelcome, match="Too many files"):
        begin(make.draft(draft.call, draft.nominator))


def test_the_last_piece_after_the_deadline_is_refused_and_nothing_becomes_evidence(client: Client, draft):
    client.force_login(draft.nominator)
    content = hostile.picture()
    browser = Browser(client, draft, content, "a.png")
    token = browser.ask().json()["upload"]
    assert browser.piece(token, 0, 20).status_code == 200
    Call.objects.update(closes_at=clock.now())
    answer = browser.piece(token, 20, len(content))
    assert (answer.status_code, answer.json()["refused"][:12]) == (403, "The deadline")
    with pytest.raises(Refused):  # asked again under the lock
        uploading.take(Upload.objects.get(), offset=20, piece=content[20:], by=draft.nominator)
    assert (Upload.objects.get().received, Evidence.objects.count()) == (20, 0)


def test_who_was_signed_out_is_told_and_what_arrived_stays(client: Client, draft):
    client.force_login(draft.nominator)
    browser = Browser(client, draft, hostile.picture(), "a.png")
    token = browser.ask().json()["upload"]
    browser.piece(token, 0, 20)
    client.logout()
    answer = browser.piece(token, 20, 40)
    assert (answer.status_code, answer.json()["refused"][:19]) == (401, "You are signed out.")
    client.force_login(draft.nominator)
    assert browser.ask().json() == {"upload": token, "received": 20}


def test_nobody_goes_on_with_anothers_upload(client: Client, draft):
    token = str(begin(draft).public_id)
    colleague = make.colleague(draft, user(), Reach.EDIT).person
    client.force_login(colleague)
    assert Browser(client, draft, SENT, "a.pdf").piece(token, 0, 9).status_code == 409
    client.force_login(user())
    assert Browser(client, draft, SENT, "a.pdf").ask().status_code == 404
    with pytest.raises(Http404):
        begin(draft, by=user())


def test_uploads_left_behind_are_swept_after_a_day_and_those_of_a_draft_with_it(
    draft, django_capture_on_commit_callbacks
):
    upload = uploading.take(begin(draft), offset=0, piece=SENT[:9], by=draft.nominator)
    assert beat.sweep_uploads() == 0
    with clock.standing_at(clock.now() + DAY):
        assert beat.sweep_uploads() == 1
    assert (Upload.objects.count(), unfinished.size_of(upload.public_id)) == (0, 0)
    upload = uploading.take(begin(draft), offset=0, piece=SENT[:9], by=draft.nominator)
    with django_capture_on_commit_callbacks(execute=True):
        drafting.discard(draft, by=draft.nominator)
    assert unfinished.size_of(upload.public_id) == 0


HOSTILE = [
    *hostile.REFUSED[:3],
    *((name, content) for name, content, _gone in hostile.DISARMED[:3]),
    *[each for each in hostile_papers.PAPERS if each[0] in {"open-to-all.pdf", "and-zip.pdf"}],
    *[each for each in hostile_pictures.PICTURES if each[0] in {"located.jpg", "inside.png"}],
]


@pytest.mark.parametrize(("name", "content"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_a_hostile_file_in_pieces_fares_as_it_does_whole(client: Client, draft, name, content):
    client.force_login(draft.nominator)
    answer = Browser(client, draft, content, name).send(max(1, len(content) // 3))
    if answer.status_code == 422:
        assert (Evidence.objects.count(), Upload.objects.count()) == (0, 0)
        return
    made = Evidence.objects.get()
    with made.file.open("rb") as opened:
        assert active(opened.read(), made.kind) == []
