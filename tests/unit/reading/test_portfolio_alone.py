"""A file that nobody foresaw costs itself alone: no value of any kind, under any key, makes a reader fail."""

from pathlib import PurePosixPath

import pytest

from tests.unit.reading.schools import LEA, REALISATION, read
from vitrail.content.reading.schemas import internship, pages, realisation, school, student
from vitrail.content.reading.text.parse import parse_markdown, parse_yaml
from vitrail.content.values import keys

READERS = {
    "STUDENT": lambda document, faults: student.read_student(document, "lea", faults),
    "REALISATION": lambda document, faults: realisation.read_realisation(document, "a", faults),
    "INTERNSHIP": lambda document, faults: internship.read_internship(document, "a", faults),
    "REPORT": lambda document, faults: internship.read_report(document, "semaine-01", faults),
    "REVIEW": lambda document, faults: internship.read_review(document, "bilan", faults),
    "WATCH": lambda document, faults: pages.read_watch(document, "a", faults),
    "PAGE": lambda document, faults: pages.read_page(document, "a", faults),
    "ORGANISATION": lambda document, faults: pages.read_organisation(document, "a", faults),
    "COHORT": lambda document, faults: school.read_cohort(document, "a", faults),
    "VERDICT": realisation.read_evaluations,
    "SCHOOL": school.read_school_file,
}
CELLS = ("", "~", "oui", "12", "-3.5e400", "2026-13-45", "01/06/2026", "x", "B1.1, B9", "é" * 300, "a: b: c")
VALUES = (
    *CELLS,
    "{}",
    "[]",
    *(f"[{cell}]" for cell in ("~", "x", "12", "[x]", "{a: b}", "{a: [b]}", "[[x, y], {a: ~}]")),
    *(
        f"{{{key}: {value}}}"
        for key in ("B1.1", "nom", "du", "12", "~")
        for value in ("~", "x", "[b]", "{c: [d]}", "12")
    ),
)
"""What people type where something else was meant, and what no person would."""


def rows(name):
    """Every key of a table, the keys of the mappings under it included, as the path that leads there."""
    for key in getattr(keys, name, keys.ORGANISATION):
        yield (key.name,)
        if key.keys is not None:
            yield from ((key.name, below.name) for below in key.keys)


@pytest.mark.parametrize("name", READERS)
def test_no_value_under_any_key_makes_a_reader_fail(name):
    """Of a wrong kind, nested, empty, enormous: it is read, or told."""
    for route in rows(name):
        for value in VALUES:
            text = value
            for key in reversed(route[1:]):
                text = f"[{{{key}: {text or '~'}}}]"
            line = f"{route[0]}: {text}\n"
            text = (
                f"- {line}" if name == "VERDICT" else line if name in {"COHORT", "SCHOOL"} else f"---\n{line}---\nx\n"
            )
            parse = parse_markdown if text.startswith("---") else parse_yaml
            document = parse("a.md", text.encode())
            if not document.rejected:
                READERS[name](document, [])


def test_a_reader_that_fails_costs_the_file_alone_and_says_whose_fault_it_is(tmp_path, monkeypatch):
    """The home and the other works of the portfolio are read."""

    def broken(document, slug, faults):
        if PurePosixPath(document.source.path).stem == "b":
            raise KeyError
        return realisation.read_realisation(document, slug, faults)

    monkeypatch.setattr("vitrail.content.reading.files.read_realisation", broken)
    works = {f"{LEA}/realisations/{name}.md": REALISATION for name in "ab"}
    reading = read(tmp_path, works)
    (fault,) = [one for one in reading.diagnostics if one.code == "STR044"]
    assert fault.place.path == f"{LEA}/realisations/b.md"
    assert fault.values["kind"] == "KeyError"
    assert [item.slug for item in reading.school.cohorts[0].students[0].realisations] == ["a"]
    assert {seen.path: seen.fate for seen in reading.files}[fault.place.path] == "rejetée"
