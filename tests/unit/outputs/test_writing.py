"""A file that belongs to people is there whole, whatever happens to the one who writes it."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time

import pytest

from vitrail.site.outputs import writing
from vitrail.site.outputs.writing import UnwrittenError, create, create_all, replace

OLD = b"- avis: retenue\n" * 20_000
NEW = b"- avis: refus\xc3\xa9e\n" * 30_000


@pytest.fixture
def judged(tmp_path):
    """A file of verdicts."""
    path = tmp_path / "moreau-lea.yml"
    path.write_bytes(OLD)
    return path


def names(folder):
    """What a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def test_new_bytes_take_the_place_of_the_old_and_keep_their_mode(judged):
    """A group that could read the verdicts still can, and nothing else is left in the folder."""
    judged.chmod(0o640)
    replace(judged, NEW, read=OLD)
    assert judged.read_bytes() == NEW
    assert stat.S_IMODE(judged.stat().st_mode) == 0o640
    assert names(judged.parent) == ["moreau-lea.yml"]


def test_a_link_still_leads_to_the_file_that_it_names(judged):
    """The file behind the link is written, and the link stays one."""
    link = judged.with_name("lien.yml")
    link.symlink_to(judged.name)
    replace(link, NEW, read=OLD)
    assert link.is_symlink()
    assert judged.read_bytes() == NEW


def test_a_file_that_changed_since_it_was_read_is_left_alone(judged):
    """A colleague's entry is worth more than our line."""
    judged.write_bytes(OLD + b"# un collegue\n")
    with pytest.raises(UnwrittenError, match="a changé pendant la commande"):
        replace(judged, NEW, read=OLD)
    assert judged.read_bytes() == OLD + b"# un collegue\n"


def test_of_two_who_write_at_once_one_wins_and_the_other_is_told(judged):
    """Nobody's words are lost: the loser knows that nothing was written."""
    told = []

    def write(raw):
        try:
            replace(judged, raw, read=OLD)
        except UnwrittenError:
            told.append(raw)

    threads = [threading.Thread(target=write, args=(NEW + bytes([65 + n]),)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(told) == 7
    assert judged.read_bytes() not in told
    assert judged.read_bytes().startswith(NEW)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to root")
def test_a_locked_file_is_refused_though_its_folder_is_open(judged):
    """Who took the right to write away meant it."""
    judged.chmod(0o444)
    with pytest.raises(UnwrittenError, match="protégé"):
        replace(judged, NEW, read=OLD)
    assert judged.read_bytes() == OLD


def test_a_locked_file_is_refused(judged, monkeypatch):
    """The same, for a system that says so."""
    monkeypatch.setattr(writing.os, "access", lambda *_: False)
    with pytest.raises(UnwrittenError, match="protégé"):
        replace(judged, NEW, read=OLD)
    assert judged.read_bytes() == OLD


@pytest.mark.parametrize(
    ("code", "word"),
    [(errno.ENOSPC, "plein"), (errno.EROFS, "lecture seule"), (errno.EACCES, "protégé"), (errno.EIO, "système dit")],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_the_disk_refuses_is_said_and_changes_nothing(judged, monkeypatch, code, word, step):
    """At whichever step: the old bytes stay, and no neighbour."""

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(writing.os, step, refuse)
    with pytest.raises(UnwrittenError, match=word):
        replace(judged, NEW, read=OLD)
    assert judged.read_bytes() == OLD
    assert names(judged.parent) == ["moreau-lea.yml"]


def test_a_write_that_the_system_cuts_short_leaves_the_old_file(judged):
    """A limit on the size of files stops the process's own writes, as a quota does."""
    program = (
        "import resource, sys; from pathlib import Path; from vitrail.site.outputs.writing import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "path = Path(sys.argv[1]); old = path.read_bytes()\n"
        "try: replace(path, old * 2, read=old)\n"
        "except UnwrittenError: sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", program, judged], check=False).returncode == 7
    assert judged.read_bytes() == OLD
    assert names(judged.parent) == ["moreau-lea.yml"]


def test_a_new_file_never_covers_another(judged):
    """Not even a link that leads nowhere."""
    lost = judged.with_name("perdu.yml")
    lost.symlink_to("nulle-part")
    for path in (judged, lost):
        with pytest.raises(writing.TakenError):
            create(path, NEW)
    assert judged.read_bytes() == OLD
    assert names(judged.parent) == ["moreau-lea.yml", "perdu.yml"]


def test_a_new_file_has_the_mode_that_is_asked(tmp_path):
    """A paper with private data is its owner's; another file is as the umask says."""
    before = os.umask(0o022)
    try:
        create(tmp_path / "papier.html", NEW, mode=0o600)
        create(tmp_path / "index.md", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "papier.html").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "index.md").stat().st_mode) == 0o644


def test_a_disk_without_links_gets_its_files_too(tmp_path, monkeypatch):
    """FAT and some network drives: the name is taken first, so that it is nobody else's."""

    def refuse(*_):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(writing.os, "link", refuse)
    create(tmp_path / "a.md", NEW)
    with pytest.raises(writing.TakenError):
        create(tmp_path / "a.md", OLD)
    assert (tmp_path / "a.md").read_bytes() == NEW
    assert names(tmp_path) == ["a.md"]


def test_of_several_files_all_are_made_or_none(judged):
    """One that is taken, or a disk that fills up, takes the others and their new folders with it."""
    root = judged.parent
    made = {root / "stages/mairie/index.md": OLD, root / "stages/mairie/semaine-01.md": NEW, judged: NEW}
    with pytest.raises(writing.TakenError):
        create_all(made)
    assert names(root) == ["moreau-lea.yml"]
    del made[judged]
    create_all(made)
    assert names(root / "stages/mairie") == ["index.md", "semaine-01.md"]


def test_what_a_killed_process_left_is_swept_by_the_next(judged):
    """Neighbours of the same name only, and their names are ignored by git and by the reading."""
    program = (
        "import os, sys, time; from pathlib import Path; from vitrail.site.outputs import writing\n"
        "writing.os.replace = lambda *_: (print('ready', flush=True), time.sleep(60))\n"
        "path = Path(sys.argv[1]); writing.replace(path, b'x', read=path.read_bytes())"
    )
    writing_now = subprocess.Popen([sys.executable, "-c", program, judged], stdout=subprocess.PIPE)
    assert writing_now.stdout.readline() == b"ready\n"
    writing_now.kill()
    writing_now.wait()
    (left,) = (name for name in names(judged.parent) if name != judged.name)
    assert left.startswith(".")
    assert left.endswith(writing.PARTIAL)
    assert judged.read_bytes() == OLD
    replace(judged, NEW, read=OLD)
    assert names(judged.parent) == ["moreau-lea.yml"]


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new(judged):
    """Ten times here; each command, at each of its steps, in ``tests/attacks/test_kills.py``."""
    program = (
        "import sys; from pathlib import Path; from vitrail.site.outputs.writing import replace\n"
        "path = Path(sys.argv[1]); old, new = Path(sys.argv[2]).read_bytes(), Path(sys.argv[3]).read_bytes()\n"
        "print('go', flush=True)\n"
        "while True: replace(path, new, read=old); replace(path, old, read=new)\n"
    )
    folder = judged.parent / "textes"
    folder.mkdir()
    (folder / "old").write_bytes(OLD)
    (folder / "new").write_bytes(NEW)
    draw = random.Random(12)
    for _ in range(10):
        judged.write_bytes(OLD)
        process = subprocess.Popen(
            [sys.executable, "-c", program, judged, folder / "old", folder / "new"], stdout=subprocess.PIPE
        )
        process.stdout.readline()
        time.sleep(draw.random() / 50)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert judged.read_bytes() in {OLD, NEW}
