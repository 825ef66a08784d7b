"""A text that is not where it would be read is told with where it goes; a README stands for the page of its folder."""

import pytest

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, codes, write
from vitrail.content.reading.school import read_school

BASE = {"2025-2027/promotion.yml": COHORT, f"{LEA}/index.md": HOME}
STAGE = "---\ntitre: Mairie\norganisation: Mairie\ntuteur: {nom: Mme Le Gall}\n---\nTexte.\n"


def told(root, files):
    """Give what is said of misplaced files: path → remedy."""
    faults = [fault for fault in read_school(write(root, BASE | files)).diagnostics if fault.code == "STR014"]
    return {fault.place.path.removeprefix(f"{LEA}/"): fault.advice for fault in faults}


@pytest.mark.parametrize(
    ("path", "text", "goes"),
    [
        ("realisations/2026/glpi.md", REALISATION, "Placez-le directement"),
        ("realisation/glpi.md", REALISATION, "realisations/glpi.md"),
        ("TP/glpi.md", REALISATION, "realisations/glpi.md"),
        ("realisations.md", REALISATION, "realisations/glpi.md"),
        ("stage1/index.md", STAGE, "stages/mairie.md"),
        ("stages/mairie/rapport.md", "---\ntitre: Rapport\n---\nTexte.\n", "semaine-03.md"),
        ("realisations/glpi.txt", REALISATION, "un nom en .md"),
        ("realisations/glpi", REALISATION, "un nom en .md"),
        ("realisations/glpi/glpi.docx", "PK", "vitrail import"),
    ],
)
def test_where_a_text_goes_is_told_once(tmp_path, path, text, goes):
    """And none of its keys is blamed: they are right, elsewhere."""
    files = {f"{LEA}/{path}": text}
    remedies = told(tmp_path, files)
    assert list(remedies) == [path]
    assert goes in remedies[path].replace("\u202f", " ")
    assert "STR014" not in codes(read_school(write(tmp_path / "sans", BASE)))


def test_a_file_that_a_page_shows_and_a_free_page_are_where_they_belong(tmp_path):
    """So is what lies in the folder of a page: it is this page's own affair."""
    work = REALISATION + "\n[Le compte rendu](compte-rendu.docx)\n"
    files = {"glpi.md": work, "compte-rendu.docx": "PK", "glpi/notes.txt": "À part."}
    free = {f"{LEA}/parcours.md": "---\ntitre: Mon parcours\n---\nTexte.\n", f"{LEA}/notes.txt": "À part."}
    assert told(tmp_path, {f"{LEA}/realisations/{name}": text for name, text in files.items()} | free) == {}


def test_a_folder_of_documents_in_a_class_is_told_once(tmp_path):
    """A hand-in copied as it came from the ENT was read by nobody, and nothing said so; a class may have a shelf."""
    folder = "2025-2027/Petit Thomas_12347_assignsubmission_file_"
    files = {f"{folder}/a.docx": "PK", f"{folder}/b/c.docx": "PK", "2025-2027/images/logo.svg": "<svg/>"}
    remedies = told(tmp_path, files)
    assert list(remedies) == [f"{folder}/a.docx"]
    assert "vitrail import" in remedies[f"{folder}/a.docx"].replace("\u202f", " ")


def test_the_readme_of_a_program_copied_whole_is_its_page(tmp_path):
    """What a forge expects beside it, and what its tools fill, are no page of the student."""
    program = f"{LEA}/realisations/licences"
    notes = ("CHANGELOG", "CONTRIBUTING", "LICENSE", "SECURITY")
    beside = {f"{program}/{name}.md": "# Pour la forge\n" for name in notes}
    tools = {f"{program}/{name}/outil/LISEZ.md": "# Un outil\n" for name in ("node_modules", "vendor", "venv")}
    reading = read_school(write(tmp_path, BASE | {f"{program}/README.md": REALISATION} | beside | tools))
    assert [work.slug for _, person in reading.school.everyone for work in person.realisations] == ["licences"]
    assert {file.fate.name for file in reading.files if file.path in beside | tools and file.fate} == {"IGNORED"}
    assert "STR014" not in {fault.code for fault in reading.diagnostics}


@pytest.mark.parametrize("name", ["README.md", "readme.md", "LISEZMOI.md"])
def test_the_readme_of_a_folder_without_a_page_is_its_page(tmp_path, name):
    """As forges show it; beside an index, or above the folders, it is a note for the repository."""
    (person,) = (
        person
        for _, person in read_school(
            write(tmp_path, BASE | {f"{LEA}/realisations/glpi/{name}": REALISATION})
        ).school.everyone
    )
    assert [work.slug for work in person.realisations] == ["glpi"]
    for there in ("realisations/glpi/index.md", "realisations/glpi.md"):
        files = {
            f"{LEA}/{there}": REALISATION,
            f"{LEA}/realisations/glpi/{name}": "# Notes\n",
            f"{LEA}/realisations/{name}": "# Notes\n",
        }
        reading = read_school(write(tmp_path / there.replace("/", "-"), BASE | files))
        assert [work.title for _, person in reading.school.everyone for work in person.realisations] == ["GLPI"]
        assert {file.fate.name for file in reading.files if file.path.endswith(name) and file.fate} == {"IGNORED"}
