"""The command speaks French, from its help to its last error, whatever the language of the site (decision 0008)."""

import re

import pytest


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--help", "Utilisation\u202f: main [OPTIONS] COMMAND"),
        ("new promotion 2030-2032", "Il manque --session. Voir «\u202fmain new promotion --help\u202f»."),
        ("check --frmat json", "L’option --frmat n’existe pas\u202f; vouliez-vous dire --format"),
        ("build --audience tous", "--audience attend public, jury, equipe ou toutes."),
        ("new stage durand-zoe mairie --du hier --au demain", "--du attend un jour, par exemple 15/03/2027."),
        ("review personne.yml", "«\u202fpersonne.yml\u202f» n’existe pas."),
        ("export tableau durand-zoe --modele m.xlsx --vers p", "--modele attend un fichier qui existe."),
        ("build trop", "Il y a un mot de trop"),
        ("check --format", "L’option --format est mal écrite"),
    ],
)
def test_a_wrong_command_is_told_in_french(vitrail, words, said):
    """The library's English words never show."""
    found = vitrail(*words.split())[1]
    assert said in found
    assert not re.search(r"\b(Usage|Error|Show|Options:|required)\b", found)


def test_an_english_site_is_checked_in_french(school, vitrail):
    """The keys and the files that it speaks of are French."""
    (school / "mkdocs.yml").write_text("site_name: École\nplugins: [{vitrail: {langue: en}}]\n", "utf-8")
    (school / "portfolios/2025-2027/durand-zoe/con.md").write_text("x", "utf-8")
    said = vitrail("check", "--date", "2027-05-12")[1]
    assert re.search(r"  avertissement STR\d{3}  ", said)
    assert "1 brouillon, que le public ne voit pas." in said
