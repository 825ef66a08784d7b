"""Commands that write people's files, killed at every step and at random moments, or in front of a full disk."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.forks import Forked
from vitrail.content.model.verdict import Opinion
from vitrail.content.reading.school import read_school
from vitrail.doors.cli import main
from vitrail.doors.reviewing.orders import Order
from vitrail.doors.reviewing.sitting import Sitting
from vitrail.ground.language import FRENCH
from vitrail.site.project import Project

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests/portfolios/petite-ecole"
ZOE = "2025-2027/durand-zoe"
EVALUATIONS = "portfolios/2025-2027/evaluations/durand-zoe.yml"
STAGE = f"portfolios/{ZOE}/stages/essai"
KILLS = int(os.environ.get("KILLS", "12"))
"""Random kills of each command; ``KILLS=50`` before a version is given out."""
ENTRY = """\
- réalisation: glpi
  compétence: B1.1.1
  par: M. Exemple
  rôle: professeur
  le: 2026-03-12
  avis: retenue
"""
PRIVATE = "candidat: {numéro: '0123456789'}\n"
COMMANDS = {
    "desk": (),
    "review": ("review",),
    "new": ("new", "stage", ZOE, "Essai", "--du", "01/06/2026", "--au", "26/06/2026"),
    "export": ("export", "fiche", f"{ZOE}/realisations/glpi", "--prive", "../prive.yml", "--vers", "../papiers"),
}
CHANGES = {f"os.{name}" for name in ("rename", "link", "remove", "mkdir", "chmod", "utime")}


def judge():
    """Do what a request to the reading desk does, once."""
    Sitting._now = lambda _: datetime(2026, 4, 1, 18, 5)  # noqa: DTZ001, SLF001  # a second run writes the same
    here = Path.cwd()
    project = Project(root=here, portfolios=here / "portfolios", site=here / "site", asked_date=date(2026, 4, 1))
    sitting = Sitting(project=project, root="", say=FRENCH)
    place = "2025-2027/durand-zoe/glpi"
    found = sitting.panel(place)
    if len(found.verdicts) == 1:
        said = {key: getattr(found, key) for key in ("seal", "evaluations")}
        sitting.judge(Order(place=place, by="M. Exemple", opinion=Opinion.RETAINED, comment="Bien.", **said))


def stepped(root, last, command):
    """Run a command in this process, which is killed at a step of its writing."""
    steps = iter(range(1, 1000))

    def count(event, args):
        if event == "open":
            path, _, flags = args
            writes = isinstance(path, str) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        elif event in CHANGES:
            path, writes = args[0], True
        else:
            return
        own = writes and os.path.abspath(path).startswith(root) and ".vitrail-cache" not in path  # noqa: PTH100
        if own and next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    main(list(COMMANDS[command])) if COMMANDS[command] else judge()


@pytest.fixture(scope="module")
def _loaded():
    """What commands begin with: read once here, and inherited by each of their processes."""
    read_school(SCHOOL)


@pytest.fixture
def school(tmp_path, _loaded):
    """A small school with one verdict that waits for its seal, and private data beside it."""
    root = tmp_path / "lieu/ecole"
    shutil.copytree(SCHOOL, root / "portfolios")
    (root / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    (root / EVALUATIONS).write_text(ENTRY, "utf-8")
    work = root / f"portfolios/{ZOE}/realisations/glpi.md"
    work.write_text(work.read_text("utf-8").replace("---\n", "---\népreuves: [bloc 2]\n", 1), "utf-8")
    (root.parent / "prive.yml").write_text(PRIVATE, "utf-8")
    return root


def run(school, command, *, step=None, after=None):
    """Run a command, killed at a step of its writing, after some seconds, or not at all; give its exit code."""
    running = Forked(school, school.parent.with_name("dit.txt"), stepped, str(school.parent), step, command)
    if after is not None:
        time.sleep(after)
        running.kill()
    return running.ended()


def files(school):
    """Everything that people may see of the school and of its papers; what starts with a dot is nobody's."""
    return {
        path.relative_to(school.parent): path.read_bytes()
        for path in sorted(school.parent.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(school.parent).parts)
    }


def whole(school, before, after):
    """Whether each file is as it was before the command, or as the whole command leaves it."""
    for path, raw in files(school).items():
        assert raw in (before.get(path), after.get(path)), path
    assert set(before) <= set(files(school))


@contextmanager
def copy_of(school):
    """A school to break."""
    place = school.parent.parent / "copie"
    shutil.copytree(school.parent, place)
    try:
        yield place / school.name
    finally:
        shutil.rmtree(place)


def outcome(school, command):
    """The files before a command, and those after it was let alone."""
    before = files(school)
    with copy_of(school) as other:
        start = time.monotonic()
        code, said = run(other, command)
        assert code == 0, said
        return before, files(other), time.monotonic() - start


@pytest.mark.slow
@pytest.mark.parametrize("command", list(COMMANDS))
def test_a_command_killed_at_any_step_leaves_whole_files_and_can_be_run_again(school, command):
    """Each opening, renaming and removal outside the cache is a step; the second run ends what the first began."""
    before, after, _ = outcome(school, command)
    step = 0
    while True:
        step += 1
        with copy_of(school) as other:
            code, said = run(other, command, step=step)
            if code == 0:
                break
            assert code == -9, said
            whole(other, before, after)
            code, said = run(other, command)
            again = files(other)
            whole(other, before, after | again if command == "export" else after)
            assert code == 0 or (command == "new" and again == after), said
            assert set(after) <= set(again)
    assert step > 3


@pytest.mark.deep
@pytest.mark.slow
@pytest.mark.parametrize("command", list(COMMANDS))
def test_kills_at_random_lose_nothing(school, command):
    """Wherever the process is: reading, writing, or ending."""
    before, after, seconds = outcome(school, command)
    draw = random.Random(command)
    for _ in range(KILLS):
        with copy_of(school) as other:
            run(other, command, after=draw.uniform(0.3, 1.05) * seconds)
            whole(other, before, after)


@contextmanager
def full_disk(folder):
    """Put a folder on a disk of its own that has no room left."""
    kept = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("only root mounts a disk")
    try:
        for name, raw in kept.items():
            (folder / name).write_bytes(raw)
        with (folder / ".plein").open("wb", buffering=0) as stream, suppress(OSError):
            while stream.write(b"x" * 512):
                pass
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize(
    ("command", "folder"),
    [
        ("review", "ecole/portfolios/2025-2027/evaluations"),
        ("new", f"ecole/portfolios/{ZOE}/stages"),
        ("export", "papiers"),
    ],
)
def test_a_full_disk_is_told_and_leaves_what_was_there(school, command, folder):
    """Not a traceback, not half a file, not an empty folder."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root mounts a disk")
    place = school.parent / folder
    place.mkdir(exist_ok=True)
    before = files(school)
    with full_disk(place):
        code, said = run(school, command)
        assert code == 1
        assert "disque est plein" in said
        assert "Traceback" not in said
        (place / ".plein").unlink()
        assert files(school) == before
        assert not [path for path in place.rglob("*") if path.name.startswith(".") and path.name != ".gitignore"]
        code, said = run(school, command)
        assert code == 0, said
