"""Where a cursor is among the keys of a file that may not parse."""

import pytest

from vitrail.content.values import keys
from vitrail.doors.editing.cursor import spot_at

HEAD = "---\ntitre: x\n"
CASES = {
    "a key at the top": ("mo|", None, "mo", ("titre",)),
    "a choice": ("mode: vé|", "mode", "vé", None),
    "the end of an unclosed file": ("mode: |", "mode", "", None),
    "a code": ("compétences:\n  B1.1: ok\n  B1|\nmode: x", "compétences", "B1", ("b1.1",)),
    "the sentence of a code": ("compétences:\n  B1.1: |", "phrase", "", None),
    "a code of a list": ("compétences: [B1.1, B2|]", "compétences", "B2", ("b1.1",)),
    "what a code holds": ("compétences:\n  B1.1:\n    phrase: x\n    p|", "compétences", "p", ("phrase",)),
    "a key of a mapping in a list": ("productions:\n  - titre: l'un d'eux\n    fi|", "productions", "fi", ("titre",)),
    "dashes at the margin": ("productions:\n- titre: x\n  fi|", "productions", "fi", ("titre",)),
    "a file": ("productions:\n  - titre: x\n    fichier: fichiers/pl|", "fichier", "fichiers/pl", None),
    "a key of a flow mapping": ("productions:\n  - {titre: x, fi|}", "productions", "fi", ("titre",)),
    "a file of a flow mapping": ("productions: [{titre: d'ici, fichier: a|", "fichier", "a", None),
    "a flow mapping on two lines": ("productions: [\n  {titre: x,\n   fichier: |", "fichier", "", None),
    "a list in a flow mapping": ("productions: [{titre: x, prouve: [B1.1, B|\nmode: x", "prouve", "B", None),
    "an item of a list": ("équipe:\n  - ben|", "équipe", "ben", None),
    "an item between brackets": ("équipe: [durand-zoe, |]", "équipe", "", None),
    "a mapping below": ("fiche:\n  li|\nstatut: x", "fiche", "li", ()),
    "behind a quote": ('compétences: {B1.1: "a, b", |}', "compétences", "", ("b1.1",)),
}


def _spot(text, table=keys.REALISATION):
    before, _, after = text.partition("|")
    lines = (before + after).split("\n")
    return spot_at(lines, before.count("\n"), len(before.rpartition("\n")[2]), table, markdown=True)


@pytest.mark.parametrize(("text", "key", "written", "taken"), CASES.values(), ids=CASES)
def test_the_way_to_a_cursor_is_found_by_indentation_and_brackets(text, key, written, taken):
    """Whatever is missing below it: quotes, brackets, the closing dashes."""
    spot = _spot(HEAD + text)
    assert (spot.key.name if spot.key else None, spot.written) == (key, written)
    if taken is not None:
        assert set(taken) <= spot.taken


@pytest.mark.parametrize("text", ["mode: x # re|", "---\n\nLe texte, mode: |", "# compét|"])
def test_a_remark_and_the_text_below_are_no_keys(text):
    """Nothing is offered there."""
    assert _spot(HEAD + text) is None


def test_a_list_of_mappings_is_begun_with_a_dash():
    """A key typed right under « productions » would not be read."""
    assert _spot(HEAD + "productions:\n  |").dash
    assert not _spot(HEAD + "productions:\n  - |").dash
    assert not _spot(HEAD + "fiche:\n  |").dash


def test_a_page_without_dashes_has_no_keys_and_a_yaml_file_is_all_keys():
    """What begins a page tells which it is."""
    assert _spot("Bonjour, mode: |") is None
    assert spot_at(["- réalisation: glpi", "  av"], 1, 4, keys.VERDICT, markdown=False).taken == {"realisation"}
