"""« Does this audience see this portfolio? » has one answer: the site's, the ledger's, a paper's, the rules'."""

import re
import shutil
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.checking import check
from vitrail.building.making.editions import edition
from vitrail.building.making.pipeline import build
from vitrail.content.addressing.relative import on_paper
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.content.reading.school import read_school
from vitrail.site.project import Project

WORDS = {"publique": Audience.PUBLIC, "jury": Audience.JURY, "équipe": Audience.TEAM}
DAY = date(2026, 6, 15)
UNTIL = {"": True, "15/06/2026": True, "14/06/2026": False, "décembre 2030": False}
"""« publier jusqu'au » → whether a portfolio is still published on the day: when no day can be read, it is not."""
SCHOOL = Path(__file__).parents[2] / "portfolios" / "petite-ecole"
PAPER = "fichiers/attestation-de-stage.pdf"


@pytest.mark.parametrize("until", UNTIL)
@pytest.mark.parametrize(("school", "own"), list(product(WORDS, WORDS)))
def test_every_place_gives_one_answer(tmp_path, school, own, until):
    """The school's visibility, the student's own, the last day of the class: whoever asks hears the same."""
    ends = f"publier jusqu'au: {until}\n" if until else ""
    files = {
        "etablissement.yml": f"visibilité par défaut: {school}\nadresse du site: https://exemple.example/\n",
        "2025-2027/promotion.yml": COHORT + ends,
        f"{LEA}/index.md": HOME.replace("nom:", f"visibilité: {own}\nnom:", 1),
        f"{LEA}/realisations/glpi.md": REALISATION + f"\n[La pièce](../{PAPER})\n",
        f"{LEA}/{PAPER}": b"%PDF-1.4",
    }
    root = write(tmp_path / "portfolios", files)
    project = Project(root=tmp_path, portfolios=root, site=tmp_path / "site", asked_date=DAY)
    checked = check(project)
    known = checked.examination.counted
    ((cohort, student),) = known.everyone
    for audience in Audience:
        current = UNTIL[until] or audience is Audience.TEAM
        expected = current and audience >= max(WORDS[school], WORDS[own])
        seen = edition(checked.examination, audience)
        fates = {entry.path: entry.fate for entry in checked.examination.ledger(audience).entries}
        assert known.shown_to(audience, cohort, student, DAY) is expected
        assert (student.slug in {one.slug for _, one in seen.everyone}) is expected
        assert (fates[f"{LEA}/index.md"] in {Fate.PUBLISHED, Fate.RESERVED}) is expected
        if audience is Audience.PUBLIC:
            work = student.realisations[0]
            assert (bool(on_paper(known, cohort, student, today=DAY))) is expected
            assert (bool(on_paper(known, cohort, student, work, today=DAY))) is expected


@pytest.mark.parametrize("until", ["31/13/2030", "2030", "fin 2030", "à compléter", "{année: 2030}", "[31/12/2030]"])
def test_a_last_day_that_nobody_can_read_hides_the_class_and_is_told(tmp_path, until):
    """A class with a mistyped day was published for ever."""
    files = {"2025-2027/promotion.yml": f"{COHORT}publier jusqu'au: {until}\n", f"{LEA}/index.md": HOME}
    reading = read_school(write(tmp_path, files))
    ((cohort, student),) = reading.school.everyone
    assert not reading.school.shown_to(Audience.JURY, cohort, student, DAY)
    assert {fault.code for fault in reading.diagnostics} & {"STR018"}


def test_a_school_for_the_jury_prints_no_code_of_a_page_that_is_not_there(tmp_path):
    """The jury's tableau led to public pages that no site has."""
    files = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME, f"{LEA}/realisations/glpi.md": REALISATION}
    write(tmp_path / "portfolios", files)
    for shown in ("jury", "publique"):
        school = f"visibilité par défaut: {shown}\nadresse du site: https://exemple.example/\n"
        write(tmp_path / "portfolios", {"etablissement.yml": school})
        site = tmp_path / f"site-{shown}"
        whole = Project(root=tmp_path, portfolios=tmp_path / "portfolios", site=site, audience=Audience.JURY)
        build(replace(whole, asked_date=DAY))
        page = (site / LEA / "synthese.html").read_text("utf-8")
        assert ("vt-synthesis__qr" in page) is (shown == "publique")


@pytest.mark.parametrize("audience", Audience, ids=lambda one: one.name.lower())
def test_a_class_that_everybody_left_links_to_no_page_that_it_is_without(tmp_path, audience):
    """A jury examines candidates, and no table is made of nobody."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    for home in (tmp_path / "portfolios").glob("*/*/index.md"):
        home.write_text(home.read_text("utf-8").replace("---\n", "---\ndépart: 01/02/2026\n", 1), "utf-8")
    project = Project(
        root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", audience=audience,
        asked_date=date(2026, 5, 12),
    )  # fmt: skip
    assert build(project).published.dead == ()


@pytest.mark.parametrize(("audience", "asked"), [(Audience.JURY, 1), (Audience.TEAM, 2)])
def test_a_class_is_counted_over_those_whom_its_page_lists(tmp_path, audience, asked):
    """A commission is told of its candidates: « 1 étudiant » stood above « 2 sur 2 » when the other had left."""
    shutil.copytree(SCHOOL, tmp_path / "portfolios")
    home = tmp_path / "portfolios/2025-2027/martin-ali/index.md"
    home.write_text(home.read_text("utf-8").replace("---\n", "---\ndépart: 01/02/2026\n", 1), "utf-8")
    project = Project(
        root=tmp_path, portfolios=tmp_path / "portfolios", site=tmp_path / "site", audience=audience,
        asked_date=date(2026, 5, 12),
    )  # fmt: skip
    build(project)
    page = (project.site / "2025-2027/index.html").read_text("utf-8")
    assert f"{asked} étudiant" in page
    assert page.count("<tr data-option") == asked
    totals = re.findall(r'vt-matrix__total">\d+/(\d+)', (project.site / "2025-2027/matrice.html").read_text("utf-8"))
    assert max(map(int, totals)) == asked
