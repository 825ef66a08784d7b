"""« vitrail fin »: what is kept and given is written and read again before anything of the class is erased."""

import zipfile

import pytest
from click.testing import CliRunner

from tests.unit.outputs.test_tableau import FILES, LEA, work
from vitrail.doors.cli import main

OTHER = "2025-2027/lefort-zoe"
NEXT = "2026-2028/durand-ali"
SCHOOL = {
    **FILES,
    f"{LEA}/realisations/a.md": work("Premier", "B1.2"),
    f"{OTHER}/index.md": "---\nnom: Lefort\nprénom: Zoé\noption: SISR\n---\n",
    f"{OTHER}/realisations/b.md": work("Second", "B1.1"),
    "2026-2028/promotion.yml": "nom: BTS SIO suivant\nréférentiel: fr.bts-sio.2019\nsession: 2028\n",
    f"{NEXT}/index.md": "---\nnom: Durand\nprénom: Ali\noption: SISR\n---\n",
    f"{NEXT}/realisations/c.md": work("Tiers", "B1.1"),
}


@pytest.fixture
def school(tmp_path, monkeypatch):
    """A school of two classes; commands run in its folder."""
    root = tmp_path / "depot"
    for name, text in SCHOOL.items():
        path = root / "portfolios" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def vitrail(*words):
    """Run a command; return its code and what it printed."""
    done = CliRunner().invoke(main, [*words])
    return done.exit_code, done.output


def files(root):
    """Return every file of a folder with its bytes, the cache apart."""
    kept = (path for path in sorted(root.rglob("*")) if path.is_file() and ".vitrail-cache" not in path.parts)
    return {path.relative_to(root): path.read_bytes() for path in kept}


@pytest.mark.usefixtures("school")
def test_a_preview_writes_and_erases_nothing(tmp_path):
    """It tells what is kept, given, erased, in that order."""
    before = files(tmp_path)
    code, said = vitrail("fin", "2025-2027")
    assert code == 0
    assert files(tmp_path) == before
    places = [said.index(word) for word in ("Gardé", "Donné", "Effacé", "Fermé")]
    assert places == sorted(places)


def test_a_class_that_ended_leaves_its_archives_a_list_and_pages_that_say_so(school, tmp_path):
    """Another class is untouched, and its pages are built as before."""
    other = files(school / "portfolios/2026-2028")
    code, said = vitrail("fin", "2025-2027", "--vers", "../fin", "--oui")
    assert code == 0, said
    assert {path.name for path in (tmp_path / "fin").iterdir()} == {
        "archive-2025-2027.zip", "archive-2025-2027-le-bris-anna.zip", "archive-2025-2027-lefort-zoe.zip",
        "liste-2025-2027.html",
    }  # fmt: skip
    assert [path.name for path in (school / "portfolios/2025-2027").iterdir()] == ["promotion.yml"]
    assert files(school / "portfolios/2026-2028") == other
    assert vitrail("build", "--jobs", "1")[0] == 0
    closed = (school / "site" / LEA / "index.html").read_text("utf-8")
    assert "n’est plus publié" in closed
    assert "Le Bris" not in closed
    assert "Ali" in (school / "site" / NEXT / "index.html").read_text("utf-8")
    assert "déjà finie" in vitrail("fin", "2025-2027")[1]


@pytest.mark.usefixtures("school")
def test_the_archive_of_a_student_names_no_other(tmp_path):
    """It is theirs, for their life."""
    assert vitrail("fin", "2025-2027", "--vers", "../fin", "--oui")[0] == 0
    with zipfile.ZipFile(tmp_path / "fin/archive-2025-2027-le-bris-anna.zip") as archive:
        texts = b"".join(archive.read(name) for name in archive.namelist())
        assert not any("zoe" in name for name in archive.namelist())
    assert b"Bris" in texts
    assert b"Lefort" not in texts


def test_nothing_is_erased_without_a_place_for_the_archives_nor_through_a_link(school, tmp_path):
    """Nor for a class that does not exist, whose neighbour is named."""
    before = files(school)
    assert "--vers" in vitrail("fin", "2025-2027", "--oui")[1]
    assert "2025-2027" in vitrail("fin", "2025-2026")[1]
    (tmp_path / "ailleurs").mkdir()
    (school / "portfolios/2025-2027").rename(tmp_path / "ailleurs/2025-2027")
    (school / "portfolios/2025-2027").symlink_to(tmp_path / "ailleurs/2025-2027")
    assert vitrail("fin", "2025-2027", "--vers", "../fin", "--oui")[0] != 0
    (school / "portfolios/2025-2027").unlink()
    (tmp_path / "ailleurs/2025-2027").rename(school / "portfolios/2025-2027")
    assert files(school) == before
