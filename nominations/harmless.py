"""Making files harmless: what a file really is, and what is left of it once nothing active is in it.

Pure functions of bytes, without Django. A picture is decoded and drawn anew, so that nothing hides behind it; a PDF is
written anew without scripts, actions, forms that call home, embedded files and what it tells about its author. Run as
a program (see `apart`), it does so within bounds of memory and time, in a process of its own.
"""

import io
import resource
import sys
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any

import pikepdf
import puremagic
from PIL import Image, ImageOps, UnidentifiedImageError

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
KINDS: Mapping[str, tuple[str, ...]] = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
OPENINGS: Mapping[str, bytes] = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
PIXELS_AT_MOST = 40_000_000
PAGES_AT_MOST = 1_000
DEPTH_AT_MOST = 40
MEMORY_AT_MOST = 768 * 1024 * 1024
SECONDS_AT_MOST = 30
REFUSES = 3

#: Keys under which a PDF keeps what acts by itself or carries other files.
ACTIVE_KEYS = (
    *("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/RichMediaContent"),
    *("/RichMediaSettings", "/Collection", "/Rendition", "/Renditions", "/3DD", "/AcroForm", "/Perms"),
    *("/Metadata", "/PieceInfo"),
)
ACTIVE_ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie"),
        *("/Sound", "/RichMediaExecute", "/GoTo3DView", "/ResetForm", "/Hide", "/SetOCGState", "/Trans"),
    }
)
ACTIVE_NOTES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Widget"})


#: A stream may say that it lies in another file.
ELSEWHERE_KEYS = frozenset({"/F", "/FFilter", "/FDecodeParms"})
#: How a PDF is written: nothing is inflated that need not be, and no object hides in a bundle.
AS_IT_STANDS: Mapping[str, Any] = {
    "compress_streams": False,
    "deterministic_id": True,
    "object_stream_mode": pikepdf.ObjectStreamMode.disable,
    "stream_decode_level": pikepdf.StreamDecodeLevel.none,
}
SAFE_LINKS = ("http://", "https://", "mailto:")


class Harm(StrEnum):
    """Why a file can't be made harmless."""

    PIXELS = "pixels"
    PAGES = "pages"
    PICTURE = "picture"
    PAPER = "paper"
    LOCKED = "locked"


class Harmful(Exception):  # noqa: N818 - it says what the file is
    """A file that can't be made harmless, and why."""

    def __init__(self, harm: Harm) -> None:
        """Remember why."""
        super().__init__(harm)
        self.harm = harm


def kind_of(content: bytes) -> str | None:
    """Say what a file is by its first bytes, where two witnesses agree; None for everything not on the list."""
    opened = next((kind for kind, opening in OPENINGS.items() if content.startswith(opening)), None)
    try:
        guesses = {guess.mime_type for guess in puremagic.magic_string(content[:4096])}
    except (puremagic.PureError, ValueError):
        return None
    return opened if opened in guesses else None


def made_harmless(content: bytes, kind: str) -> bytes:
    """Give the file without anything active.

    :raises Harmful: where that can't be done.
    """
    return stripped(content) if kind == PDF else drawn_anew(content, kind)


def drawn_anew(content: bytes, kind: str) -> bytes:
    """Decode a picture and encode it again, upright, without whatever else the file held."""
    name = kind.rpartition("/")[2].upper()
    try:
        with Image.open(io.BytesIO(content), formats=[name]) as picture:
            if picture.width * picture.height > PIXELS_AT_MOST:
                raise Harmful(Harm.PIXELS)
            ImageOps.exif_transpose(picture, in_place=True)
            mode = "RGB" if name == "JPEG" or picture.mode not in {"RGBA", "LA", "P", "PA"} else "RGBA"
            plain = picture if picture.mode == mode else picture.convert(mode)
            plain.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Harmful(Harm.PIXELS) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as fault:
        raise Harmful(Harm.PICTURE) from fault
    plain.info.clear()  # comments, profiles and text chunks would be written out again
    out = io.BytesIO()
    plain.save(out, format=name, **({"quality": 90} if name == "JPEG" else {"optimize": False}))
    return out.getvalue()


def stripped(content: bytes) -> bytes:
    """Write a PDF anew without scripts, actions and embedded files; what it says stays."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.pages) > PAGES_AT_MOST:
                raise Harmful(Harm.PAGES)
            for thing in document.objects:
                calm(thing)
            calm(document.Root)
            for told in {"/Info", "/ID"} & set(document.trailer.keys()):  # who wrote it, and when
                del document.trailer[told]
            out = io.BytesIO()
            document.save(out, **AS_IT_STANDS)
    except pikepdf.PasswordError as locked:
        raise Harmful(Harm.LOCKED) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError) as fault:
        raise Harmful(Harm.PAPER) from fault
    return out.getvalue()


def calm(thing: Any, depth: int = 0) -> None:
    """Take what is active out of an object and of everything written inside it."""
    if depth > DEPTH_AT_MOST:
        raise Harmful(Harm.PAPER)
    if isinstance(thing, pikepdf.Array):
        for place in reversed(range(len(thing))):
            calm_item(thing, place, depth)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        calm_keys(thing, depth)


def calm_item(things: Any, place: int, depth: int) -> None:
    """Take an active note out of a list, or calm what stands in its place."""
    item = things[place]
    if is_active_note(item):
        del things[place]
    elif not is_elsewhere(item):
        calm(item, depth + 1)


def calm_keys(thing: Any, depth: int) -> None:
    """Drop the active keys of an object, and actions that do more than lead to a page."""
    if does_more_than_lead(thing):
        for key in list(thing.keys()):
            if key not in {"/Length", "/Filter"}:
                del thing[key]
        return
    for key in list(thing.keys()):
        if key in ACTIVE_KEYS or (key in ELSEWHERE_KEYS and isinstance(thing, pikepdf.Stream)):
            del thing[key]
        elif not is_elsewhere(thing[key]):
            calm(thing[key], depth + 1)


def does_more_than_lead(thing: Any) -> bool:
    """Say whether something is an action that runs, sends or opens more than a page or an address of the web."""
    kind = str(thing.get("/S", ""))
    leads = str(thing.get("/URI", "http://")).strip().lower().startswith(SAFE_LINKS)
    return kind in ACTIVE_ACTIONS or (kind == "/URI" and not leads)


def is_active_note(item: Any) -> bool:
    """Say whether something is a note on a page that plays, runs or carries files."""
    return isinstance(item, pikepdf.Dictionary) and str(item.get("/Subtype", "")) in ACTIVE_NOTES


def is_elsewhere(item: Any) -> bool:
    """Say whether an object is written in a place of its own, where it is met anyway."""
    return isinstance(item, pikepdf.Object) and item.is_indirect


def bound() -> None:
    """Take no more memory and time than a file deserves; what asks for more ends here and nowhere else."""
    with suppress(ValueError, OSError):  # a system that knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_AT_MOST, SECONDS_AT_MOST))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Read a file, write it harmless; or say why not."""
    bound()
    try:
        sys.stdout.buffer.write(made_harmless(sys.stdin.buffer.read(), sys.argv[1]))
    except Harmful as harmful:
        sys.stdout.write(harmful.harm)
        return REFUSES
    return 0


if __name__ == "__main__":
    sys.exit(main())
