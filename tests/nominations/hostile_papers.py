"""PDFs and other papers that mean harm: each made here, so that it is understood."""

import io
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name

from .hostile import pdf, pdf_with_note, script

MEGABYTE = 1024 * 1024


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, b'Sub AutoOpen()\n  Shell "calc.exe"\nEnd Sub')
    return out.getvalue()


def zip_bomb(megabytes: int = 64) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("zeros", bytes(megabytes * MEGABYTE))
    return out.getvalue()


def hand_made(*objects: bytes, root: int = 1) -> bytes:
    """Write a PDF by hand, with a table of where each object stands."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, table)


CATALOG = b"<</Type/Catalog /Pages 2 0 R %s>>"
PAGES = b"<</Type/Pages /Kids[3 0 R] /Count 1>>"
PAGE = b"<</Type/Page /Parent 2 0 R /MediaBox[0 0 99 99] %s>>"


def stream(told: bytes, content: bytes) -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (told, len(content), content)


def blown_up(times: int = 1, megabytes: int = 900) -> bytes:
    """Deflate nothing but zeros, once or twice over: a few bytes that claim to be very many."""
    deep = zlib.compressobj(9, wbits=-15)
    block = deep.compress(bytes(MEGABYTE)) + deep.flush(zlib.Z_FULL_FLUSH)
    check = (megabytes * MEGABYTE % 65521 << 16 | 1).to_bytes(4, "big")  # Adler's sum of zeros
    content = b"\x78\xda" + block * megabytes + b"\x03\x00" + check
    return content if times == 1 else zlib.compress(content, 9)


def page_bomb(filters: bytes = b"/FlateDecode", times: int = 1) -> bytes:
    content = stream(b"/Filter" + filters, blown_up(times))
    return hand_made(CATALOG % b"", PAGES, PAGE % b"/Contents 4 0 R", content)


def bundle_bomb(megabytes: int = 2_000) -> bytes:
    """A bundle of objects, which has to be inflated before anything else is known of the file."""
    bundle = stream(b"/Type/ObjStm /N 1 /First 6 /Filter/FlateDecode", blown_up(megabytes=megabytes))
    objects = [CATALOG % b"/Extra 9 0 R", PAGES, PAGE % b"", bundle]
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"\1" + place.to_bytes(4, "big") + b"\0" for place in places)
    table = len(body)
    rows = b"\0\0\0\0\0\0" + rows + b"\1" + table.to_bytes(4, "big") + b"\0" + b"\0" * 18 + b"\2\0\0\0\4\0"
    told = b"/Type/XRef /Size 10 /W[1 4 1] /Root 1 0 R"
    body += b"5 0 obj\n%s\nendobj\n" % stream(told, rows)
    return body + b"startxref\n%d\n%%%%EOF\n" % table


def nested(deep: int = 5_000) -> bytes:
    return hand_made(CATALOG % (b"/Deep " + b"[" * deep + b"]" * deep), PAGES, PAGE % b"")


def many_pages(count: int = 1_001) -> bytes:
    kids = b"3 0 R " * count
    return hand_made(CATALOG % b"", b"<</Type/Pages /Kids[%s] /Count %d>>" % (kids, count), PAGE % b"")


def circle() -> bytes:
    return hand_made(CATALOG % b"", b"<</Type/Pages /Kids[2 0 R] /Count 1>>")


def open_to_all() -> bytes:
    """Locked, but with no password: scripts in it are not readable until it is opened."""
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = script()
    return saved(document, encryption=pikepdf.Encryption(owner="o", user=""))


def bundled() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = document.make_indirect(script())
    return saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def page_reacts() -> bytes:
    document = pikepdf.new()
    document.add_blank_page().obj.AA = Dictionary(O=script())
    return saved(document)


def outline() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    first = document.make_indirect(Dictionary(Title="Chapter", A=script()))
    document.Root.Outlines = Dictionary(Type=Name.Outlines, First=first, Last=first, Count=1)
    return saved(document)


def chained() -> bytes:
    leads = Dictionary(S=Name.URI, URI="https://city.example/", Next=Array([script("/Launch")]))
    return pdf_with_note(Subtype=Name.Link, A=leads)


def telling() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Author"] = "<script>alert(1)</script>"
    with document.open_metadata() as told:
        told["dc:title"] = "<script>alert(1)</script>"
    return saved(document)


def outside_stream() -> bytes:
    return hand_made(CATALOG % b"", PAGES, PAGE % b"/Contents 4 0 R", stream(b"/F(//evil.example/share/x)", b""))


def spelled_otherwise() -> bytes:
    action = b"/Open#41ction<</S/J#61vaScript /J#53(app.alert\\(1\\))>>"
    return hand_made(CATALOG % action, PAGES, PAGE % b"")


def button() -> bytes:
    note = b"<</Type/Annot /Subtype/Widget /FT/Btn /Rect[0 0 9 9] /A<</S/JavaScript /JS(app.alert\\(1\\))>> >>"
    return hand_made(CATALOG % b"", PAGES, PAGE % b"/Annots[4 0 R]", note)


def leads(address: str) -> bytes:
    return pdf_with_note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=address))


#: Taken in, without what they held, or refused: never stored as they came.
PAPERS = [
    ("opens-in-bundle.pdf", bundled()),
    ("open-to-all.pdf", open_to_all()),
    ("page-reacts.pdf", page_reacts()),
    ("outline.pdf", outline()),
    ("chained.pdf", chained()),
    ("telling.pdf", telling()),
    ("outside.pdf", outside_stream()),
    ("spelled.pdf", spelled_otherwise()),
    ("javascript-link.pdf", leads("javascript:alert(1)")),
    ("file-link.pdf", leads("file:///etc/passwd")),
    ("data-link.pdf", leads(" DATA:text/html,<script>alert(1)</script>")),
    ("goes-away.pdf", pdf_with_note(Subtype=Name.Link, A=script("/GoToR"))),
    ("goes-inside.pdf", pdf_with_note(Subtype=Name.Link, A=script("/GoToE"))),
    ("imports.pdf", pdf_with_note(Subtype=Name.Link, A=script("/ImportData"))),
    ("hides.pdf", pdf_with_note(Subtype=Name.Link, A=script("/Hide"))),
    ("button.pdf", button()),
    ("solid.pdf", pdf_with_note(Subtype=Name("/3D"))),
    ("screen.pdf", pdf_with_note(Subtype=Name.Screen, A=script("/Rendition"))),
    ("folder.pdf", pdf(Collection=Dictionary(Type=Name.Collection))),
    ("beside.pdf", pdf(AF=Array([Dictionary(Type=Name.Filespec, F="evil.exe", EF=Dictionary())]))),
    ("and-zip.pdf", pdf() + zipped("evil.js")),
    ("and-html-head.pdf", b"%PDF-1.4\n<html><script>alert(1)</script></html>\n" + pdf()),
    ("and-javascript.pdf", b"%PDF-1.4/*\n" + pdf() + b"*/=1;alert(1)//"),
    ("circle.pdf", circle()),
    ("nested.pdf", nested()),
    ("many-pages.pdf", many_pages()),
    ("only-head.pdf", b"%PDF-1.7"),
    ("no-table.pdf", pdf()[:200]),
    ("zip-first.pdf", zipped("evil.js") + pdf()),
    ("letter.docx", zipped("word/document.xml")),
    ("macros.docx", zipped("word/document.xml", "word/vbaProject.bin")),
    ("macros.xlsm", zipped("xl/workbook.xml", "xl/vbaProject.bin")),
    ("macros.pdf", zipped("xl/workbook.xml", "xl/vbaProject.bin")),
    ("climbs.zip", zipped("../../etc/cron.d/evil")),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ("run.pdf.exe", b"MZ" + bytes(600)),
    ("run.elf.pdf", b"\x7fELF" + bytes(600)),
    ("run.sh.pdf", b"#!/bin/sh\nrm -rf /\n"),
    ("page.xhtml.pdf", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script/></html>"),
    ("form.xdp.pdf", b"<?xml version='1.0'?><xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"),
    ("script.ps.pdf", b"%!PS-Adobe-3.0\n(evil) run\n"),
    ("link.lnk.pdf", b"L\0\0\0\x01\x14\x02\0" + bytes(90)),
]

#: Little that becomes very much: name, content; each is judged within the bounds of memory and time.
BOMBS = [
    ("page-bomb.pdf", page_bomb()),
    ("twice-deflated.pdf", page_bomb(b"[/FlateDecode/FlateDecode]", times=2)),
    ("bundle-bomb.pdf", bundle_bomb()),
    ("many-pages.pdf", many_pages(200_000)),
    ("nested.pdf", nested(200_000)),
    ("bomb.zip.pdf", zip_bomb()),
]
