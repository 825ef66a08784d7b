"""The least data: what an audience may not see is nowhere in its site."""

import json
import re
import shutil
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from tests.oracle import names
from vitrail.building.making.pipeline import build
from vitrail.content.model.audience import Audience
from vitrail.content.reading.school import read_school
from vitrail.site.project import Project

SCHOOL = Path(__file__).parents[1] / "portfolios" / "petite-ecole"
STAGE = """---
ordre: 1
organisation: {nom: Atelier Secret Kermario, nom public: un atelier de Valmont}
du: 01/06/2026
au: 26/06/2026
tuteur: {nom: Mme Solveig Kerbrat, fonction: directrice}
---

Un stage de quatre semaines.
"""


@pytest.fixture
def school(tmp_path):
    """A school with a stage and a student reserved to the jury."""
    portfolios = tmp_path / "portfolios"
    shutil.copytree(SCHOOL, portfolios)
    stage = portfolios / "2025-2027/durand-zoe/stages/atelier/index.md"
    stage.parent.mkdir(parents=True)
    stage.write_text(STAGE, "utf-8")
    home = portfolios / "2025-2027/martin-ali/index.md"
    home.write_text(home.read_text("utf-8").replace("nom: Martin", "visibilité: jury\nnom: Martinovitch"), "utf-8")
    return tmp_path


def _build(root, audience):
    project = Project(root=root, portfolios=root / "portfolios", site=root / "site", audience=audience)
    return build(project)


def _met(site, value):
    """Files of a site that hold a value."""
    return [url for url, told in names.told_by(site) if f" {' '.join(names.words(value))} " in told]


def test_a_tutor_is_named_to_the_team_alone(school):
    """Public and jury read the host's public name and no person's."""
    for audience in (Audience.PUBLIC, Audience.JURY):
        _build(school, audience)
        assert _met(school / "site", "Solveig Kerbrat") == []
        assert _met(school / "site", "Atelier Secret Kermario") == []
        assert _met(school / "site", "un atelier de Valmont")
    _build(school, Audience.TEAM)
    assert _met(school / "site", "Solveig Kerbrat")


def test_a_student_who_is_not_public_leaves_no_trace(school):
    """Neither name, nor address, nor count."""
    _build(school, Audience.PUBLIC)
    assert _met(school / "site", "Martinovitch") == []
    assert not list((school / "site").rglob("martin-ali*"))
    _build(school, Audience.JURY)
    assert _met(school / "site", "Martinovitch")


def test_the_thanks_of_a_student_are_read_by_everybody_and_name_nobody(school):
    """The page stays, with the function in the place of the name; the team reads what was written, and is told."""
    page = school / "portfolios/2025-2027/durand-zoe/realisations/glpi.md"
    page.write_text(page.read_text("utf-8") + "\nMerci à Solveig KERBRAT, à Mme **Ker**brat et à kerbrat.\n", "utf-8")
    report = _build(school, Audience.PUBLIC)
    (told,) = [item for item in report.examination.diagnostics if item.code == "PRV007"]
    assert str(told.place) == "2025-2027/durand-zoe/realisations/glpi.md:16:9"
    assert "pour le public et le jury" in told.message
    shown = (school / "site/2025-2027/durand-zoe/realisations/glpi.html").read_text("utf-8")
    assert "Merci à [ma tutrice], à [ma tutrice]<strong></strong> et à kerbrat." in shown
    assert told in _build(school, Audience.TEAM).examination.diagnostics
    assert "Merci à Solveig KERBRAT" in (school / "site/2025-2027/durand-zoe/realisations/glpi.html").read_text("utf-8")


def test_the_sample_says_no_name_to_those_who_may_not_read_it(sample, request):
    """The old search, which knows nothing of how names are replaced, finds none in the three editions."""
    school = read_school(Path(__file__).parents[2] / "portfolios").school
    audience = names.audience_of(sample.site)
    assert audience.name.lower() in request.node.name
    assert sorted(set(names.leaks(sample.site, school, audience))) == []


def test_an_index_says_of_a_page_nothing_that_the_page_does_not_show(sample):
    """Title, text, facts: word by word, in each index of the three editions; so it tells its reader nothing more."""

    def words(text):
        return set(re.findall(r"\w+", unescape(text).lower()))

    @cache
    def words_of(path):
        return words(path.read_text("utf-8"))

    told, beyond = 0, {}
    for index in sample.site.rglob("search_index.js"):
        room = index.parent.parent
        for address, *said in json.loads(index.read_text("utf-8").removeprefix("vtFound="))["docs"]:
            page = words_of(room / address.partition("#")[0])
            told += len(found := words(" ".join(said[:3])) - {"b2"})  # what people type for B2A
            if found - page:
                beyond[address] = found - page
    assert told > 10_000
    assert beyond == {}
