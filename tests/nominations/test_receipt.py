"""A copy of what was submitted: right in each script, plain whatever was typed, and for those who read the file."""

import io
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from awards_site import documents
from awards_site.documents import own, printed, undrawable
from nominations import submission
from nominations.models import Evidence, Nomination
from nominations.views import receipts
from tests.factories import nominations as make
from tests.factories.people import user

from . import way

pytestmark = pytest.mark.django_db

HOSTILE = '#read("/etc/passwd") #eval("1+1") $x^2$ *bold* _it_ = head // gone /* gone */ @ref <label> \\ `raw` [b]'
FOUR_SCRIPTS = {
    "Persian": "شهرداری تهران می‌کوشد",
    "Arabic": "أمانة عمّان الكبرى",
    "Chinese": "北京市长张伟推动垃圾分类",
    "Latin": "İzmir Büyükşehir Belediyesi",
}
OF_ASIA = "दिल्ली ঢাকা กรุงเทพ தமிழ் ភ្នំពេញ ວຽງຈັນ ရန်ကုန် සිංහල თბილისი Երևան ירושלים Душанбе 서울 東京 لاہور"


def text_of(paper: bytes) -> str:
    """Read a document's words, spaces aside: letters of joined scripts come in their plain form."""
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    return "".join(read.replace("\u200b", "").split())


def missing_in(paper: bytes) -> int:
    """Count the drawings of the box that stands for a letter no font has: glyph 0."""
    with pikepdf.open(io.BytesIO(paper)) as read:
        shown = [
            bytes(part)
            for page in read.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in {"Tj", "TJ"}
            for part in (operands[0] if str(operator) == "TJ" else operands)
            if isinstance(part, pikepdf.String)
        ]
    return sum(codes[at : at + 2] == b"\0\0" for codes in shown for at in range(0, len(codes), 2))


def facts(*texts: str) -> dict[str, Any]:
    lines = [{"label": "Answer", "texts": [own(text) for text in texts], "rows": [], "long": True}]
    told = {
        "at": "2027-01-20T14:30:00+00:00",
        "forum": "Forum",
        "title": "Copy",
        "foot": "M",
        "facts": [],
        "files": [],
    }
    parts = [{"title": "Part", "lines": lines}]
    return {**told, "parts": parts, "files_title": "", "verify_title": "Verify", "verify": []}


def sent_with(client: Client, **answers: Any) -> Nomination:
    sent = way.sent(client)
    sent.answers |= answers
    sent.save()
    submission.submit(sent, by=sent.nominator, key="1" * 32)
    return Nomination.objects.get(pk=sent.pk)


def test_every_script_is_drawn_and_the_box_for_none_would_be_seen():
    paper = printed("receipt", facts(*FOUR_SCRIPTS.values(), OF_ASIA))
    assert (missing_in(paper), undrawable([*FOUR_SCRIPTS.values(), OF_ASIA])) == (0, [])
    assert missing_in(printed("receipt", facts("𓀀𓀁"))) == 2
    assert undrawable(["a\u200c𓀀", {"b": ["𓀀"]}]) == ["𓀀"]
    assert all("".join(FOUR_SCRIPTS[name].split()) in text_of(paper) for name in ("Chinese", "Latin"))


def test_the_copy_holds_all_that_was_sent_in_both_languages(client: Client):
    sent = sent_with(client, story="\n".join(FOUR_SCRIPTS.values()), headline=HOSTILE)
    for language in ("en", "fa"):
        answer = client.get(way.base(sent).replace("/en/", f"/{language}/") + "receipt.pdf")
        read = text_of(answer.getvalue())
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"] == f'attachment; filename="{sent.reference}-2.pdf"'
        assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
            "nosniff",
            "sandbox; default-src 'none'",
        )
        said = (sent.reference, "RostamZal", sent.submissions.last().digest, "".join(HOSTILE.split()))
        assert [word for word in said if word not in read] == []
        assert "root:" not in read


def test_each_version_keeps_its_answers_and_its_files(client: Client):
    sent = way.sent(client)
    asked = sent.form.steps.get(key="work").questions.get(key="report")
    Evidence.objects.create(nomination=sent, question=asked, title="p.pdf", kind="x", size=2048, sha256="a" * 64)
    sent.answers["headline"] = "Said the second time"
    sent.save()
    submission.submit(sent, by=sent.nominator, key="1" * 32)
    sent.evidence.all().delete()
    first, second = (text_of(client.get(f"{way.base(sent)}receipt.pdf?version={n}").getvalue()) for n in (1, 2))
    assert ("Saidthesecondtime" in first, "a" * 64 in first, "1of2" in first) == (False, False, True)
    assert ("Saidthesecondtime" in second, "a" * 64 in second, "takenawaylater" in second) == (True, True, True)
    assert [client.get(f"{way.base(sent)}receipt.pdf?version={n}").status_code for n in ("3", "0", "x")] == [404] * 3


def test_the_desk_gets_a_copy_without_addresses_and_a_stranger_none(client: Client):
    sent = way.sent(client)
    client.force_login(user("o@staff.example", "officer"))
    read = text_of(client.get(f"{way.base(sent)}receipt.pdf").getvalue())
    assert ("RostamZal" in read, "rostam@nominee.example" in read) == (True, False)
    client.force_login(user())
    assert client.get(f"{way.base(sent)}receipt.pdf").status_code == 404


def test_a_draft_has_no_copy(client: Client):
    draft = make.draft(make.call())
    client.force_login(draft.nominator)
    assert client.get(f"{way.base(draft)}receipt.pdf").status_code == 404


def test_a_copy_that_outgrows_its_bounds_ends_with_a_sentence(client: Client, monkeypatch: pytest.MonkeyPatch):
    sent = way.sent(client)
    assert client.get(f"{way.base(sent)}receipt.pdf").status_code == 200
    monkeypatch.setattr(documents, "TEMPLATES", settings.BASE_DIR / "nowhere")
    answer = client.get(f"{way.base(sent)}receipt.pdf")
    assert (answer.status_code, "The copy could not be made" in answer.content.decode()) == (503, True)


def test_copies_are_made_so_often_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(receipts, "COPIES_AT_MOST", 1)
    sent = way.sent(client)
    assert [client.get(f"{way.base(sent)}receipt.pdf").status_code for _ in range(2)] == [200, 429]
