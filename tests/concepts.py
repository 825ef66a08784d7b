"""What somebody has to read or learn beside the engine, counted: below the rooms in ``make lines``.

Words by hand are those that ``make docs`` does not write; the first document is the one that a new school is given.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from babel.messages.pofile import read_po

from vitrail.content.values import guides, keys
from vitrail.content.values.folding import synonyms
from vitrail.content.values.key import Keys
from vitrail.doors.cli import main as command_line
from vitrail.doors.documentation import pages
from vitrail.ground.diagnostics import known_codes

_TREE = Path(__file__).parents[1]
_DOCS = _TREE / "docs"
_CATALOGUE = _TREE / "generator/vitrail/ground/language/locale/en/LC_MESSAGES/vitrail.po"
_NEW_SCHOOL = "new ecole --nom Valmont --forge gitlab --promotion 2025-2027 --session 2027"


def concepts() -> Iterator[tuple[str, int]]:
    """Yield each thing that is counted, with its count."""
    tables = [table for table in vars(keys).values() if isinstance(table, Keys)]
    commands = list(_commands(command_line))
    with _CATALOGUE.open("rb") as catalogue:
        sentences = len(read_po(catalogue))
    files, words = _new_school()
    yield "lines of tests", sum(len(path.read_text("utf-8").splitlines()) for path in _TREE.glob("tests/**/*.py"))
    yield "words by hand in docs", sum(_words(page) for page in _DOCS.glob("*.md") if page.name not in pages.UNTRACKED)
    yield "words of decisions", sum(map(_words, _DOCS.glob("decisions/*.md")))
    yield "words of README.md", _words(_TREE / "README.md")
    yield "words of CHANGELOG.md", _words(_TREE / "CHANGELOG.md")
    yield "sentences in English", sentences
    yield "commands", len(commands)
    yield "options", sum(isinstance(asked, click.Option) for command in commands for asked in command.params)
    yield "keys", sum(len(list(table)) for table in tables)
    yield (
        "other names of keys",
        (synonyms() + sum(len(table.notes) + sum(len(key.also) for key in table) for table in tables)),
    )
    yield "diagnostics", len({code.name for code in known_codes().values()})
    yield "files of a new school", files
    yield "words of its first document", words


def _commands(group: click.Group) -> Iterator[click.Command]:
    """Yield the commands below a group, without the groups themselves."""
    context = click.Context(group)
    for command in filter(None, (group.get_command(context, name) for name in group.list_commands(context))):
        if isinstance(command, click.Group):
            yield from _commands(command)
        else:
            yield command


def _new_school() -> tuple[int, int]:
    """Make a school with its class and its forge; count its files, and the words of its LISEZMOI.md."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "vitrail", *_NEW_SCHOOL.split()]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        files = [path for path in Path(folder).rglob("*") if path.is_file()]
        return len(files), _words(Path(folder) / "LISEZMOI.md")


def _words(page: Path) -> int:
    """Count the words of a page, without the blocks that ``make docs`` writes."""
    text = page.read_text("utf-8")
    for block in (guides.BLOCK, pages.BLOCK):
        text = block.sub("", text)
    return len(text.split())
