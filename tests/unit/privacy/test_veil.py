"""A name is met whatever its clothes, and nothing else is: the sentence of the guide, word by word."""

from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitrail.content.markdown import parse
from vitrail.content.markdown.events import OPEN
from vitrail.content.markdown.veiled import heard, met, veiled
from vitrail.content.values.words import known, number_of, vocabulary, words
from vitrail.knowledge.privacy.forms import common, forms, shy
from vitrail.knowledge.privacy.phrases import Phrases
from vitrail.knowledge.privacy.veil import Veil, merged, veil_of

FIRST_NAMES = frozenset({"rose", "yanis", "clement"})
NOBODY = common() | FIRST_NAMES


def veil(*names):
    """What is replaced of some tutors, in the portfolio of whoever names them."""
    return veil_of(form for name in names for form in forms(name, "[lui]", "[elle]", NOBODY, FIRST_NAMES))


GUERINOT = "Mme Hélène Guérinot"
LE_GOFF = "Jean-Marc Le Goff"
REPLACED = [
    ("Ana da Silva Santos", "M. Santos, M. da Silva Santos, Silva Santos", "[lui], [lui], [lui]"),
    ("Ana Maria dos Santos", "Ana Santos, Maria Santos, SANTOS Ana", "[lui], [lui], [lui]"),
    ("Jean-Michel Dupont", "Jean Dupont, Dupont Michel, jean.dupont@x.example", "[lui], [lui], [lui]@x.example"),
    ("Anne Guérinot-Petit", "Anne Guérinot, Anne Petit", "[lui], [lui]"),
    ("Anne Le Goff-Martin", "Anne Le Goff et LE GOFF Anne et A. Le Goff", "[lui] et [lui] et [lui]"),
    ("Anne Le Goff-Martin", "anne.legoff@x.example, alegoff@x.example", "[lui]@x.example, [lui]@x.example"),
    ("Anne Le Goff-Martin", "anne.legoff-martin@x.example", "[lui]@x.example"),
    ("Ève Guérinot-Le Dantec", "Ève Le Dantec", "[lui]"),
    ("Soazig Le Floc'h", "Mme Le Floch et Soazig Lefloch", "[elle] et [lui]"),
    ("Dupont Lefèvre Marie", "M. Dupont Lefèvre, Dupont Lefèvre, M. Dupont", "[lui], [lui], [lui]"),
    ("Paul de La Tour d'Auvergne", "M. de La Tour d'Auvergne, La Tour d'Auvergne", "[lui], [lui]"),
    (GUERINOT, "Hélène Guérinot", "[elle]"),
    (GUERINOT, "GUÉRINOT Hélène", "[elle]"),
    (GUERINOT, "hélène guérinot", "[elle]"),
    (GUERINOT, "Mme Guérinot", "[elle]"),
    (GUERINOT, "M. Guérinot", "[elle]"),
    (GUERINOT, "Madame GUERINOT", "[elle]"),
    (GUERINOT, "Maître Guérinot", "[elle]"),
    (GUERINOT, "Me Guérinot", "[elle]"),
    (GUERINOT, "Mr. Guérinot's", "[elle]'s"),
    (GUERINOT, "H. Guérinot", "[elle]"),
    (GUERINOT, "Mme H. Guérinot", "[elle]"),
    (GUERINOT, "Guérinot m'a montré", "[elle] m'a montré"),
    (GUERINOT, "helene.guerinot@mairie.fr", "[elle]@mairie.fr"),
    (GUERINOT, "hguerinot@mairie.fr", "[elle]@mairie.fr"),
    (GUERINOT, "guerinot@mairie.fr", "[elle]@mairie.fr"),
    (GUERINOT, "He\u0301le\u0300ne Gue\u0301rinot", "[elle]"),
    (GUERINOT, "Hé\u00adlène Gué\u200brinot", "[elle]"),
    (GUERINOT, "Hélène\u00a0Guérinot", "[elle]"),
    ("Ronan Kerhervé", "PhotoKerhervé, SRVKerhervé et RonanKerhervé", "Photo[lui], SRV[lui] et [lui]"),
    ("Ronan Kerhervé", "glpi.kerherve.fr et kerherve.fr", "glpi.[lui].fr et [lui].fr"),
    ("Ronan Kerhervé", "M. Kerhervé", "[lui]"),
    ("Ronan Kerhervé", "Mme Kerhervé", "[elle]"),
    ("Violet", "Violet m'aide", "[lui] m'aide"),
    ("Иван Петренко", "Петренко Иван", "[lui]"),
    ("Иван Петренко", "с Петренко", "с [lui]"),
    ("王伟", "我和王伟一起", "我和[lui]一起"),
    ("Li Wu", "Wu Li", "[lui]"),
    ("Łukasz Wałęsa", "Lukasz Walesa", "[lui]"),
    ("Lukasz Walesa", "Łukasz Wałęsa", "[lui]"),
    ("Paul Œuvrard", "Oeuvrard", "[lui]"),
    ("Jörg Müller", "Joerg Mueller", "[lui]"),
    ("Jean de La Fontaine", "M. de La Fontaine", "[lui]"),
    ("Jean de La Fontaine", "M. Fontaine", "[lui]"),
    ("Jean de La Fontaine", "Delafontaine, jdelafontaine@x.example", "[lui], [lui]@x.example"),
    ("Jean de La Fontaine", "La Fontaine sait", "[lui] sait"),
    ("Fatou N'Diaye", "Mme N’Diaye", "[elle]"),
    ("Jean-Pierre Roux", "J.-P. Roux", "[lui]"),
    ("Karim Ben Youssef", "M. Youssef", "[lui]"),
    ("Anne Guérinot-Petit", "Mme Guérinot", "[elle]"),
    ("Roy", "M. Roy", "[lui]"),
    ("Rose Clément", "Rose Clément", "[lui]"),
    ("Mme Le Goff", "Le Goff", "[elle]"),
    ("Claire GARNIER", "Garnier", "[lui]"),
    ("Garnier Yanis", "Garnier", "[lui]"),
    (LE_GOFF, "jean-marc.legoff@x.example", "[lui]@x.example"),
    (LE_GOFF, "jeanmarc.le-goff@x.example", "[lui]@x.example"),
    (LE_GOFF, "jm.legoff@legoff.example", "[lui]@[lui].example"),
    (LE_GOFF, "legoff.jm@x.example", "[lui]@x.example"),
    (LE_GOFF, "jmlegoff@x.example", "[lui]@x.example"),
    (LE_GOFF, "@jlegoff", "@[lui]"),
    (LE_GOFF, "M. Legoff", "[lui]"),
    (LE_GOFF, "Jean-Marc LeGoff", "[lui]"),
    (LE_GOFF, "M. J-M Le Goff", "[lui]"),
    (LE_GOFF, r"C:\Users\JeanMarc.LeGoff", r"C:\Users\[lui]"),
    (LE_GOFF, "jeanmarclegoff@x.example", "[lui]@x.example"),
    (LE_GOFF, "#LegoffJeanMarc", "#[lui]"),
    ("Vincent Rose", "VROSE, vrose@x.example et LYCEE\\\\vrose", "[lui], [lui]@x.example et LYCEE\\\\[lui]"),
    (GUERINOT, "le compte HGUERINOT", "le compte [elle]"),
    (GUERINOT, "Hélène Guérinot²", "[elle]²"),
    (GUERINOT, "Mme Guérinot1", "[elle]1"),
    (GUERINOT, "Mme Guérinot. Hélène aussi", "[elle]. Hélène aussi"),
    (GUERINOT, "Guérinot, Hélène", "[elle]"),
    (GUERINOT, "Mme Guérinot⁴", "[elle]⁴"),
]
LEFT = [
    (GUERINOT, "guérinot"),
    (GUERINOT, "hguerinot"),
    (LE_GOFF, "legoff"),
    (LE_GOFF, "jmlegoff"),
    (GUERINOT, "Hélène"),
    (GUERINOT, "Guérinots"),
    (GUERINOT, "J'aime, Hélène. Pas Guérin"),
    ("Violet", "un réseau violet"),
    ("M. Pierre", "Pierre"),
    ("M. Serveur", "Serveur DHCP"),
    ("Rose Clément", "Rose"),
    ("Rose Clément", "Clément"),
    ("Marc Petit", "Petit à petit"),
    ("Roy", "Roy"),
    ("Jean de La Fontaine", "la fontaine"),
    ("à distance", "Travail à distance"),
    ("Ronan Kerhervé", "Ronan (et non Kerhervès)"),
    ("Roy", "il m'a dit : roy"),
    ("Port Able", "un portable"),
    ("Roy", "roy2"),
]


@pytest.mark.parametrize(("name", "said", "read"), REPLACED, ids=[f"{name}: {said}" for name, said, _ in REPLACED])
def test_a_name_is_replaced_in_every_form_of_the_guide(name, said, read):
    """Both orders, a civility, an initial, a surname with its capital, every script, mails, halves in one."""
    assert veil(name).replaced(f"Avec {said}, hier.") == f"Avec {read}, hier."


@pytest.mark.parametrize(("name", "text"), LEFT, ids=[f"{name}: {text}" for name, text in LEFT])
def test_other_words_stay(name, text):
    """Common words, first names, a surname in lower case."""
    assert veil(name).replaced(f"Avec {text}, hier.") == f"Avec {text}, hier."


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("M. Fontaine", "Fontaine a souri. La fontaine coule, une Fontaine.", ["Fontaine"]),
        ("M. Fontaine", "Le bourg de Fontaine, une eau de fontaine", []),
        ("Marc Petit", "Petit à petit, Petit m'a aidé, avec Petit", ["Petit", "Petit"]),
        ("M. Serveur", "Serveur DHCP et Serveur Web : le Serveur répond", []),
        ("Vincent Rose", "le compte vrose, une rose", ["vrose"]),
        (GUERINOT, "hguerinot, une guérinot", ["hguerinot"]),
    ],
)
def test_what_stays_and_may_be_the_person_is_met(name, text, left):
    """A common noun between words that only go with a person, a login in lower case: authors are told of them."""
    assert [text[hit.start : hit.end] for hit in veil(name).met(text) if hit.stays] == left
    assert veil(name).replaced(text) == text


def test_a_surname_that_the_team_declares_is_met_though_it_stays():
    """In everybody's texts it may be another person's."""
    team = veil_of(shy(forms("Ronan Kerhervé", "[lui]", "[elle]", NOBODY)))
    assert [hit.stays for hit in team.met("Kerhervé, kerhervé, Julie Kerhervé, M. Kerhervé")] == [True, False]


@pytest.mark.parametrize(("name", "said"), [("Jean-Michel Dupont", "Jean Dupont"), ("Ana dos Santos", "Ana Santos")])
def test_part_of_a_name_calls_its_bearer_in_everybody_s_texts(name, said):
    """Of a hidden student, a classmate types what everybody says."""
    team = veil_of(shy(forms(name, "[lui]", "[elle]", NOBODY)))
    assert team.replaced(f"Avec {said}.") == "Avec [lui]."


def test_a_shown_name_stays_whole_beside_a_private_one():
    """« Tom Garnier » is a classmate, « Garnier » alone the tutor."""
    names = (*forms("Anne Garnier", "[lui]", "[elle]", NOBODY), *veil_names("Tom Garnier"))
    said = veil_of(names).replaced("Tom Garnier et moi : Garnier m'a aidé, M. Garnier aussi.")
    assert said == "Tom Garnier et moi : [lui] m'a aidé, [lui] aussi."


def veil_names(shown):
    """The forms of a name that stays."""
    return (form.__class__(words=form.words, whole=True) for form in forms(shown, "x", "x", NOBODY) if form.whole)


@pytest.mark.parametrize(
    ("name", "neutral"),
    [
        ("visite-guerinot", "visite-elle"),
        ("visite_Guerinot_2026.png", "visite_elle_2026.png"),
        ("M. Guérinot.txt", "elle.txt"),
        ("merci-à-mme-guérinot", "merci-à-elle"),
        ("Capture d’écran 2026-03-12 à 14.05.33.png", "Capture d’écran 2026-03-12 à 14.05.33.png"),
    ],
)
def test_an_address_says_the_function(name, neutral):
    """It has no capitals: a surname needs none; what holds no name is as it was."""
    assert veil(GUERINOT).neutral(name) == neutral


def test_a_name_of_many_hyphens_costs_what_it_weighs():
    """Forty words in one would make eighty forms of forty words."""
    name = "-".join(f"Abc{number}" for number in range(40))
    assert len([*forms(name, "[lui]", "[elle]", NOBODY)]) <= 2
    assert veil(name).replaced(f"Avec {name}.") == "Avec [lui]."


def test_two_thousand_tutors_called_anne_cost_what_they_weigh():
    """A list by first word took half a minute."""
    rnd = Random(1)
    tutors = [f"Anne {''.join(rnd.choices('bcdfghjklmn', k=4)).title()}e" for _ in range(2_000)]
    begun = process_time()
    every = veil(*tutors)
    assert every.replaced("Anne a vu Anne et Anne. " * 5_000) == "Anne a vu Anne et Anne. " * 5_000
    assert every.replaced(f"Merci à {tutors[777]}.") == "Merci à [lui]."
    assert process_time() - begun < 6


@pytest.mark.parametrize("text", ["a b c d e x", "b c d e y", "zz a b c d e a b c d e x"])
def test_phrases_that_begin_in_one_another_are_all_found(text):
    """The automaton falls back on the longest beginning that is still open."""
    found = Phrases([tuple("abcdex"), tuple("cdey"), ("c", "d", "e", "q")])
    assert {phrase for _, phrase in found.met(words(text))} == {tuple("cdey") if "y" in text else tuple("abcdex")}


@given(st.text(max_size=80), st.sampled_from(["Ronan Kerhervé", "王伟", "Mme Le Goff", "Иван Петренко"]))
def test_what_is_met_is_among_what_the_words_of_a_text_may_make(text, name):
    """A text whose vocabulary rules a name out is never opened: nothing may be missed by it."""
    every = veil(name)
    text = f"{text} {name} {text[::-1]}"
    numbers = {number_of(word): word for word in every.phrases.words}
    possible = set(every.phrases.possible(known(vocabulary(text), numbers)))
    met = every.met(text)
    assert {one.name.words for one in met} <= possible
    assert veil_of(name for layer in every.layers for name in layer.values()).replaced(text) == every.replaced(text)


@given(st.lists(st.sampled_from("Ronan Kerhervé M. Mme Tom le R. @ x".split()), max_size=12))
def test_what_is_found_is_replaced_the_same_by_the_names_that_are_found_alone(parts):
    """A page carries the names that its text holds, and reads as if it carried them all."""
    text = " ".join(parts)
    every = veil("Ronan Kerhervé", "Tom Le Goff")
    alone = veil_of(one.name for one in every.met(text))
    assert alone.replaced(text) == every.replaced(text)
    assert veil_of(one.name for one in every.met(text)).spans(every.replaced(text)) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Guérinot, helene.guerinot@x.fr", "[elle]@x.fr"),
        ("Hélène J. Guérinot, Hélène Guérinot", "Hélène J. [elle]"),
        ("Hélène Guérinot, Hélène Guérinot, Hélène", "[elle], [elle]"),
        ("Mme Guérinot Hélène Guérinot Hélène.", "[elle] [elle]."),
    ],
)
def test_names_that_share_a_word_are_replaced_together(text, told):
    """Of two that overlap, the end of the second was published."""
    assert veil(GUERINOT).replaced(text) == told
    assert veil_of(one.name for one in veil(GUERINOT).met(text)).replaced(text) == told
    assert "[elle][elle]" not in heard(veiled(parse(text), veil(GUERINOT)))
    assert "guerinot" not in words(heard(veiled(parse(text), veil(GUERINOT))))


def test_two_people_of_one_name_are_met_where_either_is():
    """Two tutors called Kerhervé: the initials of both."""
    both = merged(form for name in ("Ronan Kerhervé", "Anne Kerhervé") for form in forms(name, "[l]", "[e]", NOBODY))
    assert Veil(Phrases(both), (both,)).replaced("R. Kerhervé, A. Kerhervé") == "[l], [l]"


LAID_OUT = [
    "| Nom | Prénom | Mail |\n|---|---|---|\n| Guérinot | Hélène | hguerinot@lycee.fr |",
    "| Qui |\n|---|\n| Hélène (**Guérinot**) |",
    "Hélène (Guérinot)", "Hélène / Guérinot", "Hélène « Guérinot »", "Hélène | Guérinot", r"Hélène\Guérinot",
    "**Nom** : Guérinot **Prénom** : Hélène", "Nom : Guérinot\nPrénom : Hélène", "Hélène<br/>Guérinot",
    "- Guérinot\n- Hélène", "- Guérinot\n\n- Hélène", "1. Hélène\n2. Guérinot",
    "hguerinot@lycee.fr", "[elle](mailto:hguerinot@x.fr)", "https://github.com/hguerinot", r"LYCEE\hguerinot",
    "https://x.fr/helene/guerinot", "`/home/hguerinot`", "~hguerinot", "```\nscp a hguerinot@srv:\n```",
]  # fmt: skip


@pytest.mark.parametrize("text", LAID_OUT)
def test_the_team_s_names_are_met_in_cells_lists_and_logins(text):
    """A hidden student was withheld in a table of values, and published in a table of a page."""
    team = veil_of(shy(forms("Hélène Guérinot", "[lui]", "[elle]", NOBODY)))
    told = veiled(parse(text), team)
    assert {"guerinot", "hguerinot"}.isdisjoint(words(heard(told)))
    assert heard(told).count("(") == heard(told).count(")")
    assert veil_of(name.name for _, name in met(parse(text), team)).replaced(text) == team.replaced(text)


@pytest.mark.parametrize(
    "text",
    ["Hélène. Guérinot", "- Hélène\n- Tom\n- Guérinot", "hguerinot", "| Hélène | Tom |\n|---|---|\n| Guérinot | x |"],
)
def test_what_nobody_reads_as_one_name_stays(text):
    """Two sentences, two lines of a table, a word between."""
    team = veil_of(shy(forms("Hélène Guérinot", "[lui]", "[elle]", NOBODY)))
    assert veiled(parse(text), team).events == parse(text).events


def test_a_long_list_of_names_costs_what_it_weighs():
    """Each name is put in its place within a part of the list."""
    begun = process_time()
    told = veiled(parse("- Hélène Guérinot\n" * 20_000), veil(GUERINOT))
    assert heard(told).count("[elle]") == 20_000
    assert process_time() - begun < 6


def test_a_title_that_a_tag_cuts_says_no_name():
    """« Hugo<br/>Quémeneur » was published in titles; one cell of a list keeps its place."""
    assert veil(GUERINOT).replaced("Avec Hélène<br/>Guérinot et Guérinot<br>Hélène.") == "Avec [elle] et [elle]."
    cells = veiled(parse("| a | b | c |\n|---|---|---|\n| Hélène | Guérinot | x |"), veil(GUERINOT))
    kinds, blank = (
        [event.kind for event in parsed.events if event.edge == OPEN]
        for parsed in (cells, parse("| a | b | c |\n|---|---|---|\n| x | x | x |"))
    )
    assert kinds == blank


UNSEEN = [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B, 0x202E, 0x2060, 0x2063, 0x206F, 0x3164]
UNSEEN += [0xFE00, 0xFE0E, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFF1, 0x1BCA0, 0x1D173, 0xE0001, 0xE0061, 0xE0100, 0xE01EF]


@pytest.mark.parametrize("sign", [chr(code) for code in UNSEEN], ids=[f"U+{code:04X}" for code in UNSEEN])
def test_a_sign_that_nobody_sees_cuts_no_name(sign):
    """Those that Unicode lets a reader ignore, inside a word and between two, and as many spaces as are typed."""
    tutor = veil(GUERINOT)
    text = (
        f"Gué{sign}rinot, puis Hélène{sign * 5} {sign}Guérinot, M. {sign} {sign}Gué{sign}rinot, Hélène      Guérinot."
    )
    assert tutor.replaced(text) == "[elle], puis [elle], [elle]."
    numbers = {number_of(word): word for word in tutor.phrases.words}
    assert ("guerinot",) in set(tutor.phrases.possible(known(vocabulary(text), numbers)))


@pytest.mark.parametrize(
    "text",
    [
        "Hélène Guérinot![photo](a.png)", "![Hélène Guérinot](a.png)![autre](a.png)", "![p](a.png)Mme Guérinot",
        "[Hélène Guérinot](https://a.fr)[son site](https://b.fr)", "Mme Guérinot<sup>1</sup>", "Mme Guérinot`root`",
        "**Tutrice**Guérinot", "**Tutrice**Hélène Guérinot", "<mark>Mme Guérinot</mark>a dit",
        "Mme Guérinot[^1]puis moi\n\n[^1]: note",
        "<kbd>Guérinot</kbd><kbd>Entrée</kbd>", "**Hél**ène Gué*rinot*", "H&eacute;l&egrave;ne Gu&eacute;rinot",
        "con\ufefffiguré par Mme Gué\ufeffrinot", "Mme Gué\u202arinot",
    ],
)  # fmt: skip
def test_a_name_that_markup_touches_or_cuts_is_replaced(text):
    """By its own words when a picture, a link, code or a tag touches it, as one when bold or an entity cuts it."""
    parsed = parse(text)
    assert "guerinot" in words(heard(parsed))
    told = heard(veiled(parsed, veil(GUERINOT)))
    assert "[elle]" in told
    assert not {"guerinot", "helene", "rinot", "inot"} & set(words(told))
