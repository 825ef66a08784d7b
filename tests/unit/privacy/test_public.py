"""In a repository that everybody reads, what speaks of somebody else is said before anything is sent."""

from datetime import date

import pytest

from tests.unit.handing.classes import written
from tests.unit.handing.repositories import portfolio
from vitrail.building.making.works import examined
from vitrail.content.model.audience import Audience
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.disk.tree import File
from vitrail.content.reading.text.documents import read_document
from vitrail.content.values.keys import INTERNSHIP, PERSONAL
from vitrail.doors.authoring.form import FieldWords, fields
from vitrail.doors.editing.unsaved import HeldText
from vitrail.doors.handing.packing import hand_in
from vitrail.doors.scaffolding.files import stage_page
from vitrail.ground.language import FRENCH
from vitrail.knowledge.privacy.naming import persons
from vitrail.site.settings import CommandOptions, find_project

PUBLIC = "portfolios/etablissement.yml"
PLACED = SourceFile(file=File(path="index.md", disk="index.md"), role=FileRole.INTERNSHIP)
DAY = date(2026, 6, 1)
STAGE = """\
---
organisation: {nom: Mairie}
du: 01/06/2026
au: 26/06/2026
tuteur: {nom: Mme Kerbrat}
professeur référent: M. Durand
absences: [{du: 02/06/2026, motif: rendez-vous}]
---

Avec mon tuteur, Yann Le Goff, et Léa Moreau.
"""


def told(root, *, public):
    """Give the codes, places and values of what check says of a portfolio alone."""
    files = portfolio("Moreau", "Léa", **{"stages/mairie/index.md": STAGE})
    written(root, files | ({PUBLIC: "dépôt: public\n"} if public else {}))
    project = find_project(root, CommandOptions(), Audience.TEAM)
    return [fault for fault in examined(project).diagnostics if fault.code in {"PRV001", "PRV008"}]


def test_each_key_that_speaks_of_somebody_is_told_with_its_line(tmp_path):
    """On the student's machine: what is sent once is read for ever."""
    keys = [fault for fault in told(tmp_path, public=True) if fault.code == "PRV008"]
    assert [(fault.values["key"], fault.place.line) for fault in keys] == [
        ("tuteur", 5),
        ("professeur référent", 6),
        ("absences", 7),
    ]


def test_the_persons_of_a_text_are_listed_but_its_author(tmp_path):
    """To be read again: they are guesses, and hide nothing."""
    (fault,) = [fault for fault in told(tmp_path, public=True) if fault.code == "PRV001"]
    assert (fault.id, fault.values["names"], fault.place.line) == ("PRV001.person", ("Yann Le Goff",), 10)


def test_what_the_team_holds_is_not_asked_of_the_author_of_a_public_repository(tmp_path):
    """A tutor, a teacher, follow-ups and the académie, which a private one is told to write."""
    asked = {}
    for public in (True, False):
        files = portfolio("Moreau", "Léa", **{"stages/mairie/index.md": "---\ndu: 01/06/2026\nau: 26/06/2026\n---\n"})
        place = written(tmp_path / str(public), files | {PUBLIC: "dépôt: public\n"} if public else files)
        project = find_project(place, CommandOptions(), Audience.TEAM)
        asked[public] = {fault.code for fault in examined(project).diagnostics}
    assert asked[False] - asked[True] == {"STG004", "STG017", "STG037", "STG043"}


def test_a_hand_in_of_a_public_repository_says_which_key_speaks_of_somebody(tmp_path):
    """The zip is written all the same: its reader is the team, and the push comes after."""
    written(tmp_path, portfolio("Moreau", "Léa", **{"stages/mairie/index.md": STAGE}) | {PUBLIC: "dépôt: public\n"})
    done = hand_in(find_project(tmp_path, CommandOptions(), Audience.TEAM), "")
    assert [fault.values["key"] for fault in done.exposed] == ["tuteur", "professeur référent", "absences"]
    assert done.files == 3


def test_a_repository_of_which_nothing_is_said_keeps_its_keys(tmp_path):
    """As before: a private one may hold them."""
    assert told(tmp_path, public=False) == []


@pytest.mark.parametrize("text", ["Mon tuteur.", "Marie a dit", "Le Monde", "Windows Server", "M. le maire", "Mme"])
def test_who_has_no_name_is_nobody(text):
    """A function, a first name alone, a product."""
    assert [*persons(text)] == []


def test_a_new_stage_offers_no_key_that_speaks_of_somebody():
    """Neither as a commented line nor among the other keys."""
    page, usual = (stage_page("Mairie", DAY, DAY, None, public=public) for public in (True, False))
    assert not [name for name in PERSONAL if f"{name}:" in page or f", {name}" in page]
    assert all(f"{name}:" in usual for name in PERSONAL)


def test_the_form_has_no_field_for_such_a_key_unless_it_is_written():
    """What stands there can be seen and removed."""
    words = FieldWords(say=FRENCH, names=lambda _: (), public=True)
    document = read_document(HeldText(b"---\ntuteur: {nom: Mme Kerbrat}\n---\n"), PLACED)
    offered = {field.name for field in fields(INTERNSHIP, document, words)}
    assert offered & PERSONAL == {"tuteur"}
