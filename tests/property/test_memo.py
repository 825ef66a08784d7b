"""Whatever is edited, cut short or damaged, what is remembered is what plain calls would answer."""

import os
import random
import shutil
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deep import sized
from vitrail.ground.memo import files as disk
from vitrail.ground.memo import table
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import CycleError, question, transient
from vitrail.ground.memo.shelf import AnswerShelf

NODES = 9
_DATES = count(1)


@transient(lambda answer: repr(answer).encode(), part=1, inner=True)
def words(memo, _, number):
    """Read a file, which those of its part alone ask for."""
    salt, *others = map(int, memo.read(f"{number}").split())
    return (salt + (memo.input("salt") or 0 if int(number) % 3 == 1 else 0)) % 3, tuple(others)


def _answer(memo, number):
    """Answer from a file that says which others are asked, and from what they answer."""
    salt, others = words(memo, str(int(number) // 3), str(number))
    total = salt + (memo.input("salt") or 0 if int(number) % 3 == 0 else 0)
    if int(number) % 2:  # a file has several readers, of several parts
        total += int(memo.read(_beside(number)).split()[0])
    for other in others:
        total += _asked(memo, other)
        if total % 5 == 4:
            break  # what is asked depends on what was answered
    return total % 4


def _beside(number):
    return f"{(int(number) + 4) % NODES}"


def _asked(memo, number):
    part = str(number // 3)
    return even(memo, part, str(number)) if number % 2 == 0 else odd(memo, part, str(number))


@question(int, part=1)
def even(memo, _, number):
    """Keep the answer."""
    return _answer(memo, number)


@transient(lambda answer: b"%d" % answer, part=1)
def odd(memo, _, number):
    """Answer for this process alone."""
    return _answer(memo, number)


class Plain:
    """The same questions without a memory."""

    def __init__(self, root, told=0):
        self.root = root
        self.told = told

    def answer(self, number):
        """Call and call again."""
        salt, *others = map(int, (self.root / f"{number}").read_bytes().split())
        salt = (salt + (self.told if int(number) % 3 == 1 else 0)) % 3
        total = salt + (self.told if int(number) % 3 == 0 else 0)
        if int(number) % 2:
            total += int((self.root / _beside(number)).read_bytes().split()[0])
        for other in others:
            total += self.answer(other)
            if total % 5 == 4:
                break
        return total % 4


def _written(root, seed):
    """Write a graph without a cycle, whose edges may turn from one writing to the next."""
    chance = random.Random(seed)
    order = chance.sample(range(NODES), NODES)
    for rank, number in enumerate(order):
        if chance.randrange(3) or not (root / f"{number}").exists():
            others = chance.sample(order[:rank], chance.randint(0, min(3, rank)))
            (root / f"{number}").write_text(" ".join(map(str, (chance.randrange(3), *others))))
    return order


def _acyclic(root):
    """Write again the files that would make one ask itself."""
    seen, asks = {}, {n: list(map(int, (root / f"{n}").read_text().split()))[1:] for n in range(NODES)}

    def visit(number):
        if seen.get(number) == "open":
            return False
        if number not in seen:
            seen[number] = "open"
            asks[number] = [other for other in asks[number] if visit(other)]
            seen[number] = "done"
        return True

    for number in range(NODES):
        visit(number)
        salt = (root / f"{number}").read_text().split()[0]
        path = root / f"{number}"
        path.write_text(" ".join((salt, *map(str, asks[number]))))
        os.utime(path, ns=(next(_DATES),) * 2)  # two writings of one tick of the system's clock would bear one date


def _asked_between(memo, rank):
    """Ask in a turn of which files moved: some answer of what they were, some of what they are."""
    for number in random.Random(rank).sample(range(NODES), rank % 4):
        with suppress(CycleError):  # what stood before and what stands now may ask each other
            _asked(memo, number)


def _damaged(shelf, how, rank):
    """Damage what is kept, as disks, branches and people do."""
    files = sorted(path for path in shelf.iterdir() if path.is_file()) if shelf.is_dir() else []
    if not files:
        return
    path, other = files[rank % len(files)], files[(rank + 1) % len(files)]
    raw = path.read_bytes()
    at = rank * 7919 % max(len(raw), 1)
    match how:
        case "cut":
            path.write_bytes(raw[:at])
        case "flip":
            path.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << rank % 8]) + raw[at + 1 :] if raw else b"?")
        case "swap":
            path.write_bytes(other.read_bytes())
            other.write_bytes(raw)
        case "all":
            for one in files:
                held = one.read_bytes()
                one.write_bytes(bytes(byte ^ (number % 41 == rank % 41) for number, byte in enumerate(held)))


def _opened(root, shelf, *, believing):
    """Begin as another process would, which takes what the lines tell at once, or looks at each when it is asked."""
    memo = Memo(SourceFiles(root, shelf.known()), shelf)
    if believing:
        memo.verify()
    return memo


STEP = st.tuples(
    st.sampled_from(["edit", "save", "save", "meanwhile", "tell", "turn", "rest", "close", "die", "damage", "age"]),
    st.integers(0, 10_000),
    st.sampled_from(["cut", "flip", "swap", "all"]),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder that each example takes anew; files in it are old as soon as they are written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "_RECENT", -1_000_000_000)
        patch.setattr(table, "_MUCH", 1)  # so small a school would always be written whole
        yield tmp_path_factory.mktemp("graphs")


@given(steps=st.lists(STEP, min_size=2, max_size=12), seed=st.integers(0, 10_000))
@settings(max_examples=sized(50, 200), deadline=None)
def test_what_is_remembered_is_what_plain_calls_answer(place, steps, seed):
    """A graph of questions is rewritten, asked in any order, kept or not, and its shelf damaged: every answer holds."""
    shutil.rmtree(place, ignore_errors=True)
    root, shelf = place / "files", place / "shelf"
    root.mkdir(parents=True)
    _written(root, seed)
    _acyclic(root)

    def begin(program="1"):
        return _opened(root, AnswerShelf(shelf, b"k", program), believing=seed % 3 > 0)

    memo, told = begin(), 0
    for step, rank, how in steps:
        match step:
            case "edit" | "save" | "meanwhile":
                _written(root, rank)
                _acyclic(root)
                _asked_between(memo, rank * (step == "meanwhile"))
                memo.turn(map(str, range(NODES)) if step == "save" or rank % 3 else None)
            case "tell":
                told = rank % 3
            case "turn" | "rest":
                (memo.turn if step == "turn" else memo.rest)()
            case "close":
                memo.close()
                memo = begin() if rank % 3 else memo
            case "die":
                memo.save()
                memo = begin()
            case "damage":
                _damaged(shelf, how, rank)
                memo = begin() if rank % 2 else memo
            case "age":
                memo = begin(str(rank % 2 + 1))
        memo.set_input("salt", told)
        order = random.Random(rank).sample(range(NODES), NODES)[: rank % NODES + 1]
        assert {n: _asked(memo, n) for n in order} == {n: Plain(root, told).answer(n) for n in order}
