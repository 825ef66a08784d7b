"""Mini schools as people write them, one per rule: each raises its rule and no other of the subject.

``tests/portfolios/stages/base`` is a school without fault; a case's folder holds only the files that differ, and
``SUPPRIMER`` names those that it lacks, and ``ATTENDU`` the codes of a case that raises several.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from vitrail.building.making.works import examined
from vitrail.content.reading.school import read_school
from vitrail.ground.diagnostics import Severity
from vitrail.ground.diagnostics.catalogue import families
from vitrail.knowledge.coverage import compute
from vitrail.knowledge.coverage.tables import CountedSchool
from vitrail.knowledge.internships.requirements import PERMISSION, UNJUDGED
from vitrail.knowledge.rules.internships import diagnose
from vitrail.site.project import Project

STAGES = Path(__file__).parents[3] / "portfolios" / "stages"
AFTER = date(2021, 7, 15)
CASES = sorted(folder.name for folder in STAGES.iterdir() if folder.name.startswith("stg"))
PERMITTED = sorted(folder.name for folder in STAGES.iterdir() if not folder.name.startswith("stg"))


def written(case: str, tmp_path: Path) -> Path:
    """Lay a case over the base."""
    root = tmp_path / "portfolios"
    shutil.copytree(STAGES / "base", root)
    ours = shutil.ignore_patterns("SUPPRIMER", "ATTENDU")
    shutil.copytree(STAGES / case, root, dirs_exist_ok=True, ignore=ours)
    removed = STAGES / case / "SUPPRIMER"
    for line in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (root / line).unlink()
    return root


def told(case: str, tmp_path: Path):
    """Read a case and run the rules on stages."""
    school = read_school(written(case, tmp_path)).school
    return list(diagnose(CountedSchool(school=school, coverage=compute(school), today=AFTER)))


@pytest.mark.parametrize("case", CASES)
def test_a_mini_school_raises_its_rule_and_no_other_of_its_subject(case, tmp_path):
    """The folder's name begins with the code that is expected, alone unless ``ATTENDU`` names others."""
    named = STAGES / case / "ATTENDU"
    expected = (
        named.read_text(encoding="utf-8").split() if named.exists() else [case.partition("-")[0].replace("stg", "STG")]
    )
    assert sorted(item.id for item in told(case, tmp_path)) == expected


@pytest.mark.parametrize("case", CASES)
def test_the_diagnostic_names_a_file_that_is_there(case, tmp_path):
    """Path from the portfolios' root, line from 1."""
    for item in told(case, tmp_path):
        assert (tmp_path / "portfolios" / item.place.path).is_file()


@pytest.mark.parametrize(
    ("case", "said"),
    [("illisible-dates-a-l-envers", "DAT004"), ("illisible-une-periode", "DAT001.day"), ("illisible-fiche", "YAM")],
)
def test_a_stage_that_cannot_be_read_is_there_and_has_its_own_message_alone(case, said, tmp_path):
    """Neither « le stage n'est pas dans le portfolio », nor a number of weeks that nobody knows."""
    root = written(case, tmp_path)
    found = examined(Project(root=tmp_path, portfolios=root, site=tmp_path / "site", asked_date=AFTER)).diagnostics
    assert [item.id for item in found if item.severity is not Severity.ADVICE and not item.id.startswith(said)] == []
    assert [item.id for item in found if item.id.startswith(said)]


@pytest.mark.parametrize("case", PERMITTED)
def test_what_is_satisfied_at_its_edge_or_permitted_raises_nothing(case, tmp_path):
    """A leap year, a zone, a stage over two school years, two hosts, a permission that is used."""
    assert told(case, tmp_path) == []


def test_every_requirement_that_is_judged_or_permitted_has_its_mini_schools():
    """One that breaks it for each code, one that satisfies it at its edge; a permission has one that is silent."""
    satisfied = {f"R{int(number)}" for case in PERMITTED for number in re.findall(r"(?:^|-)r(\d\d)(?=-)", case)}
    silent = {rule for rule, kind in UNJUDGED.items() if kind == PERMISSION}
    assert {code.rule for code in families()["STG"] if code.rule} | silent <= satisfied
    assert {code.id for code in families()["STG"]} <= {case.partition("-")[0].replace("stg", "STG") for case in CASES}
