"""``vitrail check --corriger``: apply safe fixes, print the changed lines and the number of faults fixed."""

from collections.abc import Iterator
from difflib import unified_diff

import click

from vitrail.building.making.checking import Checked
from vitrail.content.extracts.decoding import decode
from vitrail.doors.cli.telling import show, tell
from vitrail.doors.editing.correcting import CorrectedFile, corrections
from vitrail.ground.diagnostics.report import from_repository
from vitrail.ground.language import mark, nmark
from vitrail.ground.regex import regex
from vitrail.site.project import Project

_COMMANDS = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters that a terminal would obey; they are replaced by U+FFFD."""


def corrected(project: Project, roots: tuple[str, ...], *, dry: bool, err: bool) -> Checked:
    """Apply the safe fixes and show them; write them unless ``dry``; return the check of the fixed files.

    Raises UnwrittenError: the disk refused a write, or a file changed since it was read.
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
    """Yield the unified diff of a file."""
    before, after = ((decode(raw).text or "").split("\n") for raw in (file.before, file.after))
    name = from_repository(prefix, file.path)
    lines = unified_diff(before, after, name, name, lineterm="", n=1)
    return (_COMMANDS.sub("\ufffd", line) for line in lines)
