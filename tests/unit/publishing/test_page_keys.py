import os
import subprocess
import sys

import pytest
from markupsafe import Markup

from vitrail.building.publishing import page_keys
from vitrail.content.addressing.spec import NavItem, PageSpec, Scope, templated
from vitrail.content.model.source import Body
from vitrail.ground.language import mark

SETS = """
from vitrail.content.addressing.spec import PageSpec, Scope, templated
from vitrail.building.publishing.page_keys import PageKeys
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
        {"team": True}, {"targets": (("a", "b"),)}, {"texts": (Body(path="a.md", digest="1"),)},
        {"body": Body(path="a.md", digest="1")}, {"body": Body(path="a.md", digest="2")},
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
