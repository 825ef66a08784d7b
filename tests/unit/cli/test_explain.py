"""``vitrail explain``: what a code means, from the terminal."""

import re

import pytest

from vitrail.doors.documentation.pages import PAGES
from vitrail.ground.diagnostics import known_codes

NAMES = sorted({code.name for code in known_codes().values()})


@pytest.mark.usefixtures("empty")
def test_every_code_has_its_page(vitrail):
    """Sentence, mending and reason, as the page of all has them; no project is needed."""
    documented = PAGES["diagnostics.md"]()
    code, said = vitrail("explain", *NAMES)
    assert code == 0
    assert said.count("\n\nQue faire\u202f: ") == documented.count("\n\nQue faire\u202f: ")
    for known in known_codes().values():
        assert f"### {known.name}\n" in documented
    assert said.count("\n\nQue faire") == len(known_codes())
    assert "\n### STR001.loop" not in documented


@pytest.mark.usefixtures("empty")
def test_a_page_is_written_for_a_terminal_with_the_example_of_its_code(vitrail):
    """Neither the names of what fills a sentence, nor the signs of Markdown."""
    said = vitrail("explain", "STR018")[1].replace("\u202f", " ")
    first, _, *rest = said.splitlines()
    assert first == "STR018"
    assert "Erreur. « … » n’est pas une valeur de « … » : par prudence, l’élément reste caché." in rest
    assert "Les valeurs possibles sont …\n" in said
    assert said.rstrip().endswith("Par exemple : « statut: définitif » devient « statut: soumise ».")
    every = vitrail("explain", *NAMES)[1]
    assert not re.findall(r"\{[a-z_]+\}|^#|\*\*\w|`", every, re.MULTILINE)


@pytest.mark.usefixtures("empty")
def test_a_code_is_found_whatever_its_case(vitrail):
    """As it is typed or pasted; a zero or a space more or less is no other code."""
    assert vitrail("explain", "ref001")[1].startswith("REF001\n")
    for written in ("STG 20", "stg20", "STG-020."):
        assert vitrail("explain", written)[1].startswith("STG020\n")


@pytest.mark.usefixtures("empty")
def test_a_wrong_code_is_a_wrong_command_with_the_nearest(vitrail):
    """Exit 2."""
    code, said = vitrail("explain", "REF0001")
    assert code == 2
    assert "Vouliez-vous dire REF001" in said
    code, said = vitrail("explain", "bonjour")
    assert code == 2
    assert "« MED »" in said.replace("\u202f", " ") or "MED" in said


@pytest.mark.usefixtures("empty")
def test_a_rule_on_stages_is_explained_with_the_sentence_of_its_text(vitrail):
    """Where the sentence begins or stops inside another, « […] » says so."""
    said = vitrail("explain", "STG020")[1]
    assert "(R20) : « […] nécessairement une période de quatre à cinq semaines consécutives en fin de première" in said
