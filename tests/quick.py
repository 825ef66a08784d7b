"""The fast tests nearest to what changed, for less than a minute: ``make quick``.

Nothing is recorded: git tells what changed, and the imports tell which tests are near. A test that imports what
changed, or whose words name it, comes first; then those of its room; then those that import what imports it. Those that
the time does not reach are counted, and so are the tests of other kinds that ask for what changed.
"""

import ast
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WHOLE = ("test_architecture", "test_documentation", "test_house", "pages/test_language")
"""Tests of tests/unit that hold for the whole tree, in seconds."""
SECONDS = 40
"""For the tests, those who read them included: linting and types run beside."""
MANY = 60
"""Files of tests beyond which starting more processes is worth its second."""
ORDER, UNTIL = "VITRAIL_QUICK_ORDER", "VITRAIL_QUICK_UNTIL"
"""What this module, as a plugin of pytest in each of its processes, is told: files, nearest first, and a time."""
BEYOND = "not reached in the time of make quick"


def changed_files(root: Path = ROOT) -> list[str]:
    """Name the files that differ from the last commit, else those of the last commit."""

    def listed(*words: str) -> list[str]:
        said = subprocess.run(("git", "-c", "core.quotePath=off", *words), cwd=root, capture_output=True, text=True)  # noqa: PLW1510  # no repository, nothing changed
        return said.stdout.splitlines()

    now = listed("diff", "--name-only", "HEAD") + listed("ls-files", "--others", "--exclude-standard")
    return sorted({*now} or {*listed("diff", "--name-only", "HEAD~1", "HEAD")})


def module_of(path: str) -> str:
    """Name the module of a file: « generator/vitrail/site/pages/site.py » is vitrail.site.pages.site."""
    name = path.removeprefix("generator/").removesuffix(".py").replace("/", ".")
    return name.removesuffix(".__init__")


def imported(text: str) -> Iterator[str]:
    """Name the modules that a module imports, and what it may import of them that is a module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


class Tree:
    """The engine and its tests: what each file imports and says."""

    def __init__(self, root: Path = ROOT) -> None:
        """Read them."""
        files = [*(root / "generator").rglob("*.py"), *(root / "tests").rglob("test_*.py")]
        self.texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(files)}
        self.importers = defaultdict(set)
        for path, text in self.texts.items():
            for name in imported(text):
                self.importers[name].add(path)

    def touched(self, path: str) -> set[str]:
        """Name the modules that a changed file is, or that name it, as data and templates are named."""
        if path.endswith(".py"):
            return {path}
        name, stem = Path(path).name, Path(path).stem
        words = (f'"{name}"', f'"{stem}"', f"/{name}")
        return {module for module, text in self.texts.items() if any(word in text for word in words)}

    def asking(self, modules: Iterable[str]) -> set[str]:
        """Name the files that import one of these."""
        return {path for module in modules for path in self.importers[module_of(module)]}

    def near(self, changed: Iterable[str]) -> tuple[list[str], Counter[str]]:
        """Give the files of unit tests, the nearest first, and how many others ask for what changed, by folder."""
        changed = list(changed)
        touched = {module for path in changed for module in self.touched(path)}
        rooms = {room_of(path) for path in (*changed, *touched)} - {""}
        asking = self.asking(touched)
        further = self.asking(path for path in asking if path.startswith("generator/"))
        whole = self.texts.keys() & {f"tests/unit/{name}.py" for name in WHOLE}
        of_rooms = {path for path in self.texts if any(path.startswith(f"tests/unit/{room}/") for room in rooms)}
        order = dict.fromkeys(
            path
            for group in (touched, asking, whole, of_rooms, further)
            for path in sorted(group)
            if path.startswith("tests/unit/")
        )
        others = (path for path in touched | asking if path.startswith("tests/") and path not in order)
        return list(order), Counter("/".join(path.split("/")[:2]) for path in others)

    def asking_anywhere(self, changed: Iterable[str]) -> list[str]:
        """Give the files of tests, of any kind, that ask for what changed or for what does."""
        touched = {module for path in changed for module in self.touched(path)}
        asking = self.asking(touched)
        further = self.asking(path for path in asking if path.startswith("generator/"))
        return sorted(path for path in touched | asking | further if path.startswith("tests/"))


def room_of(path: str) -> str:
    """Name the room whose tests mirror a file: that of the engine, the chrome for what is of the theme alone."""
    parts = path.split("/")
    if parts[:2] == ["generator", "vitrail"] and len(parts) > 3:  # a floor, and what stands on it
        return parts[3].removesuffix(".py")
    return "chrome" if parts[0] == "theme" else ""


def pytest_collection_modifyitems(config, items):
    """Keep the tests of the chosen files, the nearest first."""
    if ORDER not in os.environ:
        return
    rank = {path: place for place, path in enumerate(os.environ[ORDER].split("\n"))}
    kept = [item for item in items if item.nodeid.partition("::")[0] in rank]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = sorted(kept, key=lambda item: rank[item.nodeid.partition("::")[0]])


def pytest_runtest_setup():
    """Leave out what the time does not reach."""
    if time.time() > float(os.environ.get(UNTIL, "inf")):
        pytest.skip(BEYOND)


def run_tests(root: Path, *words: str, **told: object) -> int:
    """Run pytest in a tree, with what this module is told as a plugin; return pytest's answer."""
    environment = {f"VITRAIL_QUICK_{name.upper()}": str(value) for name, value in told.items()}
    environment["PYTHONPATH"] = os.pathsep.join((str(root), str(root / "generator")))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.quick", *words]
    return subprocess.run(command, cwd=root, env=os.environ | environment, check=False).returncode


def run(changed: list[str], root: Path = ROOT, *more: str, seconds: float = SECONDS) -> int:
    """Run the tests nearest to these files; return pytest's answer."""
    start = time.time()
    near, others = Tree(root).near(changed)
    sys.stdout.write(f"{len(changed)} files changed; {len(near)} files of fast tests, the nearest first.\n")
    sys.stdout.flush()
    spread = ("-n", "auto") if len(near) > MANY else ()
    code = run_tests(root, "-m", "fast", *spread, *more, *near, order="\n".join(near), until=start + seconds)
    if any(path.startswith(("theme/assets/", "theme/components/")) for path in changed):
        others["tests/browser"] += 1
    if others:
        rows = ", ".join(f"{folder} ({count})" for folder, count in sorted(others.items()))
        sys.stdout.write(f"Not run, and they ask for what changed: {rows}: make test.\n")
    return code


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:] or changed_files()))
