"""Papers: private data stays outside the repository, and what is unknown is left in blank."""

import html
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from vitrail.doors.cli import main

STAGE = "2025-2027/le-bris-anna/stages/mairie"
FILES = {
    "etablissement.yml": "nom: Lycée d'essai\nacadémie: Rennes\n",
    "2025-2027/promotion.yml": (
        "nom: BTS SIO\nréférentiel: fr.bts-sio.{year}\nsession: 2027\n"
        "années:\n  première: {{du: 01/09/2025, au: 03/07/2026}}\n  seconde: {{du: 01/09/2026, au: 30/06/2027}}\n"
    ),
    "2025-2027/le-bris-anna/index.md": "---\nnom: Le Bris\nprénom: Anna\noption: SISR\n{student}---\n",
    f"{STAGE}/index.md": (
        "---\nordre: 1\norganisation: {{nom: Mairie de Valmont, ville: Valmont}}\ndu: 01/06/2026\nau: 03/07/2026\n"
        "tuteur: {{nom: Mme Le Goff, fonction: DSI}}\nmissions: [Inventaire]\nobjectifs: [Tenir le parc]\n{stage}---\n"
    ),
}
PRIVATE = "stagiaire:\n  né le: 12/03/2006\n  téléphone: 0612345678\n  sexe: F\norganisme: {adresse: 1 place <b>\n}\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a function that writes a school, then runs ``vitrail export`` in it."""
    root = tmp_path / "depot"

    def export(kind="attestation", private=PRIVATE, where="../prive.yml", to="../papiers", stage=STAGE, **texts):
        values = {"year": 2019, "student": "", "stage": "", **texts}
        for name, text in FILES.items():
            path = root / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.format(**values) if "{" in text else text, encoding="utf-8")
        (root / where).parent.mkdir(parents=True, exist_ok=True)
        (root / where).write_text(private, encoding="utf-8")
        monkeypatch.chdir(root)
        done = CliRunner().invoke(main, ["export", kind, stage, "--prive", where, "--vers", to])
        papers = {path.name: html.unescape(path.read_text("utf-8")) for path in sorted((root / to).glob("*.html"))}
        return done, papers

    return export


def test_an_attestation_is_filled_from_the_records_and_the_private_file(run):
    """Names, dates and weeks come from the portfolio, birth and phone from the file, a phone keeping its zero."""
    done, papers = run()
    assert done.exit_code == 0
    text = papers["attestation-le-bris-anna-mairie.html"]
    for said in (
        "ATTESTATION DE STAGE",
        "Mairie de Valmont",
        "1er\u00a0juin 2026",
        "3\u00a0juillet 2026",
        "12/03/2006",
        "0612345678",
    ):
        assert said in text
    assert "F ☒" in text
    assert "SISR ☒" in text


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("Aucune", "Aucune"),
        ("4,35 € par heure", "4,35 € par heure"),
        ("1 234,50 €", "montant total de 1 234,50 euros"),
        ("600", "montant total de 600 euros"),
        ("", "montant total de  euros"),
    ],
)
def test_the_attestation_says_of_the_gratification_what_the_file_says(run, amount, printed):
    """A number stands in the sentence of the model, and any other words by themselves: never « Aucune euros »."""
    (text,) = run(private=f"gratification: {amount}\n")[1].values()
    line = re.search(r"GRATIFICATION VERSÉE.*?<p>(.*?)</p>", text, re.DOTALL)[1]
    assert re.sub(r"<[^>]*>", "", line) == printed


def test_a_paper_names_its_student_and_its_host(run):
    """A printer names the file by the title: someone who has two stages has two of these."""
    _, papers = run()
    (text,) = papers.values()
    assert "<title>Attestation de stage, Anna Le Bris, Mairie de Valmont</title>" in text


@pytest.mark.parametrize(("name", "told"), [("Clinique du Steir", True), ("MAIRIE DE VALMONT", False)])
def test_a_host_of_another_stage_in_the_private_file_is_told(run, name, told):
    """One file for two stages: the second attestation had the first company's name, and nothing said so."""
    _, papers = run(private=f"organisme: {{nom: {name}}}\n")
    (text,) = papers.values()
    assert ("la fiche du stage « Mairie de Valmont » : vérifiez" in " ".join(text.split())) is told


def test_private_values_are_escaped(run):
    """A value is text, never markup."""
    run()
    raw = Path("../papiers/attestation-le-bris-anna-mairie.html").read_text("utf-8")
    assert "1 place &lt;b&gt;" in raw


def test_what_is_unknown_is_left_to_be_filled_by_hand(run):
    """An empty private file gives a paper with blank lines."""
    done, papers = run(private="{}")
    assert done.exit_code == 0
    assert papers["attestation-le-bris-anna-mairie.html"].count('class="blank"') >= 6


@pytest.mark.parametrize(("year", "asked"), [(2011, True), (2019, False)])
def test_the_content_of_the_stage_is_asked_where_the_order_asks_it(run, year, asked):
    """R41 names the content in 2011; the 2022 model has no such field."""
    _, papers = run(year=year)
    assert ("CONTENU DU STAGE" in papers["attestation-le-bris-anna-mairie.html"]) is asked


@pytest.mark.parametrize("where", ["prive.yml", "portfolios/2025-2027/le-bris-anna/prive.yml"])
def test_private_data_inside_the_repository_is_refused(run, where):
    """Nothing is written, and the message says why in French."""
    done, papers = run(where=where)
    assert done.exit_code == 2
    assert "est dans le dépôt" in done.stderr
    assert not papers


def test_a_link_does_not_hide_where_private_data_is(run, tmp_path):
    """A link from outside to a file of the repository is still inside."""
    run()
    (tmp_path / "depot" / "caché.yml").write_text(PRIVATE, encoding="utf-8")
    (tmp_path / "lien.yml").symlink_to(tmp_path / "depot" / "caché.yml")
    done = CliRunner().invoke(main, ["export", "attestation", STAGE, "--prive", "../lien.yml", "--vers", "../autre"])
    assert done.exit_code == 2


def test_the_whole_git_repository_counts_not_only_the_school(run, tmp_path):
    """A school in a subfolder of a repository is in that repository."""
    (tmp_path / ".git").mkdir()
    done, _ = run()
    assert done.exit_code == 2


@pytest.mark.parametrize("to", ["site", "site/papiers", "portfolios/papiers", "."])
def test_papers_are_never_written_where_things_are_published_or_committed(run, to):
    """The site, the portfolios and a folder that already holds files are refused."""
    done, papers = run(to=to)
    assert done.exit_code == 2
    assert not papers


def test_a_new_folder_of_the_repository_is_kept_out_of_git(run):
    """Its own .gitignore ignores everything in it, and it can be used again."""
    done, _ = run(to="papiers")
    assert done.exit_code == 0
    assert Path("papiers/.gitignore").read_text("utf-8") == "*\n"
    again, _ = run(to="papiers")
    assert again.exit_code == 0


def test_each_host_has_its_own_attestation(run):
    """A stage at two hosts gives two papers, each with its dates and its own private address."""
    two = (
        "périodes:\n  - {du: 01/06/2026, au: 19/06/2026, organisation: {nom: Cabinet}}\n"
        "  - {du: 22/06/2026, au: 03/07/2026, organisation: {nom: Agglo}}\n"
    )
    done, papers = run(stage=STAGE, private="organisme:\n  Agglo: {adresse: 2 rue de l'Agglo}\n  adresse: ailleurs\n")
    path = Path("portfolios") / STAGE / "index.md"
    path.write_text(f"---\nordre: 1\n{two}---\n", encoding="utf-8")
    for old in Path("../papiers").glob("*.html"):
        old.unlink()
    done = CliRunner().invoke(main, ["export", "attestation", STAGE, "--prive", "../prive.yml", "--vers", "../papiers"])
    papers = {item.name: html.unescape(item.read_text("utf-8")) for item in Path("../papiers").glob("*.html")}
    assert done.exit_code == 0
    assert len(papers) == 2
    agglo = next(text for name, text in papers.items() if "agglo" in name)
    assert "2 rue de l'Agglo" in agglo
    assert "22\u00a0juin 2026" in agglo
    assert not any("ailleurs" in text for text in papers.values())


def test_an_apprentice_has_no_attestation(run):
    """A certificate of employment takes its place."""
    done, papers = run(student="voie: apprentissage\n")
    assert done.exit_code == 2
    assert "certificat de travail" in done.stderr
    assert not papers


def test_an_unknown_stage_is_answered_with_the_nearest_one(run):
    """A typing mistake is met with the right folder."""
    done, _ = run(stage="2025-2027/le-bris-anna/stages/marie")
    assert done.exit_code == 2
    assert f"«\u202f{STAGE}\u202f»" in done.stderr


def test_a_private_key_that_nothing_reads_is_said(run):
    """It would else be a blank line that nobody expects."""
    done, _ = run(private="stagiaire: {née: 12/03/2006}\n")
    assert done.exit_code == 0
    assert "prive.yml:1:13" in done.stderr
    assert "STR019" in done.stderr
    assert "«\u202fné le\u202f»" in done.stderr


@pytest.mark.parametrize("text", ["[", "- liste", ""])
def test_a_private_file_that_is_no_list_of_keys_is_refused(run, text):
    """The message says what to write."""
    done, _ = run(private=text)
    assert done.exit_code == 2


def test_the_folder_may_be_typed_from_the_portfolios_or_from_here(run):
    """Completion in a shell gives « portfolios/… »."""
    done, papers = run(stage=f"portfolios/{STAGE}/")
    assert done.exit_code == 0
    assert papers


def test_only_their_owner_reads_the_papers(run):
    """They hold private data."""
    run()
    found = next(Path("../papiers").glob("*.html"))
    assert found.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("text", "known"),
    [("stagiaire: {taille: 180}\n", ("né le", "sexe", "mél")), ("élève: {né le: 1}\n", ("stagiaire", "gratification"))],
)
def test_a_key_that_nothing_reads_is_answered_with_those_that_are(run, text, known):
    """Those of its section, or the sections."""
    said = run(private=text)[0].stderr
    assert all(word in said.split("Les clés sont")[1] for word in known)


@pytest.mark.parametrize("to", ["papiers", "../papiers"])
def test_papers_in_the_project_are_written_with_a_warning(run, to):
    """Git ignores them; a copy of the folder would not."""
    done, papers = run(to=to)
    assert papers
    assert ("est dans le dossier du projet" in done.stderr) is (to == "papiers")


@pytest.mark.parametrize("kind", ["attestation", "tuteur"])
def test_the_help_shows_what_the_folder_of_a_stage_looks_like(kind):
    """« DOSSIER_STAGE » alone says nothing to whoever types it for the first time."""
    said = CliRunner().invoke(main, ["export", kind, "--help"]).output
    assert "2025-2027/moreau-lea/stages/mairie" in said
