"""``vitrail import``: what a student already has arrives as drafts, whole, and twice is once."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from tests.folders import contents
from tests.unit.extracts.documents import pdf
from tests.unit.importing.saved_sites import WORDPRESS
from tests.unit.importing.sources import ONEDRIVE
from vitrail.content.model.realisation import Status
from vitrail.content.reading.school import read_school

HOME = "portfolios/2025-2027/moreau-lea"
TITLES = (
    "Gérer le patrimoine informatique",
    "Répondre aux incidents et aux demandes d’assistance et d’évolution",
    "Développer la présence en ligne de l’organisation",
    "Travailler en mode projet",
    "Mettre à disposition des utilisateurs un service informatique",
    "Organiser son développement professionnel",
)


@pytest.fixture
def source(tmp_path_factory):
    """A folder outside the school."""
    return tmp_path_factory.mktemp("avant")


def workbook(path, *, above=0, titles=TITLES):
    """Write a table as a candidate fills the official one, its rows moved by what they inserted."""
    sheet = openpyxl.Workbook()
    page = sheet.active
    page.append(["BTS SERVICES INFORMATIQUES AUX ORGANISATIONS", None, None, None, None, None, "SESSION 2027"])
    for _ in range(above):
        page.append([None])
    page.append(
        ["Compétences mises en œuvre\n\nRéalisations", "Période (sous la forme du JJ/MM/AA au JJ/MM/AA)", *titles]
    )
    page.append([None, None, *("▸détail" for _ in titles)])
    page.append(["Réalisation en cours de formation\n"])
    page.append(
        [
            "Mise en place d’un GLPI\n- Procédure d’installation\n- https://forge.example/glpi",
            "12/01/26 au 06/02/26",
            "X",
            None,
            "x",
        ]
    )
    page.append([None, None, None, "X"])
    page.append(["Réalisations en milieu professionnel en cours de première année"])
    page.append(["Inventaire : 240 postes", "juin", "X"])
    page.append(["Mise en place d’un GLPI", None, None])
    page.append(["Réalisations en milieu professionnel en cours de seconde année"])
    sheet.save(path)


def works(root):
    """The réalisations of the student, by file."""
    (cohort,) = read_school(root / "portfolios").school.cohorts
    return {one.slug: one for one in cohort.students[0].realisations}


@pytest.mark.parametrize("above", [0, 3])
def test_the_rows_of_the_official_workbook_become_drafts(fresh, vitrail, source, above):
    """Title, period, section, marks, documents; two of one title are two files; found by labels and not by rows."""
    workbook(source / "tableau.xlsx", above=above)
    code, said = vitrail("import", source / "tableau.xlsx", "moreau-lea")
    assert code == 0, said
    found = works(fresh)
    assert set(found) == {"mise-en-place-d-un-glpi", "inventaire-240-postes", "mise-en-place-d-un-glpi-2"}
    glpi = found["mise-en-place-d-un-glpi"]
    assert glpi.status is Status.DRAFT
    assert [claim.cited for claim in glpi.claims] == ["B1.1", "B1.2", "B1.3"]
    assert not any(claim.sentence for claim in glpi.claims)
    assert glpi.period.start.isoformat() == "2026-01-12"
    assert [one.title for one in glpi.productions] == ["Procédure d’installation", "https://forge.example/glpi"]
    assert [context.value for context in found["inventaire-240-postes"].contexts] == ["stage"]
    assert "Reste à faire" in said
    assert f"tableau.xlsx:{9 + above}" in said
    assert vitrail("check", "--date", "2026-03-01")[0] == 0


def test_twice_is_once_and_nothing_is_overwritten(fresh, vitrail, source):
    """What was written by hand since is left as it is."""
    workbook(source / "t.xlsx")
    vitrail("import", source / "t.xlsx", "moreau-lea")
    mine = fresh / HOME / "realisations/inventaire-240-postes.md"
    mine.rename(mine.with_name("inventaire.md")).write_text('---\ntitre: "Inventaire : 240 postes"\n---\n', "utf-8")
    before = contents(fresh)
    code, said = vitrail("import", source / "t.xlsx", "moreau-lea")
    assert (code, "0 fichier écrit" in said) == (0, True)
    assert contents(fresh) == before


def test_a_file_that_is_no_table_is_a_wrong_command(fresh, vitrail, source):
    """With what is missing, and nothing written."""
    openpyxl.Workbook().save(source / "vide.xlsx")
    (source / "faux.xlsx").write_bytes(b"PK\x03\x04rien")
    for name, told in (("vide.xlsx", "Période"), ("faux.xlsx", ".xlsx")):
        code, said = vitrail("import", source / name, "moreau-lea")
        assert (code, told in said) == (2, True), said
    assert works(fresh) == {}


def rows(path, lines, *, name="MOREAU Léa", session=2027):
    """Write a sheet whose rows below the head are these."""
    sheet = openpyxl.Workbook()
    page = sheet.active
    for line in (
        [f"NOM et prénom : {name}", None, None, None, None, None, f"SESSION {session}"],
        ["Réalisations", "Période", *TITLES],
        *lines,
    ):
        page.append(line)
    sheet.save(path)


def test_a_tick_is_what_looks_like_one_and_the_rest_is_told(fresh, vitrail, source):
    """« non » and « - » are none; a day of the spreadsheet is a day; a row below with a dash is a document."""
    lines = [
        ["Réalisation en cours de formation"],
        ["Parc", date(2026, 1, 12), "✓", "non", "oui", "-", "0", "un peu"],
        ["- Cahier des charges.pdf"],
        ["https://git.example/x"],
        ["Deux bandes", "01/06/26 au 10/01/27", "1"],
        ["Réalisations en milieu professionnel en cours de seconde année"],
        ["Deux bandes", "01/06/26 au 10/01/27", None, "X"],
        ["Sans dates", "S1 2026", "X"],
    ]
    rows(source / "t.xlsx", lines)
    code, said = vitrail("import", source / "t.xlsx", "moreau-lea")
    found = works(fresh)
    assert (code, set(found)) == (0, {"parc", "deux-bandes", "sans-dates"}), said
    assert [claim.cited for claim in found["parc"].claims] == ["B1.1", "B1.3"]
    assert "un peu" in said.replace("\u00a0", " ")
    assert [one.title for one in found["parc"].productions] == ["Cahier des charges.pdf", "https://git.example/x"]
    assert found["parc"].period.start.isoformat() == "2026-01-12"
    assert [one.value for one in found["deux-bandes"].contexts] == ["formation", "stage"]
    assert [claim.cited for claim in found["deux-bandes"].claims] == ["B1.1", "B1.2"]
    text = (fresh / HOME / "realisations/sans-dates.md").read_text("utf-8")
    assert "année: 2" in text
    assert "# période: S1 2026" in text
    assert "« Sans dates » : titre et rubrique." in said.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_sheet_of_somebody_else_is_refused_and_of_another_session_told(fresh, vitrail, source):
    """Nothing of another candidate arrives in a portfolio."""
    lines = [["Réalisation en cours de formation"], ["Parc", "12/01/26", "X"]]
    rows(source / "autre.xlsx", lines, name="DUPONT Jean")
    rows(source / "session.xlsx", lines, session=2024)
    assert vitrail("import", source / "autre.xlsx", "moreau-lea")[0] == 2
    assert works(fresh) == {}
    code, said = vitrail("import", source / "session.xlsx", "moreau-lea")
    assert (code, "session 2024" in said.replace("\u00a0", " ")) == (0, True)


def picture(path):
    """Write a small screenshot."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 4), "teal").save(path)


def test_pages_of_five_habits_become_drafts(fresh, vitrail, source):
    """Hugo, Jekyll, Notion, MkDocs, and a page without any key."""
    (source / "glpi.md").write_text(
        '+++\ntitle = "GLPI : inventaire"\ndate = 2026-03-12\ntags = ["C1", "Debian 12"]\ndraft = true\n'
        '[params]\nchef = "Moi"\n+++\n'
        '{{< figure src="/img/Schéma réseau.png" >}}\n',
        "utf-8",
    )
    (source / "2026-01-15-pare-feu.md").write_text("---\nlayout: post\ncompetences: 1.2, E9.9\n---\nTexte.\n", "utf-8")
    (source / "Site vitrine 0123456789abcdef0123456789abcdef.md").write_text(
        "# Site vitrine\n\nCompétences: B1.3, B1.4\nTechnologies: PHP, MySQL\n\nOn a appris à gérer des sauvegardes.\n",
        "utf-8",
    )
    (source / "pages").mkdir()
    (source / "pages/supervision.md").write_text(
        "---\ntitre: Supervision\npériode: 12/01/2026 au 06/02/2026\ncompétences:\n  - {code: B1.5, phrase: x}\n---\n"
        "![[Capture d’écran 2026-03-12 à 14.05.33.png]]\n[la procédure](proc.pdf) et [GLPI](../glpi.md)\n",
        "utf-8",
    )
    (source / "sans-cles.md").write_text("Juste du texte, et B1.2 cité.\n", "utf-8")
    picture(source / "static/img/Schéma réseau.png")
    picture(source / "pages/captures/Capture d’écran 2026-03-12 à 14.05.33.png")
    (source / "pages/proc.pdf").write_bytes(b"%PDF-1.7\n")
    (source / "oublié.png").write_bytes((source / "static/img/Schéma réseau.png").read_bytes() + b"x")
    code, said = vitrail("import", source, "moreau-lea")
    assert code == 0, said
    found = works(fresh)
    assert all(one.status is Status.DRAFT for one in found.values())
    assert set(found) == {"glpi-inventaire", "pare-feu", "site-vitrine", "supervision", "sans-cles"}
    cited = {name: [claim.cited for claim in one.claims] for name, one in found.items()}
    assert cited == {
        "glpi-inventaire": ["B1.1"], "pare-feu": ["B1.2"], "site-vitrine": ["B1.3", "B1.4"], "supervision": ["B1.5"],
        "sans-cles": [],
    }  # fmt: skip
    assert found["glpi-inventaire"].technologies == ("Debian 12",)
    assert found["pare-feu"].period.start.isoformat() == "2026-01-15"
    assert found["supervision"].period.end.isoformat() == "2026-02-06"
    text = {name: (fresh / HOME / f"realisations/{name}.md").read_text("utf-8") for name in found}
    assert "../fichiers/schema-reseau.png" in text["glpi-inventaire"]
    assert "../fichiers/capture-d-ecran-2026-03-12-a-14-05-33.png" in text["supervision"]
    assert "fichier: fichiers/proc.pdf" in text["supervision"]
    assert "(glpi-inventaire.md)" in text["supervision"]
    assert "#B1.1.5:" in text["site-vitrine"]
    assert "#B1.2:" in text["sans-cles"]
    assert "# chef: Moi" in text["glpi-inventaire"]
    assert "E9.9" in said
    assert "oublié.png" in said
    code, said = vitrail("check", "--date", "2026-06-01")
    assert code == 0, said
    assert "0 fichier écrit" in vitrail("import", source, "moreau-lea")[1]


def test_weeks_go_to_their_stage_and_wait_for_it(fresh, vitrail, source):
    """Without a stage they are left to do; once there is one, they take the place of its empty templates."""
    (source / "Semaine 5.md").write_text("# Semaine 5\n\nLundi, le réseau.\n", "utf-8")
    code, said = vitrail("import", source, "moreau-lea")
    assert (code, "vitrail new stage" in said) == (0, True)
    vitrail("new", "stage", "moreau-lea", "Mairie", "--du", "01/06/2026", "--au", "30/06/2026")
    assert vitrail("import", source, "moreau-lea")[0] == 0
    week = fresh / HOME / "stages/mairie/semaine-05.md"
    assert "Lundi, le réseau." in week.read_text("utf-8")
    assert "du: 29/06/2026\nau: 30/06/2026" in week.read_text("utf-8")
    assert "visibilité: équipe" in week.read_text("utf-8")
    assert vitrail("import", source, "moreau-lea", "--stage", "autre")[0] == 2


def test_a_week_that_was_written_stays(fresh, vitrail, source):
    """One word in the template is enough."""
    (source / "Semaine 1.md").write_text("Lundi, le réseau.\n", "utf-8")
    vitrail("new", "stage", "moreau-lea", "Mairie", "--du", "01/06/2026", "--au", "26/06/2026")
    week = fresh / HOME / "stages/mairie/semaine-01.md"
    week.write_text(mine := week.read_text("utf-8") + "Mon texte.\n", "utf-8")
    assert vitrail("import", source, "moreau-lea")[0] == 0
    assert week.read_text("utf-8") == mine


def test_what_is_no_source_is_a_wrong_command(fresh, vitrail, source):
    """The school itself, an empty folder: each said as it is."""
    for path, told in ((".", "contient cette école"), (source, "est vide")):
        code, said = vitrail("import", path, "moreau-lea")
        assert (code, told in said.replace("\u00a0", " ")) == (2, True), said
    assert works(fresh) == {}


def test_a_page_takes_nothing_from_outside_its_source(fresh, vitrail, source):
    """Neither by a path, nor by a link of the disk."""
    secret = source.parent / "secret.png"
    picture(secret)
    (source / "vol.md").write_text(f"# Vol\n\n![a](../secret.png) ![b]({secret}) ![c](lien.png)\n", "utf-8")
    (source / "lien.png").symlink_to(secret)
    code, said = vitrail("import", source, "moreau-lea")
    assert code == 0
    assert not (fresh / HOME / "fichiers").exists()
    assert said.count("n’a pas été trouvé") == 3


@pytest.mark.parametrize("text", ["---\ntitre: [a\n---\ntexte", "+++\ncasse = \n+++\ntexte", "---\n", "clé: valeur"])
def test_a_page_whose_keys_do_not_read_keeps_its_words(fresh, vitrail, source, text):
    """Nothing is lost and nothing raises."""
    (source / "page.md").write_text(text, "utf-8")
    assert vitrail("import", source, "moreau-lea")[0] == 0
    made = (fresh / HOME / "realisations/page.md").read_text("utf-8")
    assert all(word in made for word in text.replace("-", " ").replace("+", " ").split()[-1:])


def test_bytes_that_are_no_text_are_told(fresh, vitrail, source):
    """The other pages are imported."""
    Path(source / "image.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (source / "bon.md").write_text("# Bon\n\nTexte.\n", "utf-8")
    code, said = vitrail("import", source, "moreau-lea")
    assert (code, "image.md" in said) == (0, True)
    assert set(works(fresh)) == {"bon"}


def test_a_saved_site_is_brought_in_once(fresh, vitrail, source):
    """Its pages are drafts that the school reads without an erreur; a second time writes nothing."""
    for name, content in WORDPRESS.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
    code, said = vitrail("import", source, "moreau-lea")
    assert code == 0, said
    assert set(works(fresh)) == {"deploiement-de-glpi"}
    assert (fresh / HOME / "fichiers/glpi-300x200.png").is_file()
    assert vitrail("check", "--date", "2026-06-01")[0] == 0
    assert "0 fichier écrit" in vitrail("import", source, "moreau-lea")[1]


def test_a_path_is_recognised_by_what_it_holds(fresh, vitrail, source, monkeypatch):
    """A folder of documents, a workbook, pages; a second time writes nothing; « ./rendus » is a path."""
    rows(source / "t.xlsx", [["Réalisation en cours de formation"], ["Parc", "12/01/26", "X"]])
    assert vitrail("import", source / "t.xlsx", "moreau-lea")[0] == 0
    folder = source / "rendus"
    for name, content in ONEDRIVE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    monkeypatch.chdir(fresh)
    (fresh / "rendus").symlink_to(folder)
    code, said = vitrail("import", "./rendus", "moreau-lea")
    assert code == 0, said
    assert set(works(fresh)) == {"parc", "mise-en-place-de-glpi", "convention-de-nommage"}
    kept = {path.name for path in (fresh / HOME / "fichiers").iterdir()}
    assert not any(word in name for name in kept for word in ("rib", "attestation", "bulletin", "cni", "scan", "v1"))
    assert vitrail("check", "--date", "2026-06-01")[0] == 0
    before = contents(fresh / HOME)
    code, said = vitrail("import", "./rendus", "moreau-lea")
    assert (code, "0 fichier écrit" in said) == (0, True), said
    assert contents(fresh / HOME) == before
    assert vitrail("import", "nulle-part", "moreau-lea")[0] == 2
    assert vitrail("import", "./nulle-part", "moreau-lea")[0] == 2


def test_a_work_that_was_renamed_is_known_by_its_document(fresh, vitrail, source):
    """Another title, in a file of another name: it came in a second time."""
    (source / "Rapport.pdf").write_bytes(pdf("Un rapport"))
    vitrail("import", source, "moreau-lea")
    mine = fresh / HOME / "realisations/rapport.md"
    text = mine.read_text("utf-8").replace("titre: Rapport", "titre: Un serveur de fichiers")
    mine.rename(mine.with_name("serveur.md")).write_text(text, "utf-8")
    code, said = vitrail("import", source, "moreau-lea")
    assert (code, "0 fichier écrit" in said, set(works(fresh))) == (0, True, {"serveur"}), said


@pytest.mark.usefixtures("fresh")
def test_an_empty_folder_is_a_wrong_command(vitrail, source):
    """« 0 fichier écrit » did not say why."""
    code, said = vitrail("import", source, "moreau-lea")
    assert (code, "rien à importer" in said) == (2, True), said
