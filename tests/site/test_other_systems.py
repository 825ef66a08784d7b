"""What a machine without the calls of Linux does: the same site, by processes that are started and not forked."""

import os
import subprocess
import sys

import pytest

from tests.folders import digests
from tests.samples import ROOT

pytestmark = pytest.mark.slow
SCHOOL = ROOT / "tests/portfolios/petite-ecole"
POORER = """
import multiprocessing, os, signal, sys
multiprocessing.set_start_method("spawn", force=True)
for name in ("SIGPROF", "ITIMER_PROF", "setitimer", "SIGALRM"):
    if hasattr(signal, name):
        delattr(signal, name)
for name in ("fork", "symlink", "mkfifo", "chown", "getuid"):
    if hasattr(os, name):
        delattr(os, name)

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in {"resource", "pwd", "grp"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
for name in ("resource", "pwd", "grp"):
    sys.modules.pop(name, None)
from vitrail.doors.cli import main
if __name__ == "__main__":
    main(sys.argv[1:])
"""


def run(folder, program, *words):
    """Run a program in a folder that says nothing of this checkout's."""
    done = subprocess.run(
        [sys.executable, *program, *words], cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), "SOURCE_DATE_EPOCH": "1767225600"}, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_a_system_without_the_calls_of_linux_builds_the_same_site(tmp_path):
    """Neither fork, nor SIGPROF, nor resource, nor symbolic links: two processes, the same bytes."""
    for name in ("riche", "pauvre"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
        subprocess.run(["cp", "-r", SCHOOL, folder / "portfolios"], check=True)
    (tmp_path / "poorer.py").write_text(POORER, "utf-8")
    run(tmp_path / "riche", ["-m", "vitrail"], "build", "--jobs", "2")
    run(tmp_path / "pauvre", [str(tmp_path / "poorer.py")], "build", "--jobs", "2")
    assert digests(tmp_path / "riche/site") == digests(tmp_path / "pauvre/site")


def test_a_school_is_made_checked_and_sealed_without_them(tmp_path):
    """What people type on Windows: new, check, review, import."""
    (tmp_path / "poorer.py").write_text(POORER, "utf-8")
    (tmp_path / "liste.csv").write_text("Nom;Prénom\nMOREAU;Léa\n", "utf-8")
    school = tmp_path / "école"
    school.mkdir()
    poorer = [str(tmp_path / "poorer.py")]
    words = ("--promotion", "2025-2027", "--session", "2027", "--classe", str(tmp_path / "liste.csv"))
    run(school, poorer, "new", "ecole", "--nom", "École", *words)
    run(school, poorer, "new", "realisation", "moreau-lea", "GLPI")
    run(school, poorer, "check")
    run(school, poorer, "review")


def test_every_name_that_the_command_writes_is_one_that_windows_takes(tmp_path):
    """No reserved name, no forbidden sign, and paths that leave room under 260."""
    from vitrail.content.reading.disk.names import forbidden_on_windows
    from vitrail.content.reading.frameworks import load_shipped
    from vitrail.doors.scaffolding import files as scaffolding
    from vitrail.doors.scaffolding.forges import FORGES, repository_files

    framework = load_shipped()["fr.bts-sio.2019"]
    home = "2025-2027/moreau-lea"
    titles = ("con", "aux.", "a:b?c*", "x" * 300, "NUL", " . ")
    made = [
        *(path for forge in FORGES for path in repository_files("É", forge, framework)),
        *(path for title in titles for path in scaffolding.realisation(home, title, framework, "SISR")),
        *(path for title in titles for path in scaffolding.page(home, title)),
    ]
    assert [path for path in made for part in path.split("/") if forbidden_on_windows(part)] == []
    assert max(map(len, made)) < 120
    assert not list(tmp_path.iterdir())
