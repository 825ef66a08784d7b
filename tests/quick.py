"""The fast tests of what changed: those that ran through the lines that changed, and those of their rooms.

``make test`` notes, beside what it measures, the text of each file as it then was (``record``). Later the lines that
differ from it name, by the contexts of coverage, the tests that ran through them. Templates are measured too: a
change anywhere in one names all that it was filled for. What is read once, or by a browser alone, names the tests of
its room and those whose words name the file.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "tests" / "unit"
NOTED = ROOT / ".vitrail-cache" / "quick"
"""What was measured, and the texts of the files as they were then."""
_WHOLE = ("test_architecture", "test_documentation", "test_house", "pages/test_language")
ALWAYS = tuple(UNIT / f"{name}.py" for name in _WHOLE)
"""What holds for the whole tree, in seconds: the step of a recipe that was left out is named by one of them."""
CHOSEN = "VITRAIL_CHOSEN_TESTS"
"""File that names the tests to run, one a line, for this module as a plugin of pytest in each of its processes."""
MANY = 300
"""Tests beyond which starting more processes is worth its second."""


def record(root: Path = ROOT, *where: str) -> int:
    """Run the fast tests, measured, and note the texts that they ran through; return pytest's own answer."""
    NOTED.mkdir(parents=True, exist_ok=True)
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in _sources(root)}
    measured = os.environ | {"COVERAGE_FILE": str(NOTED / "measured")}
    sources = ("--cov=generator/vitrail", "--cov=theme", "--cov-report=", "--cov-context=test")
    code = _run("-n", "auto", "-m", "fast", *sources, *(where or ("tests/unit",)), environment=measured)
    (NOTED / "texts.json").write_text(json.dumps(texts), "utf-8")
    report = [sys.executable, "-m", "coverage", "report", "--format=total", "--include=generator/vitrail/*"]
    total = subprocess.run(report, cwd=root, env=measured, capture_output=True, text=True, check=False).stdout.strip()
    sys.stdout.write(f"Lines of generator/ that the fast tests run through: {total} %\n")
    return code


def changes(noted: dict[str, str], root: Path = ROOT) -> dict[str, set[int]]:
    """Path → lines, as they were noted, that are changed or stand beside what was put in; a new file has none."""
    found = {path: set[int]() for path in noted if not (root / path).is_file()}
    for file in _sources(root):
        path, now = file.relative_to(root).as_posix(), file.read_text("utf-8")
        was = noted.get(path)
        if now != was:
            found[path] = set(_lines(was.splitlines(), now.splitlines())) if was is not None else set()
    return found


def _lines(was: list[str], now: list[str]) -> Iterator[int]:
    for kind, start, end, _, _ in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "insert":
            yield from (start, start + 1)
        elif kind != "equal":
            yield from range(start + 1, end + 1)


def through(changed: dict[str, set[int]], measured: Path) -> set[str]:
    """The tests that ran through these lines: of one that is run once, at import, those of its whole module.

    A line that is not measured by itself goes on a statement that is: the nearest above.
    """
    from coverage import CoverageData

    data = CoverageData(str(measured))
    data.read()
    found: set[str] = set()
    for path, lines in changed.items():
        by_line = data.contexts_by_lineno(str(ROOT / path))
        above = (max((number for number in by_line if number <= line), default=0) for line in lines)
        touched = [_named(by_line.get(number, ())) for number in above]
        whole = not path.endswith(".py") or not all(touched)
        found = found.union(*map(_named, by_line.values()) if whole else touched)
    return found


def _named(contexts: Iterable[str]) -> set[str]:
    """The tests among contexts: « tests/unit/x.py::test_y|run »."""
    return {context.rpartition("|")[0] for context in contexts if "|" in context}


def beside(paths: Iterable[str]) -> set[str]:
    """The files of tests of the rooms that hold these paths, those that name them, and those among them."""
    found = {path.relative_to(ROOT).as_posix() for path in ALWAYS}
    words = [(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in sorted(UNIT.rglob("test_*.py"))]
    for path in map(Path, paths):
        room = f"tests/unit/{path.parts[3]}/" if path.parts[0] == "generator" else "tests/unit/chrome/"
        whole = path.suffix != ".py" or path.parts[0] == "generator"
        found |= {test for test, text in words if whole and (test.startswith(room) or path.name in text)}
        found |= {test for test, _ in words if test == path.as_posix()}
    return found


def _sources(root: Path) -> Iterator[Path]:
    """The texts that tests may run through or read: the engine, the theme, and the unit tests themselves."""
    for folder in ("generator", "theme", "tests/unit"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in {".py", ".html", ".css", ".js", ".txt", ".yml", ".po"} and file.is_file():
                yield file


def pytest_collection_modifyitems(config, items):
    """Keep the tests that were chosen, and all those of the files that were."""
    if CHOSEN not in os.environ:
        return
    chosen = set(Path(os.environ[CHOSEN]).read_text("utf-8").splitlines())
    kept = [item for item in items if item.nodeid in chosen or item.nodeid.partition("::")[0] in chosen]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def again(root: Path, *words: str) -> int:
    """Run tests of a tree by themselves."""
    return _run(*words, environment=os.environ | {"PYTHONPATH": str(root)}, root=root)


def _run(*words: str, environment: dict[str, str] | None = None, root: Path = ROOT) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *words]
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode


def run(root: Path = ROOT, *more: str) -> int:
    """Run the fast tests of what changed in a tree since they were measured; return pytest's answer."""
    if not (NOTED / "texts.json").is_file():
        sys.stdout.write("Nothing was measured yet: all the fast tests are run, once, and noted.\n")
        return record(root)
    changed = changes(json.loads((NOTED / "texts.json").read_text("utf-8")), root)
    chosen = through(changed, NOTED / "measured") | beside(changed)
    (NOTED / "chosen").write_text("\n".join(sorted(chosen)), "utf-8")
    files = sorted({test.partition("::")[0] for test in chosen})
    there = [name for name in files if (root / name).is_file()]
    sys.stdout.write(f"{len(changed)} files changed: {len(chosen)} tests and files of tests, of {len(there)} files.\n")
    if any(path.startswith(("theme/assets/", "theme/components/")) for path in changed):
        sys.stdout.write("What a browser alone shows is heard by .venv/bin/python -m pytest tests/browser\n")
    environment = os.environ | {CHOSEN: str(NOTED / "chosen"), "PYTHONPATH": str(root)}
    spread = ("-n", "auto") if len(chosen) > MANY else ()
    return _run("-m", "fast", "-p", "tests.quick", *spread, *more, *there, environment=environment, root=root)


if __name__ == "__main__":
    raise SystemExit(record() if "--record" in sys.argv else run())
