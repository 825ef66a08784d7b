"""What is told of a file is told to its portfolio, however its folder is spelled and wherever its class lies."""

import pytest

from vitrail.content.model.ledger import Entry, Fate, Ledger
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.site.pages.team import TeamView

CLASSES = ("2025-2027", "sio/2024-2026")


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("2025-2027/moreau-lea/index.md", "2025-2027/moreau-lea"),
        ("2025-2027/moreau-lea", "2025-2027/moreau-lea"),
        ("2025-2027/Klein& Sacha/realisations/a.md", "2025-2027/Klein- Sacha"),
        ("2025-2027/evaluations/moreau-lea.yml", "2025-2027/moreau-lea"),
        ("sio/2024-2026/roux/stages/a/index.md", "sio/2024-2026/roux"),
        ("sio/notes/a.md", ""),
        ("etablissement.yml", ""),
    ],
)
def test_a_file_has_its_owner(path, owner):
    """Its class and its student, as addresses spell them."""
    assert TeamView(cohorts=CLASSES).owner_of(path) == owner


def test_what_is_told_of_a_folder_is_told_to_its_student():
    """A folder that is refused as a whole has no file to point at."""
    fault = Diagnostic.at("STR008", Place(path="2025-2027/moreau:lea"), other="2025-2027/moreau-lea")
    view = TeamView(cohorts=CLASSES, diagnostics=(fault,))
    assert view.of_portfolio("2025-2027", "moreau-lea") == (fault,)


def test_a_rejected_realisation_is_found_whatever_its_section_is_called():
    """« Réalisations » is the same section; a rejected page elsewhere is no réalisation."""
    paths = ("Klein& Sacha/Réalisations/a.md", "Klein& Sacha/veille/b.md", "roux/realisations/c.md")
    entries = tuple(Entry(path=f"2025-2027/{path}", fate=Fate.REJECTED, reason="illisible") for path in paths)
    view = TeamView(cohorts=CLASSES, ledger=Ledger(entries=entries))
    assert tuple(view.lost_works("2025-2027", "Klein- Sacha")) == entries[:1]
