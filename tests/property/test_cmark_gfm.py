"""The implementation that forges run reads the same: the specification's examples, and documents of ordinary lines."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import STRICT
from tests.deep import sized
from tests.property.test_markdown_oracle import ours, shape

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("cmark-gfm") or STRICT), reason="cmark-gfm n'est pas installé (apt-get install cmark-gfm)"
    ),
]
EXAMPLES = Path(__file__).parents[1] / "oracle" / "commonmark-0.31.jsonl"
"""Number and text of each example of CommonMark 0.31.2 (John MacFarlane, CC BY-SA 4.0)."""
OMITTED = "raw HTML omitted"
OTHERWISE = {
    **dict.fromkeys((28, 354, 389, 417, 425, 426, 427, 464, 465, 466, 468), "cmark-gfm follows an older specification"),
    **dict.fromkeys((488, 502, 508), "a target that students write is mended"),
    **dict.fromkeys((606, 612), "an e-mail address alone is no link"),
    195: "an address in angle brackets stands on the line of its name",
}


def theirs(text):
    """Give the HTML of cmark-gfm, whose comments and tags are left out."""
    command = ["cmark-gfm", *"-e table -e strikethrough -e tasklist -e autolink".split()]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()


def same(text, html):
    """True if both give the same elements and words; a task's box is drawn in each its way."""
    boxes = re.compile(r'<label class="task-list-control">.*?</label>|<input type="checkbox"[^>]*>')
    return shape(boxes.sub("", ours(text))) == shape(boxes.sub("", html.replace(f"<!-- {OMITTED} -->", "")))


def test_the_examples_of_the_specification_are_read_as_a_forge_reads_them():
    """Tags are text here, so their examples are left out; what differs otherwise is listed with its reason."""
    differ, compared = set(), 0
    for number, text in map(json.loads, EXAMPLES.read_text("utf-8").splitlines()):
        html = theirs(text)
        if OMITTED not in html:
            compared += 1
            if not same(text, html):
                differ.add(number)
    assert differ == set(OTHERWISE)
    assert compared > 550


WORDS = st.sampled_from(
    ["mot", "le pare-feu", "**gras**", "*it*", "`code`", "10 %", "~~non~~", "(entre)", "fin.", "été", "a_b_c",
     "2 * 3", "[lien](b.md)", "[texte] x](/uri)", "[a [b](c.md)](/d e)", "![a](b.png)", "a | b", "fin <!-- note -->"]
)  # fmt: skip
TEXT = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LINES = st.one_of(
    TEXT,
    st.just(""),
    st.tuples(st.sampled_from(["", "  ", "    "]), st.sampled_from(["- ", "* ", "1. ", "2. ", "- [ ] "]), TEXT).map(
        "".join
    ),
    st.tuples(st.sampled_from(["# ", "### ", "> "]), TEXT).map("".join),
    st.tuples(st.sampled_from(["```", "```yml", "~~~", "    "]), st.sampled_from(["", "\t", " "])).map("".join),
    st.sampled_from(["a | b\n:-- | --:\n1 | 2", "| a | b |\n|---|:-:|\n| 1 | 2 |", "a | b\n--|--\n1 | 2"]),
    st.sampled_from(["---", "***", "<!-- -->", "mot  "]),
)


@given(st.lists(LINES, max_size=12).map("\n".join))
@settings(max_examples=sized(62, 250), deadline=None)
def test_documents_of_ordinary_lines_are_read_as_a_forge_reads_them(text):
    """Lists, tables, code, quotes and comments, one after the other as they come."""
    assert same(text, theirs(text))
