"""The sample school's seals, as a school's of last year: a program that no longer gives them undoes its verdicts."""

import shutil
from pathlib import Path

import pytest

from tests.folders import git
from vitrail.content.reading.school import read_school

PORTFOLIOS = Path(__file__).parents[3] / "portfolios"


def test_every_sealed_verdict_of_the_sample_holds_but_the_one_that_was_edited_since():
    """What a text shows or links is part of its seal: whoever changes how links are found must find the same."""
    moved, held = set(), 0
    for cohort in read_school(PORTFOLIOS).school.cohorts:
        for student in cohort.students:
            for verdict in student.verdicts:
                if verdict.fingerprint and verdict.fingerprint == student.judged[verdict.subject].fingerprint:
                    held += 1
                elif verdict.fingerprint:
                    moved.add((student.slug, verdict.subject, bool(verdict.since)))
    assert moved == {("petit-chloe", "base-restaurant-scolaire", True)}
    assert held == 176


@pytest.mark.slow
def test_a_clone_of_git_for_windows_has_the_same_seals(tmp_path):
    """Texts, CSV and uncompressed PDF have other bytes there; nothing else of the repository says so."""
    school, clone = tmp_path / "linux", tmp_path / "windows"
    shutil.copytree(PORTFOLIOS, school / "portfolios")
    git(tmp_path, "init", "-q", school)
    git(school, "add", ".")
    git(school, "commit", "-qm", "x")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", school, clone)
    files = [path for path in sorted(school.rglob("fichiers/*")) if path.is_file()]
    changed = {path.suffix for path in files if path.read_bytes() != (clone / path.relative_to(school)).read_bytes()}
    assert {".txt", ".csv", ".pdf"} <= changed
    assert seals(clone) == seals(school)
    assert len(seals(school)) > 50


def seals(root):
    """The seal of every réalisation and stage, with what its verdicts know to have changed."""
    return {
        (cohort.slug, student.slug, subject): (
            work.fingerprint,
            tuple(one.since for one in student.verdicts if one.subject == subject),
        )
        for cohort in read_school(root / "portfolios").school.cohorts
        for student in cohort.students
        for subject, work in student.judged.items()
    }
