"""Weeks and pages of stages go to those of the portfolio, with all their words and days."""

from msgspec.structs import replace

from tests.unit.importing.people import student
from vitrail.doors.importing.recognising import read_source


def test_a_week_keeps_its_words_and_its_days(imported):
    """Those of its title, or of its keys."""
    made, _ = imported(
        {
            "Stage 1/Semaine 2.md": "# Semaine 2\n\nLundi : inventaire. Mardi : ![baie](baie.jpg)\nFérié jeudi.\n",
            "Stage 1/baie.jpg": "red",
            "Stage 1/Semaine 3.md": "# Semaine 3 (du 15/06/2026 au 19/06/2026)\n\nRéseau.\n",
            "Stage 2/Semaine 1.md": "---\ndu: 2027-01-04\nau: 2027-01-08\nactivités: Accueil\n---\n# S1\n\nArrivée.\n",
        }
    )
    second = made["stages/mairie-de-valmont/semaine-02.md"]
    assert "Lundi : inventaire. Mardi : ![baie](../../fichiers/baie.jpg)\nFérié jeudi." in second
    assert "du: 15/06/2026\nau: 19/06/2026" in made["stages/mairie-de-valmont/semaine-03.md"]
    other = made["stages/atelier-numerique/semaine-01.md"]
    assert "du: 04/01/2027\nau: 08/01/2027\nactivités: Accueil" in other
    assert "## S1\n\nArrivée." in other


def test_weeks_of_nobody_wait_for_the_name_of_their_stage(imported):
    """No week becomes a réalisation."""
    made, said = imported({"Journal/Semaine 1.md": "Réseau.\n"})
    assert made == {}
    assert any("--stage" in line for line in said)


def test_the_page_of_a_stage_is_found_by_its_organisation(imported):
    """It links to its weeks, wherever they were."""
    made, _ = imported(
        {
            "S/Stage Valmont.md": "---\nentreprise: Mairie de Valmont\ntuteur: M. L\n---\n[[Semaine 1]]\n",
            "S/Semaine 1.md": "x\n",
        },
        stage="mairie-de-valmont",
    )
    page = made["stages/mairie-de-valmont/index.md"]
    assert "[Semaine 1](semaine-01.md)" in page
    assert "tuteur: M. L" in page


def test_a_folder_a_week_with_its_own_page_is_of_the_only_stage(tmp_path):
    """« Semaine 1/README.md » waited for a stage that was there, and the same command said the same again."""
    for number in (1, 2):
        page = tmp_path / f"source/Semaine {number}/README.md"
        page.parent.mkdir(parents=True)
        page.write_text(f"# Journal\n\nBaie n° {number}.\n", "utf-8")
    (tmp_path / "source/README.md").write_text("# Stage chez DataNuage\n\nMissions.\n", "utf-8")
    alone = replace(student(), stages={"datanuage": "DataNuage"})
    found = read_source(tmp_path / "source", alone, tmp_path / "fichiers", None)
    assert {draft.path.rpartition("/")[2] for draft in found.drafts} == {"index.md", "semaine-01.md", "semaine-02.md"}


CARD = "<div class='card'><h3>{}</h3><p>{}</p><p>Le parc et les tickets.</p></div>"


def test_a_card_with_a_firm_and_days_is_a_stage(imported):
    """Read by the team alone until it is told; one that says no day waits for its stage, and none is a réalisation."""
    cards = CARD.format("Cabinet Roy", "Du 01/06/2026 au 03/07/2026") + CARD.format("NetSud", "Janvier 2027")
    drafts, lines = imported(
        {"stages.html": f"<main><h1>Mes stages</h1>{cards}</main>", "a.md": "# GLPI\n\nUn parc.\n"}
    )
    assert set(drafts) == {"stages/cabinet-roy/index.md", "realisations/glpi.md"}
    page = drafts["stages/cabinet-roy/index.md"]
    assert "\nvisibilité: équipe\n" in page
    assert "\n  nom: Cabinet Roy\n" in page
    assert "\ndu: 01/06/2026\nau: 03/07/2026\n" in page
    assert page.endswith("Le parc et les tickets.\n")
    assert any("« NetSud » est d'un stage" in line.replace("\u00a0", " ") for line in lines)


def test_a_page_says_its_stage_by_its_keys_its_lines_or_its_title(imported):
    """As Notion and Hugo write them, in a folder of stages; what was done there is a work."""
    drafts, _ = imported(
        {
            "stages/mairie.md": "---\ntitle: Première année\nentreprise: Ville de Brest\ndate de début: 2026-06-01\n"
            "date de fin: 2026-07-03\n---\nDes postes.\n",
            "N/Stage Sud.md": "# Stage Sud\n\nEntreprise: NetSud\nDates: 4 janvier 2027 → 12 février 2027\n\nUn LAN.\n",
            "stages/Installation de GLPI.md": "# Installation de GLPI\n\nDu 01/06/2026 au 03/07/2026.\n",
        }
    )
    assert set(drafts) == {
        "stages/ville-de-brest/index.md", "stages/netsud/index.md", "realisations/installation-de-glpi.md",
    }  # fmt: skip
    assert "du: 04/01/2027\nau: 12/02/2027" in drafts["stages/netsud/index.md"]
    assert "contexte: stage" in drafts["realisations/installation-de-glpi.md"]
