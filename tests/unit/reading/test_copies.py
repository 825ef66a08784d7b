import pytest

from tests.unit.reading.schools import LEA, read
from vitrail.content.reading.disk.copies import unmarked


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("glpi - Copie.md", "glpi.md"),
        ("glpi - Copie (2).md", "glpi.md"),
        ("glpi - Copie - Copie.md", "glpi.md"),
        ("glpi - Copy.md", "glpi.md"),
        ("glpi-copie.md", "glpi.md"),
        ("glpi (1).md", "glpi.md"),
        ("glpi(1).md", "glpi.md"),
        ("glpi-PC-DE-LEA.md", "glpi.md"),
        ("glpi-DESKTOP-4F5G7H2.md", "glpi.md"),
        ("glpi-LAPTOP-AB12-2.md", "glpi.md"),
        ("glpi (Copie en conflit de PC-DE-LÉA 2026-03-12).md", "glpi.md"),
        ("glpi (copie en conflit de Léa).md", "glpi.md"),
        ("glpi (conflicted copy 2026-03-12 140533).md", "glpi.md"),
        ("glpi (Léa's conflicted copy 2026-03-12).md", "glpi.md"),
        ("glpi.sync-conflict-20260312-140533-ABCDEFG.md", "glpi.md"),
        ("glpi_conflict-20260312-140533.md", "glpi.md"),
        ("glpi (SFConflict lea 2026-03-12-14-05-33).md", "glpi.md"),
        ("Copie de glpi.md", "glpi.md"),
        ("Copy of glpi.md", "glpi.md"),
        ("Capture d’écran 2026-03-12 à 14.05.33 - Copie.png", "Capture d’écran 2026-03-12 à 14.05.33.png"),
        ("moreau-lea - Copie", "moreau-lea"),
    ],
)
def test_a_name_of_copy_says_what_it_is_a_copy_of(name, original):
    """In French and in English, by Windows, OneDrive, Dropbox, Nextcloud and Syncthing."""
    assert unmarked(name) == original


@pytest.mark.parametrize(
    "name",
    [
        "glpi.md", "photocopie.md", "sauvegarde-2.md", "installation-pc.md", "migration-2026.md", "copie.md", "(1).md",
        "vlan (802.1q).md", "tp (2026).md", "remote-desktop.md", "copie-de-sauvegarde.md", "Copie de sauvegarde.md",
        "Capture d’écran 2026-03-12 à 14.05.33.png",
        "moreau-lea", "conflit-ip.md",
        "installation-PC-CAISSE.md", "masterisation-POSTE.md", "imprimante-SURFACE-PRO.md",
        "résolution d'un conflit.md",
    ],
)  # fmt: skip
def test_an_ordinary_name_is_no_copy(name):
    """A number, a machine or a conflict that the work is about."""
    assert not unmarked(name)


@pytest.fixture
def make_school(tmp_path):
    """Give a function: files → the reading of a class of one student."""
    return lambda files: read(tmp_path, files)


def _work(title="GLPI", text="Un vrai texte, avec ce qu'il faut de mots pour être comparé.", more=""):
    return f"---\ntitre: {title}\npériode: 01/06/2026 au 26/06/2026\ncontexte: formation\n{more}---\n{text}\n"


def _counted(reading):
    (student,) = (one for _, one in reading.school.everyone)
    return [one.slug for one in student.counted]


def test_a_copy_beside_its_original_counts_nothing(make_school):
    """It is an erreur, told once; the tableau has one row."""
    reading = make_school(
        {f"{LEA}/realisations/glpi.md": _work(), f"{LEA}/realisations/glpi - Copie.md": _work(text="Autre.")}
    )
    assert [one.code for one in reading.diagnostics if one.code.startswith("STR05")] == ["STR056"]
    assert _counted(reading) == ["glpi"]


def test_a_copied_folder_is_told_once(make_school):
    """Whatever it holds; the student is one."""
    files = {f"{LEA}/realisations/{name}.md": _work(title=name) for name in "abc"}
    copies = {path.replace("moreau-lea", "moreau-lea - Copie"): text for path, text in files.items()}
    reading = make_school(files | copies)
    assert [one.place.path for one in reading.diagnostics if one.code == "STR056"] == [f"{LEA} - Copie"]
    assert len(list(reading.school.everyone)) == 1


def test_a_copy_without_its_original_is_read_and_told(make_school):
    """It may be the only one that there is."""
    reading = make_school({f"{LEA}/realisations/glpi (1).md": _work()})
    assert [one.code for one in reading.diagnostics if one.code.startswith("STR05")] == ["STR056"]
    assert len(_counted(reading)) == 1


LONG = "J'ai installé le serveur, puis les agents, puis j'ai vérifié que chaque poste remonte. " * 12


@pytest.mark.parametrize(
    ("second", "counted"),
    [
        (_work(text=LONG + "Une phrase de plus."), ["glpi"]),
        (_work(title="G L P I", text=LONG), ["glpi", "mon-glpi"]),
        (_work(text=LONG[: len(LONG) // 2]), ["glpi", "mon-glpi"]),
        (_work(text=LONG, more="statut: brouillon\n"), ["glpi"]),
        (_work(text=LONG).replace("26/06", "27/06"), ["glpi", "mon-glpi"]),
    ],
    ids=["nearly equal", "another title", "half the text", "a draft", "another period"],
)
def test_a_work_submitted_twice_counts_once(make_school, second, counted):
    """Until its title or its period says that it is another."""
    reading = make_school({f"{LEA}/realisations/glpi.md": _work(text=LONG), f"{LEA}/realisations/mon-glpi.md": second})
    assert _counted(reading) == counted
    told = [one.place.path for one in reading.diagnostics if one.code == "EXA020"]
    assert bool(told) == (counted == ["glpi"] and "brouillon" not in second)


def test_the_work_that_a_teacher_judged_is_the_one_that_counts(make_school):
    """Though the other's name comes first."""
    verdict = (
        "- {réalisation: mon-glpi, compétence: B1.1, par: M. Durand, rôle: professeur, le: 12/07/2026, avis: retenue}\n"
    )
    files = {f"{LEA}/realisations/{name}.md": _work(text=LONG) for name in ("glpi", "mon-glpi")}
    reading = make_school(files | {"2025-2027/evaluations/moreau-lea.yml": verdict})
    assert _counted(reading) == ["mon-glpi"]
