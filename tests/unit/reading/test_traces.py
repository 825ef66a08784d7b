"""Personal data in a text of the public: what people write around it, and what only looks like it."""

import pytest

from tests.unit.reading.schools import LEA, REALISATION, codes, read


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("- **Né le :** 12/04/2006 à Brest", ["PRV001"]),
        ("**Lise Fabre** — N° candidat `0254999519`", ["PRV001"]),
        ("| **N° candidat** | 02248499067 |", ["PRV001"]),
        ("Écrire à jean@contest.fr", ["PRV001"]),
        ("Le compte admin@gsb.local, puis `Administrateur@srv.labo.lan`", []),
        ("Le candidat 12 a choisi le sujet 3.", []),
    ],
)
def test_personal_data_is_told_however_it_is_set_and_a_name_of_a_lab_is_none(tmp_path, written, told):
    """Bold between a word and its value hid it; every account of an Active Directory was called an address."""
    reading = read(tmp_path, {f"{LEA}/realisations/glpi.md": REALISATION + written + "\n"})
    assert [code for code in codes(reading) if code.startswith("PRV")] == told


def test_a_page_of_another_tool_kept_as_it_was_is_told_nothing_useless(tmp_path):
    """Keys that tell nothing of it, a callout that is its title alone, an anchor of MkDocs without its accents."""
    front = "layout: post\nlastmod: true\nheader-includes: [x]\n---"
    text = "[plus bas](#1-prerequis)\n\n> [!info] Une interface, une adresse.\n\nSuite.\n\n## 1. Prérequis\n\nUn.\n"
    whole = REALISATION.replace("\n---\nUn vrai", f"\n{front}\n{text}\nUn vrai")
    told = read(tmp_path, {f"{LEA}/realisations/glpi.md": whole})
    kept = read(tmp_path, {f"{LEA}/realisations/glpi.md": REALISATION.replace("\n---\n", "\ntype: projet\n---\n")})
    assert (codes(told), codes(kept)) == ([], ["STR019"])


@pytest.mark.parametrize(
    ("written", "count"),
    [("<table><tr><th>Port</th><td>10</td></tr></table>", 1), ("<td>10</td><td>20</td>", 1), ("<div><table></div>", 2)],
)
def test_a_table_in_html_is_told_once(tmp_path, written, count):
    """Its rows and cells were told too: four remarks for one thing to mend."""
    told = read(tmp_path, {f"{LEA}/realisations/glpi.md": REALISATION + f"\n{written}\n"})
    assert codes(told).count("MED018") == count
