import ast
import pickle
import re
from datetime import date
from pathlib import Path

import pytest

from tests.builders import check
from tests.unit.diagnostics.faults import FAULTS
from tests.unit.reading.schools import read
from vitrail.ground.diagnostics import Diagnostic, Place, known_codes
from vitrail.ground.diagnostics.report import SCHEMA_ID, CheckReport, as_json, as_text, summary
from vitrail.ground.language import FRENCH, Language, Period, Phrase, mark, nmark
from vitrail.knowledge.coverage import compute

ROOT = Path(__file__).parents[3]
EN = Language("en")
TODAY = date(2027, 3, 15)
HERE = Place(path="a.md")
FRENCH_WORDS = re.compile(r"\b(le|la|les|des|du|une|est|sont|pas|dans|pour|avec|votre|vous|ce|cette|qui|que)\b")
QUOTED = re.compile(r"“[^”]*”|\{[^}]*\}|!\[[^]]*\]")
LETTER = re.compile(r"[^\W\d_]")
WRITERS = {"at", "report", "fault", "say", "tell"}
"""Functions whose named arguments fill the sentence of a diagnostic."""


@pytest.mark.parametrize("code", FAULTS)
def test_a_school_is_told_its_faults_in_one_language(code, tmp_path):
    """Outside quotation marks, where authors and the référentiel speak, no French word is left in English."""
    reading = read(tmp_path, FAULTS[code][0])
    for one in (*reading.diagnostics, *check(reading.school, compute(reading.school), TODAY)):
        said = QUOTED.sub("", " ".join((one.message_in(EN), *one.advice_in(EN))))
        assert not FRENCH_WORDS.search(said), said
        assert "«" not in said


def named_texts(path):
    """Texts written in the code that go as they are to a diagnostic or to a ledger: (line, text)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for word in node.keywords:
            filled = called in WRITERS and word.arg != "key"
            stored = word.arg in {"reason", "refused"} and called not in {"StaticFile", "PlannedFile"}
            text = word.value
            parts = text.values if isinstance(text, ast.JoinedStr) else [text]
            words = (one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str))
            if (filled or stored) and any(map(LETTER.search, words)):
                yield text.lineno, ast.unparse(text)


def test_no_phrase_of_ours_reaches_a_reader_unmarked():
    """What fills a sentence is an author's words, a number, a date or a marked phrase, never a text of the code."""
    files = (path for path in (ROOT / "generator").rglob("*.py") if path.parts[-2] != "pages")
    assert [f"{path.name}:{line} {text}" for path in files for line, text in named_texts(path)] == []


def test_a_phrase_is_said_in_the_language_of_its_reader():
    """Its values too, to any depth, in the right number and with the dates of the language."""
    weeks = nmark("{n} semaine", "{n} semaines", 1)
    fault = Diagnostic.at("STG304", HERE, number=9, weeks=weeks, span=Period(start=date(2026, 6, 1), end=TODAY))
    assert "1 semaine du 1er\u00a0juin 2026 au 15\u00a0mars 2027" in fault.message
    assert "1 week from June\u00a01, 2026 to March\u00a015, 2027" in fault.message_in(EN)
    rejected = mark(fault.entry.message, **fault.values)
    assert EN.write(rejected) == fault.message_in(EN)


def test_lists_are_joined_by_the_words_of_the_language():
    """« a, b et c » in French, “a, b, and c” in English."""
    values = {"counts": (nmark("{n} erreur", "{n} erreurs", 2), nmark("{n} conseil", "{n} conseils", 1))}
    assert FRENCH.write(values["counts"]) == "2 erreurs et 1 conseil"
    assert EN.write(values["counts"]) == "2 errors and 1 piece of advice"


def test_what_an_author_wrote_is_never_translated():
    """Even when it is a sentence of the catalogue."""
    fault = Diagnostic.at("MED009", HERE, target="illisible", reason=mark("illisible"))
    assert "“illisible”" in fault.message_in(EN)
    assert "unreadable" in fault.message_in(EN)


def test_a_phrase_travels_with_what_it_is_made_of():
    """From a worker or from a cache it comes back whole."""
    phrase = pickle.loads(pickle.dumps(mark("elle pèse {size} Mo, le maximum est {limit} Mo", size=30, limit=25)))  # noqa: S301  # our own bytes
    assert isinstance(phrase, Phrase)
    assert phrase == "elle pèse 30 Mo, le maximum est 25 Mo"
    assert EN.write(phrase) == "it weighs 30 MB, the maximum is 25 MB"


def test_the_report_is_in_the_language_that_is_asked():
    """Sentences, counts and suggestion; codes, severities and places stay as the schema has them."""
    fault = Diagnostic.at("STR019", HERE, key="x", suggestion=mark("Vouliez-vous dire « {name} » ?", name="y"))
    assert as_text([fault], prefix="", language=EN).split("\n") == [
        "a.md:1:1",
        "  warning STR019  The key “x” is not known: its value is not used.",
        "          Did you mean “y”?",
        "          Correct the name of the key, or put this information into the text.",
        "",
        "1 warning.",
    ]
    report = as_json([fault], CheckReport(schema=SCHEMA_ID, root="école", files=1), language=EN)
    assert '"severity": "avertissement"' in report
    assert "Did you mean “y”? Correct" in report
    assert summary([], EN) == "Nothing to report."


def test_the_order_of_faults_does_not_depend_on_language():
    """Two faults of one place come in the order of their values."""
    ends = [Diagnostic.at("REF016", HERE, target=name).sort_key for name in ("b", "a")]
    assert sorted(ends) == ends[::-1]


@pytest.mark.parametrize("code", known_codes().values(), ids=lambda code: code.id)
def test_the_english_of_a_code_has_no_french_signs(code):
    """Quotation marks and spaces follow the language."""
    for template in (code.message, code.advice):
        said = re.sub(r'"[^"]*"', "", EN.gettext(template))
        assert said != template
        assert not re.search(r"[«»\u202f]|\w [:;!?](?= |$)", said), said
