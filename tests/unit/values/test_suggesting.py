"""What a word must have meant: proposed when it resembles, written by a machine when it can be nothing else."""

import pytest

from tests.unit.reading.schools import LEA, REALISATION, read
from vitrail.content.values.suggesting import guess


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("fichiers/serveur-b.txt", "fichiers/serveur-a.txt"),
        ("fichiers/schema-b.png", "fichiers/schema-a.png"),
        ("fichiers/essai-v1.pdf", "fichiers/essai-v2.pdf"),
        ("fichiers/serveur.pdf", "fichiers/serveur-a.pdf"),
        ("wiki.md", "wifi.md"),
        ("ras.md", "nas.md"),
        ("sites-internes.pdf", "sites-externes.pdf"),
    ],
)
def test_a_file_whose_name_differs_by_what_is_no_slip_is_at_most_proposed(written, there):
    """Another letter of a series, another version, a short name: as many files, which nobody mistyped."""
    assert not (found := guess(written, [there])) or not found.sure


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("fichiers/raport.pdf", "fichiers/rapport.pdf"),
        ("fichers/schema-a.png", "fichiers/schema-a.png"),
        ("fichiers/plan_reseau.pdf", "fichiers/planreseau.pdf"),
        ("lefevre-hug", "lefevre-hugo"),
        ("fr.bts-soi.2019", "fr.bts-sio.2019"),
    ],
)
def test_a_slip_in_one_word_that_is_long_enough_is_sure(written, there):
    """Whatever stands around it; letters that are exchanged are a slip in a short word too."""
    assert guess(written, [there]) == (there, True)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("tags", "stage"), ("image", "stage"), ("durée", "ordre"), ("auteur", "atelier"), ("visite", "visibilité"),
        ("fichiers/Rapport.PDF", "fichiers/schema.png"), ("README.md", "a.md"),
    ],
)  # fmt: skip
def test_what_shares_letters_by_chance_is_not_proposed(written, known):
    """No beginning in common, more than a letter in three that differs, or a suffix alone."""
    assert guess(written, [known]) is None


def test_a_page_is_never_proposed_to_itself(tmp_path):
    """A link that it would write leads nowhere new."""
    reading = read(tmp_path, {f"{LEA}/realisations/rapports.md": f"{REALISATION}\n[ici](rapport.md)\n"})
    (fault,) = (fault for fault in reading.diagnostics if fault.code == "REF016")
    assert fault.fix is None
