"""docs/ecrire.md cannot drift: every key and word that a reader knows is in it, and every example reads clean."""

import ast
import re
from datetime import date

import pytest
from pypdf import PdfWriter

from tests.samples import ROOT
from vitrail.building.making.works import examined
from vitrail.content.model import audience, realisation, student, verdict
from vitrail.content.model.internships import internship
from vitrail.content.values.choices import VISIBILITIES
from vitrail.content.values.folding import fold
from vitrail.site.project import Project

GUIDE = (ROOT / "docs/ecrire.md").read_text("utf-8")
EXAMPLE = re.compile(r"<!-- exemple: (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
WORDS = frozenset(
    fold(word)
    for span in (
        *(part for span in re.findall(r"`([^`\n]+)`", GUIDE) for part in re.split(r"[{}\[\]:,]+", span)),
        *(key for _, text in EXAMPLE.findall(GUIDE) for key in re.findall(r"([^\W\d][\w' -]*):", text)),
    )
    for word in (span, span.strip())
)
"""Whatever the guide shows as code: spans in the text, keys in the examples."""
READS = frozenset("choice choices day entries flag inner mappings number period text texts visibility".split())
SYNONYMS = {"deuxieme", "url", "adresse"}
"""Other spellings that are read and not taught."""
LISTED = (
    realisation.Context, realisation.Mode, realisation.ProductionState, realisation.Status, internship.Clause,
    internship.FollowUpMode, internship.Quality, student.ExamForm, student.Pathway, verdict.Opinion, verdict.Role,
)  # fmt: skip


def keys_read():
    """Every key that a schema asks for, found in the code itself: (module, key)."""
    for path in sorted((ROOT / "generator/vitrail/content/reading/schemas").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in READS:
                first = call.args[0] if call.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield path.stem, first.value


@pytest.mark.parametrize(("module", "key"), sorted(set(keys_read())))
def test_a_key_that_is_read_is_in_the_guide(module, key):
    """A student finds every key without reading the code."""
    assert fold(key) in WORDS | SYNONYMS, module


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.__name__)
def test_a_word_that_is_listed_is_in_the_guide(kind):
    """And every word of a closed list."""
    assert [item.value for item in kind if fold(item.value) not in WORDS] == []


def test_the_audiences_are_in_the_guide():
    """Three words, of which each hides more than the one before."""
    assert {fold(word) for word in ("publique", "jury", "équipe")} <= WORDS
    assert len(audience.Visibility) == 3
    assert VISIBILITIES


def test_the_examples_of_the_guide_are_a_school_without_a_fault(tmp_path):
    """Copied together as they stand, they read clean: neither erreur, nor avertissement, nor an unknown key."""
    portfolios = tmp_path / "portfolios"
    files = dict(EXAMPLE.findall(GUIDE))
    assert len(files) >= 11
    mate = files["2025-2027/moreau-lea/index.md"].replace("Moreau", "Benali").replace("Léa", "Yanis")
    files["2025-2027/benali-yanis/index.md"] = re.sub(r"certifications:\n.*\n", "", mate)
    for name, text in files.items():
        (portfolios / name).parent.mkdir(parents=True, exist_ok=True)
        (portfolios / name).write_text(text, "utf-8")
    shelf = portfolios / "2025-2027/moreau-lea/fichiers"
    shelf.mkdir()
    for name in ("glpi-procedure.pdf", "secnumacademie.pdf"):
        sheet = PdfWriter()
        sheet.add_blank_page(width=595, height=842)
        sheet.write(shelf / name)
    project = Project(root=tmp_path, portfolios=portfolios, site=tmp_path / "site", asked_date=date(2026, 6, 28))
    found = examined(project).diagnostics
    mending = [
        item for item in found if item.code[:3] not in {"EXA", "STG"} and item.code not in {"EVA007", "PRV011"}
    ]  # review writes the seal; the folder of the stage is called after a host that has a public name
    assert [f"{item.place} {item.code} {item.message}" for item in mending] == []
    assert [f"{item.place} {item.code} {item.message}" for item in found if item.severity.value == "erreur"] == []
