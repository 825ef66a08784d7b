"""Attachments are judged by what they hold."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from vitrail.site.outputs.formats import as_text, judge
from vitrail.site.outputs.pictures import Picture, rewrite


def packed(**members):
    """A zip of a few members."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


OFFICE = packed(**{"[Content_Types].xml": "1", "mimetype": "1"})


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.html", b"<html>"),
        ("a.js", b"alert(1)"),
        ("a.txt", b"\xef\xbb\xbf  <!DOCTYPE html><script>"),
        ("a.csv", b"<script>"),
        ("a.pdf", b"<html>"),
        ("a.png", b"<svg onload=x>"),
        ("a.docx", b"PK-not"),
        ("a.docx", packed(x="1")),
        *((f"a.{kind}", b"<!doctype html><script>alert(1)</script><!--" + OFFICE) for kind in ("docx", "odg", "zip")),
        ("a.xlsx", b"\n" + OFFICE),
        ("a.zip", b"PK\x03\x04" + OFFICE),
        ("a.heic", b"\0\0\0\x18ftypheic"),
        ("a.jpg", b"\0\0\0\x18ftypheic"),
        ("sans-extension", b"x"),
        ("a.drawio", b"<html>"),
        ("a.svg", b"<svg/>"),
    ],
)
def test_what_could_run_or_is_not_what_it_says_is_refused_with_a_reason(name, raw):
    """The reason is a French phrase."""
    verdict = judge(name, raw)
    assert verdict.reason
    assert verdict.reason


@pytest.mark.parametrize(
    ("name", "raw", "suffix"),
    [
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.txt", "é".encode(), ""),
        ("a.sql", b"select 1", ".txt"),
        ("a.zip", packed(x="1"), ""),
        ("a.docx", packed(**{"[Content_Types].xml": "1"}), ""),
        ("a.drawio", b"<mxfile/>", ""),
    ],
)
def test_what_students_produce_is_accepted(name, raw, suffix):
    """Sources are published as plain text."""
    verdict = judge(name, raw)
    assert (verdict.reason, verdict.added_suffix) == ("", suffix)


def test_a_picture_loses_its_metadata_and_its_excess_of_pixels():
    """Neither the place nor the device of a photo is published."""
    source = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Léa"
    Image.new("RGB", (4000, 2500), "red").save(source, "JPEG", exif=exif, comment=b"chez moi")
    picture = rewrite(source.getvalue(), "jpg")
    assert isinstance(picture, Picture)
    assert b"Appareil" not in picture.raw
    assert b"chez moi" not in picture.raw
    assert (picture.width, picture.height) == (1600, 1000)


@pytest.mark.parametrize(
    ("size", "published"), [((6000, 900), (4131, 620)), ((900, 6000), (620, 4131)), ((2000, 1000), (1600, 800))]
)
def test_a_strip_keeps_its_letters_and_has_no_more_pixels_than_a_square(size, published):
    """A wide diagram that was 240 pixels high could not be read."""
    source = BytesIO()
    Image.new("L", size, 255).save(source, "PNG")
    picture = rewrite(source.getvalue(), "png")
    assert (picture.width, picture.height) == published


def test_a_damaged_picture_costs_one_picture():
    """The reason says so; nothing is raised."""
    assert isinstance(rewrite(b"\x89PNG\r\n\x1a\nxx", "png"), str)


@pytest.mark.parametrize("size", [(6000, 6000), (20_000, 10_000)])
def test_a_picture_of_too_many_pixels_is_not_called_damaged(size):
    """Its author exports it smaller; beyond some size the decoder refuses it before its pixels are counted."""
    source = BytesIO()
    Image.new("1", size).save(source, "PNG")
    assert rewrite(source.getvalue(), "png") == "elle compte plus de 25 millions de pixels"


GUESSED = [
    b"<!--x--><html><script>alert(1)</script>",
    b'<p align="center">README</p>',
    b"<table><tr><td>x",
    b" \r\n\t<a href=x>",
    b"<h1>Titre</h1>",
    b"\xef\xbb\xbf<!-- table des mati\xc3\xa8res -->",
    b"<br >",
    b"<meta charset=utf-7>",
    b"%PDF-1.7",
]


@pytest.mark.parametrize("suffix", ["txt", "csv", "md", "sql", "log"])
@pytest.mark.parametrize("raw", GUESSED)
def test_a_text_that_a_browser_could_take_for_a_page_is_published_marked_as_text(suffix, raw):
    """A README that begins with a centred paragraph is honest: its words stay, and nothing guesses."""
    verdict = judge(f"a.{suffix}", raw)
    assert (verdict.reason, verdict.marked) == ("", True)
    published = as_text(raw)
    assert published.startswith(b"\xef\xbb\xbf")
    assert published.decode("utf-8-sig") == raw.decode("utf-8-sig")


@pytest.mark.parametrize("raw", [b"# Titre\n<p>", b"select 1 < 2;", b"[2026-03-12] <b>", b"nom;note\n", b"", b"a<b"])
def test_a_text_that_begins_as_text_is_published_to_the_byte(raw):
    """What stands further down is never looked at."""
    assert not judge("a.md", raw).marked


def test_a_marked_text_in_the_code_of_old_windows_is_still_read():
    """The mark says UTF-8, so the words are written so."""
    assert as_text("<p>été".encode("cp1252")).decode("utf-8-sig") == "<p>été"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("suffix", ["txt", "csv", "ps1"])
def test_a_text_that_powershell_wrote_is_published_as_any_text(suffix, encoding):
    """`Get-ADUser > comptes.txt` is UTF-16: its words are written as UTF-8; what acts in it is refused all the same."""
    said = "Nom;Rôle\r\nSalle 12;réservée\r\n"
    verdict = judge(f"a.{suffix}", said.encode(encoding))
    assert (verdict.reason, verdict.marked) == ("", True)
    assert as_text(said.encode(encoding)).decode("utf-8-sig") == said
    assert "page web" in judge(f"a.{suffix}", f"<html>{said}".encode(encoding)).reason
    assert judge(f"a.{suffix}", b"MZ\x90\0\x03\0\0\0\x04\0").reason == "ce n'est pas du texte"
