"""What ``vitrail check --corriger`` prints: the lines that change, and how many faults that mends."""

import re
from collections.abc import Iterator
from difflib import unified_diff

import click

from generator.cli.telling import show, tell
from generator.diagnostics.report import from_repository
from generator.editing.correcting import CorrectedFile, corrections
from generator.extracts.decoding import decode
from generator.language import mark, nmark
from generator.making.checking import Checked
from generator.project import Project

_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What would command a terminal: a sign is shown in its place."""


def corrected(project: Project, roots: tuple[str, ...], *, dry: bool, err: bool) -> Checked:
    """Mend what can be, show it, and write it unless it is a trial; give what is left to say.

    Raises UnwrittenError: the disk refused a file, or it changed since it was read.
    """
    with corrections(project, roots) as offered:
        for file in offered.files:
            show("\n".join(_difference(file, project.prefix)), err=err)
        if not dry:
            offered.write()
    files = nmark("{n} fichier", "{n} fichiers", len(offered.files))
    done = nmark(
        "{n} constat corrigé dans {files}.", "{n} constats corrigés dans {files}.", offered.mended, files=files
    )
    trial = nmark(
        "{n} constat se corrigerait dans {files} ; rien n'est écrit.",
        "{n} constats se corrigeraient dans {files} ; rien n'est écrit.",
        offered.mended,
        files=files,
    )
    tell((trial if dry else done) if offered.files else mark("Rien ici ne se corrige seul."), err=err)
    click.echo(err=err)
    return offered.checked


def _difference(file: CorrectedFile, prefix: str) -> Iterator[str]:
    """Yield the lines of a file that change, as git shows them."""
    before, after = ((decode(raw).text or "").split("\n") for raw in (file.before, file.after))
    name = from_repository(prefix, file.path)
    lines = unified_diff(before, after, name, name, lineterm="", n=1)
    return (_COMMANDS.sub("\ufffd", line) for line in lines)
