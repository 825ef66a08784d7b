import json
from pathlib import Path

from msgspec.structs import replace

from vitrail.ground.diagnostics import Diagnostic, Fix, Place, Severity, TextEdit
from vitrail.ground.diagnostics.formats import as_github, as_gitlab
from vitrail.ground.diagnostics.report import (
    MAX_PER_FILE,
    SCHEMA_ID,
    CheckReport,
    as_json,
    as_text,
    json_schema,
    summary,
    text_report,
)
from vitrail.ground.language import mark
from vitrail.knowledge.internships.profiles import OWN_RULE

GLPI = "2025-2027/moreau-lea/realisations/glpi.md"
HINT = mark("Vouliez-vous dire {code} « {title} » ?", code="B1.6", title="Organiser son développement professionnel")
UNKNOWN = Diagnostic.at(
    "REF001", Place(path=GLPI, line=9, column=3), code="B1.7", framework="BTS SIO (2019)", suggestion=HINT
)
ADVICE = (
    "Recopiez le code depuis la page du référentiel, ou cherchez-le avec vos mots\u202f: "
    "«\u202fvitrail codes sauvegarde\u202f»."
)


def test_a_fault_is_told_as_the_guide_shows_it():
    """Place, severity, code and sentence, the nearest valid value, then the fix."""
    assert text_report([UNKNOWN]).split("\n") == [
        f"portfolios/{GLPI}:9:3",
        "  erreur REF001  «\u202fB1.7\u202f» n’existe pas dans le référentiel BTS SIO (2019).",
        "          Vouliez-vous dire B1.6 «\u202fOrganiser son développement professionnel\u202f»\u202f?",
        f"          {ADVICE}",
    ]


def test_the_same_fault_in_many_places_is_one_group_with_its_number_and_each_place():
    """In file order, once each, whatever the order in which they were met."""
    places = [Place(path=path, line=line) for path in "ba" for line in (10, 2)]
    faults = [Diagnostic(id="EXA004", place=place, quoted="circulaire, annexe 6") for place in places]
    lines = text_report(faults * 2, prefix="p").split("\n")
    assert lines[0].startswith("  avertissement EXA004 × 4  ")
    assert [line for line in lines if line.startswith("    p")] == [
        "    p/a:2:1",
        "    p/a:10:1",
        "    p/b:2:1",
        "    p/b:10:1",
    ]
    assert sum("annexe 6" in line for line in lines) == 1


def test_a_group_gives_the_fact_and_the_places_before_the_advice_and_loses_no_hint():
    """Two unknown codes are two sentences under one head, each with its own hint; what all share ends the group."""
    other = Diagnostic.at("REF001", Place(path="a.md", line=2), code="B9", framework="BTS SIO (2019)")
    assert text_report([UNKNOWN, other]).split("\n") == [
        "  erreur REF001 × 2",
        f"    portfolios/{GLPI}:9:3  «\u202fB1.7\u202f» n’existe pas dans le référentiel BTS SIO (2019).",
        "          Vouliez-vous dire B1.6 «\u202fOrganiser son développement professionnel\u202f»\u202f?",
        "    portfolios/a.md:2:1  «\u202fB9\u202f» n’existe pas dans le référentiel BTS SIO (2019).",
        f"    → {ADVICE}",
    ]
    alike = [Diagnostic.at("EXA004", Place(path="a.md", line=line), suggestion=f"Indice {line}") for line in (1, 2)]
    lines = [line.strip() for line in text_report(alike).split("\n")]
    fact, first, hint, second, other_hint, advice = lines
    assert (fact.partition("× ")[2][:1], advice[:1]) == ("2", "→")
    assert [first, hint, second, other_hint] == [
        "portfolios/a.md:1:1", "Indice 1", "portfolios/a.md:2:1", "Indice 2"
    ]  # fmt: skip


def test_the_gravest_come_first():
    """An erreur is not looked for under thirty avertissements."""
    mild = Diagnostic.at("EXA004", Place(path="a.md"))
    lines = text_report([mild, UNKNOWN]).split("\n")
    assert lines.index(f"portfolios/{GLPI}:9:3") < lines.index("portfolios/a.md:1:1")


def test_twenty_pieces_of_advice_do_not_hide_the_error_below_them():
    """What is printed of a very faulty file is the gravest of it, wherever it stands."""
    mild = [Diagnostic.at("EXA005", Place(path=GLPI, line=line), code="B1.1") for line in range(1, 1 + MAX_PER_FILE)]
    assert f"portfolios/{GLPI}:99:3" in text_report(
        [*mild, replace(UNKNOWN, place=Place(path=GLPI, line=99, column=3))]
    )


def test_a_regulation_is_quoted_with_its_source():
    """The reader can look it up."""
    said = Diagnostic(id="EXA004", place=Place(path="a"), quoted="circulaire, annexe 6 : « … »")
    assert "annexe 6" in text_report([said])
    assert "annexe" not in text_report([Diagnostic.at("EXA004", Place(path="a"))])


def test_a_very_faulty_file_does_not_bury_the_others():
    """At most twenty faults a file are printed, with the count."""
    faults = [Diagnostic.at("EXA004", Place(path="a.md", line=line)) for line in range(1, 26)]
    lines = text_report([*faults, UNKNOWN]).split("\n")
    assert sum(line.startswith("    portfolios/a.md:") for line in lines) == MAX_PER_FILE
    assert any(line.startswith("  avertissement EXA004 × 25  ") for line in lines)
    assert "  25 constats dans ce fichier\u202f; 5 autres constats ne sont pas affichés." in lines
    assert any("REF001" in line for line in lines)


def test_the_summary_counts_by_severity():
    """Gravest first, without the noughts."""
    advice = Diagnostic.at("EXA005", Place(path="a"), code="B1.1")
    assert summary([UNKNOWN, advice, advice]) == "1 erreur et 2 conseils."
    assert summary([]) == "Rien à signaler."
    assert as_text([]) == "Rien à signaler."
    assert as_text([UNKNOWN]).endswith("\n\n1 erreur.")


def test_the_json_holds_every_fault():
    """A program reads all of them, and counts that add up."""
    known = CheckReport(schema=SCHEMA_ID, root="école", files=3, date="2027-03-15", ledger={"publiée": 3})
    report = json.loads(as_json([UNKNOWN], known))
    assert report["schema"] == SCHEMA_ID
    assert report["counts"] == {Severity.ERROR: 1, Severity.WARNING: 0, Severity.ADVICE: 0}
    assert sum(report["counts"].values()) == len(report["diagnostics"])
    assert report["diagnostics"][0]["line"] == 9
    assert report["ledger"] == {"publiée": 3}


def test_json_gives_the_source_of_a_rule_in_words():
    """A class that writes its own durations, without their source, is a phrase of ours; a text's is as it is."""
    known = CheckReport(schema=SCHEMA_ID, root="école", files=1)
    said = (OWN_RULE, "circulaire, annexe 6")
    faults = [Diagnostic(id="EXA004", place=Place(path=GLPI, line=n), quoted=own) for n, own in enumerate(said, 1)]
    assert [told["source"] for told in json.loads(as_json(faults, known))["diagnostics"]] == [
        "règle de votre établissement",
        "circulaire, annexe 6",
    ]


def test_json_gives_where_a_fault_ends_and_what_would_mend_it():
    """An editor underlines the value and offers the edit, whose path starts where the others do."""
    value = Place(path=GLPI, line=9, column=3, end_line=9, end_column=7)
    fix = Fix(title=mark("Écrire « {word} »", word="B1.6"), edits=(TextEdit(value, "B1.6"),))
    fault = Diagnostic.at("REF001", value, fix, code="B1.7", framework="BTS SIO (2019)")
    [told] = json.loads(as_json([fault], CheckReport(schema=SCHEMA_ID, root="école", files=1)))["diagnostics"]
    span = {"path": f"portfolios/{GLPI}", "line": 9, "column": 3, "end_line": 9, "end_column": 7}
    assert {name: told[name] for name in span} == span
    assert told["fix"] == {"title": "Écrire «\u202fB1.6\u202f»", "safe": True, "edits": [{**span, "text": "B1.6"}]}


def test_a_forge_is_told_what_a_machine_would_write():
    """In words, when nothing else could be meant: neither format has a field for an edit."""
    value = Place(path=GLPI, line=9, column=3, end_line=9, end_column=7)
    for safe in (True, False):
        fix = Fix(title=mark("Écrire « {word} »", word="B1.6"), edits=(TextEdit(value, "B1.6"),), safe=safe)
        fault = Diagnostic.at("REF001", value, fix, code="B1.7", framework="BTS SIO (2019)")
        for written in (as_github([fault], "p"), as_gitlab([fault], "p")):
            assert ("--corriger" in written) == safe


def test_the_published_schema_is_current():
    """docs/schemas/check-2.json is what the code generates."""
    published = Path(__file__).parents[3] / "docs" / "schemas" / "check-2.json"
    assert published.read_text(encoding="utf-8") == json_schema()
