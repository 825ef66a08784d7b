"""« vient de »: a réalisation that was renamed keeps its readers."""

import shutil

import pytest

from tests import builders
from tests.samples import ROOT
from vitrail.building.making import pipeline
from vitrail.content.model.audience import Audience, Visibility
from vitrail.ground.language import Language
from vitrail.site.pages.redirects import of_works, redirect
from vitrail.site.project import Project

SCHOOL = ROOT / "tests/portfolios/petite-ecole"
HOME = "2025-2027/durand-zoe/realisations"


@pytest.fixture
def school_folder(tmp_path):
    """A school of the test's own."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    return tmp_path


@pytest.fixture
def build(school_folder):
    """Give a function: audience → (site, report)."""

    def run(audience):
        project = Project(
            root=school_folder, portfolios=school_folder / "portfolios", site=school_folder / audience.name,
            audience=audience,
        )  # fmt: skip
        return project.site, pipeline.build(project)

    return run


def moved(*works):
    """The pages at old addresses for a school of these réalisations."""
    moves = of_works(builders.cohort(), builders.student(realisations=works))
    return {one.old: redirect(one, Language("fr")) for one in moves}


def renamed(**more):
    """The same, for one réalisation."""
    return moved(builders.work("four", **more))


def test_the_old_address_leads_to_the_new_one(school_folder, build):
    """By a page of its own, listed in the manifest, that works from the disk: a relative link and no script."""
    work = school_folder / "portfolios" / HOME / "glpi.md"
    text = work.read_text("utf-8").replace("---\n", "---\nvient de: glpi\n", 1)
    work.unlink()
    (work.parent / "inventaire.md").write_text(text, "utf-8")
    site, report = build(Audience.PUBLIC)
    page = (site / HOME / "glpi.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=inventaire.html">' in page
    assert '<a href="inventaire.html">' in page
    assert "<script" not in page
    assert (site / HOME / "inventaire.html").is_file()
    assert "renommée" in report.published.manifest[f"{HOME}/glpi.html"]
    assert "EVA001" not in {item.code for item in report.examination.diagnostics}


def test_every_name_of_a_file_renamed_twice_leads_to_the_present_one():
    """Straight there, and not to a page that another réalisation took since."""
    pages = moved(builders.work("four", former_names=("pain", "levain", "sel")), builders.work("sel"))
    assert {url.rpartition("/")[2]: b"url=four.html" in page for url, page in pages.items()} == {
        "pain.html": True,
        "levain.html": True,
    }


def test_what_is_hidden_has_no_old_address(school_folder, build):
    """The old address of a réalisation for the team would tell the public that there is one."""
    work = school_folder / "portfolios" / HOME / "glpi.md"
    text = work.read_text("utf-8").replace("---\n", "---\nvient de: vieux\nvisibilité: équipe\n", 1)
    work.write_text(text, "utf-8")
    assert (build(Audience.TEAM)[0] / HOME / "vieux.html").is_file()
    assert not (build(Audience.PUBLIC)[0] / HOME / "vieux.html").exists()


def test_a_name_still_in_use_is_not_taken():
    """Neither the réalisation's own nor another's, whatever the case: some disks do not tell them apart."""
    assert renamed(former_names=("Four",)) == {}
    assert moved(builders.work("four", former_names=("pain",)), builders.work("pain")) == {}


@pytest.mark.parametrize(
    "name", ["../index", "a/b", "..", ".", "", "index", "Index", "con", "a:b", "é" * 100, "\u202ea"]
)
def test_what_is_no_name_of_a_page_gives_none(name):
    """A student types it: it must never write outside the folder of the réalisations, nor over a page of ours."""
    assert renamed(former_names=(name,)) == {}


def test_a_title_is_text():
    """Nothing of what a student writes runs in this page either."""
    evil = "<script>alert(1)</script>"
    ((_, page),) = renamed(former_names=("vieux",), title=evil, visibility=Visibility.PUBLIC).items()
    assert b"<script" not in page
    assert b"&lt;script" in page


def test_a_class_that_was_renamed_keeps_its_readers(school_folder, build):
    """Every page that people may have linked to leads to its new address, from the disk too."""
    before = {audience: build(audience)[0] for audience in (Audience.PUBLIC, Audience.TEAM)}
    pages = {
        audience: {
            path.relative_to(site).as_posix()
            for path in site.glob("2025-2027/**/*.html")
            if b"url=" not in path.read_bytes()
        }
        for audience, site in before.items()
    }
    folder = school_folder / "portfolios/2025-2027"
    folder.rename(folder.with_name("sio-2027"))
    team = school_folder / "portfolios/sio-2027/promotion.yml"
    team.write_text(team.read_text("utf-8") + 'vient de: ["2025-2027", "../x", "assets"]\n', "utf-8")
    for audience, urls in pages.items():
        site, report = build(audience)
        assert "x.html" not in {path.name for path in school_folder.iterdir()}
        kinds = {url.rpartition("/")[2] for url in urls}
        assert {"synthese.html", "competences.html", "matrice.html"} <= kinds
        assert ({"dossier.html", "imprimer.html"} <= kinds) == (audience is Audience.TEAM)
        for url in urls:
            target = (site / url).read_text("utf-8").split("url=")[1].split('"')[0].partition("#")[0]
            assert ((site / url).parent / target).resolve().is_file(), url
            assert "sio-2027" in target
    assert not [item for item in report.examination.diagnostics if item.code == "YAM003"]


def test_a_page_whose_name_the_site_takes_is_found_by_it_where_the_site_makes_none(school_folder, build):
    """The public has no page to print: the student's own, which bears that name, is one step away."""
    home = school_folder / "portfolios/2025-2027/durand-zoe"
    (home / "imprimer.md").write_text("---\ntitre: Imprimer en 3D\n---\nTexte.\n", "utf-8")
    (home / "productions.md").write_text("---\ntitre: Mes productions\n---\nTexte.\n", "utf-8")
    for audience in (Audience.PUBLIC, Audience.JURY):
        site, _ = build(audience)
        folder = site / "2025-2027/durand-zoe"
        redirected = "url=page-imprimer.html" in (folder / "imprimer.html").read_text("utf-8")
        assert redirected is (audience is Audience.PUBLIC)
        assert "Mes productions" in (folder / "productions.html").read_text("utf-8")
        assert (folder / "page-imprimer.html").is_file()


def test_a_portfolio_that_was_renamed_keeps_its_readers(school_folder, build):
    """Its folder, its class and a file in it: each page that a printed code leads to leads on to where it is now."""
    site, _ = build(Audience.JURY)
    home = site / "2025-2027/durand-zoe"
    urls = [path.relative_to(site).as_posix() for path in home.rglob("*.html")]
    folder = school_folder / "portfolios/2025-2027"
    (folder / "durand-zoe").rename(folder / "zoe-durand")
    work = folder / "zoe-durand/realisations/glpi.md"
    text = work.read_text("utf-8").replace("---\n", "---\nvient de: [glpi, tickets]\n", 1)
    work.rename(work.with_name("parc.md")).write_text(text, "utf-8")
    urls.append(f"{HOME}/tickets.html")  # its name before the first of these addresses
    page = folder / "zoe-durand/index.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\nvient de: 2025-2027/durand-zoe\n", 1), "utf-8")
    shutil.rmtree(folder / "evaluations")
    for cohort in ("2025-2027", "sio-2027"):
        if cohort == "sio-2027":
            folder.rename(folder.with_name(cohort))
            team = school_folder / "portfolios/sio-2027/promotion.yml"
            team.write_text(team.read_text("utf-8") + 'vient de: "2025-2027"\n', "utf-8")
        site, report = build(Audience.JURY)
        assert "REF014" not in {one.code for one in report.examination.diagnostics}
        for url in urls:
            target = (site / url).read_text("utf-8").split("url=")[1].split('"')[0].partition("#")[0]
            assert ((site / url).parent / target).resolve().is_file(), url
            assert f"{cohort}/zoe-durand" in str(((site / url).parent / target).resolve())


@pytest.mark.parametrize("former", ["../secret", "2025-2027/../x", "2025-2027/martin-ali", "2025-2027/assets/x"])
def test_a_former_name_that_is_no_folder_of_ones_own_moves_nothing(school_folder, build, former):
    """Neither a path, nor a mate's folder, which stays theirs."""
    page = school_folder / "portfolios/2025-2027/durand-zoe/index.md"
    page.write_text(page.read_text("utf-8").replace("---\n", f"---\nvient de: {former}\n", 1), "utf-8")
    site, _ = build(Audience.PUBLIC)
    moved = [one for one in site.rglob("*.html") if b"url=" in one.read_bytes() and b"durand-zoe" in one.read_bytes()]
    assert [one.relative_to(site).as_posix() for one in moved if "durand-zoe" not in one.as_posix()] == []
