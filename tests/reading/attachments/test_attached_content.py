"""Attachments: what is kept is what its name says and does nothing by itself; what is refused says why."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from delivery_wiki.reading.attachments.attached_content import MAXIMUM_BYTES, attachment_fault
from delivery_wiki.reading.attachments.attached_mail import parts_of_mail
from tests.signed_pdfs import blank_pdf, sign_pdf

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
BOOK = f"{OFFICE}.spreadsheetml.sheet.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


# --- what is made here ----------------------------------------------------------------------------


def pdf(change: Callable[[pikepdf.Pdf], None], encryption: pikepdf.Encryption | bool = False) -> bytes:
    """A PDF with something in it."""
    with pikepdf.open(io.BytesIO(blank_pdf())) as file:
        change(file)
        made = io.BytesIO()
        file.save(made, encryption=encryption)
    return made.getvalue()


def opens(**action: pikepdf.Object) -> bytes:
    """A PDF that does something when it is opened."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.OpenAction = Dictionary({f"/{key}": value for key, value in action.items()})

    return pdf(change)


def holding(name: str, data: bytes) -> bytes:
    """A PDF with a file in it."""

    def change(file: pikepdf.Pdf) -> None:
        file.attachments[name] = pikepdf.AttachedFileSpec(file, data, filename=name)

    return pdf(change)


def office(main: str, parts: dict[str, bytes | str] | None = None) -> bytes:
    """A document of Office with parts beside its own."""
    types = f'<Types xmlns="t"><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", types)
        for name, content in (parts or {}).items():
            file.writestr(name, content)
    return made.getvalue()


def linked(kind: str, target: str) -> dict[str, bytes | str]:
    """A part that leads out of a document."""
    entry = f'<Relationship Id="r" Type="http://r/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{entry}</Relationships>'}


def mail(*files: tuple[str, bytes], html: str = "") -> bytes:
    """A mail with files."""
    message = EmailMessage()
    message["From"], message["Date"] = "Nora <nora@harbour.example>", "Wed, 24 Jun 2026 09:12:00 +0100"
    message["Subject"] = "Checklist"
    message.set_content("Please find it attached.")
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def png(width: int = 1, height: int = 1) -> bytes:
    """A PNG that says it is so large."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    data = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"Comment\0scan") + data + chunk(b"IEND", b"")


def jpeg(width: int = 8, height: int = 8) -> bytes:
    """The parts of a JPEG, with a photograph's data and a mark to begin again inside."""
    frame = b"\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\x00"
    exif = b"\xff\xe1\x00\x08Exif\0\0"
    start = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    return b"\xff\xd8" + exif + b"\xff\xc0\x00\x0b" + frame + start + b"\x12\xff\x00\xff\xd0\x34" + b"\xff\xd9"


# --- what is kept ---------------------------------------------------------------------------------

FIT = {
    "a blank PDF": ("a.pdf", blank_pdf()),
    "a PDF that somebody signed": ("a.pdf", sign_pdf(blank_pdf())),
    "a PDF with its data": ("a.pdf", holding("project.yml", b"format: 2\n")),
    "a signed copy in a PDF": ("a.pdf", holding("issued.pdf", blank_pdf())),
    "a PDF with a link to a page": ("a.pdf", opens(S=Name.GoTo, D=String("first"))),
    "a scan as PNG": ("a.png", png()),
    "a photograph with its data": ("a.jpg", jpeg()),
    "a mail": ("a.eml", mail()),
    "a mail with a scan and a PDF": ("a.eml", mail(("Scan 1.PNG", png()), ("Prüfliste.pdf", blank_pdf()))),
    "a mail in HTML": (
        "a.eml",
        mail(html='<p onelike="x">Yes, <a href="https://a.example">see</a></p>'.replace(' onelike="x"', "")),
    ),
    "a text": ("a.txt", "Zusage für den 4. Mai\n".encode()),
    "a table": ("a.csv", b"disk;used\nmail-1;-3,5 %\n"),
    "answers": ("a.json", b'{"format": 1}'),
    "a Word document": (
        "a.docx",
        office(WORD, {"word/document.xml": "<w:document/>", **linked("hyperlink", "https://a.example")}),
    ),
    "a workbook": ("a.xlsx", office(BOOK, {"xl/workbook.xml": "<workbook/>", "xl/printerSettings/p1.bin": b"\1"})),
}


@pytest.mark.parametrize("name", FIT)
def test_what_is_evidence_is_kept(name: str) -> None:
    """As it comes: nothing of it is taken out or written anew."""
    assert attachment_fault(*FIT[name]) is None


# --- what is refused ------------------------------------------------------------------------------


def two_runs(text: str) -> dict[str, bytes | str]:
    """A field whose words stand in two runs."""
    half = len(text) // 2
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (text[:half], text[half:]))
    return {"word/document.xml": f"<w:document>{runs}</w:document>"}


def encrypted() -> bytes:
    """A PDF with a password that opens without one."""
    return pdf(lambda file: None, encryption=pikepdf.Encryption(owner="owner", user=""))


def xfa(file: pikepdf.Pdf) -> None:
    """A form that is a program."""
    file.Root.AcroForm.XFA = file.make_stream(b"<xdp/>")


def deep(file: pikepdf.Pdf) -> None:
    """Lists in lists."""
    inner = Array()
    for _ in range(200):
        inner = Array([inner])
    file.Root.Deep = inner


def film(file: pikepdf.Pdf) -> None:
    """A film on a page."""
    file.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)])


def clicked(file: pikepdf.Pdf) -> None:
    """A link that sends what was filled in."""
    action = Dictionary(S=Name.SubmitForm, F=String("https://a.example"))
    file.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action)])


def named_script(file: pikepdf.Pdf) -> None:
    """A script by name, which runs when the file is opened."""
    script = Dictionary(S=Name.JavaScript, JS=file.make_stream(b"app.alert(1)"))
    file.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


UNFIT = {
    "SVG by its name": ("a.svg", b"<svg/>", "'.svg', which is none of"),
    "HTML by its name": ("a.html", b"<p>x</p>", "'.html', which is none of"),
    "an archive": ("a.zip", office(WORD), "'.zip', which is none of"),
    "a program": ("a.exe", b"MZ", "'.exe', which is none of"),
    "a Word document with macros by its name": ("a.docm", office(WORD), "'.docm', which is none of"),
    "nothing": ("a.pdf", b"", "an empty file"),
    "one byte too many": ("a.txt", b"x" * (MAXIMUM_BYTES + 1), f"more than {MAXIMUM_BYTES} bytes"),
    "SVG as text": ("a.txt", b" <svg onload='x'/>", "markup that a browser may run"),
    "HTML as table": ("a.csv", b"<!DOCTYPE html><script>x</script>", "markup that a browser may run"),
    "a program as text": ("a.txt", b"#!/bin/sh\nrm -r x\n", "a script, and no text"),
    "Latin-1 as text": ("a.txt", "für".encode("latin-1"), "no text in UTF-8"),
    "a text whose direction turns": ("a.txt", "a\u202eb".encode(), "U+202E, which nobody sees"),
    "a formula": ("a.csv", b"a,b\n1,=HYPERLINK(x)\n", "row 2 has a cell that a spreadsheet computes"),
    "a formula behind a semicolon": ("a.csv", b"a;b\n1;@SUM(A1)\n", "row 2 has a cell"),
    "JSON with a key twice": ("a.json", b'{"a": 1, "a": 2}', "no JSON"),
    "JSON without an end": ("a.json", b"[" * 5000, "no JSON"),
    "HTML as PDF": ("a.pdf", b"<html>", "no PDF"),
    "something behind a PDF": ("a.pdf", blank_pdf() + office(WORD), "something stands behind its end"),
    "half a PDF": ("a.pdf", blank_pdf()[:300] + b"\n%%EOF\n", "the PDF is damaged"),
    "an encrypted PDF": ("a.pdf", encrypted(), "is encrypted"),
    "a script at opening": ("a.pdf", opens(S=Name.JavaScript, JS=String("app.alert(1)")), "runs a script"),
    "a script by name": ("a.pdf", pdf(named_script), "runs a script"),
    "a program at opening": ("a.pdf", opens(S=Name.Launch, F=String("cmd.exe")), "starts a program"),
    "a form that is sent": ("a.pdf", pdf(clicked), "sends a form"),
    "a form of XFA": ("a.pdf", pdf(xfa), "XFA form"),
    "a film": ("a.pdf", pdf(film), "sound, film or a model"),
    "another file": ("a.pdf", opens(S=Name.GoToR, F=String("b.pdf")), "opens another file"),
    "a PDF nested too deep": ("a.pdf", pdf(deep), "nested deeper"),
    "a program in a PDF": ("a.pdf", holding("run.exe", b"MZ\x90"), "holds the file 'run.exe'"),
    "a script in a PDF in a PDF": (
        "a.pdf",
        holding("inner.pdf", opens(S=Name.JavaScript, JS=String("x"))),
        "holds the file 'inner.pdf': the PDF runs a script",
    ),
    "HTML in a PDF as text": ("a.pdf", holding("x.txt", b"<script>"), "markup that a browser may run"),
    "a JPEG as PNG": ("a.png", jpeg(), "no PNG"),
    "something behind a PNG": ("a.png", png() + b"PK", "something stands behind its end"),
    "a PNG with a changed part": ("a.png", png().replace(b"scan", b"scam"), "damaged"),
    "a PNG of too many pixels": ("a.png", png(10_000, 4_001), "at most 40000000 pixels"),
    "something behind a JPEG": ("a.jpg", jpeg() + office(WORD), "behind the end of the JPEG"),
    "half a JPEG": ("a.jpg", jpeg()[:-2], "damaged"),
    "a JPEG of too many pixels": ("a.jpg", jpeg(65_000, 65_000), "at most 40000000 pixels"),
    "a workbook as document": ("a.docx", office(BOOK), "no .docx without macros"),
    "an archive as document": ("a.docx", b"PK\x05\x06" + b"\0" * 18, "another archive"),
    "macros": ("a.docx", office(WORD, {"word/vbaProject.bin": b"\1"}), "which may run something"),
    "macros by another type": (
        "a.docx",
        office("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "without macros",
    ),
    "an object in a document": ("a.docx", office(WORD, {"word/embeddings/oleObject1.bin": b"\1"}), "may run something"),
    "a workbook that loads another": (
        "a.xlsx",
        office(BOOK, {"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "may run",
    ),
    "a template from elsewhere": (
        "a.docx",
        office(WORD, linked("attachedTemplate", "https://a.example/x.dotm")),
        "loads something",
    ),
    "a link to a program": ("a.docx", office(WORD, linked("hyperlink", "file:///c:/run.exe")), "loads something"),
    "a field that starts something": ("a.docx", office(WORD, two_runs("DDEAUTO cmd.exe")), "field that loads or runs"),
    "a part that leads out": ("a.docx", office(WORD, {"../../x.xml": "<x/>"}), "lead out of it"),
    "a part that unpacks to too much": (
        "a.docx",
        office(WORD, {f"word/{number}.xml": b"\0" * 15_000_000 for number in range(7)}),
        "unpacks to more than",
    ),
    "a document with entities": (
        "a.docx",
        office(WORD, {"word/_rels/x.rels": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "document type",
    ),
    "words that are no mail": ("a.eml", b"Dear all,\n\nyes.\n", "no mail"),
    "a mail with a program": ("a.eml", mail(("invoice.pdf.exe", b"MZ")), "brings 'invoice.pdf.exe'"),
    "a mail with a PDF that runs something": ("a.eml", mail(("a.pdf", opens(S=Name.Launch))), "starts a program"),
    "a mail with a program as PDF": ("a.eml", mail(("a.pdf", b"MZ\x90")), "no PDF"),
    "a mail with a script": ("a.eml", mail(html="<p>Hi</p><script>x()</script>"), "<script>"),
    "a mail whose picture runs something": ("a.eml", mail(html="<img src=x onerror=x()>"), "'onerror'"),
    "a mail with a hidden script link": ("a.eml", mail(html="<a href='java&#10;script:x()'>x</a>"), "link that runs"),
    "a mail in a mail in a mail": (
        "a.eml",
        mail(("b.eml", mail(("c.eml", mail(("d.eml", mail(("e.eml", mail())))))))),
        " deeper than",
    ),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_something_or_is_something_else_is_refused(name: str) -> None:
    """With the reason, and what to do."""
    file, data, said = UNFIT[name]

    found = attachment_fault(file, data)

    assert found is not None
    assert said in found.problem
    assert found.repair.endswith(".")


def test_an_attachment_may_be_as_large_as_the_limit() -> None:
    """And not a byte larger, which stands above."""
    assert attachment_fault("a.txt", b"x" * MAXIMUM_BYTES) is None
    assert attachment_fault("a.png", png(10_000, 4_000)) is None


def test_a_pdf_that_unpacks_to_too_much_is_refused() -> None:
    """Before it fills the memory: what it packs with its objects is bounded."""
    packed = zlib.compress(b"5 0 " + b" " * 100_000_000)
    head = b"%PDF-1.5\n"
    stream = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n"
    body = head + stream % (len(packed), packed)
    table = bytes((1, 0, 9, 0)) + bytes((2, 0, 1, 0))
    index = (
        b"2 0 obj\n<</Type/XRef/Size 6/Index[1 1 5 1]/W[1 2 1]/Root 5 0 R/Length %d>>\nstream\n%b\nendstream\nendobj\n"
    )
    whole = body + index % (len(table), table) + b"startxref\n%d\n%%%%EOF\n" % len(body)

    found = attachment_fault("a.pdf", whole)

    assert found is not None
    assert "damaged, or unpacks to more than anybody reads" in found.problem
    assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == 0


def test_damaged_bytes_end_in_a_reason_and_nothing_else() -> None:
    """Each of the kept files, cut off or with a byte turned over, is taken or refused, and no other exception comes."""
    for file, data in FIT.values():
        for at in range(0, len(data), max(1, len(data) // 40)):
            attachment_fault(file, data[:at])
            attachment_fault(file, data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :])


def test_the_files_of_a_mail_are_found_with_their_names() -> None:
    """In the order of the mail; its text is none."""
    found = parts_of_mail(mail(("Scan 1.png", png()), ("Prüfliste.pdf", blank_pdf()), html="<p>Hi</p>"))
    assert [part.name for part in found] == ["Scan 1.png", "Prüfliste.pdf"]
    assert found[1].data == blank_pdf()
    assert parts_of_mail(b"no mail") == ()
