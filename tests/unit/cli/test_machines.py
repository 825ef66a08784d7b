"""What another machine shows: the bytes that programs read, git's mistrust, a tree that only reads."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vitrail.content.model.audience import Audience
from vitrail.doors.cli import build as building
from vitrail.doors.cli import main
from vitrail.site.settings import CommandOptions, find_project

WORK = "portfolios/2025-2027/durand-zoe/realisations/écran → 😀.md"


@pytest.fixture
def written(monkeypatch):
    """Give a function: the bytes of a command on an output of an encoding, whose lines end as its system ends them."""

    def run(words, encoding, newline):
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, newline=newline))
        with pytest.raises(SystemExit):
            main(words)
        sys.stdout.flush()
        return raw.getvalue()

    return run


@pytest.mark.parametrize(
    "words", [*(("check", "--format", form) for form in ("json", "github", "gitlab")), ("ready", "--format", "json")]
)
def test_what_a_program_reads_is_the_same_bytes_on_every_system(school, written, words):
    """UTF-8 with the line ends of the format; Windows would write cp1252, CRLF and question marks."""
    (school / WORK).write_text("---\ntitre: Écran → 😀\nmode: vécue\ncompétences: [B9.9 → 😀]\n---\n", "utf-8")
    there, here = written(words, "cp1252", "\r\n"), written(words, "utf-8", "\n")
    assert there == here
    assert b"\r" not in here
    assert here.decode("utf-8").endswith("\n")
    assert words[0] == "ready" or "écran" in here.decode("unicode_escape" if words[-1] == "gitlab" else "utf-8")


def test_a_program_ends_at_once_with_its_code_and_what_asked_for_it_is_called(school):
    """All that it printed is printed; who calls the command with words of their own goes on."""
    program = (
        "import atexit, sys\nfrom vitrail.doors.cli import main\natexit.register(print, 'called at the end')\n"
        "class Held:\n    def __del__(self): print('freed')\nheld = Held()\n"
        "try: main(['--version'])\nexcept SystemExit as end: print('ended with', end.code)\n"
        "sys.argv = ['vitrail', 'nothing']\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, cwd=school, encoding="utf-8"
    )
    assert done.returncode == 2
    assert "nothing" in done.stderr
    assert done.stdout.splitlines()[-2:] == ["ended with 0", "called at the end"]


def test_a_repository_of_somebody_else_is_told_as_such(school, vitrail, monkeypatch):
    """With the command that git advises; it would else be said to be no repository."""
    subprocess.run(("git", "init", "-q"), cwd=school, check=True)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    code, said = vitrail("check", "--depuis", "main")
    assert code == 2
    assert "appartient à quelqu’un d’autre" in said
    assert "git config --global --add safe.directory " in said
    assert school.name in said


@pytest.mark.parametrize("locked", ["school", "site"])
def test_a_tree_that_only_reads_is_told_with_the_option_that_helps(school, vitrail, monkeypatch, locked):
    """The cache is what fails first, then the site."""
    make = os.mkdir

    def refuse(path, *more, **named):
        """Make no folder in the school, as a disk that only reads does."""
        if Path(path).is_relative_to(school) and (locked == "school" or "site" in Path(path).name):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        make(path, *more, **named)

    monkeypatch.setattr(os, "mkdir", refuse)
    code, said = vitrail("build", "--jobs", 1, *(("--cache", school.parent / "cache") if locked == "site" else ()))
    assert code == 1
    for words in ("--cache DOSSIER", "VITRAIL_CACHE", "vitrail build --site DOSSIER"):
        assert words in said


def build_stopped_by(monkeypatch, school, error):
    """Say a failure of the disk at the first page, as ``vitrail build`` does."""
    project = find_project(school, CommandOptions(jobs=1), Audience.PUBLIC)
    said = []
    monkeypatch.setattr(building, "tell", lambda text, **values: said.append(text.format(**values)))
    building._unwritten(error, project)  # noqa: SLF001  # Windows alone answers so
    return said[0]


def test_a_path_that_is_too_long_for_windows_is_told_as_such(school, monkeypatch):
    """Windows says that it is not there; a file of the portfolios would else be one that went meanwhile."""
    monkeypatch.setattr(building, "_LONGEST", 259)
    for folder in ("portfolios", "site"):
        path = str(school / folder / ("a" * 200) / ("b" * 60))
        said = build_stopped_by(monkeypatch, school, OSError(errno.ENOENT, "Le chemin est introuvable", path))
        assert f"« {path} » a {len(path)} signes" in said
        assert "plus près de la racine" in said


def test_a_site_that_another_program_holds_is_told_as_such(school, monkeypatch):
    """Which of the two, Windows does not say."""
    held = OSError(errno.EACCES, "Le processus ne peut pas accéder au fichier", str(school / "site"))
    assert "un autre programme le tient ouvert ; l'ancien site est intact. Fermez" in build_stopped_by(
        monkeypatch, school, held
    )
