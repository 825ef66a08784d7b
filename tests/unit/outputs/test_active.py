"""Documents that act when they are opened are refused; the same documents without are not."""

import time
import zlib
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from vitrail.content.extracts.pdf import object_streams
from vitrail.content.extracts.pieces import UnopenedError
from vitrail.site.outputs.formats import judge

TYPES = "[Content_Types].xml"
RELATION = '<Relationship Id="r1" Type="http://x/relationships/{kind}" Target="{target}" {mode}/>'
MACROS = "<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled'/></Types>"


def packed(members):
    """A zip of a few members."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(ZipInfo(name) if isinstance(name, str) else name, content)
    return target.getvalue()


def office(**members):
    """A Word document of a few members."""
    return packed({TYPES: "<Types/>", "word/document.xml": "<w/>"} | members)


def related(kind, target, mode='TargetMode="External"'):
    """A Word document with one relation."""
    return office(**{"word/_rels/settings.xml.rels": RELATION.format(kind=kind, target=target, mode=mode)})


def hidden(content):
    """A PDF whose objects are in a compressed stream."""
    stream = zlib.compress(content)
    return b"%PDF-1.5\n5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Length 9>>\nstream\n" + stream + b"\nendstream\nendobj\n"


def link():
    """A member that is a symbolic link."""
    found = ZipInfo("lien")
    found.external_attr = 0o120777 << 16
    return found


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.4\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>> >>",
        b"%PDF-1.4\n1 0 obj <</S/Launch/F(cmd.exe)>>",
        b"%PDF-1.4\n1 0 obj <</S /J#61vaScript /JS (x)>>",
        b"%PDF-1.4\n1 0 obj <</S /SubmitForm /F (https://a.example)>>",
        b"%PDF-1.4\n1 0 obj <</OpenAction <</S /URI /URI (https://a.example)>> >>",
        b"%PDF-1.4\n1 0 obj <</OpenAction 7 0 R>>\nendobj\n7 0 obj\n<</S /URI /URI (https://a.example)>>",
        b"%PDF-1.4\n" + b"/OpenAction 1 0 R " * 100,
        hidden(b"1 0 <</S /JavaScript /JS (x)>>"),
    ],
    ids=["script", "lancement", "nom déguisé", "formulaire", "adresse", "renvoi", "cent fois", "flux"],
)
def test_a_pdf_that_acts_by_itself_is_refused(raw):
    """The reason says how to save it again."""
    verdict = judge("a.pdf", raw)
    assert verdict.reason
    assert "PDF" in str(verdict.reason)


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.4\n1 0 obj <</OpenAction[3 0 R /XYZ null null 0]>>",
        b"%PDF-1.4\n1 0 obj <</OpenAction <</S /GoTo /D [3 0 R /Fit]>> >>",
        b"%PDF-1.4\n1 0 obj <</OpenAction 7 0 R>>\nendobj\n7 0 obj\n<</D [3 0 R /Fit] /S /GoTo>>\nendobj",
        b"%PDF-1.4\n(Mon script /JavaScripting) <</URI (https://a.example) /S /URI>>",
        hidden(b"1 0 <</Title (Proc\xe9dure)>>"),
        b"%PDF-1.4\nstream\nnothing of zlib\nendstream /ObjStm stream\nneither",
    ],
    ids=["page", "aller à", "renvoi", "lien", "flux", "abîmé"],
)
def test_a_pdf_that_opens_on_one_of_its_pages_is_accepted(raw):
    """LibreOffice and LaTeX write such an action in every document."""
    assert not judge("a.pdf", raw).reason


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.zip", packed({"../../etc/passwd": "x"})),
        ("a.zip", packed({"/etc/passwd": "x"})),
        ("a.zip", packed({"C:\\Windows\\a.dll": "x"})),
        ("a.zip", packed({"a/..\\..\\b": "x"})),
        ("a.zip", packed({link(): "/etc/passwd"})),
        ("a.docx", office(**{"word/vbaProject.bin": "x"})),
        ("a.docx", packed({TYPES: MACROS})),
        ("a.xlsx", office(**{"xl/activeX/activeX1.xml": "x"})),
        ("a.odt", packed({"mimetype": "x", "Basic/Standard/Module1.xml": "x"})),
        ("a.odt", packed({"mimetype": "x", "content.xml": '<draw:image a="b" xlink:href="https://a.example/x.png"/>'})),
        ("a.docx", related("attachedTemplate", "https://a.example/x.dotm")),
        ("a.docx", related("oleObject", r"\\serveur\partage")),
        ("a.docx", related("image", "file://serveur/x.png")),
    ],
)  # fmt: skip
def test_an_archive_or_document_that_reaches_out_is_refused(name, raw):
    """Paths out of its folder, links, macros, what is fetched at opening."""
    verdict = judge(name, raw)
    assert verdict.reason
    assert ";" in str(verdict.reason) or "chemin" in str(verdict.reason)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.zip", packed({"src/app.js": "x", "src/..notes": "x", "README.md": "x"})),
        ("a.docx", related("hyperlink", "https://a.example")),
        ("a.docx", related("image", "media/image1.png", mode="")),
        ("a.docx", related("attachedTemplate", "file:///C:/Users/lea/Modele.dotx")),
        ("a.xlsx", related("externalLinkPath", "https://a.example/b.xlsx")),
        ("a.odt", packed({"mimetype": "x", "content.xml": '<text:a xlink:href="https://a.example">x</text:a>'})),
    ],
)
def test_an_ordinary_archive_or_document_is_accepted(name, raw):
    """Sources, links to click, one's own template."""
    assert not judge(name, raw).reason


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.pdf", b"%PDF-1.4\n" + b"(\xfe\xff" * 1_000_000),
        ("a.pdf", b"%PDF-1.4\n" + b"<0" * 1_000_000),
        ("a.pdf", b"%PDF-1.5\n" + b"/ObjStm stream\n" * 100_000),
        ("a.pdf", lambda: hidden(b"\0" * 70_000_000)),
        ("a.docx", office(**{"word/_rels/a.rels": "<Relationship " * 300_000})),
        ("a.odt", packed({"mimetype": "x", "content.xml": "<draw:image " * 300_000})),
    ],
    ids=["textes", "hexadécimal", "flux", "bombe", "relations", "images"],
)  # fmt: skip
def test_a_document_made_to_be_slow_is_judged_quickly(name, raw):
    """Each pattern reads a byte a few times at most."""
    raw = raw() if callable(raw) else raw  # else each worker would make it, to know that there is a test
    start = time.process_time()
    judge(name, raw)
    try:
        list(object_streams(raw))
    except UnopenedError:
        assert judge(name, raw).reason
    assert time.process_time() - start < 6
