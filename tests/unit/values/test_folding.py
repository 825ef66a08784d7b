from __future__ import annotations

import pytest

from generator.values.folding import fold


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
