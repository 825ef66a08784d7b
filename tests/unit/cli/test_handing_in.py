"""« Rendre mon travail »: one portfolio as a zip, whatever else the school holds."""

import hashlib
import json
import subprocess
import zipfile

import pytest

HOME = "portfolios/2025-2027/durand-zoe"


def held(path):
    """Give what a zip holds, without the folder that it makes."""
    with zipfile.ZipFile(path) as bag:
        return {name.partition("/")[2]: bag.read(name) for name in bag.namelist()}


def test_a_student_hands_in_one_folder_with_the_sums_of_its_files(school, vitrail):
    """Nobody else's work, no verdict, no file of the class is in the zip."""
    code, said = vitrail("rendre", "durand-zoe")
    assert (code, said.partition(" (")[0]) == (0, "Écrit\u202f: rendu-durand-zoe.zip")
    found = held("rendu-durand-zoe.zip")
    own = sorted(f"data/{one.relative_to(school / HOME).as_posix()}" for one in (school / HOME).rglob("*.md"))
    assert [name for name in found if name.endswith(".md")] == own
    assert not [name for name in found if "evaluations" in name or "promotion" in name or "martin" in name]
    sums = dict(reversed(line.split("  ")) for line in found["manifest-sha256.txt"].decode().splitlines())
    assert sums == {n: hashlib.sha256(raw).hexdigest() for n, raw in found.items() if n.startswith("data/")}


def test_the_same_work_gives_the_same_bytes_and_a_new_version_names_the_former(school, vitrail):
    """The record says which sums a file had before: the team's copy is compared with them."""
    assert vitrail("rendre", "durand-zoe", "--vers", "../un.zip")[0] == 0
    assert vitrail("rendre", "durand-zoe", "--vers", "../deux.zip")[0] == 0
    assert (school / "../un.zip").read_bytes() == (school / "../deux.zip").read_bytes()
    page = school / HOME / "index.md"
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_text(page.read_text("utf-8") + "\nJe cherche une alternance.\n", "utf-8")
    assert vitrail("rendre", "durand-zoe", "--vers", "../deux.zip")[0] == 0
    record = json.loads(held(school / "../deux.zip")["rendu.json"])
    assert record["avant"] == {"index.md": [before]}
    assert record["fichiers"]["index.md"] == hashlib.sha256(page.read_bytes()).hexdigest()


def test_what_git_ignores_hidden_files_copies_and_links_stay_at_home(school, vitrail):
    """A folder that is ignored whole is ignored with all that it holds; a link is told."""
    subprocess.run(["git", "init", "-q"], check=True)
    (school / ".gitignore").write_text("brouillons/\n*.key\n", "utf-8")
    for name in (
        "brouillons/essai.md",
        "fichiers/vpn.key",
        ".env",
        "versions/2026-03-12/index.md",
        "fichiers/~$note.docx",
    ):
        (school / HOME / name).parent.mkdir(parents=True, exist_ok=True)
        (school / HOME / name).write_text("secret", "utf-8")
    kept = "fichiers/Capture d’écran 2026-03-12 à 14.05.33.png"
    (school / HOME / kept).write_bytes(b"\x89PNG")
    (school / HOME / "fichiers/ailleurs.md").symlink_to("/etc/hostname")
    code, said = vitrail("rendre", "durand-zoe")
    assert code == 0
    assert "dans le rendu\u202f: fichiers/ailleurs.md." in said
    found = held("rendu-durand-zoe.zip")
    assert f"data/{kept}" in found
    assert b"secret" not in b"".join(found.values())


def test_the_zip_takes_no_other_files_place_and_never_stands_among_the_portfolios(school, vitrail, monkeypatch):
    """A former hand-in is replaced; from one's own folder it is written beside mkdocs.yml."""
    (school / "rendu-durand-zoe.zip").write_bytes(b"Autre chose")
    code, said = vitrail("rendre", "durand-zoe")
    assert (code, "existe déjà" in said) == (1, True)
    assert (school / "rendu-durand-zoe.zip").read_bytes() == b"Autre chose"
    (school / "rendu-durand-zoe.zip").unlink()
    assert vitrail("rendre", "durand-zoe", "--vers", f"{HOME}/moi.zip")[0] == 2
    monkeypatch.chdir(school / HOME)
    (school / HOME / "note.md").write_text("---\ntitre: Note\n---\n", "utf-8")
    assert vitrail("rendre")[0] == 0
    assert "data/note.md" in held(school / "rendu-durand-zoe.zip")
    monkeypatch.chdir(school)
    assert vitrail("rendre")[0] == 2, "two portfolios are there"


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"fichiers": {"a": 3}}', b"[" * 100_000])
def test_a_record_that_cannot_be_read_is_as_none(school, vitrail, raw):
    """It is written again, and costs its author nothing."""
    (school / HOME / ".rendu.json").write_bytes(raw)
    assert vitrail("rendre", "durand-zoe")[0] == 0
    assert json.loads((school / HOME / ".rendu.json").read_bytes())["schema"] == "vitrail/rendu/1"


@pytest.mark.usefixtures("school")
def test_a_class_is_told_that_one_of_its_portfolios_is_meant(vitrail):
    """It was told that no portfolio has its name, and the name itself was proposed."""
    code, said = vitrail("rendre", "2025-2027")
    assert (code, "nommez un de ses portfolios, comme 2025-2027/durand-zoe" in said) == (2, True)
