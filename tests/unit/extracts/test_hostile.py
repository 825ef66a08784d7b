"""A file made to stop or to slow the build costs its own reading; what cannot be opened says why."""

import sys
import time
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from tests.deep import deep_example
from tests.unit.extracts.documents import docx, odt, pdf, xlsx, zipped
from vitrail.content.extracts import apart
from vitrail.content.extracts import pdf as pdfs
from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.extract import extract, extract_here
from vitrail.content.extracts.pieces import UnopenedError

LAUGHS = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]><a>&c;</a>'


def made(raw):
    """The bytes, made now if they take long: each worker of the suite, and each run of one test, reads this file."""
    return raw() if callable(raw) else raw


def nested(depth):
    """An archive in an archive."""
    raw = b"x"
    for _ in range(depth):
        raw = zipped({"a.zip": raw})
    return raw


def locked():
    """A PDF with a password."""
    writer, target = PdfWriter(PdfReader(BytesIO(pdf("x")))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(target)
    return target.getvalue()


def flagged():
    """A zip whose member is enciphered."""
    raw = bytearray(zipped({"a.txt": "x"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def endless(pages):
    """A PDF whose pages all show one long text."""
    text = zlib.compress(b"BT (x) Tj ET " * 20_000)
    kids = " ".join(f"{number} 0 R" for number in range(4, 4 + pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(text), text),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R/Resources<</Font<<>>>>>>"] * pages,
    ]
    body, offsets = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(offsets) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{len(body)}\n"
    return body + end.encode() + b"%%EOF"


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("a.zip", flagged(), "mot de passe"),
        ("a.zip", zipped({"a.txt": "x" * 999})[:-30], "abîmée"),
        ("a.zip", nested(5), "imbriquées"),
        ("a.zip", zipped({"journal.gz": b"\x1f\x8b\x08\0\0"}), "zip"),
        ("a.zip", zipped({"a.7z": b"7z\xbc\xaf\x27\x1c"}), "zip"),
        ("a.zip", lambda: zipped({str(number): "" for number in range(20_001)}), "trop de fichiers"),
        ("a.zip", lambda: zipped({str(number): b"\0" * 30_000_000 for number in range(7)}), "trop de fichiers"),
        deep_example("a.zip", lambda: zipped({"a.txt": "x" * 41_000_000}), "texte"),
        ("a.zip", zipped({"b.bin": b"\n" + zipped({"a.txt": "Solveig"})}), "abîmée"),
        ("a.docx", b"\n" + docx(["x"]), "abîmée"),
        ("a.docx", docx(["x"], word__bad="<a><b></a>"), "abîmée"),
        ("a.docx", docx(["x"], word__laughs=LAUGHS), "abîmée"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "mot de passe"),
        ("a.pdf", b"%PDF-1.4\nrien", "abîmée"),
        ("a.pdf", locked(), "mot de passe"),
        ("a.pdf", pdf("x", attached={"b.7z": b"7z\xbc\xaf\x27\x1c"}), "zip"),
    ],
    ids="chiffré tronqué imbriqué gz 7z nombre octets texte précédé décalé xml entités ole rien protégé joint".split(),
)  # fmt: skip
def test_what_cannot_be_opened_says_why(name, raw, why):
    """Enciphered, damaged, too large, too deep, or packed in a way that nobody reads here."""
    assert why in str(extract(name, made(raw)).trouble)


def test_a_part_that_cannot_be_opened_does_not_hide_the_others():
    """What was read before it is kept, so that a hit is told by its own name."""
    found = extract("a.zip", zipped({"a.txt": "Solveig", "b.7z": b"7z\xbc\xaf\x27\x1c"}))
    assert found.trouble
    assert any("Solveig" in piece.text for piece in found.pieces)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processor time is not counted there")
def test_a_pdf_that_would_compute_for_long_is_given_up_and_the_next_one_is_read(monkeypatch):
    """Its process is ended by the system, by processor time; another one is started."""
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(UnopenedError, match="calculs"):
        kept().run(pdfs.read, endless(2_000))
    assert len(kept().run(pdfs.read, pdf("Bonjour")).pages) == 1


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.pdf", b"%PDF-1.4\n" + b"(\xfe\xff" * 1_000_000),
        ("a.pdf", b"%PDF-1.4\n" + b"<0" * 1_000_000),
        ("a.pdf", b"%PDF-1.5\n" + b"/ObjStm stream\n" * 100_000),
        ("a.docx", lambda: docx(["x"], word__a="<a>" * 300_000)),
        ("a.docx", lambda: docx(["x"], word__a="<a " + "".join(f'b{number}="c" ' for number in range(200_000)) + "/>")),
        ("a.odt", lambda: odt("<text:p>" * 100_000)),
        ("a.drawio", b"<mxfile>" + b"<diagram>" * 300_000),
        ("a.html", b"<" * 5_000_000),
        ("a.json", b"[" * 1_000_000),
        ("a.csv", b'"' * 5_000_000),
        ("a.bin", b"\x01" + b"abc\x02" * 2_000_000),
        ("a.xlsx", lambda: xlsx(*([["x" * 300] * 50] * 300))),
    ],
    ids="textes hexa flux éléments attributs paragraphes dessins html json csv octets cellules".split(),
)  # fmt: skip
def test_a_file_made_to_be_slow_is_read_quickly(name, raw):
    """Each reader passes a few times at most."""
    raw = made(raw)
    start = time.process_time()
    extract_here(name, raw)
    assert time.process_time() - start < 6
