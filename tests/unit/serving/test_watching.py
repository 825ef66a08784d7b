"""Bursts of changes, and the rest that follows."""

import errno
import sys
import threading
import time
from itertools import islice
from pathlib import Path

import pytest

from vitrail.doors.serving import watching
from vitrail.doors.serving.watching import Bell, bursts


def test_a_burst_names_what_changed_and_is_followed_by_one_rest(tmp_path):
    """An editor writes beside, then renames: the file's own name is among the paths; a rest comes before all."""
    (tmp_path / "a.md").write_text("un", "utf-8")
    stop, bell = threading.Event(), Bell()

    def save():
        (tmp_path / "a.md.tmp").write_text("deux", "utf-8")
        (tmp_path / "a.md.tmp").replace(tmp_path / "a.md")

    threading.Timer(1.0, save).start()
    first, burst, rest = islice(bursts(lambda: [tmp_path], stop, bell), 3)
    assert not first
    assert tmp_path / "a.md" in burst
    assert not rest
    assert not bell.rung


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells the end of a writing")
def test_a_file_that_is_written_where_it_is_is_told_as_soon_as_it_is_closed(tmp_path, monkeypatch):
    """Nobody waits for silence then; whoever writes beside and renames is waited for."""
    watched = Watched(tmp_path)
    for quiet in (0.5, 600.0):  # the file is made first; then nobody could wait for so long a silence
        monkeypatch.setattr(watching, "_QUIET", quiet)
        told, start = len(watched.heard), time.monotonic()
        (tmp_path / "a.md").write_text("un", "utf-8")
        watched.wait(lambda told=told: any(watched.heard[told:]))
        assert time.monotonic() - start >= 0.5 or quiet > 1
    monkeypatch.setattr(watching, "_QUIET", 0.02)
    assert watched.left()


class Watched:
    """A folder that is watched in a thread, and what was told of it."""

    def __init__(self, folder):
        self.folder, self.heard, self.stop = folder, [], threading.Event()
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()
        self.wait(lambda: self.heard)

    def listen(self):
        """Write down every burst and every rest."""
        for paths in bursts(lambda: [self.folder], self.stop, Bell()):
            self.heard.append(paths)

    def wait(self, condition):
        """Wait until it holds."""
        limit = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < limit, self.heard
            time.sleep(0.01)

    def saved(self, name):
        """True once a file that is saved under the folder is told."""
        (self.folder / name).write_text("un", "utf-8")
        self.wait(lambda: any(self.folder / name in one for one in self.heard))
        return self.left()

    def left(self):
        """True once nobody listens any more: a thread would meet what later tests put in the place of the system."""
        self.stop.set()
        self.thread.join(60)
        return not self.thread.is_alive()


@pytest.mark.parametrize("leave", [lambda folder: folder.rename(f"{folder}-ailleurs"), Path.rmdir])
def test_a_folder_that_goes_away_and_comes_back_is_watched_again(tmp_path, leave):
    """As a branch of git that has no portfolio does; whoever rests looks at what came back with it."""
    (tmp_path / "portfolios").mkdir()
    watched = Watched(tmp_path / "portfolios")
    told = len(watched.heard)
    leave(watched.folder)
    watched.wait(lambda: len(watched.heard) > told)
    told = len(watched.heard)
    watched.folder.mkdir()
    watched.wait(lambda: frozenset() in watched.heard[told:])
    assert watched.saved("a.md")


def test_what_is_saved_in_a_folder_that_was_moved_here_is_told(tmp_path):
    """A portfolio that is copied elsewhere first, or taken out of an archive."""
    (tmp_path / "ecole").mkdir()
    (tmp_path / "ailleurs/realisations").mkdir(parents=True)
    watched = Watched(tmp_path / "ecole")
    (tmp_path / "ailleurs").rename(tmp_path / "ecole/moreau-lea")
    watched.wait(lambda: any(watched.heard) and not watched.heard[-1])
    assert watched.saved("moreau-lea/realisations/a.md")


def test_a_system_without_a_watch_left_is_asked_again_and_again(tmp_path, monkeypatch):
    """Linux gives each user so many, and an editor may hold them all."""

    class Refused(watching.Observer):
        def start(self):
            """Say what the system says."""
            raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(watching, "Observer", Refused)
    assert Watched(tmp_path).saved("a.md")


def test_a_folder_that_takes_the_place_of_another_is_watched_from_then_on(tmp_path):
    """Somebody names another in mkdocs.yml; a rest is yielded, since nobody watched it before."""
    before, after = tmp_path / "portfolios", tmp_path / "eleves"
    watched, told = [before], []
    for folder in (before, after):
        folder.mkdir()
    stop = threading.Event()
    heard = bursts(lambda: watched, stop, Bell())
    told.append(next(heard))
    watched[:] = [after]
    told.append(next(heard))
    threading.Timer(0.5, (after / "a.md").write_text, ("un", "utf-8")).start()
    told.append(next(heard))
    heard.close()
    assert told[:2] == [frozenset(), frozenset()]
    assert after / "a.md" in told[2]
