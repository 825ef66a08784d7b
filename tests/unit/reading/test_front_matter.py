from __future__ import annotations

import pytest

from vitrail.content.reading.text.parse import parse_markdown, too_big


def read(text: str, **options):
    """Read a file written here."""
    return parse_markdown("a.md", text.encode(), **options)


def codes(document):
    """Give the codes of what was said."""
    return [one.code for one in document.diagnostics]


@pytest.mark.parametrize("close", ["---", "...", "---  ", "---\u00a0"])
def test_the_prose_starts_after_the_dashes(close):
    """Either form of closing, with trailing spaces, ends the keys; the prose knows its line."""
    found = read(f"---\ntitre: A\n{close}\n\nBonjour\n")
    assert (found.data, found.text, found.text_line) == ({"titre": "A"}, "\nBonjour\n", 4)


def test_blank_lines_before_the_dashes_are_tolerated():
    """An editor's blank first line does not hide the keys; places count it."""
    found = read("\n\n--- \ntitre: A\n---\nB")
    assert found.source.marks[()][:2] == (3, 1)
    assert found.source.marks["titre",][:2] == (4, 8)
    assert (found.text, found.text_line) == ("B", 6)


def test_a_later_rule_is_not_a_front_matter():
    """A line of dashes in the prose is a rule, not keys."""
    found = read("Bonjour\n\n---\n\nSuite\n")
    assert not found.has_front_matter
    assert found.text.startswith("Bonjour")
    assert codes(found) == []


def test_keys_that_are_never_closed_are_rejected_with_a_hint():
    """Without closing dashes the file is rejected, and the line that looks like them is named."""
    found = read("---\ntitre: A\n--\nBonjour")
    assert found.rejected
    assert codes(found) == ["YAM014"]
    assert "ligne 3" in found.diagnostics[0].advice
    assert codes(read("---\ntitre: A\nBonjour")) == ["YAM014"]


def test_keys_without_dashes_are_recognised():
    """Keys without their dashes would be printed as prose: the file is rejected with the reason."""
    found = read("titre: Mon projet\nmode: vécue\n\nTexte")
    assert found.rejected
    assert codes(found) == ["YAM014"]


def test_a_sentence_that_begins_as_a_key_is_a_text():
    """« Journal du jour : réunion » was refused; several keys, or one that asks for less, still are."""
    found = read("Journal du jour : réunion avec le tuteur.\n")
    assert (found.rejected, found.text) == (False, "Journal du jour : réunion avec le tuteur.\n")
    for text in ("layout: home\nvisibilité: équipe\n\nTexte", "private: true\n\nTexte", "nom: Moreau\n"):
        assert codes(read(text)) == ["YAM014"]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_reported_and_kept(text):
    """An empty file is a forgotten save, not an error."""
    found = read(text)
    assert codes(found) == ["YAM017"]
    assert not found.rejected


def test_an_empty_front_matter_is_no_fault_of_yaml():
    """Nothing between the dashes gives no keys; what is missing is for the schema to say."""
    found = read("---\n---\nTexte")
    assert (found.data, found.text, found.text_line, found.has_front_matter) == ({}, "Texte", 3, True)
    assert codes(found) == []


@pytest.mark.parametrize("inside", ["Bonjour", "- a\n- b"])
def test_prose_or_a_list_between_dashes_is_rejected(inside):
    """Only keys make a front matter."""
    found = read(f"---\n{inside}\n---\n")
    assert found.rejected
    assert codes(found) == ["YAM008"]


def test_a_front_matter_has_a_limit():
    """More than 64 kB between the dashes is refused without being parsed."""
    found = read("---\nanalyse: " + "x" * 70_000 + "\n---\n")
    assert found.rejected
    assert codes(found) == ["YAM027"]


def test_a_file_has_a_limit():
    """Beyond two megabytes a file is refused by its size, unread."""
    assert codes(too_big("a.md", 50_000_000)) == ["ENC008"]


def test_nul_bytes_reject_the_file():
    """A binary file is rejected with its digest, so that the ledger can name it."""
    found = parse_markdown("a.md", b"---\ntitre: \x00\n---\n")
    assert found.rejected
    assert codes(found) == ["ENC001"]
    assert len(found.source.digest) == 64
