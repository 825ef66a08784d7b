"""A private value is found whatever its clothes, and nothing else is."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from generator.privacy.watch import leak_in, watch

WATCH = watch(["Mme Élodie Le Goff", "Clinique des Ormes", "Li"], ["Lycée Jean-Moulin"])


def zipped(name, content):
    """A zip of one member."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
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
        ("a.png", b"\x89PNG\0\0 tEXt Clinique des Ormes"),
        ("a.svg", b"<svg><title>Clinique des Ormes</title></svg>"),
        ("a.pdf", b"%PDF-1.4 /Author (Clinique des Ormes)"),
        ("sitemap.xml", b"<loc>https://x.example/clinique-des-ormes.html</loc>"),
    ],
)
def test_a_planted_leak_is_caught_in_every_kind_of_file(url, raw):
    """Accents, case, tags, archives, names and metadata hide nothing."""
    assert leak_in(url, raw, WATCH)


@pytest.mark.parametrize("text", ["la clinique des Ormeaux", "Clinique, ailleurs des Ormes… non", "Li", "le golf"])
def test_other_words_are_not_leaks(text):
    """Whole phrases only, and nothing of less than five letters."""
    assert leak_in("a.html", text.encode(), WATCH) is None


def test_what_the_audience_reads_elsewhere_is_not_searched():
    """A tutor who bears a visible student's name cannot be told apart."""
    assert watch(["Léa Moreau"], ["Léa Moreau"]).values == ()


def test_a_damaged_archive_is_not_searched_and_stops_nothing():
    """Found by fuzzing: the place of a member was before the start of the file."""
    raw = bytearray(zipped("a.txt", "x"))
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 42 : entry + 46] = b"\xff\xff\xff\x7f"
    assert leak_in("a.zip", bytes(raw), WATCH) is None
    raw[-6:-2] = b"\xff\xff\x00\x00"
    assert leak_in("a.zip", bytes(raw), WATCH) is None
