"""A build puts in the site what moved since the last one, and takes the rest over from the site that is there."""

import hashlib
import importlib
import os
import shutil
import time
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from vitrail.building.making import pipeline
from vitrail.building.making.pipeline import build
from vitrail.building.publishing.store import Store
from vitrail.content.model.audience import Audience
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"
ZOE, ALI = "2025-2027/durand-zoe", "2025-2027/martin-ali"
WORK = f"{ZOE}/realisations/glpi"
NEW = "---\ntitre: Une nouvelle\ncompétences: [B1.4]\n---\n\nTexte.\n"


class School:
    """A small school that is built again and again."""

    def __init__(self, root, audience=Audience.TEAM):
        self.root, self.portfolios = root, root / "portfolios"
        shutil.copytree(SCHOOL, self.portfolios)
        (self.portfolios / f"{ZOE}/fichiers").mkdir(exist_ok=True)
        Image.new("RGB", (40, 30), "navy").save(self.portfolios / f"{ZOE}/fichiers/vue.png")
        self.append(f"{WORK}.md", "\n\n![Une vue](../fichiers/vue.png)\n")
        self.project = Project(root=root, portfolios=self.portfolios, site=root / "site", audience=audience)

    def append(self, name, text):
        """Write below a text."""
        path = self.portfolios / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def files(self, site=None):
        """Every file of the site, with the digest of its bytes."""
        site = site or self.project.site
        every = (path for path in site.rglob("*") if path.is_file())
        return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in every}

    def clean(self):
        """What a build that remembers nothing gives."""
        apart = self.root.with_name(f"{self.root.name}-clean")
        shutil.rmtree(apart, ignore_errors=True)
        shutil.copytree(self.portfolios, apart / "portfolios")
        site = apart / "site"
        build(Project(root=apart, portfolios=apart / "portfolios", site=site, audience=self.project.audience))
        return self.files(site)


@pytest.fixture(params=[Audience.TEAM, Audience.PUBLIC], ids=str)
def school(tmp_path, request, monkeypatch):
    """A school that was built once; ``whole`` counts the builds that wrote everything."""
    monkeypatch.setattr("vitrail.ground.memo.files._RECENT", -1_000_000_000)
    school = School(tmp_path / "school", request.param)
    build(school.project)
    school.whole = []
    write = pipeline._write  # noqa: SLF001  # the whole build
    monkeypatch.setattr(pipeline, "_write", lambda *args: school.whole.append(1) or write(*args))
    return school


def test_the_edition_of_one_portfolio_takes_nothing_from_what_is_kept_of_all(tmp_path):
    """An archive, a desk of one class, a server of one student: the next build of everybody finds its pages."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    whole = Project(root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", audience=Audience.TEAM)
    build(whole)
    alone = replace(whole, only_student="2025-2027/durand-zoe", site=tmp_path / "autre")
    assert alone.served != whole.served
    build(alone)
    shutil.rmtree(whole.site)
    assert build(whole).published.rendered == 0
    index = whole.cache / f"index-{alone.edition}"
    for days, kept in ((1, True), (31, False)):
        os.utime(index, (time.time() - 86_400 * days,) * 2)
        Store(folder=whole.cache, key=b"").sweep()
        assert index.exists() is kept


def test_a_text_that_moved_costs_its_pages_and_the_rest_stays_where_it_is(school):
    """No other file of the site is another one on the disk, save after save."""
    for number in range(3):
        before = {path: path.stat().st_ino for path in school.project.site.rglob("*.html")}
        school.append(f"{WORK}.md", f"\n\nPhrase {number}.\n")
        report = build(school.project)
        moved = {path.name for path, inode in before.items() if path.stat().st_ino != inode}
        assert moved == {"glpi.html", "imprimer.html"} - ({"imprimer.html"} - {path.name for path in before})
        assert report.published.rendered == len(moved)
        assert report.published.manifest.keys() == school.files().keys()
    assert school.whole == []
    assert school.files() == school.clean()


def test_a_page_that_comes_is_put_beside_the_others_and_what_is_kept_stays_kept(school):
    """The next one costs no more: nothing that is still shown was forgotten."""
    made = []
    for number in range(3):
        (school.portfolios / f"{ZOE}/realisations/nouvelle-{number}.md").write_text(NEW, "utf-8")
        made.append(build(school.project).published.rendered)
    assert school.whole == []
    assert made[2] <= made[1] + 1 <= made[0] + 2  # the list of what is there is one longer
    assert school.files() == school.clean()


def test_a_page_that_goes_takes_a_whole_build(school):
    """Any page might lead there."""
    (school.portfolios / f"{ALI}/realisations/vlan.md").unlink()
    build(school.project)
    assert school.whole == [1]
    assert school.files() == school.clean()


def test_a_site_that_somebody_touched_is_written_whole(school):
    """A page changed in place, one that went, one that came."""
    page = school.project.site / f"{WORK}.html"
    for touch in (
        lambda: page.write_bytes(page.read_bytes() + b"<p>"),
        page.unlink,
        lambda: page.with_name("autre.html").write_bytes(b"?"),
        lambda: shutil.rmtree(school.project.site),
    ):
        touch()
        school.whole.clear()
        school.append(f"{WORK}.md", "\n\nUne phrase.\n")
        build(school.project)
        assert school.whole == [1]
        assert school.files() == school.clean()


def test_a_drawing_that_the_cache_lost_is_drawn_again(school):
    """Whichever part of the portfolio moved."""
    for folder in (school.project.cache / "pages").iterdir():
        for file in folder.iterdir():
            if file.read_bytes()[:4] == b"\x89PNG":
                file.unlink()
    school.append(f"{WORK}.md", "\n\nUne phrase.\n")
    build(school.project)
    assert school.files() == school.clean()


def test_a_memory_that_somebody_damaged_costs_a_whole_build(school):
    """It is signed."""
    (memory,) = (school.project.cache / "memo").glob(f"{school.project.audience.name.lower()}-*.run")
    memory.write_bytes(memory.read_bytes()[:-1] + b"?")
    school.append(f"{WORK}.md", "\n\nUne phrase.\n")
    build(school.project)
    assert school.whole == [1]
    assert school.files() == school.clean()


def test_what_rendering_alone_shows_is_told_though_the_page_was_first_put_alone(school):
    """The whole build that tells it does not find the page that nobody told of."""
    school.append(f"{ALI}/realisations/vlan.md", "\n\n![un plan](data:image/png;base64,AA)\n")
    report = build(school.project)
    assert "MED019" in {one.code for one in report.examination.diagnostics}
    assert report.summed.record.faults == build(school.project).summed.record.faults
    assert school.files() == school.clean()


def test_many_parts_that_moved_are_made_by_workers_and_the_site_is_the_same(school):
    """A rule of the whole school moves every page of it."""
    school.append("2025-2027/promotion.yml", "\n")
    path = school.portfolios / "etablissement.yml"
    path.write_text(path.read_text("utf-8").replace("nom: ", "nom: Nouveau ", 1), "utf-8")
    build(school.project)
    assert school.whole == []
    assert school.files() == school.clean()


@pytest.mark.parametrize(
    ("name", "room"),
    [("vue.png", "vitrail.building.making.facts.drawn.draw"), ("plan.csv", "vitrail.building.making.facts.drawn.look")],
)
def test_a_file_that_changes_while_it_is_published_is_not_taken_for_what_it_was(tmp_path, monkeypatch, name, room):
    """What is drawn, or searched for secrets, is remembered by the bytes that were inspected."""
    school = School(tmp_path / "school")
    file = school.portfolios / f"{ZOE}/fichiers/{name}"
    if name != "vue.png":
        file.write_text("a;b\n1;2\n", "utf-8")
        school.append(f"{WORK}.md", f"\n\n[Le plan](../fichiers/{name})\n")
    before = file.read_bytes()
    school.project = replace(school.project, jobs=1)
    module, _, function = room.rpartition(".")
    act = getattr(importlib.import_module(module), function)

    def meanwhile(tasks):
        file.write_bytes(before.replace(before[-8:], b"12345678"))
        return act(tasks)

    with monkeypatch.context() as patch:
        patch.setattr(room, meanwhile)
        build(school.project)
    file.write_bytes(before)
    build(school.project)
    assert school.files() == school.clean()
