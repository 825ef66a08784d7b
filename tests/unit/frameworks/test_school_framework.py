from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitrail.content.frameworks.building import build
from vitrail.content.frameworks.lexicon import heard, kin
from vitrail.content.frameworks.queries import judged, resolve, scope
from vitrail.content.model.source import Source
from vitrail.content.reading.frameworks import frameworks_of, load_shipped
from vitrail.content.reading.text.parse import parse_yaml
from vitrail.content.values.document import Document

FILE = (
    Path(__file__).parents[2]
    / "portfolios"
    / "referentiel-fictif"
    / "portfolios"
    / "referentiels"
    / "arts-de-la-lumiere.yml"
)
TOO_DEEP = "".join(f"- {{code: n{n}, titre: t, dépend de: n{n - 1}}}\n" for n in range(1, 22))
NESTED = "compétences: [{code: R, titre: R, contient: [{code: S, titre: S, contient: [{code: T, titre: T}]}]}]\n"
TWINS = "compétences: [{code: R, titre: R, options: [A], %s: Z}, {code: S, titre: S, options: [B], %s: Z}]\n"
HEAD = """\
identifiant: x
titre: X
niveaux: [bloc, compétence]
niveau jugé: compétence
options: [A, B]
"""
ITEMS = "compétences: [{code: R, titre: Racine}]\n"


def read(text: str):
    """Read a référentiel written in a test."""
    document = parse_yaml("referentiels/x.yml", text.encode())
    assert not document.rejected
    return build(document)


def codes(text: str):
    """Give the codes of the faults."""
    return [fault.code for fault in read(text)[1]]


@pytest.fixture(name="fictional")
def _fictional():
    framework, faults = build(parse_yaml("referentiels/lumiere.yml", FILE.read_bytes()))
    assert [fault.message for fault in faults] == []
    return framework


def test_a_misspelled_code_is_told_as_the_key_that_it_is():
    """An entry that lacks its code is left out, and its unknown keys are told: one of them may be the code."""
    faults = read(HEAD.replace("options: [A, B]", "options: [{cod: A, titre: Un}]") + ITEMS)[1]
    assert [(one.code, one.values["key"]) for one in faults] == [("STR017", "code"), ("STR019", "cod")]


def test_a_third_referentiel_may_have_any_depth_and_options(fictional):
    """Five levels, three options, its own scale and hues, nested and flat items."""
    assert max(item.depth for item in fictional.competencies) == 4
    assert [option.id for option in fictional.options] == ["VER", "OMB", "NEO"]
    assert fictional.scale == ("étincelle", "lueur", "flamme", "phare")
    assert fictional.hues == {"L": "cobalt", "O": "amber"}
    assert [item.id for item in fictional.competencies][-6:] == ["O", "O.V", "O.V.1", "O.1.10", "O.N", "O.N.1"]


def test_its_codes_and_aliases_resolve(fictional):
    """Local codes through the option, aliases through the session, columns through the table."""
    assert resolve(fictional, "o.1", "NEO", 2031).id == "O.N"
    assert resolve(fictional, "E1.1", "VER", 2031).id == "L.1.1"
    assert resolve(fictional, "E1.1", "VER", 2034).id == "L.1.2"
    assert "O.V.1" in scope(fictional, "OMB").asked
    assert "O.V" not in scope(fictional, "OMB").asked
    assert judged(fictional, "NEO") == ("L.1.1", "O.N.1")


def test_a_referentiel_may_have_no_option():
    """Everything is then asked of everyone, whatever option a student writes."""
    framework, faults = read(
        "identifiant: y\ntitre: Y\nniveaux: [axe]\nniveau jugé: axe\ncompétences: [{code: '1.10', titre: T}]\n"
    )
    assert not faults
    assert scope(framework, None).asked == scope(framework, "SISR").asked == ("1.10",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ITEMS, "STR017"),
        (HEAD + "compétences: [{titre: sans code}, {code: R, titre: R}]\n", "STR017"),
        (HEAD + ITEMS + "première session: bientôt\n", "STR018"),
        (HEAD + ITEMS + "échelle: {a: b}\n", "STR018"),
        (HEAD + "compétences: [{code: R.1, titre: R}, {code: r.1, titre: S}]\n", "FRA003"),
        (HEAD + "compétences: [{code: R, titre: R}, {code: S, titre: S, dépend de: Z}]\n", "FRA008"),
        (HEAD + "compétences: [{code: R, titre: R, dépend de: S}, {code: S, titre: S, dépend de: R}]\n", "FRA005"),
        (HEAD + "compétences: [{code: R, titre: R, alias: Z}, {code: S, titre: S, alias: z}]\n", "FRA003"),
        (HEAD + "compétences: [{code: R, titre: R, alias: S}, {code: S, titre: S}]\n", "FRA003"),
        (HEAD + "compétences: [{code: R, titre: R, options: [C]}]\n", "FRA008"),
        (HEAD + ITEMS + "tableaux: [{code: t, titre: T, colonnes: [R, Q]}]\n", "FRA008"),
        (HEAD + ITEMS + "tableaux: [{code: t, titre: T, colonnes: [R], épreuves: [E9]}]\n", "FRA008"),
        (HEAD + ITEMS + "echele: [a]\n", "STR019"),
        (HEAD + "compétences: [{code: R, titre: R, niveau: zone}]\n", "FRA008"),
        (HEAD + NESTED, "FRA005"),
        (HEAD + "compétences: [{code: R, titre: R, code court: K}, {code: S, titre: S, code court: k}]\n", "FRA003"),
        (
            HEAD + ITEMS + "épreuves: [{code: E, titre: E, depuis la session: 2031, jusqu'à la session: 2030}]\n",
            "DAT004",
        ),
        (HEAD + "compétences:\n- {code: n0, titre: t}\n" + TOO_DEEP, "FRA005"),
    ],
)
def test_a_fault_is_named(text, code):
    """Each fault of a référentiel's file has its code, and reading goes on."""
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ITEMS,
        HEAD + TWINS % ("alias", "alias"),
        HEAD + TWINS % ("code court", "code court"),
        HEAD + "compétences: [{code: R.1, titre: R}, {code: R.10, titre: S, dépend de: r.1}]\n",
        HEAD + ITEMS + "tableaux: [{code: t, titre: T, colonnes: {a: [r]}}]\n",
        HEAD + ITEMS + "épreuves: [{code: E, titre: E, depuis la session: 2030, jusqu'à la session: 2030}]\n",
    ],
)
def test_what_is_right_is_left_alone(text):
    """Names that no learner shares, codes in any case and bounds in order are no fault."""
    assert codes(text) == []


def test_a_fault_stands_at_its_value():
    """The second of two codes is shown, with the line of the first and the nearest valid value."""
    text = HEAD + "compétences:\n- {code: R.1, titre: R}\n- {code: S, titre: S, dépend de: R.2}\n"
    fault = read(text)[1][0]
    assert (fault.place.line, fault.place.column) == (8, 34)
    assert fault.advice.startswith("Vouliez-vous dire «\u202fR.1\u202f»\u202f?")


def test_values_are_read_as_in_any_other_file():
    """« oe » is « œ », « vrai » is yes, a day is a date, a comma parts a list: whatever students may write."""
    text = HEAD.replace("[bloc, compétence]", "[{niveau: bloc, libellé: Mise en œuvre}]") + ITEMS
    text = text.replace("niveau jugé: compétence", "niveau jugé: mise en oeuvre")
    text += "valide du: 1er septembre 2030\néchelle: peu, assez\n"
    text += "textes: [{référence: Arrêté, publié le: 2030-02-03}]\n"
    framework, faults = read(text + "épreuves: [{code: E, titre: E, non vérifié: vrai}]\n")
    assert not faults
    assert framework.judged_level == "bloc"
    assert (framework.valid_from, framework.legal[0].published) == (date(2030, 9, 1), date(2030, 2, 3))
    assert framework.exams[0].unverified
    assert framework.scale == ("peu", "assez")


def test_a_date_that_does_not_exist_is_told_at_its_place():
    """Under the code that students know."""
    fault = read(HEAD + ITEMS + "valide du: 31/02/2030\n")[1][0]
    assert (fault.code, fault.place.line) == ("DAT001", 7)


def test_a_cycle_is_cut_and_loses_nothing():
    """The first of the cycle becomes a root, the others hang from it."""
    text = HEAD + "compétences: [{code: R, titre: R, dépend de: S}, {code: S, titre: S, dépend de: R}]\n"
    framework, _ = read(text)
    assert [(item.id, item.parent) for item in framework.competencies] == [("R", None), ("S", "R")]


def test_a_faulty_value_alone_is_left_out():
    """An unknown column goes, its table stays."""
    framework, _ = read(HEAD + ITEMS + "tableaux: [{code: t, titre: T, colonnes: [R, Q]}]\n")
    assert framework.tables[0].columns == {None: ("R",)}


@pytest.mark.parametrize("text", ["titre: X\n" + ITEMS, HEAD, HEAD + "compétences: beaucoup\n"])
def test_without_identifier_or_competency_there_is_no_referentiel(text):
    """Nothing could name it or be covered."""
    assert read(text)[0] is None


def test_an_identifier_is_taken_once():
    """A school's file cannot replace a shipped référentiel, and says whose the identifier is."""
    text = HEAD.replace("identifiant: x", "identifiant: fr.bts-sio.2019") + ITEMS
    held, faults = frameworks_of(load_shipped(), [parse_yaml("referentiels/x.yml", text.encode())])
    assert held == load_shipped()
    assert [fault.code for fault in faults] == ["FRA003"]
    assert "fourni avec Vitrail" in faults[0].message


def test_a_new_identifier_joins_the_shipped_ones():
    """A school's référentiel stands beside the two others."""
    held, faults = frameworks_of(load_shipped(), [parse_yaml("referentiels/x.yml", (HEAD + ITEMS).encode())])
    assert set(held) == {*load_shipped(), "x"}
    assert not faults


def test_a_tree_has_twenty_levels_at_most():
    """A chain of parents without end is cut, so that it costs no more than its length."""
    chain = "".join(f"- {{code: n{n}, titre: t, dépend de: n{n - 1}}}\n" for n in range(1, 3000))
    framework, faults = read(HEAD + "compétences:\n- {code: n0, titre: t}\n" + chain)
    assert len(framework.competencies) == 3000
    assert max(item.depth for item in framework.competencies) == 19
    assert "FRA005" in {fault.code for fault in faults}


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_no_parents_make_a_crash_or_lose_an_item(seed):
    """Any web of parents, cycles and strangers included, becomes a tree of all the items."""
    rng = Random(seed)
    items = [{"code": f"c{n}", "titre": "t", "depend de": f"c{rng.randint(0, 8)}"} for n in range(rng.randint(1, 7))]
    data = {"identifiant": "x", "titre": "X", "niveaux": ["a"], "niveau juge": "a", "competences": items}
    framework, _ = build(Document(source=Source(path="x"), data=data))
    ids = [item.id for item in framework.competencies]
    assert sorted(ids) == sorted(item["code"] for item in items)
    for item in framework.competencies:
        assert item.parent is None or ids.index(item.parent) < ids.index(item.id)
        assert all(framework.by_id[child].parent == item.id for child in item.children)


LEXICON = "commun: {lanterne à bougie: {R: 3}, lueur: {R: 2}, éteint: {}}\nsigles: ['led, diode', {led: diode}]\n"
KIN = ((("lanterne à bougie",), ("R",)), (("lueur",), ("R",)), (("led", "diode"), ()))


@pytest.mark.parametrize(
    ("beside", "told", "near"),
    [
        ((), ["REF022"], False),
        (("lumiere.lexique.yml",), ["REF022"], False),
        (("referentiels/lumieres.lexique.yml",), ["REF022"], True),
        (("referentiels/lumiere.lexique.yml",), [], False),
    ],
)
def test_a_lexicon_that_is_named_and_is_not_beside_its_referentiel_is_told_where_it_is_named(beside, told, near):
    """It would propose nothing, in silence; a name that resembles is suggested."""
    text = HEAD + ITEMS + "lexique: lumiere.lexique.yml\n"
    lexicons = [parse_yaml(path, LEXICON.encode()) for path in beside]
    held, faults = frameworks_of(load_shipped(), [parse_yaml("referentiels/x.yml", text.encode())], lexicons)
    assert [fault.code for fault in faults] == told
    assert all((fault.place.line, fault.place.column) == (7, 10) for fault in faults)
    assert all(("lumieres.lexique.yml" in fault.advice) is near for fault in faults)
    assert heard(held["x"]) == ({} if told else {"R": ("lanterne à bougie", "lueur")})
    assert kin(held["x"]) == (() if told else KIN)
