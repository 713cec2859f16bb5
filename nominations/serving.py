"""Handing a private file out: always to be saved, never to be run, in any browser."""

import io

from django.http import FileResponse, Http404

from nominations.models import Evidence

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def serve_evidence(evidence: Evidence) -> FileResponse:
    """Stream a file to somebody who may have it; the rule is asked by whoever calls this."""
    try:
        opened = evidence.file.open("rb")
    except OSError as gone:
        raise Http404 from gone
    return FileResponse(
        opened, as_attachment=True, filename=evidence.title, content_type=evidence.kind, headers=HEADERS
    )


def serve_paper(content: bytes, name: str) -> FileResponse:
    """Stream a document that was made for this reader, under the same care."""
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf", headers=HEADERS
    )
