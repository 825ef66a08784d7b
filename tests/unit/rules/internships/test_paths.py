"""Paths of students as people write them, each with what is right to say of it, written from the regulation's text.

``tests/portfolios/parcours/<case>.txt``: a sentence that says what is right and why, ``le`` the day of the check,
``dit`` the faults and warnings that are right (codes, or words of the sentence), ``conseille`` those of the advice.
Then what differs from ``tests/portfolios/stages/base``, laid as one student of a class: ``=== path`` a whole file,
``=+= path`` keys to write or to leave out, ``=-= path`` what lacks, ``=>= path path`` what lies elsewhere,
``=%= path old new`` a word.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from vitrail.building.making.works import examined
from vitrail.content.values.dates import read_date
from vitrail.ground.diagnostics import Severity
from vitrail.site.project import Project

ROOT = Path(__file__).parents[3] / "portfolios"
CASES = sorted(path.stem for path in (ROOT / "parcours").glob("*.txt"))
COHORT = "2019-2021"
STUDENT = f"{COHORT}/le-bris-anna"


def place(root: Path, name: str) -> Path:
    """Where a case's path leads: ``moi`` is the student, ``promotion.yml`` the class's, the others the school's."""
    if name == "promotion.yml":
        return root / COHORT / name
    return root / (STUDENT + name.removeprefix("moi") if name.startswith("moi/") else name)


def patched(text: str, keys: str) -> str:
    """Write each key in its line, and leave out those that have no value."""
    head, fence, rest = text.removeprefix("---\n").partition("\n---\n") if text.startswith("---") else (text, "", "")
    lines = head.strip().split("\n")
    for line in keys.strip().split("\n"):
        key, _, value = line.partition(":")
        lines = [old for old in lines if old.partition(":")[0] != key]
        lines += [line] if value.strip() else []
    return ("---\n" if fence else "") + "\n".join(lines) + "\n" + fence.lstrip("\n") + rest


def written(case: str, root: Path) -> tuple[dict[str, str], Path]:
    """Lay a case out; give its head and the folder."""
    shutil.copytree(ROOT / "stages" / "base", root / STUDENT)
    (root / STUDENT / "promotion.yml").rename(root / COHORT / "promotion.yml")
    (root / STUDENT / "etablissement.yml").rename(root / "etablissement.yml")
    text = (ROOT / "parcours" / f"{case}.txt").read_text("utf-8")
    head, *blocks = re.split(r"^=(?=[=+>%-]= )", text, flags=re.MULTILINE)
    for block in blocks:
        first, _, body = block.partition("\n")
        sign, names = first[0], first[3:].split()
        where = place(root, names[0])
        if sign == "-":
            shutil.rmtree(where) if where.is_dir() else where.unlink()
            continue
        target = place(root, names[1]) if sign == ">" else where
        target.parent.mkdir(parents=True, exist_ok=True)
        if sign == ">":
            where.rename(target)
        elif sign == "%":
            where.write_text(where.read_text("utf-8").replace(names[1], names[2]), "utf-8")
        else:
            where.write_text(body if sign == "=" else patched(where.read_text("utf-8"), body), "utf-8")
    return dict(re.findall(r"^(le|dit|conseille): *(.*)$", head, flags=re.MULTILINE)), root


@pytest.mark.parametrize("case", CASES)
def test_a_path_is_told_what_is_right_and_nothing_else(case, tmp_path):
    """Every fault and warning of the whole check, no more and no less; of the advice, what the case names."""
    head, root = written(case, tmp_path / "portfolios")
    day = read_date(head.get("le") or "15/07/2021")
    assert isinstance(day, date)
    found = examined(Project(root=tmp_path, portfolios=root, site=tmp_path / "site", asked_date=day)).diagnostics
    told = [
        (item.severity, f"{item.code} {item.place.path}:{item.place.line} {item.message} {item.advice}")
        for item in found
    ]
    loud = sorted(line for severity, line in told if severity is not Severity.ADVICE)
    left = list(loud)
    for want in head["dit"].split():
        heard = next((line for line in left if re.search(want, line)), None)
        assert heard, (want, loud)
        left.remove(heard)
    assert left == []
    for want in head.get("conseille", "").split():
        assert [line for severity, line in told if severity is Severity.ADVICE and re.search(want, line)], told
