"""The archive that a commission is given: opened from the disk, without network, verified without us."""

import hashlib
import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from tests.unit.outputs.test_tableau import FILES, LEA, work
from tests.waiting import searched
from vitrail.doors.cli import main

PNG = (Path(__file__).parents[2] / "docs" / "images" / "rosace.png").read_bytes()
CAPTURE = "Capture d’écran 2026-03-12 à 14.05.33.png"


@pytest.fixture
def archived(tmp_path, monkeypatch):
    """Give a function that runs ``vitrail archive`` in a small school whose files bear the names of a real machine."""
    root = tmp_path / "depot"
    text = work("Réel", "B1.1").replace("lien: 'https://a.example'", f'fichier: "fichiers/{CAPTURE}"')
    files = {
        **FILES,
        f"{LEA}/realisations/réel.md": f"{text}Zabbix surveille.\n",
        f"{LEA}/fichiers/{CAPTURE}": PNG,
        f"{LEA}/realisations/secret.md": work("Caché", "B1.2").replace("contexte:", "visibilité: équipe\ncontexte:"),
    }
    for name, content in files.items():
        path = root / "portfolios" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")

    def run(*words):
        return CliRunner().invoke(main, ["archive", *words])

    return run


def write_portfolio(folder, name="nom: Moal\nprénom: Yann"):
    """Write a portfolio that holds nothing but a home."""
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(f"---\n{name}\noption: SLAM\n---\n", encoding="utf-8")


@pytest.mark.browser
def test_an_archive_opens_from_the_disk_without_network(archived, tmp_path, chromium):
    """From its first page to the tableau, the réalisation and the search, nothing is asked from anywhere."""
    assert archived(LEA, "--vers", str(tmp_path / "remis")).exit_code == 0
    (made,) = (tmp_path / "remis").glob("*.zip")
    with ZipFile(made) as archive:
        archive.extractall(tmp_path / "ouvert")
    (bag,) = (tmp_path / "ouvert").iterdir()
    context = chromium.new_context(offline=True)
    page = context.new_page()
    asked, failed = [], []
    page.on("request", lambda request: asked.append(request.url))
    # what a page still fetches while the reader leaves it is aborted, and lacks nobody
    page.on("requestfailed", lambda request: None if "ABORTED" in request.failure else failed.append(request.url))
    page.goto((bag / "OUVRIR.html").as_uri())
    page.click("article .vt-actions >> text=Lire le tableau")
    page.click("table >> text=Réel")
    page.locator("article", has_text="Zabbix").wait_for()
    page.wait_for_load_state()  # else what is typed is heard by nobody yet
    found = searched(page, "Zabbix")
    assert (bag / "data/site" / LEA / "realisations/reel.html").as_uri() in found[0]
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:", "about:"))] == []
    assert failed == []
    context.close()


def test_an_archive_is_the_same_twice_and_holds_only_what_the_jury_reads(archived, tmp_path):
    """Plain short names, digests that hold, no réalisation of the team's; nothing is written over."""
    for folder in ("un", "deux"):
        done = archived(LEA, "--vers", str(tmp_path / folder))
        assert done.exit_code == 0, done.output
        assert "--modele" in done.stderr
    (one,), (two,) = (tmp_path / "un").iterdir(), (tmp_path / "deux").iterdir()
    assert one.read_bytes() == two.read_bytes()
    with ZipFile(one) as archive:
        names = archive.namelist()
        (root,) = {name.partition("/")[0] for name in names}
        for line in archive.read(f"{root}/manifest-sha256.txt").decode().splitlines():
            digest, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(f"{root}/{name}")).hexdigest() == digest
        assert all(name.isascii() and len(name) <= 180 for name in names)
        assert any(name.endswith("Capture-d-ecran-2026-03-12-a-14.05.33.png") for name in names)
        assert not any("secret" in name or "Caché".encode() in archive.read(name) for name in names)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum n'est pas là")
def test_one_byte_that_changed_is_found_by_the_command_that_the_archive_gives(archived, tmp_path):
    """LISEZMOI.txt says which, and how its answer is read: Vitrail is not needed to distrust a copy."""
    assert archived(LEA, "--vers", str(tmp_path / "remis")).exit_code == 0
    with ZipFile(next((tmp_path / "remis").iterdir())) as archive:
        archive.extractall(tmp_path / "ouvert")
    (bag,) = (tmp_path / "ouvert").iterdir()
    said = (bag / "LISEZMOI.txt").read_text("utf-8-sig")
    (command,) = (line.split() for line in said.splitlines() if line.startswith("    sha256sum"))
    environment = {**os.environ, "LC_ALL": "C"}
    check = partial(subprocess.run, command, cwd=bag, env=environment, capture_output=True, text=True)
    assert check().returncode == 0
    for name in ("OUVRIR.html", "data/site/index.html"):
        path = bag / name
        raw = path.read_bytes()
        path.write_bytes(raw[:-1] + b"!")
        assert f"{name}: FAILED" in check().stdout
        path.write_bytes(raw)
    assert "FAILED" in said


def test_a_class_is_one_file_whose_first_page_names_everyone(archived, tmp_path):
    """And says what each tableau holds, leads to the papers that were added, and what to do when it is not unpacked.

    A paper whose name is nobody's goes to the commission, and is told: a name may be misspelled.
    """
    former = tmp_path / "depot/portfolios/2024-2026"
    write_portfolio(former / "moal-yann")
    (former / "promotion.yml").write_text("nom: BTS SIO\n", encoding="utf-8")
    others = ("moal-yann/attestation.pdf", "Yann Moal/bilan.pdf", "Attestation MOAL Yann (1).pdf")
    for name in ("le-bris-anna/Attestation signée.pdf", "reglement.pdf", *others):
        path = tmp_path / "pieces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.4")
    words = ["--vers", str(tmp_path / "remis"), "--date", "12 mai 2027", "--papiers", str(tmp_path / "pieces")]
    done = archived("2025-2027", *words)
    assert done.exit_code == 0, done.output
    assert "1 pièce est jointe sans nommer personne\u202f: reglement.pdf." in done.output
    with ZipFile(next((tmp_path / "remis").iterdir())) as archive:
        page = next(archive.read(name) for name in archive.namelist() if name.endswith("OUVRIR.html")).decode()
        names = archive.namelist()
    for name in ("le-bris-anna/Attestation-signee.pdf", "reglement.pdf"):
        assert f'href="data/papiers/ajoutes/{name}"' in page
        assert f"archive-2025-2027/data/papiers/ajoutes/{name}" in names
    assert "moal" not in page.lower()
    assert not any("moal" in name.lower() for name in names)
    assert "Extraire tout" in page
    assert not any(name.endswith(("404.html", "robots.txt")) for name in names)
    assert "Anna Le Bris" in page
    assert re.search(r'data-head="Tableau">\d/6', page)


def test_a_class_that_the_archive_is_not_of_is_not_in_it(archived, tmp_path):
    """Its students are not there: a commission read « 0 étudiant » of a class that has thirty."""
    other = Path("portfolios/2026-2028")
    write_portfolio(other / "moal-yann")
    (other / "promotion.yml").write_text("nom: Autre promotion\nréférentiel: fr.bts-sio.2019\nsession: 2028\n", "utf-8")
    assert archived("2025-2027", "--vers", str(tmp_path / "remis")).exit_code == 0
    (made,) = (tmp_path / "remis").glob("*.zip")
    with ZipFile(made) as archive:
        assert [name for name in archive.namelist() if "2026-2028" in name] == []
        assert not any(b"Autre promotion" in archive.read(name) for name in archive.namelist())


def test_candidates_are_in_the_order_in_which_they_pass(archived, tmp_path):
    """That of the secretariat's list; whoever it does not name comes last and is told, as is a name of nobody."""
    for slug, name in (("moal-yann", "nom: Moal\nprénom: Yann"), ("abgrall-zoe", "nom: Abgrall\nprénom: Zoé")):
        write_portfolio(tmp_path / "depot/portfolios/2025-2027" / slug, name)
    (tmp_path / "passage.csv").write_bytes(
        "Heure;Candidat\n8 h 00;MOAL Yann\n8 h 50;LE BRIS Anna\n9 h 40;ABGRAL Zoé\n".encode("cp1252")
    )
    done = archived("2025-2027", "--vers", str(tmp_path / "remis"), "--passage", str(tmp_path / "passage.csv"))
    assert done.exit_code == 0, done.output
    assert "Zoé Abgrall n’est pas dans passage.csv" in done.output
    assert "1 ligne de passage.csv nomme quelqu’un qui n’est pas parmi ces candidats (Zoé Abgral)" in done.output
    with ZipFile(next((tmp_path / "remis").iterdir())) as archive:
        page = next(archive.read(name) for name in archive.namelist() if name.endswith("OUVRIR.html")).decode()
        names = archive.namelist()
    assert "Les candidats, dans l’ordre de passage" in page
    assert re.findall(r'number">(\d)<th scope="row".*?<a href="[^"]*">([^<]+)<', page) == [
        ("1", "Yann Moal"),
        ("2", "Anna Le Bris"),
        ("3", "Zoé Abgrall"),
    ]
    assert sum(name.endswith("/imprimer.html") for name in names) == page.count("Tout imprimer") == 3


def test_an_archive_takes_the_name_that_it_is_given_and_that_of_the_files_it_is_made_of(archived, tmp_path):
    """« promo.zip », and ``swh:1:dir:``, that of the tree of a commit: it is not said once a file differs."""
    depot = tmp_path / "depot"
    git = partial(subprocess.run, cwd=depot, check=True, capture_output=True, text=True)
    git(["git", "init", "-q"])
    git(["git", "add", "-A"])
    git(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "x"])
    tree = git(["git", "rev-parse", "HEAD^{tree}"]).stdout.strip()
    for name, changed in (("promo.zip", False), ("autre.zip", True)):
        if changed:
            (depot / "note.txt").write_text("à part\n", encoding="utf-8")
        done = archived(LEA, "--vers", str(tmp_path / name))
        assert done.exit_code == 0, done.output
        with ZipFile(tmp_path / name) as archive:
            (info,) = (archive.read(one).decode() for one in archive.namelist() if one.endswith("bag-info.txt"))
        assert (f"External-Identifier: swh:1:dir:{tree}" in info) is not changed
        assert ("swh:" in info) is not changed


def test_what_lacks_is_said_before_anything_is_written_as_ready_says_it(archived, tmp_path):
    """The same sentence, of the same judgement."""
    said = CliRunner().invoke(main, ["ready", "2025-2027"]).stdout
    done = archived(LEA, "--vers", str(tmp_path / "remis"))
    assert said
    assert said.splitlines()[0] in done.stderr


def test_who_is_not_in_the_archive_of_a_class_is_said(archived, tmp_path):
    """The commission calls them and finds nothing: what ``ready`` says of them is said too, and no rank is given."""
    for slug, name in (
        ("moal-yann", "nom: Moal\nprénom: Yann\nvisibilité: équipe"),
        ("parti-luc", "nom: Parti\nprénom: Luc\nvisibilité: équipe\ndépart: 02/02/2026"),
    ):
        write_portfolio(tmp_path / "depot/portfolios/2025-2027" / slug, name)
    (tmp_path / "passage.csv").write_text("Nom;Prénom\nLe Bris;Anna\n", encoding="utf-8")
    ready = CliRunner().invoke(main, ["ready", "2025-2027"]).stdout.splitlines()
    done = archived("2025-2027", "--vers", str(tmp_path / "remis"), "--passage", str(tmp_path / "passage.csv"))
    assert done.exit_code == 0, done.output
    assert "Yann Moal n’est pas dans l’archive : « vitrail ready 2025-2027/moal-yann » dit pourquoi." in " ".join(
        done.stderr.split()
    )
    assert set(ready) <= set(done.stderr.splitlines())
    assert "en dernier" not in done.stderr
    assert "Luc Parti" not in done.stderr
    done = archived(LEA, "--vers", str(tmp_path / "remis"))
    assert "Yann Moal" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--vers", "papiers"], "dans le dépôt"),
        (["--vers", "../remis", "--papiers", "portfolios"], "dans le dépôt"),
        (["--vers", "../remis", "--max-mo", "1"], "--max-mo"),
        (["--vers", "../remis", "--passage", f"portfolios/{LEA}/index.md"], "dans le dépôt"),
        (["--vers", "../remis", "--passage", "../liste.csv"], "une ligne de titres"),
    ],
    ids=["dans le dépôt", "papiers du dépôt", "trop lourde", "liste du dépôt", "liste sans titres"],
)
def test_an_archive_is_refused_with_its_reason(archived, tmp_path, words, said, monkeypatch):
    """Where it may not be written, what may not be in it, and beyond the size that was allowed."""
    (tmp_path / "liste.csv").write_text("Anna Le Bris\n", encoding="utf-8")
    monkeypatch.setattr("vitrail.doors.cli.exam.archive._MEGABYTE", 100)
    done = archived(LEA, *words)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert not (tmp_path / "remis").exists()
