"""Attachments are judged by what they hold."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from generator.outputs.kinds import judge
from generator.outputs.pictures import Picture, rewrite


def packed(**members):
    """A zip of a few members."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


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
    assert not verdict.accepted
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
    assert (verdict.accepted, verdict.added_suffix) == (True, suffix)


def test_a_picture_loses_its_metadata_and_its_excess_of_pixels():
    """Neither the place nor the device of a photo is published."""
    source = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Léa"
    Image.new("RGB", (4000, 1000), "red").save(source, "JPEG", exif=exif, comment=b"chez moi")
    picture = rewrite(source.getvalue(), "jpg")
    assert isinstance(picture, Picture)
    assert b"Appareil" not in picture.raw
    assert b"chez moi" not in picture.raw
    assert (picture.width, picture.height) == (1600, 400)


def test_a_damaged_picture_costs_one_picture():
    """The reason says so; nothing is raised."""
    assert isinstance(rewrite(b"\x89PNG\r\n\x1a\nxx", "png"), str)
