"""What attachments say keeps them for the team, or warns: keys, personal papers, what nobody can open."""

import pytest

from tests.unit.extracts.documents import docx, pdf, zipped
from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, write
from vitrail.building.making.facts.drawn import kept_texts
from vitrail.building.making.pipeline import build
from vitrail.building.publishing.store import Store
from vitrail.content.model.audience import Audience
from vitrail.content.model.ledger import Fate
from vitrail.ground.diagnostics import Severity
from vitrail.ground.language import FRENCH
from vitrail.site.outputs.looks import look, look_key, texts_key
from vitrail.site.outputs.pictures import FileTask
from vitrail.site.project import Project

TOKEN = "gh" + "p_1x5Kq0ZbT7uWc2LdM9sVnE4rYfG8hJa3PtXo"
KEY = (
    "-----BEGIN " + "RSA PRIVATE KEY-----\n" + "MIIEpAIBAAKCAQEAx7Qv0ZbT7uWc2LdM9sVnE4rYfG8hJa3PtXo5Kq0ZbT7uWc2L\n" * 3
)
CARD = "IDFRA" + "KERBRAT<<<<<<<<<<<<<<<<<<<<<561034"
ACCOUNT = "Titulaire du compte\nIBAN FR76 3000 6000 0112 3456 7890 189\nBIC AGRIFRPP"
HELD = {
    "script.py": (f'TOKEN = "{TOKEN}"\n'.encode(), "PRV016"),
    "conf.zip": (zipped({"ssh/id_rsa": KEY}), "PRV016"),
    "rapport.docx": (docx(["Ma clé :"], [TOKEN]), "PRV016"),
    "Attestation de stage signée.pdf": (pdf("x"), "PRV005"),
    "Convention stage - Léa Moreau.docx": (docx(["x"]), "PRV005"),
    "bulletin S1.pdf": (pdf("x"), "PRV005"),
    "CNI recto.jpg": ("picture", "PRV005"),
    "carte_identite_recto.jpg": ("picture", "PRV005"),
    "Capture d’écran 2026-03-12 à 14.05.33.pdf": (pdf("CONVENTION DE STAGE"), "PRV005"),
    "scan0001.docx": (docx(["Lycée Jean-Moulin"], ["Attestation de stage"], ["Je soussigné…"]), "PRV005"),
    "scan0002.txt": (CARD.encode(), "PRV005"),
    "scan0003.pdf": (pdf(*[ACCOUNT.replace("\n", " ")]), "PRV005"),
    "sauvegarde.zip": (zipped({"base.7z": b"7z\xbc\xaf\x27\x1c"}), "MED022"),
    "abîmé.pdf": (b"%PDF-1.4\nrien", "MED022"),
}
SHOWN = {
    "procédure.pdf": pdf("Imprimer la convention de stage depuis Pronote"),
    "Modèle de convention de stage.docx": docx(["Convention de stage"]),
    "attestation-secnum.pdf": pdf("Attestation de suivi SecNum"),
    "convention-de-nommage.txt": b"Les postes : PC-01",
    "sommaire.pdf": pdf("Convention de stage .......... 12"),
    "exemple.env.txt": b"TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
    "permis-de-conduire-application-auto-ecole.txt": b"Cahier des charges",
}


def picture():
    """A grey JPEG."""
    from io import BytesIO

    from PIL import Image

    target = BytesIO()
    Image.new("L", (4, 4)).save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def school(tmp_path):
    """Give a function: audience, name → bytes, promotion.yml → the report and the site that shows these files."""

    def make(audience, files, cohort=COHORT):
        links = "".join(f"[x](<../fichiers/{name}>) " for name in files)
        raw = {f"{LEA}/fichiers/{name}": picture() if one == "picture" else one for name, one in files.items()}
        base = {
            "2025-2027/promotion.yml": cohort,
            f"{LEA}/index.md": HOME,
            f"{LEA}/realisations/a.md": REALISATION + links,
        }
        write(tmp_path / "p", base | raw)
        site = tmp_path / f"site-{audience.name}"
        return build(Project(root=tmp_path, portfolios=tmp_path / "p", site=site, audience=audience)), site

    return make


def told(report):
    """Name of a file → the code that is told of it."""
    wanted = {"PRV005", "PRV016", "MED022", "MED009"}
    return {one.place.path.rpartition("/")[2]: one.code for one in report.examination.diagnostics if one.code in wanted}


def published(site):
    """Give the files of the portfolio that a site has, without the pages that show them."""
    return [path for path in (site / LEA / "fichiers").glob("*") if path.suffix != ".html"]


@pytest.mark.slow
@pytest.mark.parametrize("audience", list(Audience), ids=lambda one: one.name.lower())
def test_keys_papers_and_what_nobody_can_open_are_for_the_team_alone(school, audience):
    """Told to everybody who checks; gone from the site of the public and of the jury; the page stays."""
    report, site = school(audience, {name: raw for name, (raw, _) in HELD.items()})
    assert told(report) == {name: code for name, (_, code) in HELD.items()}
    fates = {one.fate for one in report.examination.ledger(audience).entries if "/fichiers/" in one.path}
    assert fates == ({Fate.ATTACHED} if audience is Audience.TEAM else {Fate.HIDDEN})
    assert len(published(site)) == (len(HELD) if audience is Audience.TEAM else 0)
    assert (site / LEA / "realisations/a.html").is_file()


@pytest.mark.slow
def test_what_only_speaks_of_a_paper_is_published(school):
    """A procedure, an empty form, a convention of names, a table of contents, an example."""
    report, _ = school(Audience.PUBLIC, SHOWN)
    assert told(report) == {}
    assert {one.fate for one in report.examination.ledger(Audience.PUBLIC).entries if "/fichiers/" in one.path} == {
        Fate.ATTACHED
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["{file}", "moreau-lea/fichiers/{file}", "fichiers/{file}"], ids=["nom", "classe", "portfolio"]
)
def test_the_team_gives_back_by_name_what_it_looked_at(school, tmp_path, name):
    """Whatever kept it; a file of another name stays kept."""
    files = {name: HELD[name][0] for name in ("sauvegarde.zip", "script.py", "bulletin S1.pdf", "abîmé.pdf")}
    accepted = [name.format(file=file) for file in ("sauvegarde.zip", "script.py", "bulletin S1.pdf")]
    stage = "---\ndu: 01/06/2026\nau: 26/06/2026\ntuteur: {nom: Hélène Guérinot}\n---\nUn stage.\n"
    write(tmp_path / "p", {f"{LEA}/stages/mairie/index.md": stage})
    report, site = school(Audience.PUBLIC, files, f"{COHORT}fichiers acceptés: {accepted}\n")
    assert told(report) == {"abîmé.pdf": "MED022"}
    assert len(published(site)) == len(accepted)


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "drawn"), [(Audience.JURY, 0), (Audience.TEAM, 1)], ids=["jury", "team"])
def test_the_first_page_of_a_pdf_is_drawn_for_who_gets_the_pdf(school, tmp_path, audience, drawn):
    """One that names a tutor is the team's, and so is what it looks like."""
    stage = "---\ndu: 01/06/2026\nau: 26/06/2026\ntuteur: {nom: Hélène Guérinot}\n---\nUn stage.\n"
    write(tmp_path / "p", {f"{LEA}/stages/mairie/index.md": stage})
    _, site = school(audience, {"rapport.pdf": pdf("Merci à Hélène Guérinot")})
    assert len(published(site)) == drawn
    assert len(list((site / "assets" / "apercus").glob("*.jpg"))) == drawn


@pytest.mark.slow
def test_a_key_in_a_page_keeps_the_page_for_the_team(school, tmp_path):
    """An error with its line; a réalisation becomes a draft, and the school's own page loses its text."""
    write(
        tmp_path / "p",
        {f"{LEA}/realisations/b.md": f"{REALISATION}\n```\n{KEY}```\n", "index.md": f"Bonjour.\n\nJeton : {TOKEN}\n"},
    )
    report, site = school(Audience.JURY, {})
    found = [(one.place.path, one.severity) for one in report.examination.diagnostics if one.code == "PRV016"]
    assert sorted(found) == [(f"{LEA}/realisations/b.md", Severity.ERROR), ("index.md", Severity.ERROR)]
    assert not (site / LEA / "realisations/b.html").exists()
    assert not any(TOKEN.encode() in file.read_bytes() for file in site.rglob("*") if file.is_file())


@pytest.mark.slow
def test_what_stands_above_a_text_is_searched_as_the_text_is(school, tmp_path):
    """A token given as a link keeps its page for the team; a password is told at its own line."""
    write(
        tmp_path / "p",
        {
            f"{LEA}/realisations/b.md": REALISATION.replace("\n---\n", f"\nrésumé: le jeton est {TOKEN}\n---\n", 1),
            f"{LEA}/realisations/c.md": REALISATION.replace(
                "\n---\n", "\nproductions: [{titre: La base, lien: 'https://lea:Azerty123!@bts.example/'}]\n---\n", 1
            ),
        },
    )
    report, site = school(Audience.PUBLIC, {})
    found = {(one.code, one.place.path.rpartition("/")[2], one.place.line) for one in report.examination.diagnostics}
    line = REALISATION.partition("\n---\n")[0].count("\n") + 2
    assert found >= {("PRV016", "b.md", line), ("PRV004", "c.md", line)}
    assert not (site / LEA / "realisations/b.html").exists()
    assert not any(TOKEN.encode() in file.read_bytes() for file in site.rglob("*") if file.is_file())


@pytest.mark.slow
def test_passwords_and_what_an_archive_drags_along_are_told(school):
    """The file is published: a password may be one of a lab."""
    files = {
        "projet.zip": zipped({"app/.env": "A=1", "app/.git/HEAD": "x", "app/node_modules/a/b.js": "x"}),
        "sw1.txt": b"hostname SW1\nenable secret Cisc0Lycee\n",
    }
    report, site = school(Audience.PUBLIC, files)
    found = {(one.code, one.place.line, str(one.values.get("name", ""))) for one in report.examination.diagnostics}
    assert found >= {("PRV017", 1, ".env"), ("PRV017", 1, ".git"), ("PRV017", 1, "node_modules"), ("PRV004", 2, "")}
    assert {path.name for path in published(site)} == set(files)


@pytest.mark.slow
def test_what_has_no_text_is_published_and_listed_as_unread(school):
    """Nobody believes that a network of Packet Tracer was searched."""
    report, _ = school(Audience.PUBLIC, {"reseau.pkt": b"\x9c\xf3\x12\x88" * 99, "a.txt": b"x"})
    reasons = {
        one.path.rpartition("/")[2]: one.reason
        for one in report.examination.ledger(Audience.PUBLIC).entries
        if "/fichiers/" in one.path
    }
    assert "rien n'y a été cherché" in reasons["reseau.pkt"]
    assert not reasons["a.txt"]


@pytest.mark.slow
def test_a_tutor_is_looked_for_in_what_people_read_of_a_file(school, tmp_path):
    """Words that runs cut, a page of a PDF, letters of Windows: bytes do not hold the name, and readers read it."""
    stage = "---\ndu: 01/06/2026\nau: 26/06/2026\ntuteur: {nom: Hélène Guérinot}\n---\nUn stage.\n"
    write(tmp_path / "p", {f"{LEA}/stages/mairie/index.md": stage})
    files = {
        "runs.docx": docx(["Merci à Hé", "lène Gué", "rinot."]),
        "page.pdf": pdf("Merci à Hélène Guérinot"),
        "site.conf": "# réseau\n# posé par Hélène Guérinot\n".encode("cp1252"),
        "rendu.zip": zipped({"a/notes.txt": "Plan\n\nVu par Mme Guérinot\n"}),
        "rien.docx": docx(["Merci à ma tutrice."]),
    }
    report, _ = school(Audience.JURY, files)
    told = {one.place.path.rpartition("/")[2]: one for one in report.examination.diagnostics if one.code == "PRV010"}
    assert {name: FRENCH.write(one.values["where"]) for name, one in told.items()} == {
        "runs.docx": "texte ou propriétés", "page.pdf": "page 1", "site.conf": "ligne 2",
        "rendu.zip": "a/notes.txt, ligne 3",
    }  # fmt: skip
    assert {name: one.place.line for name, one in told.items() if one.place.line != 1} == {"site.conf": 2}


def test_a_file_is_opened_once_for_the_same_bytes(tmp_path, monkeypatch):
    """Its texts are remembered for who searches them later, whatever is searched."""
    raw, file = pdf("Bonjour de Solveig"), tmp_path / "a.pdf"
    file.write_bytes(raw)
    store = Store(folder=tmp_path / "cache", key=b"k")
    task, found, packed, _ = look(FileTask(path="a.pdf", file=file, key=look_key("a.pdf", raw)))
    assert found.pages == 1
    store.put(texts_key(task.key), packed)
    monkeypatch.setattr("vitrail.content.extracts.extract.extract", lambda *_: pytest.fail("opened again"))
    assert any("Solveig" in piece.text for piece in kept_texts(look_key("a.pdf", raw), store) or ())
