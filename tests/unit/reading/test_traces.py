"""Personal data in a text of the public: what people write around it, and what only looks like it."""

import pytest

from tests.unit.reading.schools import LEA, REALISATION, codes, read


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("- **Né le :** 12/04/2006 à Brest", ["PRV001"]),
        ("**Lise Fabre** — N° candidat `0254999519`", ["PRV002"]),
        ("| **N° candidat** | 02248499067 |", ["PRV002"]),
        ("Écrire à jean@contest.fr", ["PRV003"]),
        ("Le compte admin@gsb.local, puis `Administrateur@srv.labo.lan`", []),
        ("Le candidat 12 a choisi le sujet 3.", []),
    ],
)
def test_personal_data_is_told_however_it_is_set_and_a_name_of_a_lab_is_none(tmp_path, written, told):
    """Bold between a word and its value hid it; every account of an Active Directory was called an address."""
    reading = read(tmp_path, {f"{LEA}/realisations/glpi.md": REALISATION + written + "\n"})
    assert [code for code in codes(reading) if code.startswith("PRV")] == told
