"""A bag: names that every system takes, digests that anyone verifies, bytes that depend on the content alone."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrail.site.outputs.bag import Bag, ascii_paths, write
from vitrail.site.outputs.papers.archive import relinked_index, relinked_page

WHEN = datetime(2027, 5, 12, 10, 30, 5, tzinfo=UTC)


def packed(payload, when=WHEN):
    """The bytes of a small bag."""
    stream = BytesIO()
    info = (("Source-Organization", "Lycée d'essai"),)
    write(Bag(name="archive-x", payload=payload, tags={"OUVRIR.html": b"<p>"}, info=info, frozen=when), stream)
    return stream.getvalue()


def test_a_bag_is_verified_without_us():
    """Each line of the manifests is the digest of a file that is there, and every file of data/ has its line."""
    with ZipFile(BytesIO(packed({"site/index.html": b"page", "papiers/a 100%.pdf": b"paper"}))) as archive:
        files = {name.removeprefix("archive-x/"): archive.read(name) for name in archive.namelist()}
    lines = files["manifest-sha256.txt"].decode().splitlines()
    assert lines == [
        f"{hashlib.sha256(b'paper').hexdigest()}  data/papiers/a 100%25.pdf",
        f"{hashlib.sha256(b'page').hexdigest()}  data/site/index.html",
    ]
    for line in files["tagmanifest-sha256.txt"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert "Payload-Oxum: 9.2\n" in files["bag-info.txt"].decode()
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_the_same_content_gives_the_same_bytes(tmp_path):
    """From memory or from files, in any order; another day gives others."""
    (tmp_path / "b").write_bytes(b"2")
    one = packed({"a": b"1", "b": b"2"})
    assert packed({"b": tmp_path / "b", "a": b"1"}) == one
    assert packed({"a": b"1", "b": b"2"}, WHEN.replace(day=13)) != one


NAME = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/"), min_size=1, max_size=40)
PATHS = st.sets(st.lists(NAME, min_size=1, max_size=4).map("/".join), max_size=12)


@given(PATHS, st.integers(60, 180))
def test_every_path_gets_a_short_plain_name_of_its_own(paths, room):
    """Whatever a machine called the files: letters, figures, dots and dashes, and no two alike on any disk."""
    found = ascii_paths(paths, room)
    assert set(found) == paths
    assert len({name.casefold() for name in found.values()}) == len(paths)
    for name in found.values():
        assert name.isascii()
        assert len(name) <= room
        assert not {"..", "."} & set(name.split("/"))


@pytest.mark.parametrize(
    ("link", "followed"),
    [
        ('<a href="fichiers/Capture%20d%E2%80%99%C3%A9cran.png">', '<a href="fichiers/Capture-d-ecran.png">'),
        ('<img src="../w/fichiers/Capture%20d’écran.png">', '<img src="fichiers/Capture-d-ecran.png">'),
        ('<a href="réel.html#t-é">', '<a href="reel.html#t-é">'),
        ('<a href="https://a.example/réel.html">', '<a href="https://a.example/réel.html">'),
        ('<a href="#t-é">', '<a href="#t-é">'),
        ('<a href="autre.html?x=1&amp;y=2">', '<a href="autre.html?x=1&amp;y=2">'),
    ],
)
def test_links_follow_the_names_that_moved(link, followed):
    """And only those: addresses elsewhere, fragments and other pages stay as they are."""
    names = {"w/fichiers/Capture d’écran.png": "w/fichiers/Capture-d-ecran.png", "w/réel.html": "w/reel.html"}
    assert relinked_page(link, "w/index.html", names) == followed


def test_a_search_leads_to_the_names_that_moved():
    """From the server's index as from the disk's."""
    text = '{"docs":[{"location":"realisations/réel.html#t-a","text":"réel.html"}]}'
    found = relinked_index(text, "w/", {"w/realisations/réel.html": "w/realisations/reel.html"})
    assert found == '{"docs":[{"location":"realisations/reel.html#t-a","text":"réel.html"}]}'
