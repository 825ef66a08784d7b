"""``make windows EMBED=…``: what the folder for Windows makes of the sample school under Wine, beside what Linux makes.

The same commands run on two copies of the school, by the folder's own Python and by the same packages installed
here; what they print and what they write must be the same bytes. What only real Windows shows (Defender, SmartScreen,
AppLocker, OneDrive's files on demand) stays unknown.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from releasing import hardships
from releasing.windows import ROOT, download, engine_of, own_wheel, pack, python_of

_DAY = ("--date", "2026-05-12")
_STEPS: Mapping[str, tuple[str, ...]] = {
    "check": ("check", "--format", "json", *_DAY),
    "review": ("review", "--list", "--format", "json"),
    "build": ("build", "--audience", "equipe", "--jobs", "1", *_DAY),
    "archive": ("archive", "moreau-lea", "--vers", "../moreau-lea.zip", *_DAY),
    "rendre": ("rendre", "moreau-lea", "--vers", "../rendu-moreau-lea.zip"),
    "import": ("import", "rendus", "../rendu-moreau-lea.zip", "2025-2027"),
}
_SAID = ("check", "review")
"""Steps whose words must be the same: the others tell times and paths."""
_PATIENCE = 900
_STARTS = 120


def main() -> int:
    """Run the steps on both sides; print what differs, and give the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("embed", type=Path)
    asked.add_argument("--wheels", type=Path)
    given = asked.parse_args()
    wine = shutil.which("wine64", path=f"{os.environ['PATH']}:/usr/lib/wine")  # Debian keeps it out of the way
    if wine is None:
        sys.exit("Wine n'est pas installé (apt-get install wine64).")
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        os.environ.pop("TMPDIR", None)  # Wine 10 dies of it: « free(): invalid pointer »
        os.environ |= {"WINEPREFIX": str(place / "wine"), "WINEDEBUG": "-all"}
        windows = (wine, str(_folder(place, given.embed, given.wheels)), "-X", "utf8", "-m", "vitrail")
        linux = (str(_installed(place)), "-m", "vitrail")
        failed = 0
        for one in _failures(place, windows, linux):
            failed += 1
            print(one, flush=True)
        print(f"{len(_STEPS) + 1 + hardships.CASES} étapes, {failed} différences", flush=True)
    return int(failed > 0)


def _folder(place: Path, embed: Path, wheels: Path | None) -> Path:
    """Make the folder and open it; give its Python."""
    engine = engine_of(embed)
    own = own_wheel(place)
    others = wheels or download(place / "wheels", python_of(engine))
    path = pack(engine, [own, *sorted(one for one in others.glob("*.whl") if one.name != own.name)], place / "dist")
    with zipfile.ZipFile(path) as bag:
        bag.extractall(place / "dossier")
    return next((place / "dossier").glob("*/moteur/python/python.exe"))


def _installed(place: Path) -> Path:
    """Install the same packages here, without extras; give that Python."""
    venv.create(place / "venv", with_pip=True)
    python = place / "venv/bin/python"
    wheel = next(place.glob("vitrail-*.whl"))
    command = (str(python), "-m", "pip", "install", "-q", "-c", str(ROOT / "constraints.txt"), str(wheel))
    subprocess.run(command, check=True)
    return python


def _failures(place: Path, windows: Sequence[str], linux: Sequence[str]) -> Iterator[str]:
    """Yield what went otherwise than here, step by step, then file by file."""
    sides = {}
    for name, command in (("windows", windows), ("linux", linux)):
        school = place / name / "ecole"
        shutil.copytree(ROOT / "portfolios", school / "portfolios")
        shutil.copy(ROOT / "mkdocs.yml", school)
        sides[name] = school, command
    for step, words in _STEPS.items():
        there, here = (_run((*command, *words), school) for school, command in sides.values())
        if there.returncode != here.returncode or (step in _SAID and there.stdout != here.stdout):
            yield f"{step} : {there.returncode}, {there.stderr.decode(errors='replace')[-300:]}"
    school, command = sides["windows"]
    if not _starts((*command, "desk", "--port", "0", "--hors-ligne"), school):
        yield "desk : ne démarre pas"
    trees = {name: _tree(place / name) for name in sides}
    hard = {name: (place / "rude" / name, command) for name, (_, command) in sides.items()}
    yield from hardships.failures(ROOT / "tests/portfolios/petite-ecole", hard, _run, _tree)
    for path in sorted(trees["windows"].keys() | trees["linux"].keys()):
        if trees["windows"].get(path) != trees["linux"].get(path):
            yield f"{path} : différent"


def _run(command: Sequence[str], school: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command, cwd=school, capture_output=True, check=False, timeout=_PATIENCE, stdin=subprocess.DEVNULL
    )


def _starts(command: Sequence[str], school: Path) -> bool:
    """True if a server prints the address at which it answers."""
    with subprocess.Popen(command, cwd=school, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        deadline = time.monotonic() + _STARTS
        found = False
        for line in running.stdout or ():
            found = b"http://127.0.0.1:" in line
            if found or time.monotonic() > deadline:
                break
        running.kill()
        return found


def _tree(folder: Path) -> Mapping[str, bytes]:
    """Return what is there, but for caches: they are signed by their machine."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".vitrail-cache" not in path.parts
    }


if __name__ == "__main__":
    sys.exit(main())
