"""The documentation says what the code does, and the code names no document that is not here."""

import re
import subprocess
from itertools import chain
from pathlib import Path

import click
import pytest

from vitrail.content.reading.frameworks import load_shipped
from vitrail.content.values.folding import fold
from vitrail.doors.cli import main
from vitrail.doors.documentation import stages
from vitrail.doors.documentation.pages import PAGES, UNTRACKED, stage_schools

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TREE = (DOCS / "contribuer.md").read_text("utf-8")
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
GUIDES = sorted(
    {*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "benchmarks" / "README.md", ROOT / "editors/vscode/README.md"}
    - {DOCS / name for name in UNTRACKED}
)
SOURCES = sorted(
    path
    for room in ("generator", "theme", "tests", "benchmarks", "docs")
    for path in (ROOT / room).rglob("*")
    if path.suffix in {".py", ".md", ".html", ".css", ".js", ".yml", ".po"}
    if path != Path(__file__) and "portfolios" not in path.parts and path.name not in UNTRACKED
)
ELSEWHERE = re.compile(r"\b(?:content|examens|site|usages)\.md\b|\b(?:domain|design|shared)/|[Tt]he design\b")
"""Working papers that the repository does not hold: a reader could not open them."""
CITED = re.compile(r"\bdocs/([\w/.-]+\.(?:md|json|png))(?:, « ([^»]+) »)?")
DECIDED = re.compile(r"(?:\bdecisions?[ /]|\()(00\d\d)\b")
NAMED = re.compile(r"`((?:tests|generator|theme|benchmarks|releasing|\.ci|\.github)/[\w./-]+)`")
TYPED = re.compile(r"(?:^\$ |[`(] ?|&& )(?:\.venv/bin/)?(make|vitrail) ([\w-][^`#&|\n]*)", re.MULTILINE)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
BLOCK = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def name(path):
    """The path as a reader of the repository knows it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", sorted(PAGES.keys() - UNTRACKED))
def test_a_generated_page_is_current(page):
    """``make docs`` was run after the last change."""
    assert (DOCS / page).read_text("utf-8") == PAGES[page]()


def test_the_page_on_stages_holds_all_that_is_produced_for_it():
    """A block whose marks are gone would no longer be written, and nothing else would say so."""
    page = (DOCS / "stages.md").read_text("utf-8")
    produced = stages.blocks(load_shipped(), stage_schools())
    assert re.findall(r"<!-- produit : (\w+) -->\n.+?\n<!-- fin -->", page, re.DOTALL) == list(produced)
    assert "<!-- produit : signes -->" in (DOCS / "signes.md").read_text("utf-8")


def test_nothing_names_a_document_that_is_not_here():
    """The repository explains itself: it leads to its own pages or to official texts."""
    found = [(name(path), said) for path in SOURCES for said in ELSEWHERE.findall(path.read_text("utf-8", "replace"))]
    assert found == []


def test_a_page_that_the_code_cites_exists_and_speaks_of_it():
    """« docs/ecrire.md, « Règles communes » »: the file is here, and so is what is quoted of it."""
    for path in SOURCES:
        if path.suffix == ".py":
            for page, heading in CITED.findall(path.read_text("utf-8")):
                assert (DOCS / page).is_file(), (name(path), page)
                assert fold(heading) in fold((DOCS / page).read_text("utf-8")), (name(path), page, heading)


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_the_files_that_a_page_names_exist(guide):
    """Tests, modules and links: nothing that was moved since."""
    text = guide.read_text("utf-8")
    for path in NAMED.findall(text):
        assert (ROOT / path).exists(), path
    for target in re.findall(r"\]\(([^)#\s]+)[^)\s]*\)", BLOCK.sub("", text)):
        assert "://" in target or (guide.parent / target).exists(), target


def unknown(words):
    """Give the first word of a command of Vitrail that it does not know: a command of a group, an option; or None."""
    command = main
    while isinstance(command, click.Group) and words and words[0].isalpha() and words[0].islower():
        if (below := command.get_command(click.Context(command), words[0])) is None:
            return words[0]
        command, words = below, words[1:]
    known = {"--help", "--version", *(option for asked in command.params for option in asked.opts)}
    return next((word for word in words if word.startswith("--") and word.partition("=")[0] not in known), None)


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_the_commands_that_a_page_names_exist(guide):
    """Targets of ``make``, commands of Vitrail with their options."""
    for program, rest in TYPED.findall(guide.read_text("utf-8")):
        words = rest.split()
        if program == "make":
            assert words[0] in TARGETS or "=" in words[0], rest
        else:
            assert unknown(words) is None, rest


@pytest.mark.parametrize("picture", sorted((DOCS / "images").iterdir()), ids=name)
def test_a_picture_is_shown_by_a_page_and_made_by_a_command(picture):
    """By ``make pictures``, or by ``make docs``: none is drawn by hand."""
    assert any(f"images/{picture.name}" in guide.read_text("utf-8") for guide in GUIDES)
    assert f"images/{picture.name}" in PAGES or f'"{picture.stem}"' in (ROOT / "releasing/pictures.py").read_text()


def test_the_glossary_is_one_table_of_names_that_the_engine_has():
    """A class, or a word of its code, for each idea; no row stands twice, and nothing stands beside the table."""
    _, table = (DOCS / "glossary.md").read_text("utf-8").split("| Author |")
    rows = [line.split("|") for line in table.splitlines()[2:]]
    code = "".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    engine = set(chain(*re.findall(r"\b(?:def|class) (\w+)|^ *(\w+)(?::| =)", code, re.MULTILINE)))
    assert {len(row) for row in rows} == {5}
    assert len({row[1] for row in rows}) == len(rows)
    assert [word for row in rows for word in re.findall(r"`(\w+)`", row[2]) if word not in engine] == []


def test_the_tree_names_every_floor():
    """In the table of docs/contribuer.md, each folder of ``generator/vitrail/``."""
    row = next(line for line in TREE.splitlines() if line.startswith("| `generator/`"))
    floors = {path.parent.name for path in (ROOT / "generator" / "vitrail").glob("*/__init__.py")}
    assert set(re.findall(r"`(\w+)`", row)) == floors


def test_the_tree_names_every_folder():
    """Each folder that git follows has its row; those that begin with a dot are the forges'."""
    listed = subprocess.run(["git", "ls-files", "*/*"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {line.strip('"').partition("/")[0] for line in listed.splitlines()}
    named = re.findall(r"^\| `(\w+)/`", TREE, re.MULTILINE)
    assert set(named) == {folder for folder in folders if not folder.startswith(".")}


def test_every_page_is_in_the_list_of_documents():
    """Each page that people read is one click from docs/index.md, and one that git ignores is not asked for."""
    named = set(re.findall(r"\]\(([\w-]+\.md)\)", (DOCS / "index.md").read_text("utf-8")))
    assert named == {path.name for path in DOCS.glob("*.md")} - {"index.md"} - UNTRACKED


def test_the_index_of_decisions_is_their_numbers_and_titles():
    """In their order, and no other."""
    index = (DOCS / "decisions" / "README.md").read_text("utf-8")
    titles = {page: page.read_text("utf-8").partition("\n")[0].removeprefix("# ") for page in DECISIONS}
    rows = [f"| [{page.name[:4]}]({page.name}) | {title} |" for page, title in titles.items()]
    assert [line for line in index.splitlines() if line.startswith("| [")] == rows


@pytest.mark.parametrize("page", DECISIONS, ids=name)
def test_a_decision_is_read_in_a_minute(page):
    """What was decided, tried and measured: the way there is in ``git log``."""
    assert len(page.read_text("utf-8").split()) <= 400


def test_a_decision_that_is_cited_exists():
    """« decision 0008 », « docs/decisions/0012 »: one that another absorbed has its number no more."""
    numbers = {page.name[:4] for page in DECISIONS}
    cited = [(name(path), number) for path in SOURCES for number in DECIDED.findall(path.read_text("utf-8", "replace"))]
    assert [one for one in cited if one[1] not in numbers] == []


def test_codes_are_explained_in_their_order():
    """A reader who looks for a code finds it where its number says."""
    codes = re.findall(r"^### ([A-Z]{3})(\d+)$", PAGES["diagnostics.md"](), re.MULTILINE)
    families = list(dict.fromkeys(family for family, _ in codes))
    assert codes == sorted(codes, key=lambda code: (families.index(code[0]), int(code[1])))
