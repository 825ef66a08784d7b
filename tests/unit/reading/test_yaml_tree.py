from __future__ import annotations

import re
import time
from unittest.mock import patch

import pytest
from yaml import SafeLoader

from vitrail.content.reading.text import yaml_tree
from vitrail.content.reading.text.parse import parse_markdown, parse_yaml

PARSERS = (yaml_tree._fast, SafeLoader)  # noqa: SLF001  # the one at hand, and the one that stands in


def tree(text, parser, tell):
    """Read a tree with a parser."""
    with patch.object(yaml_tree, "_fast", parser):
        return yaml_tree.read_tree(text, lambda *place: place, tell, written=text)


def read(yaml: str):
    """Read keys written here."""
    return parse_markdown("a.md", f"---\n{yaml}\n---\n".encode())


def faults(document):
    """Give codes and places of what was said."""
    return [(one.code, one.place.line, one.place.column) for one in document.diagnostics]


@pytest.mark.parametrize(
    "written", ["1.10", "012", "no", "12:30", "2026-13-45", "0x1F", "1e3", "true", "2026-01-12", "null"]
)
def test_a_scalar_stays_as_written(written):
    """No value is converted: 1.10 is not 1.1, 012 is not 10, no is not False."""
    assert read(f"code: {written}").data == {"code": written}


@pytest.mark.parametrize("empty", ["", " ", "~", '""', "''", "   # plus tard"])
def test_nothing_is_none(empty):
    """An empty value, a tilde and empty quotes are all nothing."""
    assert read(f"lien: {empty}\nmode: x").data == {"lien": None, "mode": "x"}


def test_a_quoted_tilde_is_text():
    """Between quotes, a tilde is a tilde."""
    assert read('lien: "~"').data == {"lien": "~"}


def test_keys_are_folded_and_values_nested():
    """Keys lose accents, case and hyphens at every level."""
    found = read("Auto-Évaluation: {B1.1: 3}\nproductions:\n  - Titre: a\n    fichier: b")
    assert found.data == {"auto evaluation": {"b1.1": "3"}, "productions": [{"titre": "a", "fichier": "b"}]}


def test_marks_point_at_values_in_characters():
    """Line and column are those of the value in the file, accents and emoji counting for one."""
    found = read("é𝄞: à\nproductions:\n  - {titre: A, fichier: b}")
    marks = found.source.marks
    assert marks["é𝄞".replace("é", "e"),][:2] == (2, 5)
    assert marks["productions", 0, "fichier"][:2] == (4, 25)
    assert found.source.at("absent").line == 1


@pytest.mark.parametrize(
    ("written", "route", "words"),
    [
        ("mode: vécu  # vite", ("mode",), "vécu"),
        ('titre: "Mon projet"', ("titre",), "Mon projet"),
        ("titre: Projet : l'état", ("titre",), "Projet : l'état"),
        ("technologies: [GLPI, Debian ]", ("technologies", 1), "Debian"),
        ("technologies: [GLPI, Debian ]", ("technologies",), "[GLPI, Debian ]"),
        ("productions:\n  - {titre: A : b, fichier: c.pdf}", ("productions", 0, "titre"), "A : b"),
        ("productions:\n  - titre: A\n    fichier: c.pdf\nmode: x", ("productions",), "- titre: A\n    fichier: c.pdf"),
        ("titre: Mon\n  projet\nmode: x", ("titre",), "Mon\n  projet"),
        ("titre: Mon projet\u00a0", ("titre",), "Mon projet"),
    ],
)
def test_a_place_ends_where_the_value_does(written, route, words):
    """Brackets are of the value, quotes, spaces and remarks are not; a mended one is measured as it is written."""
    place = read(written).source.at(*route)
    lines = [0, *(found.end() for found in re.finditer("\n", written))]
    start, end = lines[place.line - 2] + place.column - 1, lines[place.end_line - 2] + place.end_column - 1
    assert written[start:end] == words


def test_a_text_on_the_lines_below_does_not_say_where_it_ends():
    """Its last line is that of the spaces under it."""
    assert read("titre: |\n  a\n\nmode: x").source.at("titre").end_line == 0


def test_a_line_separator_does_not_move_places():
    """U+2028, which YAML counts as a new line and editors do not, is a space."""
    found = read("titre: a\u2028b\nmode: x")
    assert found.data["titre"] == "a b"
    assert found.source.marks["mode",][:2] == (3, 7)


@pytest.mark.parametrize("colon", ["\u00a0: ", ":\u00a0", "\u202f:\u202f", ":\t", " : "])
def test_no_break_spaces_and_tabs_around_a_colon_are_spaces(colon):
    """A word processor's spaces around a colon do not hide the key."""
    assert read(f"mode{colon}vécue").data == {"mode": "vécue"}


def test_a_block_of_text_keeps_its_lines():
    """A text on several lines keeps them, whatever it contains."""
    found = read("analyse: |\n  Un : deux\n  - trois # quatre\nmode: x")
    assert found.data == {"analyse": "Un : deux\n- trois # quatre", "mode": "x"}
    assert faults(found) == []


def test_a_duplicate_key_keeps_the_first_and_is_reported():
    """The second value is named where it stands, the first is kept with its mark."""
    found = read("titre: A\nTitre: B")
    assert found.data == {"titre": "A"}
    assert faults(found) == [("YAM019", 3, 1)]
    assert found.source.marks["titre",][:2] == (2, 8)
    assert "ligne 2" in found.diagnostics[0].message


def test_an_alias_bomb_costs_nothing():
    """Aliases are never followed: nine levels of ten take no time and no memory."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 10)]
    start = time.process_time()
    found = read("\n".join(lines))
    assert time.process_time() - start < 0.5
    assert found.data["a9"] == [None] * 10
    assert {code for code, _, _ in faults(found)} == {"YAM020", "YAM021"}
    assert len(found.diagnostics) <= 40


def test_a_custom_tag_is_reported_and_its_value_kept():
    """A type such as !!python/object makes nothing: it is named and the text is kept."""
    found = read("mode: !!python/object:os.system rm")
    assert found.data == {"mode": "rm"}
    assert faults(found) == [("YAM021", 2, 7)]
    assert "!!python/object:os.system" in found.diagnostics[0].message


def test_a_merge_key_is_ignored_and_reported():
    """« << » copies nothing."""
    found = read("mode: x\n<<: {titre: y}")
    assert found.data == {"mode": "x"}
    assert faults(found) == [("YAM020", 3, 1)]


@pytest.mark.parametrize("line", ["{a: b}: c", "? [a, b]\n: c", '"": c'])
def test_a_key_that_is_no_word_is_ignored_and_reported(line):
    """A list or nothing cannot be a key; the others are kept."""
    found = read(f"mode: x\n{line}")
    assert found.data == {"mode": "x"}
    assert faults(found)[0][0] == "YAM008"


def test_nesting_has_a_limit():
    """Beyond twenty levels the file is rejected."""
    found = read("a: " + "[" * 21 + "]" * 21)
    assert found.rejected
    assert faults(found)[0][0] == "YAM027"
    assert not read("a: " + "[" * 18 + "]" * 18).rejected


def test_a_file_with_a_second_document_is_refused():
    """Its keys may say who reads the first; dashes with nothing below them open none."""
    for text in (b"nom: A\n---\nnom: B\n", b"nom: A\n--- nom: B\n", b"nom: A\n---\n---\n[B\n"):
        found = parse_yaml("a.yml", text)
        assert (found.rejected, faults(found)) == (True, [("YAM016", 2, 1)])
    for text in (b"---\nnom: A\n...\n", b"nom: A\n---\n", b"nom: A\n---\n---\n"):
        assert parse_yaml("a.yml", text).diagnostics == ()


def test_a_yaml_list_gives_items_whose_routes_start_with_their_index():
    """Evaluations are a list: each entry has its places."""
    found = parse_yaml("a.yml", "- avis: retenue\n- avis: refusée\n".encode())
    assert found.items == ({"avis": "retenue"}, {"avis": "refusée"})
    assert found.source.marks[1, "avis"][:2] == (2, 9)


def test_an_empty_yaml_file_is_reported():
    """An empty promotion.yml is no error of YAML."""
    found = parse_yaml("promotion.yml", b"# rien\n")
    assert (found.data, found.items, found.rejected) == ({}, (), False)
    assert faults(found) == [("YAM017", 1, 1)]


def test_control_characters_are_spaces():
    """A vertical tab pasted from a word processor is read as a space, and shown."""
    found = read("mode: a\x0bb")
    assert found.data == {"mode": "a b"}
    assert faults(found) == [("YAM028", 2, 8)]


@pytest.mark.parametrize("first", [" titre: A", "  titre: A\n  mode: y"])
def test_a_first_key_set_in_is_told_where_the_others_begin(first):
    """YAML ends its document there: the message speaks of the alignment, not of dashes that nobody typed."""
    found = read(f"{first}\nstatut: x")
    assert (found.rejected, faults(found)) == (True, [("YAM009", 3 + first.count("\n"), 1)])


@pytest.mark.parametrize(
    ("yaml", "code", "line", "column"),
    [
        ("mode: a : b", "YAM001", 2, 9),
        ("mode: x\ntechnologies: [GLPI, Debian\nstatut: y", "YAM003", 3, 15),
        ("mode: {a: b", "YAM003", 2, 7),
        ('mode: x\ntitre: "Déploiement\nstatut: y', "YAM003", 3, 8),
        ("compétences:\n  - B1\n\tmode: x", "YAM009", 4, 1),
        ("mode: @x", "YAM001", 2, 7),
        ("mode: %x", "YAM001", 2, 7),
        ("mode: ]", "YAM001", 2, 7),
        ("mode: !<x", "YAM001", 2, 10),
        ("mode: x\nune ligne sans rien\nstatut: y", "YAM008", 3, 1),
        ("- a\nmode: x", "YAM009", 3, 1),
        ("titre: A\n période: 01/02/2026\nmode: x", "YAM009", 3, 2),
        ("mode: vécue\n\n  équipe: [x]", "YAM009", 4, 3),
        ("productions:\n  - titre: A\n     fichier: x", "YAM009", 4, 6),
        ("mode: x\n suite du mode : et plus", "YAM001", 3, 16),
        ('lien: "a" b', "YAM003", 2, 11),
        ("lien: [a]]", "YAM003", 2, 10),
        ('fichier: "C:\\Users"', "YAM001", 2, 10),
        ("lien: | a", "YAM013", 2, 7),
        ("mode:x\nstatut: y", "YAM008", 2, 5),
        ("technologies: - a", "YAM009", 2, 15),
    ],
)
def test_broken_yaml_is_explained_where_it_breaks(yaml, code, line, column):
    """Each usual fault has its own advice, at the line and column of the file."""
    found = read(yaml)
    assert found.rejected
    assert faults(found)[-1] == (code, line, column)
    assert found.diagnostics[-1].message
    assert found.diagnostics[-1].advice


@pytest.mark.parametrize("yaml", ["a: 1.10\nb: [c, {d: e}]\nf: |\n  g", "a: [b", "a: 'b", "a: b: c", "a: *b", ""])
def test_both_parsers_agree(yaml):
    """Without libyaml, PyYAML's own parser gives the same values, places and faults."""
    told = [], []
    fast, pure = (
        tree(yaml, parser, lambda code, *_, faults=faults, **__: faults.append(code))
        for parser, faults in zip(PARSERS, told, strict=True)
    )
    assert fast == pure
    assert told[0] == told[1]


def test_what_yaml_refuses_for_another_reason_is_still_explained():
    """A directive for a YAML that does not exist has the general advice."""
    found = parse_yaml("a.yml", b"%YAML 9.9\n---\na: b\n")
    assert found.rejected
    assert faults(found)[0][0] == "YAM013"


@pytest.mark.parametrize("parser", PARSERS)
def test_a_line_without_a_colon_is_told_and_not_the_one_below(parser):
    """Set in as the keys around it, by either parser."""
    told = []
    text = "compétences:\n  B1.1: Une phrase\n  qui continue\n  B1.2: deux\n"
    tree(text, parser, lambda *fault, **_: told.append(fault[:3]))
    assert told == [("YAM008", 2, 2)]


@pytest.mark.parametrize(
    ("line", "mended"),
    [("  B1.2", "  B1.2:"), ("  B1.2 suivi", "  B1.2: suivi"), ("  • B1.2 – Suivi", "  • B1.2: Suivi")],
)
@pytest.mark.parametrize("below", ["", "\n  B1.3: y"])
def test_a_code_without_its_colon_gets_one(line, mended, below):
    """Set in, as a line that continues, it would be lost in the phrase of the code above."""
    document = read(f"compétences:\n  B1.1: x\n{line}{below}")
    (fault,) = document.diagnostics
    assert (fault.code, fault.place.line) == ("YAM008", 4)
    assert fault.advice.startswith("Ajoutez «")
    assert "décalez" not in fault.advice
    [edit] = fault.fix.edits
    assert line[: edit.place.column - 1] + edit.text + line[edit.place.end_column - 1 :] == mended


@pytest.mark.parametrize("sign", ["*", "•", "·", "\uf0b7"])
@pytest.mark.parametrize("margin", ["", "  "])
def test_a_bullet_below_a_key_is_the_dash_of_a_list(sign, margin):
    """Markdown's and a word processor's; a text that goes on keeps its signs."""
    read_as = read(f"technologies:\n{margin}{sign} GLPI\n{margin}{sign} Debian\nmode: x")
    assert (read_as.data, read_as.diagnostics) == ({"technologies": ["GLPI", "Debian"], "mode": "x"}, ())
    assert read("mode: voici\n  · un").data == {"mode": "voici · un"}
    mixed = read(f"technologies:\n{margin}- GLPI\n{margin}{sign} Debian\n{margin}- Linux\n{margin}{sign} PHP\nmode: x")
    assert (mixed.data, mixed.diagnostics) == ({"technologies": ["GLPI", "Debian", "Linux", "PHP"], "mode": "x"}, ())


def test_a_sign_that_is_reserved_is_named_and_not_the_space_behind_it():
    """« * un » where no list may begin: the star is what the author sees."""
    (fault,) = read("mode: * un").diagnostics
    assert "«\u202f*\u202f»" in fault.message.replace("\xa0", "\u202f")


def test_a_value_between_curved_quotation_marks_is_quoted_text():
    """A word processor makes them of straight ones; those inside a text are the author's."""
    front = read("titre: “Projet GSB : frais”\nmode: “vécue”\norganisation: le “siège”\nlien: “a”, “b”")
    said = {"titre": "Projet GSB : frais", "mode": "vécue", "organisation": "le “siège”", "lien": "“a”, “b”"}
    assert front.data == said
    assert front.source.at("mode").column == 8
