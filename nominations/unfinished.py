"""The bytes of files that are still arriving: each in a part-file of its own, outside the web root.

What is acknowledged lies on the disk. What a broken piece left behind the acknowledged bytes is written over.
"""

import os
import uuid
from contextlib import suppress
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """Give the folder of all part-files, made where it is missing."""
    place = Path(settings.UNFINISHED_FOLDER)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def path_of(token: uuid.UUID) -> Path:
    """Say where the part-file of an upload lies: under its token, never under the name it came with."""
    return folder() / token.hex


def write(token: uuid.UUID, offset: int, piece: bytes) -> None:
    """Write a piece at its place, cut off whatever lay behind it, and see it safe on the disk."""
    with os.fdopen(os.open(path_of(token), os.O_RDWR | os.O_CREAT, 0o600), "r+b") as part:
        part.truncate(offset)
        part.seek(offset)
        part.write(piece)
        part.flush()
        os.fsync(part.fileno())
    if not offset:
        make_name_safe()


def make_name_safe() -> None:
    """See the names in the folder safe on the disk too."""
    place = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def size_of(token: uuid.UUID) -> int:
    """Say how many bytes lie there."""
    with suppress(FileNotFoundError):
        return path_of(token).stat().st_size
    return 0


def delete(token: uuid.UUID) -> None:
    """Take a part-file away."""
    path_of(token).unlink(missing_ok=True)


def older_than(seconds: float, now: float) -> list[uuid.UUID]:
    """Name the part-files that nobody has written to for so long."""
    found = []
    for each in folder().iterdir():
        with suppress(FileNotFoundError, ValueError):
            token = uuid.UUID(hex=each.name)
            found += [token] if now - each.stat().st_mtime > seconds else []
    return found
