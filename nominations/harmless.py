"""Making files harmless: what a file really is, and what is left of it once nothing active is in it.

Pure functions of bytes. A picture is decoded and drawn anew, so that nothing hides behind it; a PDF is written anew
without scripts, actions, forms that call home and embedded files.
"""

import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import puremagic
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
KINDS: Mapping[str, tuple[str, ...]] = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
OPENINGS: Mapping[str, bytes] = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
PIXELS_AT_MOST = 40_000_000
PAGES_AT_MOST = 1_000
DEPTH_AT_MOST = 40

#: Keys under which a PDF keeps what acts by itself or carries other files.
ACTIVE_KEYS = (
    *("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/RichMediaContent"),
    *("/RichMediaSettings", "/Collection", "/Rendition", "/Renditions", "/3DD", "/AcroForm", "/Perms"),
)
ACTIVE_ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie"),
        *("/Sound", "/RichMediaExecute", "/GoTo3DView", "/ResetForm", "/Hide", "/SetOCGState", "/Trans"),
    }
)
ACTIVE_NOTES = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Widget"})


class Harmful(Exception):  # noqa: N818 - it says what the file is
    """A file that can't be made harmless, and why."""


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
                raise Harmful(_("it has too many pixels. Make it smaller."))
            upright = ImageOps.exif_transpose(picture) or picture
            plain = upright.convert("RGB" if name == "JPEG" or upright.mode not in {"RGBA", "LA", "P"} else "RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Harmful(_("it has too many pixels. Make it smaller.")) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as fault:
        raise Harmful(_("the picture is damaged. Save it again and send it once more.")) from fault
    plain.info.clear()  # comments, profiles and text chunks would be written out again
    out = io.BytesIO()
    plain.save(out, format=name, **({"quality": 90} if name == "JPEG" else {"optimize": False}))
    return out.getvalue()


def stripped(content: bytes) -> bytes:
    """Write a PDF anew without scripts, actions and embedded files; what it says stays."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.pages) > PAGES_AT_MOST:
                raise Harmful(_("it has too many pages. Send the part that matters."))
            for thing in document.objects:
                calm(thing)
            calm(document.Root)
            out = io.BytesIO()
            document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    except pikepdf.PasswordError as locked:
        raise Harmful(_("it is locked with a password. Save it without one and send it again.")) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError) as fault:
        raise Harmful(_("the PDF is damaged. Save it again and send it once more.")) from fault
    return out.getvalue()


def calm(thing: Any, depth: int = 0) -> None:
    """Take what is active out of an object and of everything written inside it."""
    if depth > DEPTH_AT_MOST:
        raise Harmful(_("the PDF is damaged. Save it again and send it once more."))
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
    if str(thing.get("/S", "")) in ACTIVE_ACTIONS:
        for key in list(thing.keys()):
            if key not in {"/Length", "/Filter"}:
                del thing[key]
        return
    for key in list(thing.keys()):
        if key in ACTIVE_KEYS:
            del thing[key]
        elif not is_elsewhere(thing[key]):
            calm(thing[key], depth + 1)


def is_active_note(item: Any) -> bool:
    """Say whether something is a note on a page that plays, runs or carries files."""
    return isinstance(item, pikepdf.Dictionary) and str(item.get("/Subtype", "")) in ACTIVE_NOTES


def is_elsewhere(item: Any) -> bool:
    """Say whether an object is written in a place of its own, where it is met anyway."""
    return isinstance(item, pikepdf.Object) and item.is_indirect
