"""A school that was read once is not read again, and what is kept of it is data, never a program."""

import os
import pickle
import shutil
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from vitrail.content.reading import questions
from vitrail.content.reading.school import read_school
from vitrail.ground.memo import files as disk
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.shelf import AnswerShelf

PORTFOLIOS = Path(__file__).parents[2] / "portfolios"
SCHOOLS = sorted(path.name for path in PORTFOLIOS.iterdir() if path.is_dir())
ZOE = "2025-2027/durand-zoe"


@pytest.fixture
def school(tmp_path, monkeypatch):
    """A small school, written long ago."""
    monkeypatch.setattr(disk, "_RECENT", -1_000_000_000)
    shutil.copytree(PORTFOLIOS / "petite-ecole", tmp_path / "portfolios")
    return tmp_path


def read(school):
    """Read as a command would, with what earlier commands keep."""
    shelf = AnswerShelf(school / "memo", b"k", "1")
    memo = Memo(SourceFiles(school / "portfolios", shelf.known()), shelf)
    found = read_school(memo)
    memo.close()
    return found


def opened(monkeypatch):
    """Note which files are read, and which portfolios linked."""
    found, one, whole = [], questions.read_file, questions.read_portfolio
    monkeypatch.setattr(questions, "read_file", lambda file, *rest: found.append(file.file.path) or one(file, *rest))
    monkeypatch.setattr(questions, "read_portfolio", lambda *rest: found.append(rest[1]) or whole(*rest))
    return found


@pytest.mark.parametrize("name", SCHOOLS)
def test_a_remembered_school_is_the_one_that_was_read(tmp_path, name):
    """Records, ledger and diagnostics are equal, the first time and the next ones."""
    shutil.copytree(PORTFOLIOS / name, tmp_path / "portfolios", symlinks=True)
    first = read(tmp_path)
    assert (first, read(tmp_path)) == (read_school(tmp_path / "portfolios"), first)


def test_the_portfolio_that_changed_is_read_again_and_no_other(school, monkeypatch):
    """Its files, then their links to the class."""
    read(school)
    page = school / "portfolios" / ZOE / "realisations/glpi.md"
    page.write_text(page.read_text("utf-8") + "\nSuite.\n", "utf-8")
    found = opened(monkeypatch)
    read(school)
    assert {one.partition("/realisations")[0].removesuffix("/index.md") for one in found} >= {ZOE, "durand-zoe"}
    assert not [one for one in found if "/" in one and not one.startswith((ZOE, "2025-2027/evaluations/durand-zoe"))]


def test_a_link_to_a_page_that_is_not_there_yet_is_followed_once_it_is(school, monkeypatch):
    """A mate's new page has the portfolio that waited for it read again, and no third one."""
    page = school / "portfolios" / ZOE / "realisations/glpi.md"
    page.write_text(page.read_text("utf-8") + "\n[Ali](../../martin-ali/realisations/futur.md)\n", "utf-8")
    assert "REF017" in {one.code for one in read(school).diagnostics if one.place.path.startswith(ZOE)}
    mate = school / "portfolios/2025-2027/martin-ali/realisations"
    shutil.copy(next(iter(sorted(mate.glob("*.md")))), mate / "futur.md")
    found = opened(monkeypatch)
    assert "REF017" not in {one.code for one in read(school).diagnostics if one.place.path.startswith(ZOE)}
    assert {one for one in found if "/" not in one} == {"durand-zoe", "martin-ali"}


class Bomb:
    """What an attacker would put in a cache."""

    def __reduce__(self):
        return os.mkdir, ("/tmp/vitrail-bomb",)  # noqa: S108  # the point is that it is never made


@pytest.mark.parametrize(
    "raw", [b"", b"\x80\x05.", pickle.dumps(Bomb()), msgspec.msgpack.encode([1]), msgspec.msgpack.encode({"a": 1})]
)
def test_a_shelf_that_was_tampered_with_runs_nothing_and_the_files_are_read(school, raw):
    """Each of its files is replaced, then all."""
    read(school)
    whole, kept = read_school(school / "portfolios"), sorted((school / "memo").iterdir())
    for path in kept:
        was = path.read_bytes()
        path.write_bytes(raw)
        assert read(school) == whole
        path.write_bytes(was)
    for path in kept:
        path.write_bytes(raw)
    assert read(school) == whole
    assert not Path("/tmp/vitrail-bomb").exists()  # noqa: S108  # the same


ASKED = {
    "open": "builtins.open", "stat": "os.stat", "listing": "os.scandir", "clock": "time.time",
    "language of the machine": "locale.getlocale",
}  # fmt: skip


@contextmanager
def blind(memo):
    """Refuse files, folders, the clock, the environment and the language of the machine, but through the memo."""
    reals = {place: _real(place) for place in ASKED.values()}

    def refuse(*_, **__):
        raise AssertionError

    def seeing(door):
        def through(*words):
            with pytest.MonkeyPatch.context() as patch:
                for place, real in reals.items():
                    patch.setattr(place, real)
                return door(*words)

        return through

    with pytest.MonkeyPatch.context() as patch:
        for keeper, name in ((memo.files, "read"), (memo.shelf, "value"), (memo.file_cache, "find")):
            if keeper is not None:  # a reading alone draws nothing
                patch.setattr(type(keeper), name, seeing(getattr(type(keeper), name)))
        for place in ASKED.values():
            patch.setattr(place, refuse)
        patch.setattr(os, "environ", None)
        yield


@pytest.mark.parametrize("name", SCHOOLS)
def test_a_question_reads_nothing_that_it_did_not_ask_for(name):
    """Files, folders, the clock and the environment are out of its reach: what they say would stay for ever."""
    from vitrail.content.reading.frameworks import load_shipped

    load_shipped()  # our own files are part of the program
    root = PORTFOLIOS / name
    read_school(root)  # so that modules that are loaded late are
    memo = Memo(SourceFiles(root))
    with blind(memo):
        found = read_school(memo)
    assert found == read_school(root)


def _real(place):
    room, name = place.split(".")
    return getattr(import_module(room), name)
