"""Drawing a preview: one page of a PDF, or a picture, as a JPEG of bounded size; nothing of the file itself is in it.

Pure functions of bytes, without Django. Run in a process of its own (see `apart`), within the bounds of `harmless`.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
from PIL import Image

from nominations.harmless import PDF, bound

#: A page no larger than a stamp is not drawn larger than this many times.
TIMES_AT_MOST = 4.0
BYTES_AT_MOST = 200_000
QUALITIES = (80, 65, 50, 35)


def preview(content: bytes, kind: str, number: int, longest: int) -> tuple[int, bytes]:
    """Give how many pages there are, and one of them as a JPEG: nothing where nothing is on it, or it can't be drawn.

    :param longest: the longest side in pixels.
    """
    if kind == PDF:
        return page(content, number, longest)
    with Image.open(io.BytesIO(content)) as picture:
        picture.draft("RGB", (longest, longest))  # a large JPEG is not decoded in full
        return 1, small(picture, longest) if number == 1 else b""


def page(content: bytes, number: int, longest: int) -> tuple[int, bytes]:
    """Draw a page of a PDF."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        pages = len(document)
        if not 1 <= number <= pages:
            return pages, b""
        try:
            sheet = drawn(document[number - 1], longest)
            return pages, b"" if is_blank(sheet) else small(sheet, longest)
        except (pypdfium2.PdfiumError, ValueError, MemoryError, OSError, ZeroDivisionError):
            return pages, b""


def drawn(sheet: pypdfium2.PdfPage, longest: int) -> Image.Image:
    """Draw a page as large as it may be."""
    scale = min(longest / max(sheet.get_size()), TIMES_AT_MOST)
    picture: Image.Image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
    return picture


def is_blank(picture: Image.Image) -> bool:
    """Say whether a page is all of one colour."""
    least, most = picture.convert("L").getextrema()
    return least == most


def small(picture: Image.Image, longest: int) -> bytes:
    """Make a picture small in pixels and bytes."""
    picture.thumbnail((longest, longest))
    plain = on_white(picture)
    plain.info.clear()  # comments and profiles would be written out again
    found = b""
    for found in encoded(plain):
        if len(found) <= BYTES_AT_MOST:
            break
    return found


def on_white(picture: Image.Image) -> Image.Image:
    """Lay a picture on white where one can see through it."""
    if picture.mode not in {"RGBA", "LA", "PA", "P"}:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def encoded(picture: Image.Image) -> Iterator[bytes]:
    """Encode a picture, ever more roughly."""
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, format="JPEG", quality=quality, optimize=True, progressive=True)
        yield out.getvalue()


def main() -> int:
    """Read a file, write how many pages it has and one of them."""
    bound()
    kind, number, longest = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    pages, found = preview(sys.stdin.buffer.read(), kind, number, longest)
    sys.stdout.buffer.write(b"%d\n" % pages + found)
    return 0
