"""What ``vitrail export avis`` does: give one student what was said of them, and nothing of anybody else."""

import sys
from pathlib import Path

from generator.cli.folders import find_student
from generator.cli.telling import tell
from generator.language import nmark
from generator.outputs import writing
from generator.outputs.papers.places import check_archive
from generator.outputs.voices import packed
from generator.project import Project
from generator.reading.school import read_school


def hand(project: Project, said: str, path: Path) -> None:
    """Write the zip of a student's verdicts, outside the repository, over nothing but the same zip.

    Raises ToldError: no such student, or a place that others read; UnwrittenError: the disk refused.
    """
    student = find_student(said, project.portfolios)
    check_archive(path.absolute().parent, project)
    project.check_verdicts()
    raw, count = packed(student, read_school(project.sources(), only=student or None).places)
    if not count:
        tell("Aucun avis n'est écrit sur « {student} » : rien n'a été écrit.", student=student, err=True)
        sys.exit(1)
    try:
        writing.create(path, raw, mode=0o600)
    except FileExistsError:
        if path.read_bytes() != raw:
            tell("« {path} » existe déjà : rien n'a été écrit.", path=str(path), err=True)
            sys.exit(1)
    tell(nmark("Écrit : {path} ({n} fichier)", "Écrit : {path} ({n} fichiers)", count, path=str(path)))
