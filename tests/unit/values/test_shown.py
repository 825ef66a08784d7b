"""What is read is shown: each key of the table is left out, or changed, and who notices is who its row names."""

import html
import re

import pytest

from generator.model.audience import Audience
from generator.values import keys as tables
from generator.values.key import Keys, Where
from tests.unit.values import garden as school

pytestmark = pytest.mark.slow
NAMES = sorted(name for name in dir(tables) if isinstance(getattr(tables, name), Keys) and name != "HOST")
REMARKS = {"titre", "description", "format", "langue", "nom"}
"""Keys that files hold for other programs or for their author: known, and nothing more."""


UNHEARD = {
    "CERTIFICATE": {"par"},
    "COMPETENCY": {"code court", "niveau"},
    "DIMENSION": {"mot"},
    "HOLIDAY": {"au"},
    "INTERNSHIP": {"contexte", "ordre"},
    "OPTION": {"lettre"},
    "ORGANISATION": {"nom"},
    "PRODUCTION": {"lien"},
    "PROFILE": {key.name for key in tables.PROFILE},
    "REQUIREMENT": {key.name for key in tables.REQUIREMENT},
    "SCHOOL": {"dépôt", "zone", "vacances"},
    "STAGE_REQUIREMENT": {"paragraphe"},
    "TABLE": {"libellés imprimés", "épreuves"},
    "YEARS": {"seconde"},
}
"""Keys that this school does not make heard: a repository, an official model or a rule would have to be at hand."""


@pytest.fixture(scope="module", name="grown")
def _grown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("jardin") / "ecole"
    garden = school.Garden()
    garden.write(folder / "portfolios")
    return garden, folder, school.readers(folder)


def notice(grown, route, monkeypatch, *, papers):
    """Say who gets something else when a key is left out, or changed."""
    garden, folder, before = grown
    file = folder / "portfolios" / route[0]
    whole = file.read_text("utf-8")
    printed = school.papers(folder, monkeypatch) if papers else None
    file.write_text(garden.without(route), "utf-8")
    try:
        after = school.readers(folder)
        changed = school.papers(folder, monkeypatch) if papers else None
    finally:
        file.write_text(whole, "utf-8")
    return {
        where
        for where, one, other in (
            (Where.PAGE, before.pages[Audience.PUBLIC], after.pages[Audience.PUBLIC]),
            (Where.TEAM, before.pages[Audience.TEAM], after.pages[Audience.TEAM]),
            (Where.CHECK, before.said, after.said),
            (Where.SITE, (before.pages, before.files), (after.pages, after.files)),
            (Where.PAPER, printed, changed),
        )
        if one != other
    }


@pytest.mark.parametrize("name", NAMES)
def test_who_reads_a_key_is_who_its_row_names(grown, name, monkeypatch):
    """And what is the team's alone changes nothing of the public's pages."""
    wrong = {}
    for key in getattr(tables, name):
        if key.shown == (Where.NOWHERE,):
            assert key.name in REMARKS
            continue
        places = grown[0].places.get((name, key.name), [])
        assert places or key.name in {"le", "période"}, f"{name}.{key.name} is nowhere in the school of the test"
        if key.name in UNHEARD.get(name, ()):
            continue
        on_pages = {Where.PAGE, Where.TEAM, Where.SITE} & set(key.shown)
        wanted = {Where.SITE} if key.keys is not None and on_pages else set(key.shown)
        found = [notice(grown, route, monkeypatch, papers=Where.PAPER in wanted) for route in places]
        missed = wanted.difference(*found) if found else set()
        leaked = not wanted & {Where.PAGE, Where.SITE, Where.CHECK} and any(Where.PAGE in one for one in found)
        if missed or leaked:
            wrong[key.name] = (sorted(missed), leaked)
    assert wrong == {}


def test_a_word_is_read_as_it_was_written(grown):
    """Each text of a row of pages is there, on the team's at least; what is the team's alone is not the public's."""
    garden, _, before = grown
    public, team = (
        html.unescape(" ".join(before.pages[audience].values())).casefold()
        for audience in (Audience.PUBLIC, Audience.TEAM)
    )
    lost, leaked = set(), set()
    for (name, key), routes in garden.places.items():
        if key == "code" or key in UNHEARD.get(name, ()):  # the first is what the other keys cite
            continue
        where = set(getattr(tables, name)[key].shown)
        words = [garden.words[route].casefold() for route in routes if route in garden.words]
        for text, asked in ((public, Where.PAGE in where), (team, bool({Where.PAGE, Where.TEAM} & where))):
            if words and asked and not any(re.search(rf"{word}\b", text) for word in words):
                lost.add(f"{name}.{key}")
        if Where.TEAM in where and Where.PAGE not in where and any(re.search(rf"{word}\b", public) for word in words):
            leaked.add(f"{name}.{key}")
    assert (lost, leaked) == (set(), set())
