"""Files that mean harm, or are not what they say; made here, so that each is understood."""

import io
import struct
import zlib

import pikepdf
from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, format=kind, **more)
    return out.getvalue()


def pdf(**root: object) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def script(action: str = "/JavaScript") -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(action), JS="app.alert(1)", F="calc.exe", URI="http://evil.example")


def pdf_with_note(**note: object) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page()
    made = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **note))
    page.obj.Annots = pikepdf.Array([made])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_with_file() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["evil.html"] = b"<script>alert(1)</script>"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it is 30,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


#: Refused whole: name, content.
REFUSED = [
    ("page.html", b"<script>alert(1)</script>"),
    ("page.pdf", b"<script>alert(1)</script>"),
    ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    ("picture.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    ("run.exe", b"MZ" + b"\0" * 200),
    ("run.pdf", b"MZ" + b"\0" * 200),
    ("letter.docm", b"PK\x03\x04" + b"\0" * 200),
    ("archive.zip", b"PK\x03\x04" + b"\0" * 200),
    ("late.pdf", b"\n%PDF-1.7\n"),
    ("broken.pdf", b"%PDF-1.7\nnothing follows"),
    ("empty.pdf", b""),
    ("locked.pdf", locked_pdf()),
    ("wrong.png", picture("JPEG")),
    ("wrong.pdf", picture("PNG")),
    ("right.html", pdf()),
    ("double.pdf.html", pdf()),
    ("noname", picture()),
    ("half.png", picture()[:60]),
    ("bomb.png", bomb()),
    ("moving.gif", picture("GIF")),
    ("tiff.jpg", picture("TIFF")),
]

#: Taken in, without what they held: name, content, what must be gone.
DISARMED = [
    ("opens.pdf", pdf(OpenAction=script()), b"JavaScript"),
    ("launches.pdf", pdf(OpenAction=script("/Launch")), b"Launch"),
    ("reacts.pdf", pdf(AA=pikepdf.Dictionary(WC=script())), b"app.alert"),
    ("names.pdf", pdf(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", script()]))), b"app.alert"),
    ("form.pdf", pdf(AcroForm=pikepdf.Dictionary(XFA="<xdp/>")), b"XFA"),
    ("carries.pdf", pdf_with_file(), b"EmbeddedFile"),
    ("note.pdf", pdf_with_note(Subtype=pikepdf.Name.FileAttachment), b"FileAttachment"),
    ("film.pdf", pdf_with_note(Subtype=pikepdf.Name.RichMedia), b"RichMedia"),
    ("link.pdf", pdf_with_note(Subtype=pikepdf.Name.Link, A=script()), b"app.alert"),
    ("sends.pdf", pdf_with_note(Subtype=pikepdf.Name.Link, A=script("/SubmitForm")), b"SubmitForm"),
    ("tail.pdf", pdf() + b"<script>alert(1)</script>", b"<script>"),
    ("both.png", picture() + b"<script>alert(1)</script>", b"<script>"),
    ("both.jpg", picture("JPEG") + b"<?php evil(); ?>", b"<?php"),
    ("said.jpg", picture("JPEG", comment=b"<script>alert(1)</script>"), b"<script>"),
]
