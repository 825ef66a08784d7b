"""What is remembered of a school is what its files say, whatever was edited, killed half-way or damaged in between."""

import os
import random
import shutil
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deep import sized
from tests.property.edits import EDITS
from vitrail.content.reading.questions import people, portfolio
from vitrail.content.reading.school import read_school
from vitrail.ground.memo import files as disk
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.shelf import AnswerShelf

SCHOOLS = Path(__file__).parents[1] / "portfolios"
_DATES = count(1)


def _new(root, chance):
    """Copy a file under a name that others may link to, in some folder of the school."""
    files = _texts(root)
    target = chance.choice(files).with_name(
        chance.choice(["index.md", "futur.md", "Été.md", "glpi.md", "promotion.yml"])
    )
    if not target.exists():
        shutil.copy(chance.choice(files), target)


def _linked(root, chance):
    """Link from one text to another file of the school, there or not."""
    one, other = chance.choice(_texts(root)), chance.choice(_texts(root))
    target = os.path.relpath(other.with_name(chance.choice([other.name, "futur.md"])), one.parent)
    one.write_text(f"{one.read_text('utf-8', 'surrogateescape')}\n[voir](<{target}>)\n", "utf-8", "surrogateescape")


def _texts(root):
    return sorted(path for path in root.rglob("*") if path.suffix in {".md", ".yml"} and path.is_file())


def _attached(root, chance):
    """Write other bytes in a file that is no text."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix not in {".md", ".yml"})
    if files:
        chance.choice(files).write_bytes(bytes(chance.randrange(256) for _ in range(40)))


def _switched(root, chance):
    """Edit many files at once, as another branch does."""
    for _ in range(6):
        _line(root, chance, chance.choice(sorted(EDITS)))


def _line(root, chance, how):
    with suppress(UnicodeDecodeError, IndexError):  # a file that no editor opens, a school without a text
        EDITS[how](chance.choice(_texts(root)), chance.randrange(100))


_EDITS = {"new": _new, "link": _linked, "attachment": _attached, "branch": _switched} | {
    how: partial(_line, how=how) for how in EDITS
}


def _edited(root, how, rank):
    if _texts(root):
        _EDITS[how](root, random.Random(rank))
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, ns=(next(_DATES),) * 2)  # two writings of one tick of the system's clock would bear one date


def _damaged(shelf, rank):
    chance = random.Random(rank)
    for path in sorted(shelf.iterdir()) if shelf.is_dir() else ():
        raw = path.read_bytes()
        if raw and chance.randrange(2):
            at = chance.randrange(len(raw))
            path.write_bytes(chance.choice([raw[:at], raw[:at] + bytes([raw[at] ^ 16]) + raw[at + 1 :], b""]))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(_EDITS)),
        st.integers(0, 10_000),
        st.sampled_from(["close", "die", "turn", "some", "damage"]),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder that each example takes anew; files in it are old as soon as they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "_RECENT", -1_000_000_000)
        yield tmp_path_factory.mktemp("schools")


@given(school=st.sampled_from(["petite-ecole", "clumsy", "alone", "redoublant", "stages"]), steps=STEPS)
@settings(max_examples=sized(5, 15), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_remembered_is_what_the_files_say(place, school, steps):
    """Edits of any kind, a process that ends before it kept anything, one that goes on, damaged answers."""
    shutil.rmtree(place, ignore_errors=True)
    root, shelf = place / "portfolios", place / "memo"
    shutil.copytree(SCHOOLS / school, root, symlinks=True)

    def begin():
        kept = AnswerShelf(shelf, b"k", "1")
        return Memo(SourceFiles(root, kept.known()), kept)

    memo = begin()
    read_school(memo)
    memo.close()
    for how, rank, then in steps:
        _edited(root, how, rank)
        match then:
            case "damage":
                _damaged(shelf, rank)
                memo = begin()
            case "turn":
                memo.turn()
            case "some":
                memo = begin()
                for who in list(people(memo))[:1]:
                    portfolio(memo, *who)
                memo.close()
            case _:
                memo = begin()
        assert read_school(memo) == read_school(root)
        if then != "die":
            memo.close()
