from __future__ import annotations

import re
from datetime import date
from unittest.mock import patch

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.deep import sized
from vitrail.content.reading.schemas import prose as traces
from vitrail.content.reading.text import yaml_tree
from vitrail.content.reading.text.parse import parse_markdown, parse_yaml
from vitrail.content.values.dates import DateFault, read_date, read_period
from vitrail.content.values.folding import fold
from vitrail.ground.language import Period

YAML_SIGNS = st.sampled_from(
    [*":-[]{}#&*!|>'\"%@`,?~ \n\t", ": ", " #", "- ", "titre", "é", "a", "\u00a0", "<<", "---"]
)
YAML_TEXT = st.lists(YAML_SIGNS, max_size=40).map("".join)
WORD = st.from_regex(r"[a-zé0-9][a-zé0-9 .:#'/%@-]{0,20}[a-zé0-9]", fullmatch=True)
KEYS = ("titre", "résumé", "auto-évaluation", "compétences", "statut")
RECORD = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(KEYS, st.from_regex(r"[a-zé]{1,8}( [a-zé]{1,8})?", fullmatch=True))
)


def front(data, newline="\n"):
    """Write a file with these keys."""
    return newline.join(["---", *(f"{key}: {value}" for key, value in data.items()), "---", "Été", ""])


@given(st.binary(max_size=300))
@example(b"---\n\xff\xfe\n---\n")
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_give_a_document(raw):
    """No file can stop the build, whatever it holds."""
    for document in (
        parse_markdown("a.md", raw),
        parse_yaml("a.yml", raw),
        parse_markdown("a", b"---\n" + raw + b"\n---\n"),
    ):
        assert all(one.message and one.place.line >= 1 and one.place.column >= 1 for one in document.diagnostics)
        assert not document.rejected or document.diagnostics


@given(YAML_TEXT)
def test_any_yaml_gives_a_document_whose_places_exist(text):
    """Values and faults lie on lines of the file."""
    raw = f"---\n{text}\n---\n"
    document = parse_markdown("a.md", raw.encode())
    lines = raw.split("\n")
    said = (one.place for one in document.diagnostics)
    places = [*document.source.marks.values(), *((one.line, one.column, one.end_line, one.end_column) for one in said)]
    assert all(1 <= line <= len(lines) and column >= 1 for line, column, *_ in places)
    ended = [place for place in places if place[2]]
    assert all((line, column) <= (end, last) for line, column, end, last in ended)
    assert all(end <= len(lines) and last <= len(lines[end - 1]) + 1 for _, _, end, last in ended)
    assert all(one.message and one.advice is not None for one in document.diagnostics)


@given(YAML_TEXT)
@settings(max_examples=sized(12, 50))
def test_the_python_parser_never_raises_either(text):
    """Where libyaml is missing, hostile YAML is refused as quietly."""
    with patch.object(yaml_tree, "_fast", yaml.SafeLoader):
        yaml_tree.read_tree(text, lambda *place: place, lambda *_, **__: None, written=text)


@given(RECORD)
def test_encoding_and_newlines_change_nothing(data):
    """A file reads the same with a mark, in UTF-16, from Windows."""
    plain = parse_markdown("a.md", front(data).encode())
    for raw in (front(data).encode("utf-8-sig"), front(data, "\r\n").encode(), front(data, "\r").encode()):
        again = parse_markdown("a.md", raw)
        assert (again.data, again.text, again.source.marks) == (plain.data, plain.text, plain.source.marks)
        assert again.diagnostics == plain.diagnostics
    assert parse_markdown("a.md", front(data).encode("utf-16")).data == plain.data


@given(RECORD, st.randoms(use_true_random=False))
def test_order_and_spelling_of_keys_change_nothing(data, random):
    """Keys in any order, in capitals, without accents, with underscores, give the same values."""
    items = list(data.items())
    random.shuffle(items)
    spellings = (str.upper, lambda key: key.replace("-", "_"), fold, lambda key: f"{key} ")
    other = {random.choice(spellings)(key): value for key, value in items}
    assert parse_markdown("a.md", front(other).encode()).data == parse_markdown("a.md", front(data).encode()).data


@given(st.lists(WORD, min_size=1, max_size=5))
@example(["a : b"])
@example(["a # b"])
@example(["100 % : l'été"])
def test_a_line_of_text_is_read_as_written_and_marked_where_it_stands(values):
    """Under keys of text every character survives, and its mark points at it."""
    keys = ("titre", "résumé", "accroche", "source", "lieu")
    raw = front(dict(zip(keys, values, strict=False)))
    document = parse_markdown("a.md", raw.encode())
    lines = raw.split("\n")
    for key, value in zip(keys, values, strict=False):
        assert document.data[fold(key)] == value
        line, column, *end = document.source.marks[fold(key),]
        assert lines[line - 1][column - 1 :] == value
        assert end == [line, column + len(value)]


@given(
    st.dictionaries(
        st.sampled_from(["titre", "lien", "fichier", "source"]), WORD.filter(lambda w: "," not in w), min_size=1
    )
)
def test_marks_inside_braces_point_at_the_value(data):
    """Mending one value never moves the place of the next."""
    safe = {k: v if k in {"titre", "source"} else re.sub(r"[:#]", "", v) for k, v in data.items()}
    line = "productions: {" + ", ".join(f"{key}: {value}" for key, value in safe.items()) + "}"
    document = parse_markdown("a.md", f"---\n{line}\n---\n".encode())
    for key, value in safe.items():
        assert document.data["productions"][key] == value
        _, start, _, end = document.source.marks["productions", key]
        assert line[start - 1 : end - 1] == value


@given(st.text())
def test_folding_is_idempotent(text):
    """Folding what is folded changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="0123456789/-. aujnviersduletfé>→–", max_size=40))
def test_any_text_is_a_date_a_period_or_a_fault(text):
    """Dates never raise."""
    read_date(text)
    assert isinstance(read_period(text), Period | DateFault | None)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_written_day_is_read_back(day):
    """The forms we print are forms we read."""
    assert read_date(f"{day:%d/%m/%Y}") == day
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize("pattern", [pattern for _, pattern in traces.PATTERNS], ids=[c for c, _ in traces.PATTERNS])
@given(data=st.data())
@settings(max_examples=sized(37, 150), deadline=None)
def test_no_private_trace_is_dismissed_by_the_first_look(pattern, data):
    """The quick look is true of every text in which a pattern matches."""
    alphabet = st.characters(codec="utf-8", exclude_characters="\u0130\u0131\u017f\u212a")
    text = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags), alphabet=alphabet))
    assert traces.suspects(text.casefold())
