"""Handing a private file out: to be saved, never to be run, in any browser; and showing what was drawn of it."""

import io
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse

from nominations import previews
from nominations.harmless import PDF
from nominations.models import Evidence, LetterOfSupport

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def serve_evidence(evidence: Evidence) -> FileResponse:
    """Stream a file to somebody who may have it; the rule is asked by whoever calls this."""
    return handed_out(evidence.file, evidence.title, evidence.kind)


def serve_letter(letter: LetterOfSupport) -> FileResponse:
    """Stream the PDF of a letter of support to somebody who may have it."""
    return handed_out(letter.file, letter.title, PDF)


def handed_out(file: FieldFile, title: str, kind: str) -> FileResponse:
    """Stream a file, to be saved."""
    try:
        opened = file.open("rb")
    except (OSError, ValueError) as gone:
        raise Http404 from gone
    return FileResponse(opened, as_attachment=True, filename=title, content_type=kind, headers=HEADERS)


def serve_paper(content: bytes, name: str) -> FileResponse:
    """Stream a document that was made for this reader, under the same care."""
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf", headers=HEADERS
    )


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a file, as it is looked through."""

    number: int
    pages: int
    is_seen: bool

    @property
    def last(self) -> int:
        """Name the last page that can be looked at."""
        return min(self.pages, previews.PAGES_AT_MOST)

    @property
    def before(self) -> int | None:
        """Name the page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """Name the page after."""
        return self.number + 1 if self.number < self.last else None


def leaf(evidence: Evidence, wanted: str, *, by: Any) -> Leaf:
    """Open a file at a page, or as near to it as there is one."""
    number = min(max(number_of(wanted), 1), previews.PAGES_AT_MOST)
    found = preview_of(evidence, number, by=by)
    if number > found.pages >= 1:
        number = found.pages
        found = preview_of(evidence, number, by=by)
    return Leaf(number, found.pages, bool(found.jpeg))


def serve_preview(evidence: Evidence, wanted: str, *, by: Any, is_small: bool) -> HttpResponse:
    """Show what was drawn of a page: a picture of ours, which alone may be looked at in place."""
    number = number_of(wanted)
    if not 1 <= number <= previews.PAGES_AT_MOST:
        raise Http404
    found = preview_of(evidence, number, by=by, is_small=is_small)
    if not found.jpeg:
        raise Http404
    told = {**HEADERS, "Content-Disposition": 'inline; filename="preview.jpg"'}
    return HttpResponse(found.jpeg, content_type="image/jpeg", headers=told)


def preview_of(evidence: Evidence, number: int, *, by: Any, is_small: bool = False) -> previews.Preview:
    """Give a page's preview; where the file itself is gone there is no such page."""
    try:
        return previews.of(evidence, number, by=by, is_small=is_small)
    except OSError as gone:
        raise Http404 from gone


def number_of(wanted: str) -> int:
    """Read the number of a page; the first where none is named."""
    if not wanted:
        return 1
    return int(wanted[:6]) if wanted.isascii() and wanted.isdigit() else 0
