"""How many pages a PDF says it has."""

import zlib

import pytest

from generator.privacy.pdf import pages

LEAF = b"<< /Type /Page /Parent 2 0 R >>"


def packed(raw):
    """An object stream, as programs write since PDF 1.5."""
    body = zlib.compress(raw)
    return b"%PDF-1.5\n9 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + body + b"\nendstream endobj\n"


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (b"%PDF-1.4\n2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >> endobj " + LEAF * 2, 2),
        (
            b"%PDF-1.4\n2 0 obj<</Count 31/Type/Pages/Kids[5 0 R 6 0 R]>>endobj 5 0 obj<</Type/Pages/Count 16>>endobj",
            31,
        ),
        (b"%PDF-1.4\n2 0 obj <</Type/Outlines/Count 40>> endobj 3 0 obj <</Type/Pages/Count 3>> endobj", 3),
        (b"%PDF-1.4\n2 0 obj <</Type/Pages/Count 12 0 R>> endobj", 0),
        (packed(b"<</Type/Outlines/Count 40>><</Type/Pages/Kids[4 0 R]/Count 7>>"), 7),
        (b"PK\x03\x04 /Type /Pages /Count 9", 0),
        (b"%PDF-1.4\n" + LEAF, 0),
    ],
)
def test_the_pages_of_a_pdf_are_those_of_its_page_tree(raw, number):
    """Packed or not, whatever else counts; nothing is said of a file that does not say."""
    assert pages(raw) == number


def test_a_bomb_has_no_pages():
    """What opens to gigabytes is not opened to be counted."""
    assert pages(packed(bytes(70_000_000))) == 0
