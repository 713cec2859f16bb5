"""Whatever is sent: nothing active is stored, nothing is served to be run, and nothing takes more than its share."""

import io
import resource
import subprocess
import sys
import time

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from nominations import apart, evidence, harmless, intake
from nominations.models import Evidence, Nomination, Question
from tests.factories import nominations as make
from tests.nominations import hostile, hostile_papers, hostile_pictures, way

ALL = [
    *hostile.REFUSED,
    *((name, content) for name, content, _gone in hostile.DISARMED),
    *hostile_papers.PAPERS,
    *hostile_pictures.PICTURES,
]
BOMBS = [*hostile_papers.BOMBS, *hostile_pictures.BOMBS]
#: What may be read of a stored file, whoever looks: none of this is ours to hand on.
MARKS = (b"<script", b"<?php", b"PK\x03\x04", b"app.alert", b"JavaScript", b"calc.exe", b"javascript:", b"MZ\0")
KEYS = {"/OpenAction", "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/AcroForm", "/Collection"}
KEYS |= {"/Encrypt", "/Metadata", "/Info"}
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Hide", "/Movie"}
JPEG_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
MEGABYTES_AT_MOST = harmless.MEMORY_AT_MOST // 1024 // 1024


def chunks_of(content: bytes) -> list[bytes]:
    names, place = [], 8
    while place < len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        names.append(content[place + 4 : place + 8])
        place += size + 12
    return names


def segments_of(content: bytes) -> list[int]:
    markers, place = [], 2
    while content[place + 1] != 0xDA:
        markers.append(content[place + 1])
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return [*markers, 0xDA]


def active_in(thing: object, depth: int = 0) -> list[str]:
    """Look through a PDF's object by rules of the test's own, not by those that cleaned it."""
    found: list[str] = []
    if depth > 60 or not isinstance(thing, pikepdf.Object):
        return found
    if isinstance(thing, pikepdf.Array):
        return [each for item in thing for each in active_in(item, depth + 1)]
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return found
    for key in thing.keys():  # noqa: SIM118 - no mapping of Python's
        value = thing[key]
        if key in KEYS or (key == "/S" and str(value) in ACTIONS):
            found.append(f"{key} {value!s}"[:60])
        if key == "/URI" and not str(value).lower().startswith(("http:", "https:", "mailto:")):
            found.append(f"{key} {value!s}"[:60])
        if not (isinstance(value, pikepdf.Object) and value.is_indirect):
            found += active_in(value, depth + 1)
    return found


def active(content: bytes, kind: str) -> list[str]:
    """Name everything in a stored file that acts, or tells what it need not."""
    found = [str(mark) for mark in MARKS if mark in content]
    if kind == harmless.PNG:
        Image.open(io.BytesIO(content)).load()
        return found + [str(name) for name in chunks_of(content) if name not in PNG_CHUNKS]
    if kind == harmless.JPEG:
        Image.open(io.BytesIO(content)).load()
        tail = [] if content.endswith(b"\xff\xd9") else ["a tail"]
        return found + tail + [hex(each) for each in segments_of(content) if each not in JPEG_SEGMENTS]
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages)
        found += [each for thing in document.objects for each in active_in(thing)]
        found += [each for each in ("/Info", "/Encrypt") if each in document.trailer]
    return found + ([] if content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF") else ["a tail"])


def sent(draft: Nomination, name: str, content: bytes) -> Evidence | None:
    question = Question.objects.get(step__form=draft.form, key="report")
    try:
        return evidence.add(draft, question, SimpleUploadedFile(name, content), by=draft.nominator)
    except intake.Unwelcome:
        return None


def test_there_are_as_many_hostile_files_as_we_say():
    assert len({(name, content) for name, content in [*ALL, *BOMBS]}) >= 100


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content"), ALL, ids=[name for name, _ in ALL])
def test_a_hostile_file_is_never_stored_with_what_it_does_nor_served_to_be_run(client: Client, name, content):
    draft = make.draft(make.call())
    made = sent(draft, name, content)
    if made is None:
        assert not Evidence.objects.exists()
        return
    with made.file.open("rb") as opened:
        kept = opened.read()
    assert kept != content
    assert active(kept, made.kind) == []
    client.force_login(draft.nominator)
    answer = client.get(f"{way.base(draft)}evidence/{made.public_id}/")
    assert answer.getvalue() == kept
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Type"] == made.kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("open-to-all.pdf", harmless.PDF),
        ("spelled.pdf", harmless.PDF),
        ("file-link.pdf", harmless.PDF),
        ("telling.pdf", harmless.PDF),
        ("and-zip.pdf", harmless.PDF),
        ("located.jpg", harmless.JPEG),
        ("xmp.jpg", harmless.JPEG),
        ("and-zip.jpg", harmless.JPEG),
        ("inside.png", harmless.PNG),
        ("moving.png", harmless.PNG),
        ("exif.png", harmless.PNG),
    ],
)
def test_what_is_active_would_be_seen(name, kind):
    content = dict(hostile_papers.PAPERS + hostile_pictures.PICTURES)[name]
    assert active(content, kind)


def test_a_picture_loses_where_it_was_taken():
    content = dict(hostile_pictures.PICTURES)["located.jpg"]
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    assert not Image.open(io.BytesIO(apart.made_harmless(content, harmless.JPEG))).getexif()


MEASURE = """
import resource, sys
from nominations import apart, harmless
content = sys.stdin.buffer.read()
try:
    kind = harmless.kind_of(content)
    kept = len(apart.made_harmless(content, kind)) if kind else 0
except harmless.Harmful as harmful:
    kept = 0
own = next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(kept, own, child)
"""


def measured(content: bytes) -> tuple[int, int, int]:
    done = subprocess.run([sys.executable, "-c", MEASURE], input=content, capture_output=True, check=True)
    kept, own, child = map(int, done.stdout.split())
    return kept, own, child


@pytest.mark.parametrize(("name", "content"), BOMBS, ids=[name for name, _ in BOMBS])
def test_a_bomb_takes_no_more_memory_and_time_than_any_file(name, content):
    assert len(content) <= 10 * 1024 * 1024  # it would be taken in
    began = time.monotonic()
    kept, own, child = measured(content)
    print(f"{name}: {len(content):,} bytes in, {kept:,} kept; ours {own} MB, the other {child} MB")
    assert own < 150
    assert child < MEGABYTES_AT_MOST
    assert time.monotonic() - began < 60
    assert kept < 40 * 1024 * 1024


def test_without_its_bounds_a_bomb_takes_what_it_wants():
    bomb = hostile_papers.bundle_bomb(megabytes=900)
    unbound = (
        "import sys; sys.argv[1:] = []; from nominations import harmless; harmless.stripped(sys.stdin.buffer.read())"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([sys.executable, "-c", unbound], input=bomb, capture_output=True, check=False)
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024 > MEGABYTES_AT_MOST


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\0b.png", "ab.png"),
        ("..\\..\\x.png", "x.png"),
        ("/etc/passwd.png", "passwd.png"),
        ("con.png", "_con.png"),
        ("LPT1.report.png", "_LPT1.report.png"),
        ("console.png", "console.png"),
        ("می\u200cنویسد.png", "می\u200cنویسد.png"),
        ("\u202e\u2066gpj.png", "gpj.png"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie: x.png"),
        ("é" * 900 + ".png", "é" * 147 + ".png"),
        ('"; filename=evil.html; x=".png', '"; filename=evil.html; x=".png'),
    ],
)
def test_a_hostile_name_is_shown_harmless_and_serves_nothing_else(client: Client, name, shown):
    draft = make.draft(make.call())
    upload = SimpleUploadedFile("x.png", hostile.picture())
    upload._name = name
    question = Question.objects.get(step__form=draft.form, key="report")
    made = evidence.add(draft, question, upload, by=draft.nominator)
    assert made.title == shown
    assert made.file.name == f"{made.public_id.hex[:2]}/{made.public_id.hex}"
    client.force_login(draft.nominator)
    answer = client.get(f"{way.base(draft)}evidence/{made.public_id}/")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer.getvalue()
    assert set(answer.headers) & {"Set-Cookie", "X"} == set()
