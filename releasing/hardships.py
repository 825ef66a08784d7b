"""What the folder for Windows makes of a school that Windows does not like.

Each case ends with the bytes of Linux, or with a sentence that says what to do.
Wine opens paths of any length, and renames a folder of which a file is open: what Windows says of these is only told
by tests that play its part (``tests/unit/cli/test_machines.py``, ``tests/unit/publishing/test_swap.py``).
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Run: TypeAlias = Callable[[Sequence[str], Path], subprocess.CompletedProcess[bytes]]
Tree: TypeAlias = Callable[[Path], Mapping[str, bytes]]

_BUILD = ("build", "--jobs", "1", "--date", "2026-05-12")
_CHECK = ("check", "--format", "json", "--date", "2026-05-12")
_DEEP = "Un dossier au nom si long que Windows s'arrête en chemin"
_START = 240
"""Characters of the folder in which a program is started: Windows starts none beyond 258."""
_STUDENT = "portfolios/2025-2027/durand-zoe"
_PAGE = "---\ntitre: {}\ncontexte: formation\n---\nTexte.\n"
CASES = 7
_PORTS = ("aux.md", "con.md")
_HOLD = """
import ctypes, sys, time
opened = ctypes.windll.kernel32.CreateFileW
opened.restype = ctypes.c_void_p
handle = opened(sys.argv[1], 0x80000000, 0, None, 3, 0, None)
print("tenu" if handle != ctypes.c_void_p(-1).value else "non", flush=True)
time.sleep(600)
"""
"""Opens a file as a program does that shares it with nobody."""


def failures(sample: Path, sides: Mapping[str, tuple[Path, Sequence[str]]], run: Run, tree: Tree) -> Iterator[str]:
    """Yield what went otherwise than it should; ``sides`` gives for each system a folder and the command there."""
    schools = {name: (_school(sample, place), command) for name, (place, command) in sides.items()}
    windows, command = schools["windows"]

    def both(*words: str) -> tuple[subprocess.CompletedProcess[bytes], subprocess.CompletedProcess[bytes]]:
        there, here = (run((*command, *words), school) for school, command in schools.values())
        return there, here

    def differs(what: str) -> Iterator[str]:
        there, here = both(*_BUILD)
        same = tree(windows / "site") == tree(schools["linux"][0] / "site")
        if there.returncode or here.returncode or not same:
            yield f"{what} : {there.returncode}, {there.stderr.decode(errors='replace')[-300:]}"

    def edited(text: str) -> None:
        for school, _ in schools.values():
            with (school / _STUDENT / "index.md").open("a", encoding="utf-8") as page:
                page.write(f"\n{text}\n")

    there, here = both(*_CHECK)
    if there.stdout != here.stdout:
        yield "check : autres mots pour des noms difficiles"
    yield from differs("chemins longs, noms à la casse près, fichiers en lecture seule")
    edited("Un.")
    _locked(windows, "site", ".vitrail-cache")
    yield from differs("site et cache en lecture seule")
    for name in _PORTS:
        (windows / _STUDENT / "realisations" / name).write_text(_PAGE.format(name), "utf-8")
    said = json.loads(run((*command, *_CHECK), windows).stdout)
    if sum(one["code"] == "STR010" for one in said["diagnostics"]) != len(_PORTS):
        yield "aux.md, con.md : ouverts, ou passés sous silence"
    for name in _PORTS:
        (windows / _STUDENT / "realisations" / name).unlink()
    yield from _held(windows, command, run, edited)
    yield from differs("fichiers rendus")


def _held(school: Path, command: Sequence[str], run: Run, edited: Callable[[str], None]) -> Iterator[str]:
    """Build while another program holds a source, then while it holds a page of the site."""
    python = command[: command.index("-m")]
    cases = ((f"{_STUDENT}/index.md", "STR010", _CHECK), ("site/index.html", "tient ouvert", _BUILD))
    for path, says, words in cases:
        with subprocess.Popen((*python, "-c", _HOLD, f"Z:{school / path}"), stdout=subprocess.PIPE) as other:
            held = other.stdout is not None and b"tenu" in other.stdout.readline()
            for _ in range(2):  # Wine renames a site that is held, once
                edited(path)
                done = run((*command, *words), school)
            if not held or says not in (done.stdout + done.stderr).decode(errors="replace"):
                yield f"{path} tenu par un autre programme : {done.returncode}, rien n'en est dit"
            other.kill()


def _school(sample: Path, place: Path) -> Path:
    """Copy a small school far below a folder, with names that Windows takes for one, and forbid to write its files."""
    school = place.joinpath(*[_DEEP] * 3)
    school /= "n" * (_START - len(str(school)))
    shutil.copytree(sample, school / "portfolios")
    (school / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    for name in ("plan.md", "Plan.md", "fin..md"):
        (school / _STUDENT / "realisations" / name).write_text(_PAGE.format(name), "utf-8")
    _locked(school, "portfolios")
    (school / _STUDENT / "index.md").chmod(0o644)
    return school


def _locked(school: Path, *folders: str) -> None:
    for folder in folders:
        for path in (school / folder).rglob("*"):
            if path.is_file():
                path.chmod(0o444)
