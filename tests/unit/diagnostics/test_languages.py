import ast
import pickle
import re
from datetime import date
from pathlib import Path

from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import FRENCH, Language, Period, Phrase, mark, nmark

ROOT = Path(__file__).parents[3]
EN = Language("en")
TODAY = date(2027, 3, 15)
HERE = Place(path="a.md")
FRENCH_WORDS = re.compile(r"\b(le|la|les|des|du|une|est|sont|pas|dans|pour|avec|votre|vous|ce|cette|qui|que)\b")
QUOTED = re.compile(r"“[^”]*”|\{[^}]*\}|!\[[^]]*\]")
LETTER = re.compile(r"[^\W\d_]")
WRITERS = {"at", "report", "fault", "say", "tell"}
"""Functions whose named arguments fill the sentence of a diagnostic."""


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


def test_a_fault_is_said_in_french_whatever_the_language_of_the_site():
    """Its values too, to any depth, in the right number and with the dates of the language."""
    weeks = nmark("{n} semaine", "{n} semaines", 1)
    fault = Diagnostic.at("STG303.week", HERE, number=9, weeks=weeks, span=Period(start=date(2026, 6, 1), end=TODAY))
    assert "1 semaine du 1er\u00a0juin 2026 au 15\u00a0mars 2027" in fault.message


def test_a_phrase_is_said_in_the_language_of_its_reader():
    """With the dates and the number of the language."""
    said = mark("modifiée depuis le {day}", day=TODAY)
    assert EN.write(said) == "changed since March\u00a015, 2027"
    assert EN.write(nmark("{n} réalisation", "{n} réalisations", 2)) == "2 achievements"


def test_lists_are_joined_by_the_words_of_the_language():
    """« a, b et c » in French, “a, b, and c” in English."""
    said = (nmark("{n} réalisation", "{n} réalisations", 2), mark("jamais lue"))
    assert FRENCH.write(said) == "2 réalisations et jamais lue"
    assert EN.write(said) == "2 achievements and never read"


def test_what_an_author_wrote_is_never_translated():
    """Even when it is a sentence of the catalogue."""
    assert EN.write(("jamais lue", mark("jamais lue"))) == "jamais lue and never read"


def test_a_phrase_travels_with_what_it_is_made_of():
    """From a worker or from a cache it comes back whole."""
    phrase = pickle.loads(pickle.dumps(mark("elle pèse {size} Mo, le maximum est {limit} Mo", size=30, limit=25)))  # noqa: S301  # our own bytes
    assert isinstance(phrase, Phrase)
    assert phrase == "elle pèse 30 Mo, le maximum est 25 Mo"
    assert EN.write(phrase) == "it weighs 30 MB, the maximum is 25 MB"


def test_faults_of_one_place_are_in_the_order_of_their_values():
    """Whatever the order of reading."""
    ends = [Diagnostic.at("REF016", HERE, target=name).sort_key for name in ("b", "a")]
    assert sorted(ends) == ends[::-1]
