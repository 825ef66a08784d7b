import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import pytest
from markupsafe import Markup

import generator
from generator.addressing.spec import NavItem, PageSpec, Scope, templated
from generator.language import mark
from generator.model.source import Body
from generator.publishing import page_keys


def test_the_hash_of_the_code_holds_every_file_that_pages_are_made_from():
    """Records, sentences, codes and référentiels are data of ours: a page made from former ones is made again."""
    package = Path(generator.__file__).parent
    hashed = set(map(Path, page_keys.own_files()))
    rooms = (folder for folder in package.iterdir() if folder.name not in {"scaffolding", "__pycache__"})
    files = {path for folder in rooms for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert {path.relative_to(package).as_posix() for path in files - hashed} == set()


@pytest.mark.parametrize("library", ["jinja2", "mkdocs-material", "pyromark", "vitrail"])
def test_a_library_has_the_version_that_python_tells(library):
    """It is read from the name of a folder, since asking Python takes longer than finding that nothing changed."""
    assert page_keys.version(library) == importlib.metadata.version(library)


SETS = """
from generator.addressing.spec import PageSpec, Scope, templated
from generator.publishing.page_keys import PageKeys
content = templated("x", codes=frozenset({"B1.1", "B1.2", "B2A.1", "B3.4"}), title="é")
spec = PageSpec(url="a.html", title="A", scope=Scope(root="", title="A"), content=content)
print(PageKeys("build").of(spec))
"""


def test_two_processes_key_a_page_alike():
    """Whatever the order in which each keeps its sets: a page made yesterday is found today."""
    keys = {
        subprocess.run(
            [sys.executable, "-c", SETS], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "123"
    }
    assert len(keys) == 1


def _key(**changed):
    content = changed.pop("content", {"title": "A"})
    given = {"url": "a.html", "title": "A", "scope": Scope(root="", title="A"), "content": templated("x", **content)}
    return page_keys.PageKeys("build").of(PageSpec(**given | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"content": {"title": "B"}}, {"content": {"title": None}}, {"content": {"name": "A"}}, {"wide": True},
        {"targets": (("a", "b"),)}, {"body": Body(path="a.md", digest="1")}, {"body": Body(path="a.md", digest="2")},
        {"texts": (Body(path="a.md", digest="1"),)},
        {"scope": Scope(root="", title="A", nav=(NavItem("A", "a.html"),))},
        {"content": {"title": "\udce9"}},
    ],
    ids=repr,
)  # fmt: skip
def test_a_page_that_is_made_of_something_else_has_another_key(changed):
    """Half a character of a file's name included, which no encoding writes."""
    others = [{}, {"body": Body(path="a.md", digest="0")}, {"content": {"title": "\udce8"}}]
    assert _key(**changed) not in {_key(**other) for other in others}
    assert _key(**changed) == _key(**changed)


def test_a_text_of_ours_counts_as_its_words():
    """What it was made of is not on the page, whose language is a thing of the whole build; no kind is guessed."""
    assert _key(content={"title": mark("A")}) == _key(content={"title": Markup("A")}) == _key()
    with pytest.raises(TypeError, match="object"):
        _key(content={"title": object()})


def test_a_library_whose_folder_bears_no_version_is_asked_of_python(monkeypatch):
    """As some packagers leave it; one that nobody knows is an error, as before."""
    monkeypatch.setattr(page_keys, "_installed", dict)
    assert page_keys.version("jinja2") == importlib.metadata.version("jinja2")
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        page_keys.version("inconnue")
