from __future__ import annotations

import time

import pytest

from vitrail.content.reading.text.parse import parse_markdown, parse_yaml
from vitrail.content.values.key import text_keys
from vitrail.content.values.keys import COHORT, VERDICT


def read(yaml: str, **options):
    """Read keys written here."""
    return parse_markdown("a.md", f"---\n{yaml}\n---\n".encode(), **options)


def faults(document):
    """Give codes and places of what was said."""
    return [(one.code, one.place.line, one.place.column) for one in document.diagnostics]


def test_keys_on_one_line_that_lack_their_braces_are_read_as_keys():
    """« titre: Plan, fichier: plan.pdf » is what our examples say, without braces; quoted, it would lose the file."""
    found = read("tuteur: nom: Mme Lefort, fonction: DSI\nproductions:\n  - titre: Plan, fichier: fichiers/plan.pdf")
    assert found.data["tuteur"] == {"nom": "Mme Lefort", "fonction": "DSI"}
    assert found.data["productions"] == [{"titre": "Plan", "fichier": "fichiers/plan.pdf"}]
    assert faults(found) == []
    assert found.source.marks["productions", 0, "fichier"][:2] == (4, 27)


def test_a_verdict_on_one_line_is_read_as_its_keys():
    """The entries of a file of verdicts are at its top."""
    line = "- réalisation: glpi, par: M. Durand, rôle: professeur, le: 27/06/2026, avis: retenue"
    document = parse_yaml("a.yml", line.encode(), keys=text_keys(VERDICT))
    assert not document.rejected
    assert document.source.marks[0, "avis"][:2] == (1, 78)
    assert faults(document) == []


@pytest.mark.parametrize(
    "line",
    [
        "titre: Réseau, lien: le VLAN",
        "titre: Plan, note: de la salle",
        "titre: Plan, et le reste",
        'titre: "Plan : a, fichier: b"',
    ],
)
def test_a_line_of_text_that_looks_like_keys_stays_a_text(line):
    """Every part has to be a key of one mapping with its value, that nobody quoted."""
    assert isinstance(read(f"{line}\n").data["titre"], str)
    entry = read(f"productions:\n  - {line}\n").data["productions"][0]
    assert set(entry) == {"titre"} or line.startswith("titre: Réseau")


def test_a_french_colon_in_a_title_is_text():
    """The commonest slip of all is read as its author meant it: there is nothing to say."""
    found = read("titre: Projet GSB : gestion des frais\nmode: x")
    assert found.data == {"titre": "Projet GSB : gestion des frais", "mode": "x"}
    assert faults(found) == []
    assert found.source.marks["titre",][:2] == (2, 8)


@pytest.mark.parametrize(
    "text",
    [
        "Projet : suite",
        "Projet: suite",
        "Projet C #2",
        "#1 du classement",
        "@home",
        "100 % local : oui",
        "% de réussite",
        "*Important* et urgent",
        "& associés",
        "! attention",
        "> 3 postes",
        "| a | b |",
        "`code` en tête",
        "« GLPI » : inventaire",
        "- tiret",
        "[AP3] Projet",
        "{AP3} Projet",
        '"GLPI" et inventaire',
        "Liste :",
        "L'été : l'hiver",
        'Le "guillemet" : droit',
        "C:\\Users : dossier",
    ],
)
@pytest.mark.parametrize("where", ["titre: {}", "- titre: {}", "tuteur:\n  Fonction : {}", "compétences:\n  B1.1: {}"])
def test_a_line_of_text_is_read_as_written(text, where):
    """Whatever sign YAML reserves, a line of text keeps every character."""
    head = "productions:\n  " if where.startswith("-") else ""
    found = read(head + where.format(text) + "\nmode: x")
    value = found.data
    while not isinstance(value, str):
        value = value[0] if isinstance(value, list) else next(iter(value.values()))
    assert value == text
    assert faults(found) == []


@pytest.mark.parametrize(
    "value",
    [
        '"Projet : suite"',
        "'Projet : suite'  # remarque",
        "Projet GSB",
        "https://x.fr/a:b",
        "12:30",
        "# remarque",
        "[a, b]",
    ],
)
def test_what_yaml_reads_well_is_left_alone(value):
    """Quoted text, addresses, hours, remarks and lists need no mending."""
    assert faults(read(f"titre: {value}\nmode: x")) == []


def test_an_early_closed_apostrophe_is_text():
    """'J'aime le réseau' loses only its outer quotes."""
    assert read("accroche: 'J'aime le réseau'").data == {"accroche": "J'aime le réseau"}


def test_text_inside_braces_is_mended_and_later_places_hold():
    """In {titre: A : b, fichier: c} the title is text and the mark of the file is that of the author's line."""
    found = read("productions:\n  - {titre: Guide : l'installation, source: @x, fichier: a.pdf}\nmode: x")
    assert found.data["productions"] == [{"titre": "Guide : l'installation", "source": "@x", "fichier": "a.pdf"}]
    assert found.source.marks["productions", 0, "source"][:2] == (3, 45)
    assert found.source.marks["productions", 0, "fichier"][:2] == (3, 58)
    assert faults(found) == []


def test_the_sentence_of_a_competency_is_text():
    """Each code under « compétences » is followed by a sentence, as a mapping or a list."""
    sentence = "Inventaire : fait # deux fois"
    assert read(f"compétences:\n  B1.1.1: {sentence}").data["competences"] == {"b1.1.1": sentence}
    assert read(f"Competences:\n- B1.1.1: {sentence}\nmode: x").data["competences"] == [{"b1.1.1": sentence}]


def test_lines_of_a_list_of_texts_are_texts():
    """« - Déployer : GLPI » under objectifs is a sentence, not a key and a value."""
    found = read("objectifs:\n  - Déployer : GLPI\n  - Former\nmode: x")
    assert found.data["objectifs"] == ["Déployer : GLPI", "Former"]
    assert faults(found) == []


def test_a_text_that_goes_on_below_is_mended_whole():
    """Continuation lines, set in, belong to the text that they continue."""
    found = read("accroche: Étudiante\n  passionnée : réseau, l'été\n  et code\nmode: x")
    assert found.data == {"accroche": "Étudiante passionnée : réseau, l'été et code", "mode": "x"}
    assert found.source.marks["mode",][:2] == (5, 7)


def test_a_key_set_in_by_mistake_is_not_swallowed():
    """A line that looks like a key below a title is an error, never a part of the title."""
    assert read("titre: A\n  mode: x").rejected


def test_blocks_of_text_and_open_quotes_are_never_touched():
    """Inside « | » and between quotes that span lines, a title is only prose."""
    found = read('analyse: |\n  titre: a : b\nsource: "x\n  titre: c : d"\nmode: y')
    assert found.data == {"analyse": "titre: a : b", "source": "x titre: c : d", "mode": "y"}
    assert faults(found) == []


def test_a_colon_under_another_key_is_rejected():
    """Where a code or a date is expected, a second colon is a fault to mend by hand."""
    found = read("statut: soumise : oui")
    assert found.rejected
    assert faults(found) == [("YAM001", 2, 17)]


def test_what_is_text_depends_on_the_kind_of_file():
    """« rôle » is free in a class's team and one of two words in a verdict, where « # » begins a remark."""
    assert read("rôle: a : b", keys=text_keys(COHORT)).data == {"role": "a : b"}
    assert read("rôle: a : b", keys=text_keys(VERDICT)).rejected
    assert read("rôle: tuteur # oui", keys=text_keys(VERDICT)).data == {"role": "tuteur"}


def test_evaluations_are_mended_too():
    """A comment in an evaluation is a line of text like any other."""
    found = parse_yaml("e.yml", "- avis: retenue\n  commentaire: Très bien : à poursuivre\n".encode())
    assert found.items[0]["commentaire"] == "Très bien : à poursuivre"


def test_tabs_that_set_lines_in_are_read_when_nothing_is_ambiguous():
    """Tabs alone give one nesting only: it is read, and reported once."""
    found = read("productions:\n\t- titre: a\n\t  fichier: b\ntuteur:\n\tnom: c\n\t")
    assert found.data == {"productions": [{"titre": "a", "fichier": "b"}], "tuteur": {"nom": "c"}}
    assert faults(found) == [("YAM028", 3, 1)]


def test_tabs_mixed_with_spaces_are_rejected():
    """With both, the nesting depends on the editor: the file is rejected with the reason."""
    found = read("a:\n  b:\n\tc: 1")
    assert found.rejected
    assert faults(found) == [("YAM009", 4, 1)]


def test_a_flood_of_signs_is_told_and_proposes_nothing():
    """What a machine would write stays in proportion with what a person typed."""
    flooded = parse_markdown("a.md", ("---\ntitre: a\n---\n" + "\u202e" * 6_000).encode())
    typed = parse_markdown("a.md", "---\ntitre: a\n---\n\u202eb\n".encode())
    assert [one.fix is None for one in (*flooded.diagnostics, *typed.diagnostics)] == [True, False]


@pytest.mark.parametrize("line", ["titre: a" + " " * 60_000 + "b : c", "période: " + "mot " * 15_000, "x" * 60_000])
def test_what_would_mend_a_long_line_is_found_at_once(line):
    """Whoever writes it, nobody waits."""
    start = time.monotonic()
    for head in ("technologies: ", "- ", " ", ""):
        parse_markdown("a.md", f"---\nmode: @x\n{head}{line}\n---\n".encode())
    assert time.monotonic() - start < 2
