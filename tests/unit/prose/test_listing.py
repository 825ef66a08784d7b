"""A text file on a page of ours: a table or lines, escaped, bounded, in the encoding that it was written in."""

import re

import pytest

from vitrail.ground.language import Language
from vitrail.site.prose.listing import listing

FRENCH = Language("fr")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_those_that_were_written(encoding):
    """A browser guesses « numÃ©ro » where the server says nothing."""
    html = listing("numéro;élève\n1;Zoé\n".encode(encoding), "csv", FRENCH)
    assert '<th scope="col">numéro</th><th scope="col">élève</th>' in html


def test_cells_are_parted_by_what_the_first_line_holds_most():
    """As spreadsheets of every country write it; quotes hold line ends, and each row has the line that it begins on."""
    html = listing(b'a,b;c,d\n"1,5\nsuite",2\n3,4\n', "csv", FRENCH)
    assert html.count("<th ") == 3
    assert re.findall(r'<tr id="(l-\d+)">', html) == ["l-1", "l-2", "l-4"]


def test_a_table_without_separator_is_a_text():
    """One column is no table."""
    assert 'id="l-2"' in listing(b"un\ndeux\n", "csv", FRENCH)
    assert "<table" not in listing(b"un\ndeux\n", "csv", FRENCH)


@pytest.mark.parametrize("suffix", ["csv", "txt", "py", "json", "md", "log"])
def test_nothing_of_a_file_runs_or_is_a_link(suffix):
    """Whoever writes a file writes no page."""
    hostile = b'x;<script>alert(1)</script>;"<img src=x onerror=alert(1)>";</pre><a href="javascript:1">y</a>\n' * 3
    html = listing(hostile, suffix, FRENCH)
    assert not re.findall(r"<(?!/?(?:table|thead|tbody|tr|th|td|div|pre|span|code)\b)[^>]*>", html)
    assert "alert(1)" in html


@pytest.mark.parametrize(
    ("raw", "suffix"),
    [
        (b"x" * 5_000_000, "txt"),
        (b"a;b\n" * 200_000, "csv"),
        (b"\n" * 300_000, "log"),
        (b"[" * 100_000, "json"),
        (b'"' + b"a;" * 500_000, "csv"),
        (b"\xff\xfe\x00" * 1000, "txt"),
    ],
)
def test_a_page_stays_light_whatever_the_file(raw, suffix):
    """The rest is in the file, and the page says so; nothing is raised."""
    html = listing(raw, suffix, FRENCH)
    assert len(html) < 1_000_000
    assert ("premières lignes" in html) == (len(raw) > 200_000)


def test_code_is_coloured_and_each_line_has_its_place():
    """Tokens over several lines too."""
    html = listing(b'"""un\ndeux"""\nimport os\n', "py", FRENCH)
    assert [f'id="l-{line}"' in html for line in (1, 2, 3)] == [True] * 3
    assert 'class="kn"' in html


def test_json_on_one_line_is_laid_out():
    """As exports of machines come; what was laid out keeps its lines, which proofs name."""
    assert 'id="l-3"' in listing(b'{"a": [1, 2], "b": 3}', "json", FRENCH)
    assert 'id="l-4"' not in listing(b'{\n"a": 1\n}\n', "json", FRENCH)


def test_a_row_that_is_cut_says_so():
    """« … » stands where cells are left out, as at the end of a long line."""
    html = listing(("a;" * 70 + "\n" + "1;" * 70).encode(), "csv", FRENCH)
    assert html.count("…") == 2
