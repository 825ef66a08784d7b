"""What may be written at a cursor, in the sample school."""

import pytest

from vitrail.content.reading.text.documents import TABLES
from vitrail.doors.editing.completing import OfferKind, links, offers
from vitrail.doors.editing.cursor import spot_at

WORK = "2025-2027/moreau-lea/realisations/glpi.md"
STAGE = "2025-2027/moreau-lea/stages"


@pytest.fixture(scope="module")
def lea(sample):
    """A portfolio with stages, files and classmates."""
    return sample.judge(("2025-2027", "moreau-lea"))


@pytest.fixture
def offered(sample, lea):
    """Give a function: what is offered at the bar of some keys of a réalisation."""

    def at(text, role="réalisation"):
        before, _, after = ("---\n" + text).partition("|")
        lines = (before + after).split("\n")
        row, column = before.count("\n"), len(before.rpartition("\n")[2])
        return offers(spot_at(lines, row, column, TABLES[role], markdown=True), lea, sample)

    return at


def _labels(found):
    return [one.label for one in found]


def test_keys_are_those_of_the_mapping_less_those_it_has(offered):
    """With what to write there, from the one table."""
    found = offered("titre: x\n|")
    assert "titre" not in _labels(found)
    assert {"mode", "compétences", "productions"} <= set(_labels(found))
    (mode,) = offered("titre: x\nmod|")
    assert (mode.text, mode.kind) == ("mode: ", OfferKind.KEY)
    assert "`mode: vécue`" in mode.help
    assert _labels(offered("productions:\n  - {titre: x, fic|}")) == ["fichier"]
    assert offered("productions:\n  ti|")[0].text == "- titre: "


def test_an_accent_or_a_capital_that_lacks_hides_nothing(offered):
    """« Equip » is « équipe »."""
    assert _labels(offered("Equip|")) == ["équipe"]
    assert _labels(offered("mode: OBS|")) == ["observée"]


def test_codes_are_found_by_code_by_title_and_by_the_words_of_the_lexicon(offered):
    """The option's alone; a code that is cited already is not offered twice."""
    assert _labels(offered("compétences:\n  B1.1.|"))[0] == "B1.1.1"
    assert "B1.1" in _labels(offered("compétences:\n  patrimoine|"))
    assert "B1.1.5" in _labels(offered("compétences:\n  sauvegarde|"))
    found = offered("compétences:\n  B1.1.1: fait\n  B1.1.|")
    assert "B1.1.1" not in _labels(found)
    assert found[0].text.endswith(": ")
    assert found[0].detail
    assert not any(code.startswith("B2B") for code in _labels(offered("compétences: [|]")))
    assert offered("compétences: [B1.1.|]")[0].text == "B1.1.1"
    assert "B1.1.1" in _labels(offered("productions: [{prouve: [B1.1.|]}]"))
    assert "B1.1.1" in _labels(offered("auto-évaluation: {B1.1.|"))


def test_a_colon_that_stands_after_the_cursor_is_not_written_twice(offered):
    """The code of a phrase, or the key of a value, is chosen again: « B1.1.2: : Les… » does not parse."""
    assert offered("compétences:\n  B1.1.1|: Les postes sont recensés.")[0].text == "B1.1.1"
    assert offered("compétences:\n  B1.1.1| : Les postes.")[0].text == "B1.1.1"
    assert offered("compétences: {B1.1.1|: Les postes.}")[0].text == "B1.1.1"
    assert offered("titre: x\nmod|: vécue")[0].text == "mode"
    assert offered("compétences:\n  B1.1.1| Les postes.")[0].text == "B1.1.1: "


def test_choices_of_a_key_are_its_words(offered):
    """And those of a visibility, and « oui » or « non »."""
    assert _labels(offered("mode: |"))[:2] == ["vécue", "observée"]
    assert _labels(offered("visibilité: |")) == ["publique", "jury", "équipe"]
    assert {"formation", "stage"} <= set(_labels(offered("contexte: [formation, |]")))
    assert _labels(offered("statut: br|")) == ["brouillon"]


def test_names_are_those_of_the_portfolio_and_of_its_class(offered, lea):
    """Files, stages, classmates."""
    files = _labels(offered("productions:\n  - fichier: |"))
    assert files
    assert all(path.startswith("fichiers/") for path in files)
    assert _labels(offered("stage: |")) == [one.slug for one in lea.student.internships]
    mates = _labels(offered("équipe: [|]"))
    assert "benali-yanis" in mates
    assert "moreau-lea" not in mates
    assert set(_labels(offered("oral: [|]", "présentation"))) == {one.slug for one in lea.student.realisations}
    assert set(_labels(offered("option: |", "présentation"))) == {"SISR", "SLAM"}
    assert "bloc 2" in _labels(offered("épreuves: [|]"))


def test_a_path_that_yaml_would_misread_is_in_quotes(lea, offered, monkeypatch):
    """« Capture d’écran, 12.png » holds a comma."""
    from vitrail.doors.editing import completing

    monkeypatch.setattr(completing, "files_in", lambda _: iter([_file("fichiers/Capture d’écran, 12.png")]))
    assert offered("photo: |", "présentation")[0].text == '"fichiers/Capture d’écran, 12.png"'
    written, found = links("Voir ![](../fichiers/Cap", WORK, lea)
    assert (written, found[0].text) == ("../fichiers/Cap", "<../fichiers/Capture d’écran, 12.png>")
    assert links("Rien d'ouvert ](ici) ", WORK, lea) is None


def _file(path):
    from vitrail.content.reading.disk.roles import FileRole, SourceFile
    from vitrail.content.reading.disk.tree import File

    whole = f"2025-2027/moreau-lea/{path}"
    return SourceFile(file=File(path=whole, disk=whole), role=FileRole.ATTACHMENT)
