"""Previews of files, drawn when first asked for and kept beside the evidence: they go when it goes."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from awards_site import limits
from nominations import apart
from nominations.models import Evidence
from nominations.states import OPENS

#: The longest side in pixels: in a list of files, and by itself.
SMALL, LARGE = 480, 1200
#: So much of a file can be looked through; the rest is read in the file itself. It bounds what is kept of each.
PAGES_AT_MOST = 100
DRAWN_A_MINUTE = 90


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of a file: how many there are, and a JPEG, where there is something to see."""

    pages: int
    jpeg: bytes

    def kept(self) -> bytes:
        """Write it down so that half of it would be noticed."""
        return b"%d %d\n" % (self.pages, len(self.jpeg)) + self.jpeg


def of(evidence: Evidence, number: int, *, by: Any, is_small: bool = False) -> Preview:
    """Give the preview of a page, kept from before or drawn now; the rule is asked by whoever calls this.

    :raises OSError: where the file itself is gone.
    :raises limits.TooMany: where somebody has too many drawn.
    """
    storage, longest = evidence.file.storage, SMALL if is_small else LARGE
    place = f"{folder_of(evidence)}/{number}-{longest}"
    found = read(storage, place)
    if found is None:
        limits.take("preview", str(by.public_id), DRAWN_A_MINUTE, 60)
        with evidence.file.open("rb") as opened:
            found = Preview(*apart.preview(opened.read(), evidence.kind, number, longest))
        storage.save(place, ContentFile(found.kept()))
        if not Evidence.objects.filter(pk=evidence.pk, scan__in=OPENS).exists():  # it went in the meantime
            forget(evidence)
    return found


def read(storage: Storage, place: str) -> Preview | None:
    """Read a preview that was kept; nothing where there is none, or not all of it."""
    if not storage.exists(place):
        return None
    with storage.open(place, "rb") as opened:
        told, _line, jpeg = opened.read().partition(b"\n")
    pages, _space, size = told.partition(b" ")
    is_whole = pages.isdigit() and size.isdigit() and int(size) == len(jpeg)
    return Preview(int(pages), jpeg) if is_whole else None


def folder_of(evidence: Evidence) -> str:
    """Say where the previews of a file are kept: beside it."""
    return f"{evidence.file.name}.previews"


def forget(evidence: Evidence) -> None:
    """Delete all previews of a file."""
    storage, folder = evidence.file.storage, folder_of(evidence)
    with suppress(FileNotFoundError):
        for name in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{name}")
        storage.delete(folder)


def delete_all(evidence: Evidence) -> None:
    """Delete the bytes of a file with all that was drawn of it."""
    evidence.file.storage.delete(str(evidence.file.name))
    forget(evidence)
