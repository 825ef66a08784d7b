"""The door to a school that is being written."""

import random
import shutil
from pathlib import Path

import pytest

from vitrail.building.making.checking import check
from vitrail.content.model.audience import Audience
from vitrail.content.reading.files import read_file
from vitrail.content.reading.questions import people
from vitrail.doors.editing.door import opened
from vitrail.doors.editing.unsaved import HeldText
from vitrail.ground.memo.memo import Memo
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"
TYPED = 240


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The small school, which no test here writes."""
    root = tmp_path_factory.mktemp("porte")
    shutil.copytree(SCHOOL, root / "portfolios")
    return Project(
        root=root, portfolios=root / "portfolios", site=root / "site", site_name="École", audience=Audience.TEAM
    )


@pytest.fixture
def door(project):
    """A door of its own for each test."""
    with opened(project) as door:
        yield door


def _codes(door, owner):
    return {(one.code, one.place.path) for one in door.judge(owner).diagnostics}


def _works(door):
    """The portfolio that has the most files, and its réalisations."""
    owner = max(people(door.memo), key=lambda who: len(door.judge(who).files))
    return owner, [one.file.disk for one in door.judge(owner).files if "/realisations/" in one.file.disk]


def test_a_text_says_its_records_and_its_faults_before_it_is_saved(door, project):
    """A title that is held is the title of the réalisation; the file keeps its own."""
    owner, (path, *_) = _works(door)
    before = (project.portfolios / path).read_bytes()
    raw = "---\ntitre: Une tout autre réalisation\nmode: vécu\n---\n\nTexte.\n".encode()
    told = read_file(door.place(path), HeldText(raw))
    assert told.drafts.realisations[0].record.title == "Une tout autre réalisation"
    door.write(path, raw)
    assert "Une tout autre réalisation" in {one.title for one in door.judge(owner).student.realisations}
    assert (project.portfolios / path).read_bytes() == before
    door.forget(path)
    assert "Une tout autre réalisation" not in {one.title for one in door.judge(owner).student.realisations}


def test_a_text_that_is_on_no_disk_yet_is_a_page_among_the_others(door):
    """Its folder need not be there either; once it is closed unsaved, it never was."""
    owner, _ = _works(door)
    path = "/".join((*owner, "realisations", "tout-neuf.md"))
    door.write(path, "---\ntitre: Tout neuf\ncompétences:\n  ZZ9: rien\n---\n\nTexte.\n".encode())
    assert "tout-neuf" in {one.slug for one in door.judge(owner).student.realisations}
    assert ("REF001", path) in _codes(door, owner)
    door.forget(path)
    assert "tout-neuf" not in {one.slug for one in door.judge(owner).student.realisations}
    stage = "/".join((*owner, "stages", "nouveau", "index.md"))
    door.write(stage, b"---\norganisation: Mairie\ndu: 01/06/2026\nau: 26/06/2026\n---\n")
    assert "nouveau" in {one.slug for one in door.judge(owner).student.internships}


def test_a_line_half_typed_makes_no_fault_in_another_file(door, project):
    """On 240 lines cut at random, the faults of other files are those that were there; its own are fresh."""
    chance = random.Random(35)
    known = {owner: _codes(door, owner) for owner in people(door.memo)}
    texts = [
        (owner, one.file.disk) for owner in known for one in door.judge(owner).files
        if one.file.disk.endswith((".md", ".yml"))
    ]  # fmt: skip
    unread = 0
    for _ in range(TYPED):
        owner, path = chance.choice(texts)
        lines = (project.portfolios / path).read_text("utf-8").split("\n")
        row = chance.randrange(
            len(lines) if path.endswith(".yml") else 1 + lines.index("---", 1) if "---" in lines else 1
        )
        lines[row] = lines[row][: chance.randint(0, len(lines[row]))] + chance.choice(("", ":", '"', "[", "{", "\t"))
        raw = "\n".join(lines).encode()
        door.write(path, raw)
        if read_file(door.place(path), HeldText(raw)).document.rejected:
            unread += 1
            place = door.place(path).file.path
            assert {one for one in _codes(door, owner) if one[1] != place} <= known[owner], lines[row]
            assert {one for one in _codes(door, owner) if one[1] == place}, lines[row]
        door.forget(path)
    assert unread > TYPED // 5


def test_keys_that_lose_their_dashes_are_half_typed_too(door, project):
    """« -- » is what a hand leaves of « --- »: the page is still what it was for the others."""
    owner, (path, *_) = _works(door)
    raw = (project.portfolios / path).read_bytes()
    door.write(path, raw.replace(b"---", b"--", 1))
    titles = {one.title for one in door.judge(owner).student.realisations}
    door.forget(path)
    assert titles == {one.title for one in door.judge(owner).student.realisations}


def test_the_school_s_own_files_are_judged_by_themselves(door):
    """A class whose référentiel nobody knows is told in its own file."""
    path = next(
        one for one in ("promotion.yml", *(f"{c}/promotion.yml" for c, _ in people(door.memo))) if door.place(path=one)
    )
    door.write(path, "référentiel: fr.bts-sio.2091\nsession: 2027\n".encode())
    assert door.owner(path) is None
    assert ("REF011", path) in _codes(door, None)


def test_nothing_that_is_held_is_ever_kept(project):
    """After the door, ``check`` says what it said, and the memo on the disk has not learned one answer."""
    said = check(project).diagnostics
    memo = {path: path.read_bytes() for path in (project.cache / "memo").iterdir()}
    with opened(project) as door:
        owner, (path, *_) = _works(door)
        door.write(path, b"---\ntitre: Faux\n---\n")
        assert door.judge(owner).diagnostics
    assert {path: path.read_bytes() for path in (project.cache / "memo").iterdir()} == memo
    assert check(project).diagnostics == said


def test_a_file_that_nobody_has_is_nobody_s(door):
    """It is read as nothing."""
    assert door.place("nulle/part.md") is None
    assert door.owner("nulle/part.md") is None
    assert isinstance(door.memo, Memo)
