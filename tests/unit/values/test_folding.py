from __future__ import annotations

import pytest

from vitrail.content.values.folding import ascii_name, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Compétences", "competences"),
        ("AUTO-ÉVALUATION", "auto evaluation"),
        ("vient_de", "vient de"),
        ("  à\u00a0distance ", "a distance"),
        ("L’oral", "l'oral"),
        ("Cœur", "coeur"),
        ("zéro\u200blargeur", "zerolargeur"),
        ("e\u0301", "e"),
        ("B1.1.1", "b1.1.1"),
        ("", ""),
    ],
)
def test_spelling_does_not_matter(written, folded):
    """Accents, case, apostrophes, hyphens, underscores and spaces are forgiven."""
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Éric Noël", "eric-noel"),
        ("Œuvrard – L’été", "oeuvrard-l-ete"),
        ("Đặng Minh Anh", "dang-minh-anh"),
        ("Ковалёва Дарья", "kovaleva-darya"),
        ("محمد", "mhmd"),
        ("Łukasz Ørsted", "lukasz-orsted"),
        (" !! ", ""),
    ],
)
def test_a_name_in_any_script_has_a_file_of_its_own(said, name):
    """Two people whose names are not Latin never share « sans-titre », and a letter with a stroke is not lost."""
    assert ascii_name(said) == name
