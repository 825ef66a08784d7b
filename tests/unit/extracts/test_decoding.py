from __future__ import annotations

import pytest

from vitrail.content.extracts.decoding import decode

TEXT = "titre: Été à la mairie\nnom: Lefèvre\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_without_remark(encoding):
    """UTF-8 is read in silence, with or without its mark."""
    found = decode(TEXT.encode(encoding))
    assert (found.text, found.code) == (TEXT, None)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_read_and_reported(encoding):
    """UTF-16, as PowerShell writes it, is read with or without its mark, and reported."""
    found = decode(TEXT.encode(encoding))
    assert (found.text, found.code) == (TEXT, "ENC003.utf16")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_latin1_is_read_and_reported_at_its_line(encoding):
    """Latin-1 is recognised, read, and reported where the first accent stands."""
    found = decode(("a: b\n" + TEXT).encode(encoding))
    assert (found.text, found.code, found.line) == ("a: b\n" + TEXT, "ENC003", 2)


def test_windows_punctuation_is_read_as_windows_1252():
    """The curly apostrophe and the euro of Windows come out right."""
    assert decode("l’été à 3 €".encode("cp1252")).text == "l’été à 3 €"


def test_two_encodings_in_one_file_are_both_read():
    """A Latin-1 word pasted into UTF-8 leaves the rest intact."""
    found = decode("Été\n".encode() + "café\n".encode("latin-1"))
    assert (found.text, found.code, found.line) == ("Été\ncafé\n", "ENC003.mixed", 2)


@pytest.mark.parametrize(
    "raw", [b"a\x00b\xff", b"titre: a\x00b", b"%PDF-1.7\n\xe2\xe3\xcf", b"\x89PNG\r\n\x1a\n\x00", b"\x01\xe9"]
)
def test_a_binary_file_is_refused(raw):
    """NUL bytes and binary formats give no text."""
    found = decode(raw)
    assert (found.text, found.code) == (None, "ENC001")


def test_an_unknown_encoding_is_refused():
    """Mac Roman is neither UTF-8 nor Windows-1252: guessing would print a wrong text."""
    assert decode("très".encode("mac_roman")).code == "ENC001.charset"


def test_damaged_accents_are_reported():
    """« Ã© » tells that the file was saved in the wrong encoding once."""
    assert decode("DÃ©ploiement".encode()).code == "ENC006"


def test_lost_characters_are_reported():
    """The replacement character tells that one was lost."""
    assert decode("D\ufffdploiement".encode()).code == "ENC006.lost"


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_every_newline_becomes_one(newline):
    """Windows and old Mac newlines read alike."""
    assert decode(TEXT.replace("\n", newline).encode()).text == TEXT
