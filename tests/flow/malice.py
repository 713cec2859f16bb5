"""What no browser sends: fields nobody asked for, and values that fit none of them."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

from tests.nominations import hostile

#: Texts that any box could hold: where a form is refused, they are on the page again.
PLAIN = ["A river, cleaned", "رودخانه ۱۲", "O'Brien & <b>Sons</b>", 'He said "no"', "河流治理"]
TEXTS = [
    *PLAIN,
    *(
        "",
        " ",
        "\0",
        "a\0b",
        "None",
        "null",
        "true",
        "[]",
        "{}",
        '{"en": 1}',
        "[[[[",
        '{"en": null}',
        "\\",
        "%s%n",
        "{{7*7}}",
    ),
    *(
        "-1",
        "0",
        "1e999",
        "NaN",
        "Infinity",
        "-0.0",
        "9" * 400,
        "99999999999999999999",
        "۱۲٫۵",
        "١٢",
        "½",
        "²",
        "0x10",
    ),
    *(
        "9999-99-99",
        "0000-00-00",
        "2024-02-30",
        "9999-12-31T23:59:60",
        "0001-01-01",
        "۱۴۰۵/۰۱/۰۱",
        "25:61",
        "9999-12-31",
    ),
    *("\u202eabc", "\u200f", "\ufeff", "e\u0301" * 40, "\U0001f3db" * 9, "\ud800", "a\udfffb", "\x1b[31m", "\r\nX: y"),
    *("x" * 30_000, "<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "javascript:alert(1)", "=1+1"),
    *("a@b", "a@b.example\r\nBcc: c@d.example", "@", "http://[::1", "UZ", "XX", "yes", "on", "0" * 32, "z" * 32),
    *(str(uuid.UUID(int=7)), uuid.UUID(int=7).hex, "not-a-token"),
]
FOREIGN = [
    *(
        "unknown",
        "",
        "a\0b",
        "n" * 300,
        "version",
        "key",
        "do",
        "status",
        "nominator",
        "dossier",
        "answers",
        "pk",
        "id",
    ),
    *(
        "user",
        "by",
        "role",
        "~evidence",
        "works-0-title",
        "works-rows",
        "works-99999-title",
        f"tie-{'0' * 32}",
        "tie-",
    ),
    *("marks", "mark-impact", "comment-impact", "kind-", "citation--en", "reads", "page", "form-TOTAL_FORMS"),
    *("questions-TOTAL_FORMS", "\ud800", "__proto__", "name[]", "next"),
]
VALUES = st.one_of(st.sampled_from(TEXTS), st.text(max_size=30), st.integers().map(str))
FILES = st.sampled_from([*hostile.REFUSED, *(each[:2] for each in hostile.DISARMED)])
MANY = st.one_of(VALUES, st.lists(VALUES, min_size=2, max_size=3))


@st.composite
def forms(draw: st.DrawFn, fields: dict[str, str]) -> dict[str, Any]:
    """Draw a form: what the page sends, or nothing of it, with some fields overwritten, added or made a file."""
    known = [name for name in fields if name]
    names = st.sampled_from([*known, *known, *FOREIGN] if known else FOREIGN)
    base = dict(fields) if draw(st.booleans()) else {}
    changes = draw(st.dictionaries(names, MANY, min_size=1, max_size=6))
    if draw(st.integers(0, 4)) == 0:
        name, content = draw(FILES)
        changes[draw(names)] = SimpleUploadedFile(name, content)
    return base | changes


def has_file(form: dict[str, Any]) -> bool:
    """Say whether a file is among the values."""
    return any(isinstance(value, SimpleUploadedFile) for value in form.values())


def as_sent(form: dict[str, Any]) -> dict[str, Any]:
    """Give a form as the test client sends it: with its files, or as bytes that are not even Unicode."""
    if has_file(form):
        return {"data": {sound(name): sound(value) for name, value in form.items()}}
    body = urlencode(form, doseq=True, errors="surrogatepass")
    return {"data": body, "content_type": "application/x-www-form-urlencoded"}


def sound(value: Any) -> Any:
    """Leave out what a part of a multipart form can't say."""
    if isinstance(value, list):
        return [sound(each) for each in value]
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


#: What may stand behind an address: lists are searched, filtered, turned over.
ASKED = ("q", "page", "status", "gate", "role", "kind", "what", "on", "order", "sort", "next", "verify")
QUERIES = [
    urlencode(dict.fromkeys(ASKED, value), errors="surrogatepass")
    for value in ("\0", "9" * 400, "x" * 3_000, "\ud800-1", "//evil.example/")
]
TOKENS = ["x", ".", ":::", "a" * 3_000, "e30:1abc:def", "\u202e", "%00", "éé:é:é", "=" * 40]
