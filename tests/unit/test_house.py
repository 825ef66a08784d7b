"""The house stays legible: one word an idea, rooms that a newcomer can take in at a glance."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.lines import over

TESTS = Path(__file__).parents[1]
GENERATOR = TESTS.parent / "generator" / "vitrail"
MODULES = sorted(path for path in GENERATOR.rglob("*.py") if path.name != "__init__.py")
MODULES_A_FOLDER = 15
LINES_A_MODULE = 300
LONGER = {"values/key.py", "values/keys.py"}
"""Tables and what their columns mean: none is named in vain."""
LINES_A_FUNCTION = 62
IMPORTS_A_MODULE = 50


def relative(path):
    """Name a module, or a folder, from its floor on."""
    return "/".join(path.relative_to(GENERATOR).parts[1:])


@pytest.fixture(scope="module")
def trees():
    """Parse every module once."""
    return {path: ast.parse(path.read_text("utf-8")) for path in MODULES}


def test_a_public_class_has_a_name_of_its_own(trees):
    """Who looks for a class by its name finds one, whatever the room."""
    homes = defaultdict(list)
    for path, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(relative(path))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_a_folder_can_be_taken_in_at_a_glance():
    """Beyond fifteen modules a room gets folders."""
    count = defaultdict(int)
    for path in MODULES:
        count[relative(path.parent)] += path.name != "__main__.py"
    assert {room: number for room, number in count.items() if number > MODULES_A_FOLDER} == {}


def test_a_module_is_read_in_one_sitting():
    """The few that are longer are tables, named one by one; none of them is named in vain."""
    long = {relative(path) for path in MODULES if len(path.read_text("utf-8").splitlines()) > LINES_A_MODULE}
    assert long == LONGER


def test_a_room_over_its_budget_is_told_in_a_sentence():
    """With what it holds, what it may hold and where that is written; a room without a budget is told too."""
    said = over({"memo": 120, "new": 3, "model": 5}, {"memo": 100, "model": 5, "gone": 9, "engine": 128})
    assert said == [
        "memo holds 120 nodes and its budget is 100: delete 20.",
        "new holds 3 nodes and has no budget: give it one in tests/budget.toml.",
        "gone has a budget in tests/budget.toml and is no room.",
    ]


def test_each_room_has_its_tests_under_its_name():
    """And no tests stand under the name of what is no room: ``releasing`` is one beside the engine."""
    rooms = {path.parent.name for path in GENERATOR.glob("*/*/__init__.py")} | {"releasing"}
    assert {path.parent.name for path in (TESTS / "unit").glob("*/test_*.py")} == rooms


SMALL = 60
APART = {
    "cli/correcting.py": "a check that mends nothing does not load what mends",
    "cli/verdicts/handing.py": "the same of exports that give no verdicts",
    "documentation/rooms.py": "each page that the code writes is a module that documentation.pages names",
    "handing/private.py": "what the team alone knows is judged alone, and has its own documentation",
    "hosting/pictures.py": "what an outside drawing may hold is judged alone",
    "making/facts/ahead.py": "what workers are asked ahead is no question of the memo",
    "privacy/people.py": "who a text names is a question of its own, with its tests",
    "prose/labels.py": "what a diagram's words may be is judged alone",
    "publishing/workers/parts.py": "it runs in a worker",
    "reading/text/salvage.py": "what is read of a refused file is a decision of its own (0050)",
}
"""Small modules that one other of their room imports, and why they stand apart."""


def test_a_small_module_that_one_other_imports_stands_in_it(trees):
    """Unless that other stands in another room, would be too long for one sitting, or a reason is written."""
    importers = defaultdict(set)
    for path, tree in trees.items():
        for name in imported(tree):
            importers[name].add(path)
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    found = set()
    for path, count in lines.items():
        name = ".".join(("vitrail", *path.relative_to(GENERATOR).with_suffix("").parts))
        if count < SMALL and len(importers[name]) == 1:
            (other,) = importers[name]
            same = relative(other).split("/")[0] == relative(path).split("/")[0]
            found |= {relative(path)} if same and count + lines[other] <= LINES_A_MODULE else set()
    assert found - set(APART) == set()
    assert set(APART) <= set(map(relative, MODULES))


def imported(tree):
    """Name the modules that a module imports, at its top or later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def test_a_function_is_read_on_one_screen(trees):
    """Docstring included."""
    long = [
        (relative(path), node.name)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LINES_A_FUNCTION
    ]
    assert long == []


def test_a_module_leans_on_few_others(trees):
    """One that imports more ties too much together."""
    wide = {
        relative(path): number
        for path, tree in trees.items()
        if (number := sum(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(tree))) > IMPORTS_A_MODULE
    }
    assert wide == {}


RIDDLES = re.compile(r"(What|Whose|It|One)\b|.*(is told|of nobody's|what lacks)", re.DOTALL)
"""What a docstring begins with, or holds, that leaves its reader to guess what is done."""


def test_a_docstring_says_what_a_function_does(trees):
    """« Return the cached file if its size and inode match », and not « What is known of it »."""
    functions = (
        (path, node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    said = {f"{relative(path)}:{node.name}": ast.get_docstring(node) or "" for path, node in functions}
    assert {name: text for name, text in said.items() if RIDDLES.match(text)} == {}


VAGUE = {"found", "one", "what"}
"""Names of anything, which nothing binds."""


def bound(tree):
    """Name what a module calls by a name of its own: variables, arguments, fields, functions; private or not."""
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=name) | ast.MatchAs(name=str(name)) | ast.FunctionDef(name=name):
                yield name.strip("_")
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name.strip("_")


def test_a_variable_says_what_it_holds(trees):
    """« found », « one » and « what » are names of anything."""
    vague = {f"{relative(path)}:{name}" for path, tree in trees.items() for name in VAGUE & set(bound(tree))}
    assert vague == set()
