"""What forges and editors read: the grammar of each, and nothing that an author could have obeyed."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.diagnostics.formats import SHOWN, as_github, as_gitlab, as_markdown, harmless, markdown

HOSTILE = [
    "::error::x",
    "  ::add-mask::a",
    "##[error]x",
    "a\n::warning::b",
    "%0A::error::",
    "x\r\n##[group]",
    "<b>@all</b>",
]


def fault(code="REF001", path="2025-2027/moreau-lea/realisations/glpi.md", line=9, word="B1.7"):
    """A fault that quotes an author."""
    return Diagnostic.at(code, Place(path=path, line=line, column=3), code=word, framework="BTS SIO (2019)")


def test_an_annotation_names_the_file_from_the_repository_and_escapes_what_would_cut_it():
    """Commas and colons of a path, percents and line ends of a message."""
    said = as_github([fault(path="a,b: 100 %/x.md")], "ecole/portfolios")
    assert said.startswith("::error file=ecole/portfolios/a%2Cb%3A 100 %25/x.md,line=9,col=3,title=REF001::")
    assert said.count("\n") == 1
    assert "%0A" in said


def test_errors_and_files_of_the_change_come_first_and_what_is_left_is_counted():
    """GitHub drops the eleventh of a kind in silence: the reader is told how many there are."""
    found = [fault(path=f"p/f{number:02}.md") for number in range(25)]
    lines = as_github(found, "", first={"p/f24.md"}).splitlines()
    assert len(lines) == SHOWN + 1
    assert "p/f24.md" in lines[0]
    assert lines[-1].startswith("::notice title=Vitrail::15 autres constats")


@pytest.mark.parametrize("word", HOSTILE)
def test_no_line_but_our_annotations_commands_the_runner(word):
    """In annotations, in the report and in the text that goes beside them."""
    found = [fault(word=word, path=f"p/{word}.md".replace("\n", " "))]
    for said in (as_github(found, ""), as_gitlab(found, ""), as_markdown(found, "")):
        for line in said.splitlines():
            assert not line.lstrip().startswith("::") or line.startswith("::error file=")
            assert "##[" not in line


@given(st.text(max_size=60))
def test_harmless_text_orders_nothing(text):
    """Whatever an author writes, at the start of whatever line."""
    for line in re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", harmless(text)):
        assert not line.strip().startswith("::")
    assert "##[" not in harmless(text)


@pytest.mark.parametrize("word", [*HOSTILE, "![x](https://e.example/t.png)", "[a](javascript:x)", "`b`", "#12 !3 ~a"])
def test_authors_words_are_text_in_a_summary(word):
    """No tag, no picture, no link, no mention of anybody."""
    said = markdown(word)
    assert not re.search(r"(?<!\\)[\[\]`!#]", re.sub(r"&#\d+;", "", said))
    assert "<" not in said
    assert "@" not in said


def test_a_fingerprint_survives_an_edit_above_and_tells_equals_apart():
    """Else the forge would show a fault as new, or one of two."""
    before = json.loads(as_gitlab([fault(line=9), fault(line=12)], "portfolios"))
    after = json.loads(as_gitlab([fault(line=19), fault(line=22)], "portfolios"))
    prints = [one["fingerprint"] for one in before]
    assert len(set(prints)) == 2
    assert prints == [one["fingerprint"] for one in after]
    assert before[0]["severity"] == "major"
    assert before[0]["location"] == {
        "path": "portfolios/2025-2027/moreau-lea/realisations/glpi.md", "lines": {"begin": 9},
    }  # fmt: skip


def test_a_summary_keeps_under_the_forges_limit():
    """And says how many it leaves out."""
    said = as_markdown([fault(line=number) for number in range(100)], "", largest=2000)
    assert len(said.encode()) < 2200
    assert "autres constats" in said


def test_nothing_to_say_is_an_empty_array_and_no_annotation():
    """A report that is no JSON would fail the forge's job."""
    assert json.loads(as_gitlab([], "")) == []
    assert as_github([], "") == ""
