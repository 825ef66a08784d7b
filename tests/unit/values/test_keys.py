"""The table of keys: no row contradicts another, its record or its example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vitrail.content.model.audience import Visibility
from vitrail.content.model.realisation import Mode
from vitrail.content.model.school import Teacher
from vitrail.content.reading.text.parse import parse_yaml
from vitrail.content.values import keys as table
from vitrail.content.values.choices import read_choice
from vitrail.content.values.fields import open_fields
from vitrail.content.values.folding import fold
from vitrail.content.values.key import Key, Keys, Kind, Where, text_keys

TABLES = {name: keys for name, keys in vars(table).items() if isinstance(keys, Keys)}
ROWS = [(name, key) for name, keys in TABLES.items() for key in keys]
GUIDE = (Path(__file__).parents[3] / "docs" / "evaluer.md").read_text("utf-8")


def named(row):
    """Show a row in the name of its test."""
    return f"{row[0]}-{row[1].name}"


SEALED = {
    "REALISATION": "titre; période; contexte; stage; mode; équipe; compétences; technologies; productions;"
    " auto-évaluation; épreuves; situations; atelier; résumé; organisation; année",
    "INTERNSHIP": "périodes; présence; service; lieu; objectifs; missions; qualité; atelier; prolongation; rythme",
    "REPORT": "semaine; activités; compétences; autonomie",
    "REVIEW": "le; avec; acquis; compétences",
}
"""What a seal covers of each work, beside the hosts, the country, the
alternation and the days of a week. A key that a page shows is
sealed (docs/decisions/0012): whoever adds one writes it here, and in docs/evaluer.md; to take one away undoes the
verdicts that were given on it."""
COMPUTED = {
    "STUDENT": "slug; option; framework; comes_from; realisations; internships; watch; pages; verdicts; former;"
    " later; options; vocabulary",
    "PRODUCTION": "title; digest; page; refused",
    "NAMED": "place",
    "PROVING": "competency; place",
    "CLAIM": "competency; place; excerpts; aimed; withheld",
    "REALISATION": "slug; unrecognised; facts; origin; listed; files; fingerprint",
    "ORGANISATION": "slug; name; country",
    "OFF": "period",
    "STRETCH": "period; organisation; tutors; agreement; certificate",
    "INTERNSHIP": "slug; rank; country; facts;"
    " apprenticeship; absences; unreadable; reserved; reports; reviews; origin; files;"
    " fingerprint",
    "REPORT": "slug; period",
    "REVIEW": "slug; final; interview",
    "WATCH": "slug; title",
    "PAGE": "produced; slug; title",
    "SCHOOL": "site_url; verdicts_missing; holidays; frameworks; organisations; cohorts; pages",
    "COHORT": "slug; framework; years; enrolments; profiles; weekly_reports_required; students",
    "VERDICT": "moved; since; by_team; alone; index",
    "HEIR": "place",
    "ENROLMENT": "year",
    "PROFILE": "lengths; internships; dimensions; requirements",
    "LEVEL": "kind; label",
    "STAGE_REQUIREMENT": "unverified",
    "COMPETENCY": "id; kind; title; local_id; depth; parent; children; options; year; heirs",
    "EXAM": "id; code; title; covers; form",
    "SITUATION": "options",
    "TABLE": "columns; exams; annex_by_session; printed_labels",
    "REQUIREMENT": "exams",
    "FRAMEWORK": "id; title; short_title; competencies; levels; judged_level; judged_table; years; options; exams;"
    " situations; tables; requirements; sources; source_sessions; profiles; hues; entries",
}
"""Fields that no single key fills: counted, linked, set by a later step, or read by the schema of the file."""
GENERATOR = Path(__file__).parents[3] / "generator" / "vitrail"


def words(text):
    """The words of a line of one of these lists."""
    return tuple(filter(None, text.split("; ")))


@pytest.mark.parametrize("name", SEALED)
def test_a_seal_covers_what_it_always_did(name):
    """Or a validation of years ago is undone, or a key is changed under it: each is written down here."""
    assert tuple(key.name for key in TABLES[name].sealed) == words(SEALED[name]), "SEALED, and docs/evaluer.md"


def test_the_guide_of_verdicts_lists_what_a_seal_covers():
    """Each key of a réalisation, under « Ce que prouve un sceau »."""
    said = GUIDE.partition("## Ce que prouve un sceau")[2].partition("\n## ")[0].lower()
    assert [key for key in words(SEALED["REALISATION"]) if key not in said] == []


@pytest.mark.parametrize("name", [name for name in TABLES if TABLES[name].record])
def test_a_field_has_its_row(name):
    """Who adds a field to a record adds the row that fills it, or says here that none does."""
    record = TABLES[name].record
    filled = {key.to for key in TABLES[name]} | {"body", "source"}
    assert set(record.__struct_fields__) - filled == set(words(COMPUTED.get(name, ""))), record


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].to], ids=named)
def test_a_key_is_read_by_something(row, sources):
    """A page or a rule asks for the field of every key: what nobody reads is typed for nothing."""
    assert re.search(rf"\.{row[1].to}\b|attrgetter\(\"{row[1].to}\"", sources), (
        f"no page and no rule reads « {row[1].to} »"
    )


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_row_says_what_to_write(row):
    """The guides, ``vitrail new`` and the editors quote its help; its example, unless keys of its own show it."""
    _, key = row
    assert key.help, "help="
    assert key.example or key.keys or key.name in {"empreinte", "remarque"}, "example="


@pytest.fixture(scope="module", name="sources")
def _sources():
    """Whatever may ask a record for a field."""
    files = (path for path in GENERATOR.rglob("*.py") if path.parent.name != "values")
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("name", TABLES)
def test_no_name_is_that_of_two_keys(name):
    """What an author writes means one thing in its mapping."""
    names = [name for key in TABLES[name] for name in key.names]
    assert len(names) == len(set(names))


def test_a_row_says_what_its_field_does_not():
    """What a value is, its words, the keys below, who sees what says nothing and what may lack: all of it derives."""
    work, team = table.REALISATION, table.TEACHER
    assert [work[name].kind for name in ("résumé", "période", "contexte", "mode", "ordre", "fiche")] == [
        Kind.TEXT,
        Kind.PERIOD,
        Kind.CHOICES,
        Kind.CHOICE,
        Kind.NUMBER,
        Kind.RECORD,
    ]
    assert work["mode"].of is Mode
    assert work["fiche"].keys is table.SHEET
    assert table.COHORT["équipe"].kind is Kind.RECORDS
    assert table.REPORT["visibilité"].default is Visibility.JURY
    assert team["nom"].required
    assert not team["rôle"].required
    assert team.whole == {"name"}


def test_a_row_of_a_field_that_is_not_there_is_refused():
    """A name that no field bears is a fault of ours, found when the table is read."""
    with pytest.raises(KeyError, match="nom"):
        Keys(Teacher, Key("nom", "nom"))


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].example], ids=named)
def test_an_example_is_read_without_a_fault(row):
    """What the guides and the templates show can be typed as it stands."""
    name, key = row
    document = parse_yaml("a.yml", f"{key.name}: {key.example}\n".encode(), keys=text_keys(TABLES[name]))
    assert not document.diagnostics
    faults = []
    fields = open_fields(document, faults, TABLES[name])
    simple = key.kind not in {Kind.OWN, Kind.PAIRS}
    if simple and (key.kind is not Kind.RECORDS or key.to):
        assert fields.value(key) not in (None, ())
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].fact], ids=named)
def test_a_fact_is_of_a_record_that_shows_facts(row):
    """A key that needs no code is not lost for want of a page that shows it."""
    name, key = row
    assert "facts" in TABLES[name].record.__struct_fields__
    assert Where.PAGE in key.shown
    assert not key.to


@pytest.mark.parametrize("row", [row for row in ROWS if row[1].of or row[1].words], ids=named)
def test_a_word_of_a_choice_means_what_it_says(row):
    """Each word of a choice is read as one of the listed words, and no two of them are one spelling."""
    _, key = row
    meant = set(key.of or key.words.values())
    assert {read_choice(word, key.of, key.words) for word in key.choices} == meant
    said = [fold(word) for word in key.choices]
    assert len(said) == len(set(said))
