"""A path that leads nowhere gets the nearest one, written so that pasting it settles the fault."""

import re

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, codes, read

PAGE = f"{LEA}/realisations/x.md"
OTHERS: dict[str, str | bytes] = {
    f"{LEA}/realisations/deploiement.md": REALISATION,
    f"{LEA}/fichiers/plan réseau (v2).pdf": "x",
    f"{LEA}/realisations/schema.png": "x",
    f"{LEA}/photo.png": "x",
}


def body(target):
    """A page whose text names a target, in Markdown."""
    return {PAGE: f"{REALISATION}\n{target}\n"}


def production(path):
    """A page whose front matter names a file."""
    return {
        PAGE: REALISATION.replace("titre: GLPI\n", f'titre: GLPI\nproductions: [{{titre: A, fichier: "{path}"}}]\n')
    }


def photo(path):
    """A home page with a picture of its author."""
    return {PAGE: REALISATION, f"{LEA}/index.md": HOME.replace("nom:", f'photo: "{path}"\nnom:', 1)}


@pytest.mark.parametrize(
    ("code", "write", "wrong"),
    [
        ("REF016", lambda path: body(f"[là]({path})"), "deploiment.md"),
        ("REF016", lambda path: body(f"[là]({path})"), "deploiement.html"),
        ("REF016", lambda path: body(f"[là]({path})"), "../realisations/deploiement/"),
        ("REF016", lambda path: body(f"[là]({path})"), "fichiers/plan%20reseau%20(v2).pdf"),
        ("MED002", lambda path: body(f"![Schéma]({path})"), "shema.png"),
        ("MED002", photo, "phot.png"),
        ("REF016", production, "fichiers/plan réseau (v1).pdf"),
    ],
)
def test_the_suggestion_settles_the_fault(code, write, wrong, tmp_path):
    """From the file that links in a text, from the portfolio's folder in front matter."""
    reading = read(tmp_path, OTHERS | write(wrong))
    (fault,) = [one for one in reading.diagnostics if one.code == code]
    proposed = re.search("« ?(.+?) ?»", fault.advice.replace("\u202f", " "))
    assert proposed
    assert code not in codes(read(tmp_path, OTHERS | write(proposed[1])))


def test_a_former_class_that_was_renamed_is_suggested_and_never_one_s_own_folder(tmp_path):
    """The folder of the same name in another class is where the years before are."""
    home = HOME.replace("nom:", "vient de: 2024-2026/moreau-lea\nnom:")
    files = {f"{LEA}/index.md": home, "sio-2026/promotion.yml": COHORT, "sio-2026/moreau-lea/index.md": HOME}
    (found,) = (one for one in read(tmp_path, files).diagnostics if one.code == "REF014")
    assert "sio-2026/moreau-lea" in str(found.values["suggestion"])
    (tmp_path / "sio-2026/moreau-lea/index.md").unlink()
    (found,) = (one for one in read(tmp_path, {f"{LEA}/index.md": home}).diagnostics if one.code == "REF014")
    assert LEA not in str(found.values["suggestion"])


@pytest.mark.parametrize(
    ("former", "says", "taken"),
    [
        ("2024-2026/roux-tom", "nom: Roux\nprénom: Tom", False),
        ("2025-2027/roux-tom", "nom: Roux\nprénom: Tom", False),
        ("2025-2027/moreau", "nom: Moreau\nprénom: Léa", False),
        ("2024-2026/moreau-l", "nom: Moreau\nprénom: Léa", True),
        ("2024-2026/moreau-lea", "nom: Durand\nprénom: Léa", True),
    ],
)
def test_nobody_comes_from_another_persons_portfolio(tmp_path, former, says, taken):
    """A classmate's, or that of somebody who has neither the same folder nor the same names: nothing is borrowed."""
    home = HOME.replace("nom:", f"vient de: {former}\nnom:", 1)
    other = f"---\n{says}\noption: SISR\n---\n\nMoi.\n"
    files = {f"{LEA}/index.md": home, "2024-2026/promotion.yml": COHORT, f"{former}/index.md": other}
    reading = read(tmp_path, files)
    assert ("REF014" in codes(reading)) is not taken
    assert [person.comes_from for _, person in reading.school.everyone if person.comes_from] == [former] * taken


def test_a_class_that_was_renamed_keeps_its_repeaters(tmp_path):
    """They named it by the folder that it had; it says so itself, and nothing is left to mend."""
    home = HOME.replace("nom:", "vient de: 2024-2026/moreau-lea\nnom:")
    former = {"sio-2026/promotion.yml": COHORT + 'vient de: "2024-2026"\n', "sio-2026/moreau-lea/index.md": HOME}
    reading = read(tmp_path, {f"{LEA}/index.md": home} | former)
    assert "REF014" not in codes(reading)
    (found,) = (one.comes_from for _, one in reading.school.everyone if one.comes_from)
    assert found == "sio-2026/moreau-lea"


@pytest.mark.parametrize(
    ("target", "there"),
    [
        ("deploiement.md#l-api-du-serveur", True), ("deploiement.md#L%E2%80%99API-du-serveur", True),
        ("deploiement.md", True), ("deploiement.md#", True), ("../fichiers/plan%20r%C3%A9seau%20(v2).pdf#page=2", True),
        ("deploiement.md#api", False), ("x.md#api", False), ("x.md#ici", True), ("../index.md#api", False),
    ],
)  # fmt: skip
def test_a_title_of_another_text_is_looked_for_as_one_of_ones_own(target, there, tmp_path):
    """The page would open at its top, the day of the oral."""
    files = OTHERS | {f"{LEA}/realisations/deploiement.md": f"{REALISATION}\n## L'API du serveur\n\nTexte.\n"}
    reading = read(tmp_path, files | body(f"## Ici\n\n[là](<{target}>)"))
    assert ("REF016" not in codes(reading)) is there
