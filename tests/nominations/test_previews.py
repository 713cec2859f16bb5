"""Previews: a picture of ours is all that is ever shown in place, to those who may open the file."""

import io
import pickle
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from nominations import apart, evidence, harmless, previews
from nominations.models import Evidence, Nomination, Question
from nominations.states import ScanStatus
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import hostile, hostile_papers, way
from tests.nominations.test_hostile_files import ALL, MEGABYTES_AT_MOST, active

TEXT = b"BT /F1 40 Tf 40 100 Td (%s) Tj ET"
DRAW_ALL = """
import pickle, sys
from nominations.previewing import preview
def drawn(kind, content):
    try:
        return preview(content, kind, 1, 1200)[1]
    except Exception:
        return b""
sys.stdout.buffer.write(pickle.dumps([drawn(*each) for each in pickle.load(sys.stdin.buffer)]))
"""
MEASURE = """
import resource, sys
from nominations import apart
print(apart.preview(sys.stdin.buffer.read(), "application/pdf", 1, 1200))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def paper(*words: str) -> bytes:
    """Write a PDF with these words on its pages; a page without any is blank."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for word in words:
        document.add_blank_page(page_size=(300, 200))
        page = document.pages[-1]
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(TEXT % word.encode() if word else b"")
    return hostile_papers.saved(document)


def add(draft: Nomination, name: str, content: bytes) -> tuple[Evidence, str]:
    question = Question.objects.get(step__form=draft.form, key="report")
    made = evidence.add(draft, question, SimpleUploadedFile(name, content), by=draft.nominator)
    return made, f"{way.base(draft)}evidence/{made.public_id}/"


@pytest.fixture
def draft(db) -> Nomination:
    return make.draft(make.call())


def test_every_hostile_file_is_drawn_as_a_small_plain_picture_or_not_at_all():
    known = [(kind, content) for _name, content in ALL if (kind := harmless.kind_of(content))]
    done = subprocess.run([sys.executable, "-c", DRAW_ALL], input=pickle.dumps(known), capture_output=True, check=True)
    drawn = [each for each in pickle.loads(done.stdout) if each]  # noqa: S301 - what we just wrote
    assert len(drawn) > len(known) // 4
    for each in drawn:
        assert active(each, harmless.JPEG) == []
        assert max(Image.open(io.BytesIO(each)).size) <= 1200
        assert len(each) <= 200_000


def test_a_bomb_takes_no_more_memory_to_draw_than_any_file():
    bomb = hostile_papers.page_bomb()
    done = subprocess.run([sys.executable, "-c", MEASURE], input=bomb, capture_output=True, check=True)
    told, megabytes = done.stdout.decode().split("\n")[:2]
    assert told in {"(0, b'')", "(1, b'')"}
    assert int(megabytes) < MEGABYTES_AT_MOST


def test_a_large_picture_is_shown_small_in_place_and_the_file_itself_is_only_saved(client: Client, draft):
    noise = Image.effect_noise((2000, 1500), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, format="JPEG", quality=95)
    made, address = add(draft, "square.jpg", out.getvalue())
    client.force_login(draft.nominator)
    sizes = []
    for query, longest in (("", 1200), ("?size=small", 480)):
        answer = client.get(f"{address}preview/{query}")
        assert answer["Content-Disposition"] == 'inline; filename="preview.jpg"'
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer["Cache-Control"] == "private, no-store"
        assert max(Image.open(io.BytesIO(answer.content)).size) == longest
        assert active(answer.content, harmless.JPEG) == []
        sizes.append(len(answer.content))
    whole = client.get(address)
    assert whole.getvalue()
    assert whole["Content-Disposition"].startswith("attachment")
    print(f"{made.size:,} bytes; shown with {sizes[0]:,}, in a list with {sizes[1]:,}")
    assert sizes[0] < made.size / 5
    assert sizes[1] < 60_000


def test_a_paper_is_looked_through_by_plain_links_and_tells_how_many_pages_it_has(client: Client, draft):
    _made, address = add(draft, "report.pdf", paper("One", "Two", ""))
    client.force_login(draft.nominator)
    first, second, third = (client.get(f"{address}pages/?page={each}").content.decode() for each in (1, 2, 99))
    assert "Page 1 of 3" in first
    assert 'href="?page=2"' in first
    assert 'rel="prev"' not in first
    assert 'alt="Picture of page 2 of “report.pdf”"' in second
    assert 'href="?page=1"' in second
    assert 'href="?page=3"' in second
    assert "Page 3 of 3" in third
    assert "There is nothing to see on this page" in third
    assert f'href="{address}"' in third
    assert "<img" not in third
    one, two = (client.get(f"{address}preview/?page={each}") for each in (1, 2))
    assert one.content != two.content
    for page in ("3", "4", "0", "999999999", "x", "-1", "²"):
        assert client.get(f"{address}preview/?page={page}").status_code == 404, page
        assert client.get(f"{address}pages/?page={page}").status_code == 200, page


def test_a_paper_that_can_not_be_drawn_gives_a_quiet_sentence(client: Client, draft):
    made, address = add(draft, "report.pdf", paper("One"))
    Path(made.file.path).write_bytes(b"%PDF-1.7 nothing")
    client.force_login(draft.nominator)
    assert "There is nothing to see on this page" in client.get(f"{address}pages/").content.decode()
    assert client.get(f"{address}preview/").status_code == 404
    Path(made.file.path).unlink()
    previews.forget(made)
    assert client.get(f"{address}pages/").status_code == 404


def test_a_page_is_drawn_once_and_again_where_only_half_of_it_was_kept(draft, monkeypatch):
    made, _address = add(draft, "report.pdf", paper("One"))
    first = previews.of(made, 1, by=draft.nominator)
    drawn = []
    monkeypatch.setattr(apart, "preview", lambda *_: drawn.append(1) or (1, b"again"))
    assert previews.of(made, 1, by=draft.nominator) == first
    assert drawn == []
    kept = Path(made.file.path + ".previews") / "1-1200"
    kept.write_bytes(kept.read_bytes()[:-9])
    assert previews.of(made, 1, by=draft.nominator).jpeg == b"again"


@pytest.mark.parametrize("drawn_late", [False, True])
def test_previews_go_with_their_file(draft, django_capture_on_commit_callbacks, drawn_late):
    made, _address = add(draft, "report.pdf", paper("One", "Two"))
    previews.of(made, 1, by=draft.nominator)
    path, copy = Path(made.file.path), Path(made.file.path).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(Evidence.objects.get(), by=draft.nominator)
    if drawn_late:  # somebody had opened the page before the file went
        made.file.storage.save(made.file.name, io.BytesIO(copy))
        previews.of(made, 2, by=draft.nominator)
    assert not path.with_name(path.name + ".previews").exists()


def test_nobody_sees_a_preview_who_may_not_open_the_file(client: Client, draft):
    made, address = add(draft, "report.pdf", paper("One"))
    for page in ("pages/", "preview/"):
        assert client.get(address + page).status_code == 302
        for role in ("officer", "board", "auditor"):
            way.signed_in(client, user("", role))
            assert client.get(address + page).status_code == 404, role
        client.logout()
    client.force_login(draft.nominator)
    for held_back in (ScanStatus.QUARANTINED, ScanStatus.INFECTED):
        Evidence.objects.update(scan=held_back)
        for page in ("pages/", "preview/"):
            assert client.get(address + page).status_code == 403
    assert not Path(made.file.path + ".previews").exists()


def test_pictures_stand_where_files_are_read_and_come_only_when_seen(client: Client, db):
    sent = way.sent(client)
    _made, address = add(sent, "square.png", hostile.picture())
    small = f'<img src="{address}preview/?size=small" loading="lazy" alt="Picture of “square.png”">'
    assert small in client.get(way.base(sent)).content.decode()
    assert small in client.get(way.step_of(sent, "check")).content.decode()
    assert small not in client.get(way.step_of(sent, "work")).content.decode()
    assert small not in client.get(way.base(sent), headers={"Save-Data": "on"}).content.decode()
    way.signed_in(client, user("", "officer"))
    desk = way.base(sent).replace("/nominations/", "/screening/")
    assert small in client.get(desk).content.decode()
