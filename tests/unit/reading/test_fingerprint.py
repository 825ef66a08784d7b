from __future__ import annotations

import pytest

from generator.reading.fingerprint import LENGTH, body_digest, fingerprint

CLAIMS = (("B1.1", "Inventaire."), ("B1.2", None))
PRODUCTIONS = (("Guide", "ab12"), ("Dépôt", "https://x.fr"))
PRINT = fingerprint("Été", CLAIMS, PRODUCTIONS, "Un\n\nDeux\n")


def test_a_fingerprint_is_short_hexadecimal():
    """It is written in evaluation files: short, and the same from one day to the next."""
    assert len(PRINT) == LENGTH
    assert int(PRINT, 16)
    assert fingerprint("Été", CLAIMS, PRODUCTIONS, "Un\n\nDeux\n") == PRINT


@pytest.mark.parametrize("body", ["Un\r\n\r\nDeux", "Un  \n\nDeux\n\n\n", "\ufeffUn\n\t\nDeux"])
def test_reformatting_changes_nothing(body):
    """Newlines, trailing spaces and blank lines around do not undo a verdict."""
    assert fingerprint("E\u0301te\u0301", CLAIMS[::-1], PRODUCTIONS[::-1], body) == PRINT


@pytest.mark.parametrize(
    "changed",
    [
        ("Ete", CLAIMS, PRODUCTIONS, "Un\n\nDeux"),
        ("Été", CLAIMS[:1], PRODUCTIONS, "Un\n\nDeux"),
        ("Été", (("B1.1", "Autre."), CLAIMS[1]), PRODUCTIONS, "Un\n\nDeux"),
        ("Été", CLAIMS, (("Guide", "ab13"), PRODUCTIONS[1]), "Un\n\nDeux"),
        ("Été", CLAIMS, PRODUCTIONS, "Un\nDeux"),
        ("Été", (*CLAIMS, ("Guide", "ab12")), PRODUCTIONS[1:], "Un\n\nDeux"),
    ],
)
def test_whatever_a_reader_judges_changes_it(changed):
    """Title, claims, sentences, productions and body each count."""
    assert fingerprint(*changed) != PRINT


def test_a_body_has_its_own_digest():
    """The digest of a body is that of its normalised text."""
    assert body_digest("a \r\nb") == body_digest("a\nb") != body_digest("a\n\nb")
    assert len(body_digest("")) == 64
