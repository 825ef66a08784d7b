"""The functions of seven rooms show what they give, in examples that run: input → output, in their docstrings.

An example has at hand the names of its module, the records of ``model``, the builders of ``tests``, and what reads
dates and Markdown: ``stage("du 5 au 16 janvier 2026")`` is a stage in these days.
"""

import ast
import doctest
import importlib
import inspect
from pathlib import Path

import pytest

from tests import builders
from vitrail.content import model
from vitrail.content.markdown.parsed import parse
from vitrail.content.values.dates import read_date, read_period
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Period

ROOT = Path(__file__).parents[2]
ROOMS = ("memo", "markdown", "privacy", "values", "coverage", "internships", "installation")
SHOWN_ELSEWHERE = {
    "memo.crew.fork": "needs workers",
    "memo.crew.spread": "needs workers",
    "memo.whole.discard": "takes a file away",
    "memo.whole.persist": "writes a file",
    "memo.whole.put": "writes a file",
    "memo.whole.take_away": "takes a file away",
    "memo.whole.write_whole": "writes a file",
    "memo.question.transient": "declared as a question is",
    "memo.question.question": "the example of the room declares two",
    "markdown.veiled.met": "takes what knows the names: privacy.veil shows it",
    "markdown.veiled.veiled": "takes what knows the names: privacy.veil shows it",
    "markdown.veiled.with_standins": "takes what knows the names: privacy.veil shows it",
    "privacy.neutral.neutral_pages": "takes a school as it was read",
    "privacy.neutral.neutral_portfolio": "takes a school as it was read",
    "privacy.veils.veils": "takes a school and all the words of its texts",
    "values.fields.open_fields": "takes a file as it was parsed",
    "values.guides.guide": "reads a page of the documentation",
    "values.years.read_year": "takes a file as it was parsed",
    "values.years.weeks_by_year": "takes a file as it was parsed",
    "internships.stages.dates_place": "takes a file as it was parsed",
    "internships.stages.period_place": "takes a file as it was parsed",
}
"""Public function → why its docstring has no example."""


def modules():
    """Name the modules of the rooms."""
    top = ROOT / "generator" / "vitrail"
    paths = (path for room in ROOMS for path in (*top.glob(f"*/{room}.py"), *sorted(top.glob(f"*/{room}/**/*.py"))))
    return [path.relative_to(ROOT / "generator").with_suffix("").as_posix().replace("/", ".") for path in paths]


def at_hand():
    """Give what an example may name, besides its module."""
    names = ("cohort", "framework", "school", "stage", "student", "verdict", "work")
    found = {name: getattr(builders, name) for name in names}
    for path in sorted(Path(model.__file__).parent.rglob("*.py")):
        module = importlib.import_module(
            path.relative_to(ROOT / "generator").with_suffix("").as_posix().replace("/", ".")
        )
        found |= {name: one for name, one in inspect.getmembers(module, inspect.isclass) if name[0] != "_"}
    return found | {
        "Period": Period,
        "Place": Place,
        "parse": parse,
        "read_date": read_date,
        "read_period": read_period,
    }


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_a_module_give_what_they_say(name):
    """Whoever reads them can believe them."""
    module = importlib.import_module(name.removesuffix(".__init__"))
    failed, _ = doctest.testmod(module, globs=at_hand() | vars(module), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0


def imported():
    """Name the functions of the rooms that another module of the engine imports, with their docstrings."""
    defined, used = {}, set()
    for path in sorted((ROOT / "generator").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT / "generator" / "vitrail").with_suffix("").parts[1:]).removesuffix(
            ".__init__"
        )
        tree = ast.parse(path.read_text("utf-8"))
        if name.partition(".")[0] in ROOMS:
            public = (one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name[0] != "_")
            defined |= {f"{name}.{one.name}": ast.get_docstring(one) or "" for one in public}
        froms = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module]
        used |= {f"{one.module}.{each.name}".split(".", 2)[-1] for one in froms for each in one.names}
        aliases = {each.asname or each.name: f"{one.module}.{each.name}" for one in froms for each in one.names}
        attributes = (
            one for one in ast.walk(tree) if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
        )
        used |= {f"{aliases.get(one.value.id)}.{one.attr}".split(".", 2)[-1] for one in attributes}
    return {name: text for name, text in defined.items() if name in used}


def test_a_function_that_others_import_shows_an_example():
    """Those that cannot are named, each with its reason, and none of them in vain."""
    assert {name for name, text in imported().items() if ">>>" not in text} == set(SHOWN_ELSEWHERE)
