"""The forms in which one entry may be written: by hand, by a web form, by another program."""

import pytest

from vitrail.content.model.framework import Alias
from vitrail.content.reading.text.parse import parse_yaml
from vitrail.content.values.fields import open_fields
from vitrail.content.values.key import text_keys
from vitrail.content.values.keys import COHORT, COMPETENCY, FRAMEWORK, INTERNSHIP, REALISATION, STUDENT

HAND = """compétences:
  B1.1: 240 postes inventoriés : un agent par poste
  b1.2:
"""
OBSIDIAN = """compétences:
  - "B1.1: 240 postes inventoriés : un agent par poste"
  - b1.2
"""
DASHES = """compétences:
- B1.1: 240 postes inventoriés : un agent par poste
- b1.2:
"""
DECAP = """compétences:
  - code: B1.1
    phrase: 240 postes inventoriés : un agent par poste
  - code: b1.2
"""
SVELTIA = """compétences:
  - phrase: "240 postes inventoriés : un agent par poste"
    code: B1.1
  - phrase:
    code: b1.2
"""
JSON = """{"compétences": [{"code": "B1.1", "phrase": "240 postes inventoriés : un agent par poste"}, {"code": "b1.2"}]}
"""
BLOCK = """compétences: |
  B1.1: 240 postes inventoriés : un agent par poste
  b1.2
"""
WRITTEN = {"Obsidian": OBSIDIAN, "tirets": DASHES, "Decap": DECAP, "Sveltia": SVELTIA, "JSON": JSON, "bloc": BLOCK}


def read(text, keys):
    """The values of some lines of YAML, and what is said of them."""
    faults = []
    document = parse_yaml("a.yml", text.encode(), keys=text_keys(keys))
    assert not document.diagnostics
    fields = open_fields(document, faults, keys)
    return fields, faults


def claims(text):
    """The claims of a réalisation: code, sentence, line and column; and faults, as the report prints them."""
    fields, faults = read(text, REALISATION)
    found = fields.values().get("claims", ())
    said = [f"{one.code} {one.place.line}:{one.place.column} {one.message}" for one in faults]
    return [(one.cited, one.sentence, one.place.line, one.place.column) for one in found], said


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_claim_is_one_however_it_is_written(text):
    """In a mapping, in a list, by a form of Decap or Sveltia, by Obsidian, as JSON, as lines of a text."""
    found, said = claims(text)
    assert [(code.upper(), sentence) for code, sentence, *_ in found] == [
        ("B1.1", "240 postes inventoriés : un agent par poste"),
        ("B1.2", None),
    ]
    assert said == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (HAND, [(2, 3), (3, 3)]),
        (DASHES, [(2, 3), (3, 3)]),
        (OBSIDIAN, [(2, 6), (3, 5)]),
        (DECAP, [(2, 11), (4, 11)]),
        (SVELTIA, [(3, 11), (5, 11)]),
        ("compétences: B1.1, B1.2", [(1, 14), (1, 20)]),
        ("compétences: [B1.1, {B1.2: Oui}]", [(1, 15), (1, 22)]),
    ],
)
def test_the_place_of_a_claim_is_that_of_its_code(text, places):
    """A code that means nothing is told where it stands, whatever the form."""
    assert [place for _, _, *place in claims(text)[0]] == [list(place) for place in places]


def test_codes_on_a_line_are_cut_and_a_sentence_is_not():
    """« B1.1, B1.2 » are two codes, as before; a comma in what follows a code is its sentence's."""
    assert [code for code, *_ in claims("compétences: B1.1, B1.2 ;B1.3")[0]] == ["B1.1", "B1.2", "B1.3"]
    assert claims("compétences: 'B1.1: installé, puis testé'")[0] == [("B1.1", "installé, puis testé", 1, 15)]


@pytest.mark.parametrize("text", ["M. Durand (SISR, réseau), Mme Lambert", "['M. Durand (SISR, réseau)', Mme Lambert]"])
def test_a_team_on_a_line_is_as_many_people_as_it_names(text):
    """As a list is; a comma within brackets parts nobody."""
    team = read(f"équipe: {text}", COHORT)[0].values()["team"]
    assert [teacher.name for teacher in team] == ["M. Durand (SISR, réseau)", "Mme Lambert"]


def test_a_misspelt_key_of_a_claim_is_told_with_the_right_one():
    """And not as a competency called « FRASE »."""
    text = "compétences:\n  - code: B1.1\n    frase: Oui\n  - cod: B1.2\n    phrase: Non\n"
    found, said = claims(text)
    assert found == [("B1.1", None, 2, 11)]
    assert [one.split(" ", 2)[:2] for one in said] == [["STR019", "3:5"], ["STR019", "4:5"], ["STR017", "4:5"]]


def test_what_is_no_sentence_is_told_and_its_claim_is_kept():
    """Where it stands, once."""
    found, said = claims("compétences: {B1.1: [a, b], B1.2: Oui}")
    assert found == [("B1.1", None, 1, 15), ("B1.2", "Oui", 1, 29)]
    assert [one.split(" ", 2)[:2] for one in said] == [["STR018", "1:21"]]


def test_no_more_competencies_are_cited_than_a_page_may():
    """A list without end would cost minutes."""
    found, said = claims(f"compétences: [{', '.join(f'C{number}' for number in range(201))}]")
    assert len(found) == REALISATION["compétences"].most == 200
    assert [one.split(" ", 2)[:2] for one in said] == [["STR018", "1:14"]]


def test_a_sign_after_a_code_is_a_remark_and_one_in_a_sentence_is_text():
    """Under « compétences », « # » belongs to the sentence, and never to the code."""
    text = "compétences:\n  - code: B1.1 # le premier\n    phrase: Ticket #12 : clos\n"
    assert claims(text)[0] == [("B1.1", "Ticket #12 : clos", 2, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "liens:\n  Ma forge: https://forge.example/a\n  Mon blog: https://blog.example/\n",
        "liens:\n  - {titre: Ma forge, lien: 'https://forge.example/a'}\n  - nom: Mon blog\n    url: https://blog.example/\n",
        "liens:\n  - Ma forge: https://forge.example/a\n  - Mon blog: https://blog.example/\n",
        "liens:\n  - 'Ma forge : https://forge.example/a'\n  - 'Mon blog: https://blog.example/'\n",
    ],
)
def test_a_link_is_one_however_it_is_written(text):
    """And its title keeps the letters that it was given."""
    found = read(text, STUDENT)[0].records("liens")
    assert [(one.label, one.url) for one in found] == [
        ("Ma forge", "https://forge.example/a"),
        ("Mon blog", "https://blog.example/"),
    ]


def test_an_address_alone_is_its_own_title():
    """Without « https:// », which says nothing."""
    assert [one.label for one in read("liens: ['https://blog.example/lea/']", STUDENT)[0].records("liens")] == [
        "blog.example/lea"
    ]


def test_a_link_without_its_address_is_told():
    """It was lost without a word."""
    fields, faults = read("liens: [{titre: Ma forge}]", STUDENT)
    assert fields.records("liens") == ()
    assert [fault.code for fault in faults] == ["STR017"]


@pytest.mark.parametrize(
    "text", ["{S1: Le texte}", "[{S1: Le texte}]", "[{code: S1, texte: Le texte}]", "['S1: Le texte']"]
)
def test_a_pair_of_a_referentiel_is_one_however_it_is_written(text):
    """Sources, remarks and bands of a table."""
    assert read(f"sources: {text}", FRAMEWORK)[0].records("sources") == (("S1", "Le texte"),)


def test_two_unknown_keys_of_a_source_are_no_two_sources():
    """Misspelt keys stay unknown keys."""
    fields, faults = read("sources: [{cod: S1, txte: Le texte}]", FRAMEWORK)
    assert fields.records("sources") == ()
    assert [fault.code for fault in faults] == ["STR019", "STR019", "STR017", "STR017"]


def test_an_alias_says_since_when_in_any_form():
    """A name, a name and its first session, or each of its keys; bounds that cross are told."""
    text = "alias: [E5, {E5.1: 2025}, {nom: E6, depuis la session: 2030, jusqu'à la session: 2025}]"
    fields, faults = read(text, COMPETENCY)
    assert fields.values()["aliases"] == (
        Alias(name="E5"),
        Alias(name="E5.1", from_session=2025),
        Alias(name="E6", from_session=2030),
    )
    assert [fault.id for fault in faults] == ["DAT004.sessions"]


@pytest.mark.parametrize(
    "text",
    [
        "accord: {étudiant: 02/05/2026, organisation: 05/05/2026}",
        "accord:\n  - étudiant: 02/05/2026\n  - entreprise: 05/05/2026\n",
    ],
)
def test_a_mapping_may_be_a_list_of_its_parts(text):
    """A dash before each key is a habit."""
    accord = read(text, INTERNSHIP)[0].values()["accord"]
    assert [day.isoformat() for day in accord.days] == ["2026-05-02", "2026-05-05"]


def test_two_of_what_is_one_are_told():
    """A second agreement is not taken for the first."""
    fields, faults = read("convention: [{signée le: 02/05/2026}, {signée le: 03/05/2026}]", INTERNSHIP)
    assert fields.record("convention") is None
    assert [fault.code for fault in faults] == ["STR018"]
