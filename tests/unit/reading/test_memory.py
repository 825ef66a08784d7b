"""A portfolio that was read once is not read again, and a cache gives data, never a program."""

import os
import pickle
import shutil
from pathlib import Path

import msgspec
import pytest

from generator.reading.memory import Memory
from generator.reading.school import read_school

SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"


class Shelf:
    """A cache in memory."""

    def __init__(self):
        self.kept = {}

    def get(self, key):
        """Give bytes, with no file."""
        return (self.kept[key], Path()) if key in self.kept else None

    def put(self, key, raw):
        """Keep bytes."""
        self.kept[key] = raw
        return Path()


class Bomb:
    """What an attacker would put in a cache."""

    def __reduce__(self):
        return os.mkdir, ("/tmp/vitrail-bomb",)  # noqa: S108  # the point is that it is never made


def test_a_remembered_school_is_the_one_that_was_read():
    """Records, ledger and diagnostics are equal."""
    shelf = Shelf()
    first = read_school(SCHOOL, memory=Memory(cache=shelf, code="1"))
    again = read_school(SCHOOL, memory=Memory(cache=shelf, code="1"))
    assert (first, again) == (read_school(SCHOOL), first)


def test_only_the_portfolio_that_changed_is_read_again(tmp_path):
    """One byte of one student makes one new entry."""
    shelf = Shelf()
    portfolios = tmp_path / "portfolios"
    shutil.copytree(SCHOOL, portfolios)
    read_school(portfolios, memory=Memory(cache=shelf, code="1"))
    before = len(shelf.kept)
    page = portfolios / "2025-2027/durand-zoe/realisations/glpi.md"
    page.write_text(page.read_text("utf-8") + "\nSuite.\n", "utf-8")
    read_school(portfolios, memory=Memory(cache=shelf, code="1"))
    assert len(shelf.kept) == before + 1


@pytest.mark.parametrize(
    "raw", [b"", b"\x80\x05.", pickle.dumps(Bomb()), msgspec.msgpack.encode([1]), msgspec.msgpack.encode({"a": 1})]
)
def test_a_cache_that_was_tampered_with_runs_nothing_and_the_files_are_read(raw):
    """What comes back is plain data that fits our records, or nothing."""
    shelf = Shelf()
    read_school(SCHOOL, memory=Memory(cache=shelf, code="1"))
    shelf.kept = dict.fromkeys(shelf.kept, raw)
    assert read_school(SCHOOL, memory=Memory(cache=shelf, code="1")) == read_school(SCHOOL)
    assert not Path("/tmp/vitrail-bomb").exists()  # noqa: S108  # the same
