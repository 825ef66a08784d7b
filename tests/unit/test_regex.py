import ast
import gc
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import vitrail
from vitrail.ground.regex import regex

ENGINE = Path(vitrail.__file__).parent


def called_at_once(node):
    """The calls that a module makes when it is loaded: none inside its functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from [ast.unparse(child.func)] if isinstance(child, ast.Call) else []
            yield from called_at_once(child)


def test_no_module_compiles_a_pattern_when_it_is_loaded():
    """A command would wait for the patterns of every module that it passes through: a tenth of an edit's time."""
    modules = [path for path in ENGINE.rglob("*.py") if path != ENGINE / "regex.py"]
    texts = {path: path.read_text("utf-8") for path in modules}
    named = [path for path, text in texts.items() if "re.compile" in text]
    assert named
    assert [path for path in named if "re.compile" in called_at_once(ast.parse(texts[path]))] == []


def test_every_pattern_compiles():
    """A fault in one would otherwise wait for the text that needs it."""
    for module in pkgutil.walk_packages([str(ENGINE)], "vitrail."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    kind = type(regex(""))
    waiting = [held for held in gc.get_objects() if type(held) is kind]
    assert len(waiting) > 400
    assert all(pattern.groups >= 0 for pattern in waiting)


def test_a_pattern_is_asked_as_a_compiled_one():
    """Its methods are those of the compiled one from the first call; nothing else is there."""
    year = regex(r"(?P<year>20\d\d)")
    assert [year.search("en 2027")["year"], year.findall("2025-2027"), year.groupindex["year"]] == [
        "2027",
        ["2025", "2027"],
        1,
    ]
    assert not hasattr(year, "year")
    with pytest.raises(AttributeError):
        _ = year.compile
