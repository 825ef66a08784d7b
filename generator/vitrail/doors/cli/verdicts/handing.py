"""``vitrail export avis``: write for each student a zip of the verdicts on them, and on nobody else."""

import sys
from pathlib import Path

from vitrail.building.making.facts.run import read_project
from vitrail.doors.cli.folders import find_cohort_or_student, folders
from vitrail.doors.cli.telling import tell
from vitrail.doors.handing.verdicts import judged, packed
from vitrail.ground.language import nmark
from vitrail.site.outputs import writing
from vitrail.site.outputs.papers.places import check_archive
from vitrail.site.project import Project


def hand(project: Project, said: str, path: Path) -> None:
    """Write the zip of the verdicts on a student, or on each student of a class in a folder.

    It must be outside the repository, and replaces only a former zip of the same students. Raises ToldError: no such
    student, or a place that others can read; UnwrittenError: the disk refused the write.
    """
    target = find_cohort_or_student(said, project.portfolios)
    whole = target in folders(project.portfolios).cohorts and bool(target)
    check_archive(path.absolute() if whole else path.absolute().parent, project)
    project.check_verdicts()
    reading = read_project(project, only=target or None)
    students = [f"{target}/{student.slug}" for cohort in reading.school.cohorts for student in cohort.students]
    done = 0
    for student in students if whole else [target]:
        raw, count = packed(student, reading.places)
        if count:
            place = path / f"avis-{student.rpartition('/')[2]}.zip" if whole else path
            _write(place, raw)
            tell(nmark("Écrit : {path} ({n} fichier)", "Écrit : {path} ({n} fichiers)", count, path=str(place)))
            done += 1
    if not done:
        tell("Aucun avis n'est écrit sur « {student} » : rien n'a été écrit.", student=target, err=True)
        sys.exit(1)


def _write(path: Path, raw: bytes) -> None:
    """Write a zip; replace a former one on the same students, exit with 1 for any other file."""
    try:
        writing.create(path, raw, mode=0o600)
    except writing.TakenError:
        there = path.read_bytes() if path.is_file() else b""
        if there == raw:
            return
        if judged(raw) != judged(there):
            raise
        writing.replace(path, raw, read=there)
