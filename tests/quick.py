"""The fast tests of what changed: most rooms of ``generator/`` have their folder in ``tests/unit/``.

What changed is what git says of the working tree, and of the commits that ``main`` does not have.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "tests" / "unit"
ALWAYS = tuple(UNIT / f"test_{name}.py" for name in ("architecture", "documentation", "house"))
"""What holds for the whole tree, in a second."""


def changed() -> set[str]:
    """Paths that differ from the main branch, committed or not; a file that is gone counts."""
    base = _git("merge-base", "HEAD", "main") or ["HEAD"]
    return {*_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard")}


def tests_of(paths: set[str]) -> list[Path]:
    """The unit tests of the rooms that hold these paths, and the unit tests among them."""
    found = set(ALWAYS)
    for path in map(Path, paths):
        if path.parts[0] == "generator" and len(path.parts) > 2:
            found.add(UNIT / path.parts[1])
        elif path.match("tests/unit/**/test_*.py"):
            found.add(ROOT / path)
    return sorted(path for path in found if path.exists() and not found.intersection(path.parents))


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


if __name__ == "__main__":
    chosen = [path.relative_to(ROOT).as_posix() for path in tests_of(changed())]
    command = [sys.executable, "-m", "pytest", "-q", "-m", "fast", *chosen]
    raise SystemExit(subprocess.run(command, cwd=ROOT, check=False).returncode)
