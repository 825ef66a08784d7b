"""What is too long or too high to be repeated on every page is cut; what languages write is not."""

import pytest

from vitrail.content.values.lengths import NAME, fitted


@pytest.mark.parametrize(
    "text",
    ["", "G" * NAME, "Mise en place d’un « GLPI » — 2026…", "Nguye\u0302\u0303n", "น้ำ", "🎓🎓🎓🎓🎓", "····· à ·····"],
)
def test_what_people_write_is_kept(text):
    """Two or three signs on a letter are a language."""
    assert fitted(text, NAME) == (text, "")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("G" * (NAME + 1), "G" * (NAME - 1) + "…"),
        ("mot " * 60, "mot " * 48 + "mot mot…"),
        ("G" * 150 + " « " + "H" * 50 + " »", "G" * 150 + "…"),
        ("A" + "\u0e49" * 120 + "B", "A" + "\u0e49" * 3 + "B"),
        ("A\u0301\u0301\u0301\u0301", "A\u0301\u0301\u0301"),
    ],
)
def test_what_would_deform_a_page_is_cut_and_told(text, kept):
    """With a reason."""
    found, reason = fitted(text, NAME)
    assert found == kept
    assert reason
