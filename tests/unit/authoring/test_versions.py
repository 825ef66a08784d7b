"""Versions of a portfolio: kept with git or without, compared in words, come back to without losing anything."""

import shutil
import subprocess
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from vitrail.content.reading.disk.opening import HeldFile
from vitrail.doors.authoring.answers import FileDifference
from vitrail.doors.authoring.orders import AskedVersion, NamedFile
from vitrail.doors.authoring.versions import Versions, difference
from vitrail.doors.serving.private import OutdatedError
from vitrail.ground.language import FRENCH, ToldError


@pytest.fixture
def versions(school):
    """Zoé's, without git."""
    return Versions(home=school / "portfolios/2025-2027/durand-zoe", say=FRENCH)


@pytest.fixture
def recorded(versions, school):
    """The same in a repository."""
    for words in (
        ("init", "-q"),
        ("config", "user.name", "Zoé"),
        ("config", "user.email", "z@example.org"),
        ("add", "-A"),
        ("commit", "-qm", "École"),
    ):
        subprocess.run(["git", *words], cwd=school, check=True, capture_output=True)
    return versions


def held(raw):
    """A file of these bytes."""
    return HeldFile(size=len(raw), open=lambda: BytesIO(raw))


def names(versions):
    """The names of the versions, the latest first."""
    return [one.name for one in versions.listed().versions]


def test_without_git_a_version_is_a_dated_copy_that_no_page_shows(versions):
    """Kept once while nothing moves; its folder is none of the portfolio's."""
    versions.keep(AskedVersion(title="Avant l'oral / jury"))
    versions.keep(AskedVersion(title="encore"))
    assert len(names(versions)) == 1
    (path,) = (versions.home / "versions").iterdir()
    assert path.name.endswith(" Avant l'oral - jury.zip")
    with zipfile.ZipFile(path) as kept:
        assert sorted(kept.namelist()) == ["index.md", "realisations/glpi.md"]


def test_in_a_repository_a_version_is_a_commit_of_this_portfolio_alone(recorded, school):
    """What else is changed or staged stays as it is."""
    (recorded.home / "index.md").write_text("---\nprénom: Zoé\n---\nMoi.\n", "utf-8")
    other = school / "portfolios/2025-2027/martin-ali/index.md"
    other.write_text(other.read_text("utf-8") + "\nAli.\n", "utf-8")
    said = recorded.keep(AskedVersion(title="Ma présentation"))
    assert "Ma présentation" in said.said
    log = subprocess.run(
        ["git", "log", "--name-only", "--format=%s", "-1"], cwd=school, check=True, capture_output=True, text=True
    ).stdout
    assert log.split("\n\n") == ["Ma présentation", "portfolios/2025-2027/durand-zoe/index.md\n"]
    assert not (recorded.home / "versions").exists()


def test_what_git_refuses_is_kept_as_a_copy(recorded, school):
    """A hook that says no costs nothing."""
    hook = school / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho non >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    (recorded.home / "index.md").write_text("---\nprénom: Zoé\n---\nMoi.\n", "utf-8")
    assert "non" in recorded.keep(AskedVersion()).said
    assert len(list((recorded.home / "versions").iterdir())) == 1


@pytest.mark.parametrize("kind", ["versions", "recorded"])
def test_to_go_back_shows_what_would_change_and_keeps_what_was_there(kind, request):
    """A text in words, a file that comes back, one that goes; nothing when something moved meanwhile."""
    versions = request.getfixturevalue(kind)
    work, added = versions.home / "realisations/glpi.md", versions.home / "veille.md"
    first = work.read_bytes()
    versions.keep(AskedVersion(title="Première"))
    name = names(versions)[0]
    work.write_text(first.decode().replace("douze postes", "treize postes"), "utf-8")
    (versions.home / "index.md").unlink()
    added.write_text("Ma veille.\n", "utf-8")
    shown = versions.shown(name)
    told = {one.path: one for one in shown.files}
    assert {path: one.fate for path, one in told.items()} == {
        "index.md": "back", "realisations/glpi.md": "changed", "veille.md": "gone",
    }  # fmt: skip
    assert [piece for piece in told["realisations/glpi.md"].pieces if piece[0] != "="] == [
        ("-", "treize"),
        ("+", "douze"),
    ]
    with pytest.raises(OutdatedError):
        versions.restore(NamedFile(name=name, seal="autre"))
    assert added.is_file()
    versions.restore(NamedFile(name=name, seal=shown.seal))
    assert (work.read_bytes(), added.exists(), (versions.home / "index.md").is_file()) == (first, False, True)
    back = next(one for one in names(versions) if one.endswith(".zip") and "Avant un retour" in one)
    assert {one.path for one in versions.shown(back).files} == {"index.md", "realisations/glpi.md", "veille.md"}


def test_a_trapped_version_writes_nothing_elsewhere(versions, school):
    """Ways out, hidden files, links, versions of versions, a file that no version keeps: none of it is read."""
    folder = versions.home / "versions"
    folder.mkdir()
    trapped = folder / "2026-01-01 10.00.00 piege.zip"
    with zipfile.ZipFile(trapped, "w") as archive:
        for path in (
            "../../../pris.md",
            "/pris.md",
            "a/../../pris.md",
            ".git/config",
            "versions/x.zip",
            "..\\pris.md",
            "index.md",
        ):
            archive.writestr(path, "pris")
        link = zipfile.ZipInfo("lien.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert {one.path for one in versions.shown(trapped.name).files} == {"index.md", "realisations/glpi.md"}
    with zipfile.ZipFile(trapped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bombe.md", b"0" * 30_000_000)
        archive.writestr("index.md", "pris")
    assert {one.path for one in versions.shown(trapped.name).files} == {"index.md", "realisations/glpi.md"}
    with zipfile.ZipFile(trapped, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", b"0" * 20_000_000)
    tracemalloc.start()
    assert len(versions.shown(trapped.name).files) == 6
    assert tracemalloc.get_traced_memory()[1] < 5_000_000  # nothing of what only comes back is unpacked
    tracemalloc.stop()
    for name in ("../../etablissement.yml", "absente.zip", "HEAD", "--output=x"):
        with pytest.raises(ToldError):
            versions.shown(name)
    shutil.rmtree(folder)
    assert not list(school.rglob("pris.md"))


def test_a_difference_is_told_in_words():
    """What stays around it is cut; a picture only changes."""
    large, small, square, disc = map(
        held, (b"Un grand parc.\n", "Un petit parc, réparti.\n".encode(), b"\x89PNG\r\n\0", b"\x89PNG\r\n\1")
    )
    assert difference(large, small).pieces == (
        ("=", "Un "), ("-", "grand"), ("+", "petit"), ("=", " parc"), ("+", ", réparti"), ("=", ".\n"),
    )  # fmt: skip
    assert difference(square, disc) == FileDifference(fate="changed")
    assert difference(None, large).fate == "back"
    assert difference(large, None).fate == "gone"
