"""What an editor holds is judged as ``check`` judges it once it is saved."""

import random
import shutil
from pathlib import Path

import pytest

from tests.deep import sized
from vitrail.building.making.checking import check
from vitrail.content.model.audience import Audience
from vitrail.content.reading.files import read_file
from vitrail.content.reading.questions import people
from vitrail.doors.editing.door import opened
from vitrail.doors.editing.unsaved import HeldText
from vitrail.knowledge.rules.silence import SILENCES, Extent
from vitrail.site.project import Project

EDITS = sized(3, 60)
"""How many random edits are judged twice: a few with the suite, 500 after a change of the door."""
SCHOOLS = Path(__file__).parents[1] / "portfolios"
ONCE = {"PRV009", *(row.by for row in SILENCES if row.scope is Extent.SCHOOL)}
"""What is told once of a school, of whichever portfolio comes first."""
TYPED = (
    "é",
    ":",
    "\t",
    "- ",
    "[",
    '"',
    "\n",
    "\n\n",
    "compétences:\n  B1.1: oui\n",
    "# ",
    "---\n",
    "😀",
    "<b>x",
    "![](a.png)",
)


def _project(folder, school):
    shutil.copytree(SCHOOLS / school, folder / "portfolios")
    return Project(
        root=folder, portfolios=folder / "portfolios", site=folder / "site", site_name="École", audience=Audience.TEAM
    )


def _texts(door):
    """Every text of a portfolio, with whose it is."""
    found = []
    for owner in people(door.memo):
        found += [(owner, one.file.disk) for one in door.judge(owner).files if one.file.disk.endswith((".md", ".yml"))]
    return found


def _edited(text, chance):
    """Do what fingers do: type something, take signs or lines away, write a line twice."""
    lines = text.split("\n")
    row = chance.randrange(len(lines))
    column = chance.randint(0, len(lines[row]))
    match chance.randrange(5):
        case 0:
            lines[row] = lines[row][:column] + chance.choice(TYPED) + lines[row][column:]
        case 1:
            lines[row] = lines[row][:column] + lines[row][column + chance.randint(1, 4) :]
        case 2:
            del lines[row]
        case 3:
            lines.insert(row, lines[chance.randrange(len(lines))])
        case _:
            lines[row] = lines[row][:column]
    return "\n".join(lines)


def _checked(project, door, owner):
    files = {one.file.path for one in door.judge(owner).files}
    folders = {path.rpartition("/")[0] for path in files}
    told = check(project).examination.diagnostics
    return {one.sort_key for one in told if one.place.path in files | folders and one.code not in ONCE}


@pytest.mark.parametrize("school", ["petite-ecole", "redoublant", "alone"])
def test_what_is_held_unsaved_is_judged_as_check_judges_it_once_it_is_saved(tmp_path, school):
    """On random edits, of a portfolio and of a repeater; of an unreadable text, its own faults alone are compared."""
    chance = random.Random(f"porte {school}")
    project = _project(tmp_path, school)
    with opened(project) as door:
        texts = _texts(door)
        for _ in range(-(-EDITS // 3)):
            owner, path = chance.choice(texts)
            file = project.portfolios / path
            before = file.read_text("utf-8")
            after = _edited(before, chance)
            place = door.place(path).file.path
            door.write(path, after.encode())
            held = {one.sort_key for one in door.judge(owner).diagnostics}
            broken = read_file(door.place(path), HeldText(after.encode())).document.rejected
            assert file.read_text("utf-8") == before  # the door writes nothing
            file.write_text(after, "utf-8")
            saved = _checked(project, door, owner)
            if broken:
                own = {one for one in held if one[0] == place}
                assert own, (path, after)
                assert own <= saved, (path, after)
            else:
                assert held == saved, (path, after)
            file.write_text(before, "utf-8")
            door.forget(path)
            assert {one.sort_key for one in door.judge(owner).diagnostics} == _checked(project, door, owner)
