"""What waits for the disk is asked beside: the same answers, whoever gives them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vitrail.building.publishing.disk.stamps import SiteFiles
from vitrail.building.publishing.disk.tree import SiteTree
from vitrail.building.publishing.workers.beside import beside


class Told:
    """Answers, and says in which process; dies in any other than the one that made it, when it is asked to."""

    def __init__(self):
        self._home = os.getpid()

    def process(self):
        """Its own number."""
        return os.getpid()

    def doubled(self, number):
        """A harmless question."""
        return 2 * number

    def die(self):
        """A fatal one."""
        if os.getpid() != self._home:
            os._exit(1)
        return "here"

    def refuse(self):
        """One that cannot be answered."""
        raise FileNotFoundError(2, "nothing", "there")

    def odd(self):
        """An answer that is no plain value."""
        return self


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """A process without other threads; that of the tests may have some, which wait."""
    monkeypatch.setattr("threading.active_count", lambda: 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_answers_do_not_depend_on_who_gives_them(jobs):
    """Asked in order, and heard in that order or not at all."""
    with beside(Told(), jobs) as told:
        first, _, last = (told.ask(Told.doubled, number) for number in (1, 2, 3))
        assert (first(), last()) == (2, 6)
        assert (told.ask(Told.process)() == os.getpid()) is (jobs == 1 or sys.platform != "linux")


def test_a_system_that_has_no_more_processes_is_answered_here(monkeypatch):
    """Nothing is refused to who asks."""
    monkeypatch.setattr("os.fork", lambda: (_ for _ in ()).throw(BlockingIOError(11, "no more")))
    with beside(Told(), 2) as told:
        assert told.ask(Told.process)() == os.getpid()


@pytest.mark.parametrize("question", [Told.die, Told.odd])
def test_what_its_process_cannot_answer_is_answered_here(question):
    """So is all that is asked afterwards."""
    held = Told()
    with beside(held, 2) as told:
        assert told.ask(question)() == question(held)
        assert told.ask(Told.doubled, 4)() == 8
        assert told.ask(Told.process)() == os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_one_that_is_stopped_is_answered_here_however_it_was_stopped():
    """By who asks, who gave up, or by a system without memory: the block goes on, and ends."""
    for stop in (lambda told: told.end(), lambda told: os.kill(told.ask(Told.process)(), signal.SIGKILL)):
        with beside(Told(), 2) as told:
            stop(told)
            time.sleep(0.05)
            first, last = told.ask(Told.doubled, 4), told.ask(Told.process)
            assert (first(), last()) == (8, os.getpid())


def test_what_it_raises_is_raised_to_who_asks():
    """As if it had been asked here."""
    with beside(Told(), 2) as told, pytest.raises(FileNotFoundError):
        told.ask(Told.refuse)()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_it_ends_with_who_asks_even_killed(tmp_path):
    """Nobody is left who writes to a site."""
    program = (
        "import os, signal, sys\nfrom vitrail.building.publishing.workers.beside import beside\n"
        "class One:\n    def number(self): return os.getpid()\n"
        "with beside(One(), 2) as one:\n    print(one.ask(One.number)(), flush=True)\n    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 10
    while _runs(int(done.stdout)):
        assert time.monotonic() < deadline


def _runs(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_tree_holds_what_a_site_has_and_nothing_else_unless_somebody_touched_it(tmp_path):
    """One byte, one date: the tree is as it was."""
    site, tree = tmp_path / "site", tmp_path / "tree"
    for folder in (site, tree):
        (folder / "a").mkdir(parents=True)
    (site / "a" / "new.html").write_text("new")
    (tree / "a" / "old.html").write_text("old")
    key = SiteFiles(site).key()
    assert SiteFiles(site).share_with(str(tree), "another") is None
    assert (tree / "a" / "old.html").exists()
    looked = SiteFiles(site)
    assert looked.share_with(str(tree), key) == []
    assert [path.name for path in tree.rglob("*.*")] == ["new.html"]
    SiteTree(site).write("a/new.html", b"newer")
    assert looked.key_with(["a/new.html"]) == SiteFiles(site).key() != key


def test_a_tree_that_waits_shares_a_site_that_was_made_since_and_a_disk_without_links_is_not_filled(
    tmp_path, monkeypatch
):
    """What the object saw before the site was made is forgotten; copies would double what the site takes."""
    site, tree, other = tmp_path / "site", tmp_path / "put" / "by", tmp_path / "other"
    looked = SiteFiles(site)
    assert looked.key() == SiteFiles(site).key()
    (site / "a").mkdir(parents=True)
    for name in ("index.html", "a/one.html", "a/two.html"):
        (site / name).write_text(name)
    looked.lend(str(tree))
    shared = {path.relative_to(tree).as_posix(): path.stat().st_ino for path in tree.rglob("*.html")}
    assert shared == {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*.html")}

    monkeypatch.setattr("os.link", lambda *_: (_ for _ in ()).throw(OSError(95, "no links here")))
    looked.lend(str(other))
    assert len([*other.rglob("*.html")]) <= 1
