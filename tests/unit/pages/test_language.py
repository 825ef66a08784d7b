import ast
import inspect
import re
from datetime import date
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from vitrail.content.values import keys as table
from vitrail.content.values.key import Keys, label
from vitrail.doors.cli import main
from vitrail.ground.diagnostics import known_codes
from vitrail.ground.language import Language, Period, name_key
from vitrail.ground.language.language import french

ROOT = Path(__file__).parents[3]
FR, EN = Language("fr"), Language("en")
SOURCES = sorted((ROOT / "generator").rglob("*.py"))
ERRORS = {name for path in SOURCES for name in re.findall(r"\nclass (\w+Error)\(", path.read_text("utf-8"))}
EVERYWHERE = dict.fromkeys(("gettext", "mark", "sentence", *ERRORS)) | {"ngettext": (1, 2), "nmark": (1, 2)}
ON_PAGES = EVERYWHERE | dict.fromkeys(("_", "text", "say", "tell")) | dict.fromkeys(("_n", "count"), (1, 2))
"""Elsewhere ``text`` reads a key, ``tell`` reports a fault and ``count`` counts."""
CALLED_SO = ("pages", "language", "cli", "publishing", "chrome")
"""Rooms where ``text``, ``say``, ``tell`` and ``count`` say something."""
SITE = (
    "content/model", "ground/language", "knowledge/coverage", "knowledge/internships", "knowledge/privacy",
    "knowledge/rules/checks.py", "knowledge/rules/examiners.py", "knowledge/rules/readiness.py",
    "site/chrome", "site/outputs", "site/pages", "site/prose",
)  # fmt: skip
FRENCH_ALONE = ("site/outputs/papers", "site/outputs/workbook", "site/outputs/writing.py", "site/outputs/sealing.py")
"""Where the pages of a site get their words, and what there is said by a command, or on a paper, in French."""


def days(start, end=None, **more):
    """A period in 2026."""
    return Period(start=start, end=end, **more)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (days(date(2026, 1, 12), date(2026, 2, 6)), "du 12\u00a0janvier au 6\u00a0février 2026"),
        (days(date(2026, 1, 1), date(2026, 1, 9)), "du 1er au 9\u00a0janvier 2026"),
        (days(date(2025, 12, 15), date(2026, 1, 9)), "du 15\u00a0décembre 2025 au 9\u00a0janvier 2026"),
        (days(date(2026, 4, 1), date(2026, 6, 30), by_month=True), "d’avril à juin 2026"),
        (days(date(2026, 1, 1), date(2026, 1, 31), by_month=True), "janvier 2026"),
        (days(date(2026, 1, 5), date(2026, 1, 5)), "le 5\u00a0janvier 2026"),
        (days(date(2026, 1, 1)), "depuis le 1er\u00a0janvier 2026"),
    ],
)
def test_a_period_is_written_once_for_what_both_ends_share(period, words):
    """« du 12 janvier au 6 février 2026 », with the elision and the ordinal of French; a day stays by its month."""
    assert FR.period(period) == words


def test_an_english_period_reads_as_english():
    """The words around the dates follow the language too."""
    assert EN.period(days(date(2026, 1, 12), date(2026, 2, 6))) == "from January\u00a012 to February\u00a06, 2026"


def test_zero_is_singular_in_french_and_plural_in_english():
    """0 réalisation, 1 réalisation, 2 réalisations; 0 achievements, 1 achievement."""
    words = ("{n} réalisation", "{n} réalisations")
    assert [FR.ngettext(*words, n) for n in (0, 1, 2)] == [words[0], words[0], words[1]]
    assert [EN.ngettext(*words, n).split()[1] for n in (0, 1, 2)] == ["achievements", "achievement", "achievements"]


def test_french_signs_have_narrow_no_break_spaces():
    """Our own strings are typeset; addresses keep their colon."""
    assert french("L'état : « lu » ; https://x") == "L’état\u202f: «\u202flu\u202f»\u202f; https://x"
    assert french("Elle pèse {size} Mo, soit 3 %.") == "Elle pèse {size}\u202fMo, soit 3\u202f%."


def test_what_is_typed_keeps_its_plain_signs():
    """A piece of Markdown or YAML that a sentence shows can be copied as it stands."""
    assert french("Entre crochets : ![Plan](…)") == "Entre crochets\u202f: ![Plan](…)"
    assert french("Écrivez titre: '\"GLPI\" et x'.") == "Écrivez titre: '\"GLPI\" et x'."


def test_names_sort_without_accents_case_or_particles():
    """« de Vigny » files at V, « Da Silva » at D, « Élodie » beside « Elodie »."""
    names = ["Zola", "de Vigny", "Éluard", "Da Silva", "d’Ormesson", "Eluard-Petit", "Œillet"]
    ordered = ["Da Silva", "Éluard", "Eluard-Petit", "Œillet", "d’Ormesson", "de Vigny", "Zola"]
    assert sorted(names, key=name_key) == ordered


def sentences():
    """Every sentence of ours that the site or the command prints."""
    yield from on_pages()
    for path in SOURCES:
        yield from said_in(path)
    for code in known_codes().values():
        yield from ((code.message,), (code.advice,))
    yield from ((text,) for text in helps(main))


def on_pages():
    """Those that a page of a site shows."""
    for path in SOURCES:
        place = path.relative_to(ROOT / "generator/vitrail").as_posix()
        if place.startswith(SITE) and not place.startswith(FRENCH_ALONE):
            yield from said_in(path)
    for page in sorted(page for room in ("partials", "templates") for page in (ROOT / "theme" / room).glob("*.html")):
        yield from filled_in(page, ON_PAGES)
    tables = (keys for keys in vars(table).values() if isinstance(keys, Keys))
    yield from ((label(key.name),) for keys in tables for key in keys if key.fact)


def helps(command):
    """The help of a command, of its options and of the commands below it."""
    yield inspect.cleandoc(command.help)
    yield from (one.help for one in command.params if isinstance(one, click.Option) and one.help)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from helps(command.get_command(context, name))


def said_in(path):
    """Sentences of one module, by the singular, with the plural after it, in the braces of an f-string too."""
    calls = ON_PAGES if {*CALLED_SO} & {*path.relative_to(ROOT / "generator").parts} else EVERYWHERE
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = getattr(call.func, "id", getattr(call.func, "attr", "")) if isinstance(call, ast.Call) else ""
        if name in calls:
            wanted = len(calls[name] or (1,))
            texts = tuple(getattr(given, "value", None) for given in call.args[:wanted])
            if len(texts) == wanted and all(isinstance(text, str) for text in texts):
                yield texts


def filled_in(path, calls):
    """Sentences of one template, by the singular, with the plural after it."""
    with path.open("rb") as stream:
        for _, message, _, _ in extract("jinja2.ext:babel_extract", stream, calls, options={"silent": "false"}):
            yield message if isinstance(message, tuple) else (message,)


def translations():
    """The English catalogue, by French singular."""
    path = ROOT / "generator/vitrail/ground/language/locale/en/LC_MESSAGES/vitrail.po"
    with path.open("rb") as stream:
        return {m.id if isinstance(m.id, str) else m.id[0]: m for m in read_po(stream, locale="en") if m.id}


def forms(text):
    """The forms of a message as a tuple."""
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_sentence_of_a_page_has_its_english():
    """A sentence without translation would leave French in an English site; a command speaks French alone."""
    known = translations()
    assert (
        sorted({said[0] for said in on_pages() if said[0] not in known or not all(forms(known[said[0]].string))}) == []
    )


def test_no_translation_outlives_its_sentence():
    """The catalogue holds what is printed and nothing else."""
    assert sorted(set(translations()) - {found[0] for found in sentences()}) == []


def test_a_translation_has_the_places_of_its_sentence():
    """A place that is missing would lose a value, one too many would fail."""
    for key, message in translations().items():
        places = {
            frozenset(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))
            for text in (*forms(message.id), *forms(message.string))
        }
        places = {found - {"n"} for found in places}
        assert len(places) == 1, key
