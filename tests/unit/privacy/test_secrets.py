"""A private value is found whatever its clothes, and nothing else is."""

import bz2
import gzip
import lzma
from io import BytesIO
from random import Random
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from generator.privacy.matcher import PhraseMatcher
from generator.privacy.secrets import leaks_in, secrets_among
from generator.privacy.unpacking import UnsearchableError

WATCH = secrets_among(["Clinique des Ormes", "Li"], ["Lycée Jean-Moulin"], ["Mme Élodie Le Goff"])


def zipped(name, content):
    """A zip of one member."""
    return zipped_all({name: content})


def zipped_all(members):
    """A zip of several."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        ("a.html", "<p>avec Mme Élodie Le Goff</p>".encode()),
        ("a.html", b"mme ELODIE <b>Le</b>&nbsp;Goff"),
        ("a.html", b'<img alt="clinique des ormes">'),
        ("clinique-des-ormes.html", b""),
        ("search/search_index.json", b'{"text":"Clinique des Ormes"}'),
        ("a.xlsx", zipped("xl/sharedStrings.xml", "<t>Clinique</t> <t>des Ormes</t>")),
        ("a.zip", zipped("clinique des ormes.txt", "")),
    ],
)
def test_a_planted_leak_is_caught_in_every_kind_of_file(url, raw):
    """Accents, case, tags, archives, names and metadata hide nothing."""
    assert leaks_in(url, raw, WATCH)


@pytest.mark.parametrize("text", ["la clinique des Ormeaux", "Clinique, ailleurs des Ormes… non", "Li", "le golf"])
def test_other_words_are_not_leaks(text):
    """Whole phrases only, and nothing of less than five letters."""
    assert leaks_in("a.html", text.encode(), WATCH) == ()


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("Fatou N'Diaye", "Mme N’Diaye"),
        ("Marie d’Ormesson", "d'Ormesson Marie"),
        ("Jean-Pierre Roux", "Jean‑Pierre Roux"),
    ],
)
def test_signs_of_typography_part_words_as_those_of_a_keyboard(declared, said):
    """A word processor writes a curly apostrophe where a form has a straight one."""
    assert secrets_among([], [], [declared]).met([f"Merci à {said}."])


def test_what_the_audience_reads_elsewhere_is_not_searched():
    """A tutor who bears a visible student's name cannot be told apart."""
    assert secrets_among(["Léa Moreau"], ["Léa Moreau"]).values == ()


def test_a_damaged_archive_is_said_to_be_unsearchable():
    """Found by fuzzing: the place of a member was before the start of the file. Another program may open it."""
    raw = bytearray(zipped("a.txt", "x"))
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 42 : entry + 46] = b"\xff\xff\xff\x7f"
    with pytest.raises(UnsearchableError):
        leaks_in("a.zip", bytes(raw), WATCH)


@pytest.mark.parametrize(
    "raw",
    [
        zipped("a.zip", zipped("b.zip", zipped("c.zip", zipped("d.txt", "")))),
        zipped("a.bin", zipped("a.txt", b"\0" * 200_000_001)),
        zipped("a.zip", zipped("a.txt", "x")[:-9]),
    ],
    ids=["imbriquée", "énorme", "coupée"],
)
def test_what_cannot_be_searched_is_never_called_clean(raw):
    """Whatever its name or its depth: an archive is one by its first bytes."""
    with pytest.raises(UnsearchableError):
        leaks_in("a", raw, WATCH)


@pytest.mark.parametrize(
    "raw",
    [
        gzip.compress(b"x"),
        bz2.compress(b"x"),
        bz2.compress(b"") + bz2.compress(b"x"),
        lzma.compress(b"x"),
        lzma.compress(b"x", lzma.FORMAT_ALONE),
        b"7z\xbc\xaf\x27\x1c\0\4",
        b"Rar!\x1a\x07\1\0",
        b"\x28\xb5\x2f\xfd",
        b"\x50\x2a\x4d\x18",
        b"a.txt".ljust(257, b"\0") + b"ustar  \0",
    ],
    ids=["gzip", "bzip2", "bzip2 vide", "xz", "lzma", "7z", "RAR", "Zstandard", "Zstandard, trame sautée", "tar"],
)
def test_an_archive_that_is_no_zip_is_not_searched(raw):
    """Whatever its name: what it holds would pass unread."""
    with pytest.raises(UnsearchableError):
        leaks_in("a.zip", zipped("a.svgz", raw), WATCH)


def test_all_the_archives_of_a_file_share_one_budget():
    """Forty archives of a few megabytes are as heavy as one of two hundred."""
    inner = zipped("a.txt", b"ab " * 2_000_000)
    with pytest.raises(UnsearchableError):
        leaks_in("a.zip", zipped_all({f"{number}.zip": inner for number in range(40)}), WATCH)


def test_a_name_is_found_across_the_blocks_of_a_long_text():
    """A text is searched four megabytes at a time."""
    for place in (3_999_990, 4_000_000 - 64_000, 8_000_000):
        assert leaks_in("a.txt", b" " * place + b"Clinique des Ormes" + b" " * 5_000_000, WATCH)


def test_thousands_of_alike_values_cost_what_they_weigh():
    """Notes of common words in every order: a text is read once, whatever their number."""
    common = "le la les des un une et est en de du au aux pour dans avec sur par ce que".split()
    rnd = Random(1)
    many = secrets_among([" ".join(rnd.choices(common, k=9)) for _ in range(20_000)], [])
    text = " ".join(rnd.choices(common, k=20_000))
    begun = process_time()
    assert many.met([text]) == ()
    assert many.met([f"{text} {' '.join(many.values[777])}"])
    assert process_time() - begun < 5  # a minute, value by value


@pytest.mark.parametrize("text", ["a b c d e x", "b c d e y", "zz a b c d e a b c d e x"])
def test_phrases_that_begin_in_one_another_are_all_found(text):
    """The automaton falls back on the longest beginning that is still open."""
    found = PhraseMatcher([tuple("abcdex"), tuple("cdey"), ("c", "d", "e", "q")])
    assert found.within([text]) == {tuple("cdey") if "y" in text else tuple("abcdex")}
