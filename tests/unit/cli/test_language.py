"""The command speaks the language that ``langue`` chooses, from its help to its last error (decision 0008)."""

import json
import re

import pytest

LEA = "portfolios/2025-2027/durand-zoe"
FRENCH = re.compile(r"[«»\u202f]|\b(le|la|les|des|une|est|pas|dans|pour|vous|cette|qui|que)\b")
QUOTED = re.compile(r"“[^”]*”|« .* »|\b(arrêté|circulaire) .*")
"""What authors, référentiels and official texts say in French."""
DAY = ("--date", "2027-05-12")


@pytest.fixture
def english(school):
    """A school whose site is English, with a file for many kinds of fault."""
    (school / "mkdocs.yml").write_text("site_name: École\nplugins: [{vitrail: {langue: en}}]\n", "utf-8")
    faults = (
        "titre: T\npériode: 31/02/2026\nmode: lu\nordre: [a]\nstatut: finie\ncompétences: [B9.9, B1.1]\n"
        "stage: nulle-part\ncontexte: stage\néquipe: [personne]\ntecnologies: x\nproductions: [{fichier: rien.pdf}]\n"
    )
    (school / LEA / "realisations/fautes.md").write_text(f"---\n{faults}---\n<div>[x](y.md)</div>\n", "utf-8")
    (school / LEA / "realisations/vide.md").write_bytes(b"---\ntitre: [\n")
    (school / LEA / "con.md").write_text("x", "utf-8")
    return school


@pytest.mark.usefixtures("english")
def test_an_english_check_is_english_and_whole(vitrail):
    """Sentences, suggestions and the count; only what others wrote is quoted in French."""
    code, said = vitrail("check", *DAY)
    assert code == 1
    assert len(set(re.findall(r"^  \w+ ([A-Z]{3}\d{3}) ", said, re.MULTILINE))) > 12
    told = [QUOTED.sub("", line) for line in said.splitlines() if line.startswith(" ")]
    assert [line for line in told if FRENCH.search(line)] == []
    assert re.search(r"\d+ errors, \d+ warnings, and \d+ pieces of advice\.$", said, re.MULTILINE)
    last = "2 drafts, which the public does not see.\n2 findings mend themselves: “vitrail check --corriger”.\n"
    assert said.endswith(f"\n{last}")


@pytest.mark.usefixtures("english")
def test_the_json_keeps_its_words_and_translates_its_sentences(vitrail):
    """Programs read the same severities in every language."""
    report = json.loads(vitrail("check", "--format", "json", *DAY)[1])
    assert set(report["counts"]) == {"erreur", "avertissement", "conseil"}
    assert any("Did you mean" in one["advice"] for one in report["diagnostics"])


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--help", "Usage: main [OPTIONS] COMMAND"),
        ("new promotion --help", "Year of the exam (required)"),
        ("check nulle-part", "“nulle-part” does not exist."),
        ("new promotion 2030-2032", "--session is missing. See “main new promotion --help”."),
        ("chek", "“chek” is not a command; write check, explain, build, serve, new, import,"),
        ("build --jobs x", "--jobs expects a whole number, from 1 to 64."),
        ("new realisation personne Titre", "No portfolio is called “personne”"),
        ("new etudiant 2025-2027/con --nom A --prenom B", "Windows refuses it, it is the name of a device."),
        ("new etudiant 2025-2027/zoe --nom A --prenom B", "Written: portfolios/2025-2027/zoe/index.md"),
        ("build --site portfolios/site", "The site cannot be written into"),
        ("review", "1 verdict sealed."),
    ],
)
def test_the_command_speaks_english(vitrail, words, said):
    """Help, results and wrong uses of the command line."""
    found = vitrail(*words.split())[1]
    assert said in found
    assert not re.search(r"[«»\u202f]", found)


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


def test_a_project_that_cannot_be_read_is_told_in_its_language(empty, vitrail):
    """As far as its mkdocs.yml says one."""
    (empty / "mkdocs.yml").write_text("site_name: X\nplugins: [{vitrail: {langue: en}}]\n", "utf-8")
    assert vitrail("check")[1].startswith("There is no folder “portfolios” in ")
    (empty / "mkdocs.yml").write_text("site_name: X\nplugins: [{vitrail: {langue: it}}]\n", "utf-8")
    assert "Il n’y a pas de dossier" in vitrail("check")[1]
