"""Pictures that mean harm, or tell more than they show: each made here, so that it is understood."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

from .hostile import bomb, picture
from .hostile_papers import MEGABYTE, blown_up, zipped

SCRIPT = b"<script>alert(1)</script>"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """Put a chunk of one's own behind a PNG's head."""
    plain = picture()
    return plain[:33] + chunk(kind, data) + plain[33:]


def with_segment(marker: int, data: bytes) -> bytes:
    """Put a segment of one's own behind a JPEG's beginning."""
    return b"\xff\xd8\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data + picture("JPEG")[2:]


def located() -> bytes:
    told = Image.Exif()
    told[0x010F] = "a camera"
    told.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 0.0), 3: "E", 4: (51.0, 25.0, 0.0)})
    return picture("JPEG", exif=told)


def telling_png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SCRIPT.decode())
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta><script>alert(1)</script></x:xmpmeta>", zip=True)
    return picture(pnginfo=told)


def moving(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, format=kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def large(kind: str, side: int, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (side, side)).save(out, format=kind, **({"progressive": True} if kind == "JPEG" else {}))
    return out.getvalue()


def turned(side: int) -> bytes:
    told = Image.Exif()
    told[0x0112] = 6
    return picture("JPEG", size=(side, side), exif=told)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SCRIPT + b"</x:xmpmeta>"

#: Drawn anew or refused: never stored as they came.
PICTURES = [
    ("located.jpg", located()),
    ("xmp.jpg", with_segment(0xE1, XMP)),
    ("iptc.jpg", with_segment(0xED, b"Photoshop 3.0\x008BIM" + SCRIPT)),
    ("profile.jpg", with_segment(0xE2, b"ICC_PROFILE\0\1\1" + SCRIPT * 9)),
    ("comment-script.jpg", with_segment(0xFE, b"*/=alert(1);/*" + SCRIPT)),
    ("and-zip.jpg", picture("JPEG") + zipped("evil.js")),
    ("and-exe.jpg", picture("JPEG") + b"MZ" + SCRIPT * 4),
    ("and-zip.png", picture() + zipped("evil.js")),
    ("inside.png", with_chunk(b"evIl", SCRIPT * 9)),
    ("telling.png", telling_png()),
    ("profile.png", with_chunk(b"iCCP", b"x\0\0" + zlib.compress(SCRIPT * 99))),
    ("exif.png", with_chunk(b"eXIf", b"MM\0*\0\0\0\x08" + SCRIPT)),
    ("moving.png", moving("PNG")),
    ("head-says-otherwise.png", picture()[:16] + struct.pack(">II", 9, 0) + picture()[24:]),
    ("half.jpg", picture("JPEG", size=(400, 300))[:600]),
    ("gif.png", b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;alert(1)"),
    ("gif.jpg", picture("GIF")),
    ("webp.jpg", picture("WEBP")),
    ("bmp.png", picture("BMP")),
    ("heic.jpg", HEIC),
    ("ico.png", picture("ICO")),
    ("said-pdf.pdf", picture("JPEG")),
    ("only-head.png", b"\x89PNG\r\n\x1a\n"),
    ("only-head.jpg", b"\xff\xd8\xff"),
    ("script.svgz", zlib.compress(SCRIPT)),
]

BOMBS = [
    ("wide-and-high.png", bomb()),
    ("zeros.png", bomb(6_000)[:33] + chunk(b"IDAT", blown_up(megabytes=200)) + chunk(b"IEND", b"")),
    ("profile-bomb.png", with_chunk(b"iCCP", b"x\0\0" + blown_up())),
    ("text-bomb.png", with_chunk(b"zTXt", b"x\0\0" + blown_up())),
    ("itxt-bomb.png", with_chunk(b"iTXt", b"x\0\1\0\0\0" + blown_up())),
    ("largest.png", large("PNG", 6_300, "RGBA")),
    ("largest.jpg", large("JPEG", 6_300)),
    ("turned.jpg", turned(6_300)),
    ("many-profiles.jpg", with_segment(0xE2, b"ICC_PROFILE\0\1\xff" + bytes(60_000))),
    ("tail.png", picture() + bytes(9 * MEGABYTE)),
]
