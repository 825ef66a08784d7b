"""What is read is shown: each key of the table is left out, or changed, and who notices is who its row names."""

import html
import re

import pytest

from tests.deep import DEEP
from tests.unit.values import garden as school
from vitrail.building.making.works import passing
from vitrail.content.model.audience import Audience
from vitrail.content.values import keys as tables
from vitrail.content.values.key import Keys, Where

pytestmark = pytest.mark.slow
NAMES = sorted(name for name in dir(tables) if isinstance(getattr(tables, name), Keys))
ASKED = {("FRAMEWORK", "lexique"), ("COHORT", "dépôts"), ("COHORT", "étudiants"), ("REPOSITORY", "dossier"),
         ("REPOSITORY", "dépôt")}  # fmt: skip
"""Keys that a command alone reads: ``codes`` (``tests/unit/frameworks/test_lexicon.py``), ``prendre``
(``tests/unit/cli/test_taking.py``)."""
TEAM_ALONE = {
    "TUTOR": ("nom", "fonction"),
    "CERTIFICATE": ("par",),
    "OFF": ("motif",),
    "EXEMPTION": ("raison", "par"),
    "FOLLOW_UP": ("par", "note"),
    "INTERNSHIP": ("professeur référent",),
    "VERDICT": ("commentaire", "recueillie par"),
}
"""Words of docs/qui-voit-quoi.md, « Ce que chacun voit », that a jury does not read."""
PAGES = {Where.PAGE, Where.TEAM, Where.SITE}


@pytest.fixture(scope="module", name="grown")
def _grown(tmp_path_factory):
    """The school, what its readers get of it, and every page and paper as one text."""
    folder = tmp_path_factory.mktemp("jardin") / "ecole"
    garden = school.Garden()
    garden.write(folder / "portfolios")
    with passing(school.project_of(folder)) as shared:
        yield _grown_in(folder, garden, shared)


def _grown_in(folder, garden, shared):
    before = school.Readers(folder, shared)
    papers = school.papers(folder)
    texts = {
        Where.PAGE: before.pages(Audience.PUBLIC).values(),
        "jury": before.pages(Audience.JURY).values(),
        Where.TEAM: before.pages(Audience.TEAM).values(),
        Where.PAPER: papers[0].values(),
    }
    words = {where: set(re.findall(r"zq\w+", html.unescape(" ".join(texts[where])).casefold())) for where in texts}
    return garden, folder, before, papers, words, shared


def own(grown, name, key):
    """The words of a key, or of the mapping that it holds, that are nobody else's."""
    garden = grown[0]
    places = garden.places.get((name, key), [])
    return {word.casefold() for route, word in garden.words.items() if any(route[: len(at)] == at for at in places)}


def notice(grown, route, wanted):
    """Say who gets something else when a key is left out, or changed."""
    garden, folder, before, printed, _, shared = grown
    file = folder / "portfolios" / route[0]
    whole = file.read_text("utf-8")
    file.write_text(garden.without(route), "utf-8")
    try:
        after = school.Readers(folder, shared, before)
        found = {Where.CHECK} if before.said != after.said else set()
        if Where.PAPER in wanted and printed != school.papers(folder):
            found.add(Where.PAPER)
        if wanted != {Where.CHECK} and before.pages(Audience.PUBLIC) != after.pages(Audience.PUBLIC):
            found |= {Where.PAGE, Where.SITE}
        others = (Audience.TEAM, Audience.JURY)
        if (wanted - found) & {Where.TEAM} and any(before.pages(one) != after.pages(one) for one in others):
            found |= {Where.TEAM, Where.SITE}
        if (wanted - found) & {Where.SITE} and any(
            (before.pages(one), before.files(one)) != (after.pages(one), after.files(one)) for one in Audience
        ):
            found.add(Where.SITE)
        return found
    finally:
        file.write_text(whole, "utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_who_reads_a_key_is_who_its_row_names(grown, name):
    """And what is the team's alone changes nothing of the public's pages.

    A key whose words are found is known to be read; each of the others is left out in turn, a third of them daily.
    """
    wrong = {}
    for rank, key in enumerate(getattr(tables, name)):
        if (name, key.name) in ASKED:
            continue
        places = grown[0].places.get((name, key.name), [])
        assert places or key.name == "le", f"{name}.{key.name} is nowhere in the school of the test"
        wanted = {Where.SITE} if key.keys is not None and PAGES & set(key.shown) else set(key.shown)
        words = own(grown, name, key.name)
        said = {where for where in Where if words & grown[4].get(where, set())}
        said |= {Where.SITE} if key.keys is not None and PAGES & said else set()
        found = set(said)
        for route in places if DEEP or rank % 3 == 0 else ():
            if wanted - found:
                found |= notice(grown, route, wanted - found)
        unread = words and key.name != "code" and {Where.PAGE, Where.TEAM} & wanted and not PAGES & said
        hidden = Where.TEAM in wanted and Where.PAGE not in wanted and Where.PAGE in said
        leaked = Where.PAGE in found and not wanted & {Where.PAGE, Where.SITE, Where.CHECK}
        unseen = wanted - found if DEEP or rank % 3 == 0 else set()
        if unseen or unread or hidden or leaked:
            wrong[key.name] = (sorted(unseen), unread, hidden, leaked)
    assert wrong == {}


def test_who_reads_more_reads_all_that_the_others_do(grown):
    """What the team alone reads stays off the jury's pages too."""
    *_, words, _ = grown
    public, jury, team = words[Where.PAGE], words["jury"], words[Where.TEAM]
    assert public <= jury <= team
    for name, keys in TEAM_ALONE.items():
        for key in keys:
            assert own(grown, name, key)
            assert not own(grown, name, key) & jury
            assert own(grown, name, key) & team
