"""The fiche of bloc 2: the official form filled from a réalisation, its text cleaned and its pictures inside."""

import html
import re
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from PIL import Image

from vitrail.content.installation import drawn
from vitrail.doors.cli import main
from vitrail.site.pages.svg.qr import draw

LEA = "2025-2027/le-bris-anna"
WORK = f"{LEA}/realisations/pare-feu.md"
FILES = {
    "etablissement.yml": "nom: Lycée d'essai\n",
    "2025-2027/promotion.yml": "nom: BTS SIO\nréférentiel: fr.bts-sio.2019\nsession: 2026\n",
    f"{LEA}/index.md": "---\nnom: Le Bris\nprénom: Anna\noption: SISR\n---\n",
    WORK: """---
titre: Redonder un pare-feu
période: du 05/01/2026 au 30/01/2026
contexte: formation
organisation: Clinique des Ormes
compétences: {B2.1: "Deux boîtiers en grappe.", B1.2.1: "Suivi des tickets."}
technologies: [OPNsense]
productions: [{titre: Export, lien: "https://exemple.example/export"}]
épreuves: [bloc 2]
fiche: {lieu: Valmont, conditions: "Deux boîtiers, dix secondes de coupure.", documentation: "https://exemple.example"}
---
## La demande

<script>alert(1)</script> ![Schéma](schema.png) ![Ailleurs](https://exemple.example/a.png)
![D'un camarade](../../petit-chloe/photo.png)
""",
    "2025-2027/petit-chloe/index.md": "---\nnom: Petit\n---\n",
    f"{LEA}/realisations/veille.md": "---\ntitre: Autre travail\ncompétences: {B2.2: x}\n---\nTexte.\n",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a function that writes a school, then runs ``vitrail export fiche`` in it."""
    root = tmp_path / "depot"

    def export(target=LEA, *more, **changed):
        for name, text in {**FILES, **changed}.items():
            path = root / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for name in (f"{LEA}/realisations/schema.png", "2025-2027/petit-chloe/photo.png"):
            Image.new("RGB", (30, 20)).save(root / "portfolios" / name)
        monkeypatch.chdir(root)
        done = CliRunner().invoke(main, ["export", "fiche", target, "--vers", "../papiers", *more])
        return done, {path.name: path.read_text("utf-8") for path in sorted((tmp_path / "papiers").glob("*.html"))}

    return export


def test_a_production_that_cannot_be_published_says_so_on_paper_as_on_its_page(run):
    """It was printed by its name, as if the jury could open it: an export judged no file."""
    text = FILES[WORK].replace('lien: "https://exemple.example/export"}]', "fichier: fichiers/photo.heic}]")
    _, papers = run(**{WORK: text, f"{LEA}/fichiers/photo.heic": "xxxxftypheic"})
    (paper,) = papers.values()
    assert "non publiable" in paper
    assert "photo.heic" not in paper


def test_a_file_is_named_on_the_fiche_as_on_the_site(run):
    """The commission reads the fiche: the name of its file gave it the tutor that no page names."""
    text = NAMED[WORK].replace('lien: "https://exemple.example/export"}]', "fichier: fichiers/plan-kerbrat.txt}]")
    done, papers = run(**{**NAMED, WORK: text, f"{LEA}/fichiers/plan-kerbrat.txt": "Un plan.\n"})
    (paper,) = papers.values()
    assert "plan-ma-tutrice.txt" in paper
    assert "kerbrat" not in paper.casefold()
    assert done.exit_code == 0


def test_the_host_of_a_work_is_the_one_of_its_days(run):
    """A stage finished in a second company: the fiche named both as the support of what was done in the first."""
    stage = (
        "---\nordre: 2\npériodes:\n- {du: 05/01/2026, au: 30/01/2026, organisation: {nom: Premier}}\n"
        "- {du: 02/02/2026, au: 20/02/2026, organisation: {nom: Second}}\n---\nTexte.\n"
    )
    text = FILES[WORK].replace("contexte: formation\norganisation: Clinique des Ormes", "contexte: stage\nstage: deux")
    _, papers = run(**{WORK: text, f"{LEA}/stages/deux/index.md": stage})
    (paper,) = papers.values()
    assert "Premier" in paper
    assert "Second" not in paper


@pytest.mark.parametrize(
    ("written", "alone", "together"),
    [
        ("", "☒", "☐"),
        ("\nUn projet d'atelier, **en binôme** avec Yann.", "☐", "☐"),
        ("\nLe câblage s'est fait à deux.", "☐", "☐"),
        ("\nLe groupe de travail des agents est ajouté à l'annuaire, en plusieurs étapes, à deux reprises.", "☒", "☐"),
    ],
)
def test_who_wrote_of_a_team_is_not_said_to_have_worked_alone(run, written, alone, together):
    """An official form said so wherever « équipe: » had been forgotten; it is left to be ticked by hand."""
    _, papers = run(**{WORK: FILES[WORK] + written})
    (paper,) = papers.values()
    assert f"{alone} Seul(e)" in paper
    assert f"{together} En équipe" in paper
    assert ("cochez la modalité à la main" in paper) is (alone == together)


def test_a_confidential_production_says_so_on_the_fiche(run):
    """Its reason alone, after its title, reads as the place where it is."""
    text = FILES[WORK].replace(
        'lien: "https://exemple.example/export"}]', "état: confidentielle, raison: Noms d'agents}]"
    )
    _, papers = run(**{WORK: text})
    assert "confidentielle : Noms d’agents" in " ".join("".join(papers.values()).split())


def test_a_portfolio_gives_a_fiche_for_each_realisation_that_it_proposes(run):
    """Title, dates, organisation, its own keys, and the option's competencies, ticked when the work mobilises them."""
    done, papers = run()
    assert done.exit_code == 0
    assert list(papers) == ["fiche-le-bris-anna-pare-feu.html"]
    text = html.unescape(papers["fiche-le-bris-anna-pare-feu.html"])
    for said in (
        "ANNEXE VII-1-A",
        "Épreuve E6 - Administration des systèmes et des réseaux (option SISR)",
        "Le Bris Anna",
        "Clinique des Ormes",
        "Redonder un pare-feu",
        "Valmont",
        "☒ Concevoir une solution d’infrastructure réseau",
        "☐ Exploiter, dépanner et superviser une solution d’infrastructure réseau",
        "☒ Seul(e)",
        "Deux boîtiers, dix secondes de coupure.",
        "OPNsense",
        "https://exemple.example/export",
        "La demande",
    ):
        assert said in text, said
    assert "Suivi des tickets" not in text
    assert "Modalités d’accès aux productions ³ et à leur documentation ⁴" in papers["fiche-le-bris-anna-pare-feu.html"]


def test_a_repeater_presents_the_work_of_the_former_class_with_its_pictures(run):
    """It stands in another folder, which is theirs too."""
    former = LEA.replace("2025-2027", "2024-2026")
    files = {
        f"{LEA}/index.md": FILES[f"{LEA}/index.md"].replace("option:", f"vient de: {former}\noption:"),
        f"{former}/index.md": FILES[f"{LEA}/index.md"],
        f"{former}/realisations/bastion.md": FILES[WORK].replace(
            "(schema.png)", f"(../../../{LEA}/realisations/schema.png)"
        ),
        "2024-2026/promotion.yml": FILES["2025-2027/promotion.yml"],
    }
    done, papers = run(**files)
    assert done.exit_code == 0, done.output
    assert list(papers) == ["fiche-le-bris-anna-bastion.html", "fiche-le-bris-anna-pare-feu.html"]
    assert "La demande" in papers["fiche-le-bris-anna-bastion.html"]


def test_the_text_is_as_harmless_on_paper_as_on_the_site(run):
    """Its own pictures are carried inside, nothing is asked from anywhere, a script is the text that it is."""
    _, papers = run()
    (paper,) = papers.values()
    assert paper.count("src=") == paper.count('src="data:image/png;base64,') == 1
    assert "<script" not in paper
    assert "&lt;script&gt;" in paper
    assert "default-src 'none'" in paper


def test_the_verso_has_a_code_to_the_realisation_when_the_site_is_known(run):
    """The address that is written on the recto, for a telephone; none without a site."""
    assert "vt-qr" not in "".join(run()[1].values())
    _, papers = run(LEA, **{"etablissement.yml": "nom: Lycée d'essai\nadresse du site: https://e.example/sio/\n"})
    verso = papers["fiche-le-bris-anna-pare-feu-2.html"].partition('class="annexe"')[2]
    assert str(draw(f"https://e.example/sio/{LEA}/realisations/pare-feu.html#c-B2A.1")) in verso


def test_the_candidate_s_number_comes_from_outside_the_repository(run, tmp_path):
    """Without it, a line is left to be filled by hand; inside the repository the file is refused."""
    _, papers = run()
    assert 'class="blank"' in papers["fiche-le-bris-anna-pare-feu.html"]
    (tmp_path / "prive.yml").write_text("candidat: {numéro: 0123456789}\n", encoding="utf-8")
    done, papers = run(LEA, "--prive", "../prive.yml")
    assert done.exit_code == 0
    assert "0123456789" in papers["fiche-le-bris-anna-pare-feu-2.html"]
    (tmp_path / "depot/prive.yml").write_text("candidat: {numéro: 0123456789}\n", encoding="utf-8")
    assert run(LEA, "--prive", "prive.yml")[0].exit_code == 2


@pytest.mark.parametrize(
    "target",
    [f"portfolios/{LEA}/realisations/veille.md", f"{LEA}/realisations/veille", "le-bris-anna/realisations/veille.md"],
)
def test_one_realisation_can_be_asked_for_and_is_told_that_it_is_not_proposed(run, target):
    """A rehearsal is useful before the choice is made."""
    done, papers = run(target)
    assert done.exit_code == 0
    assert "pas proposée" in papers["fiche-le-bris-anna-veille.html"]


@pytest.mark.parametrize(
    ("changed", "target", "said"),
    [
        ({}, "2025-2027/le-bris-ana", LEA),
        ({}, "zzz", "Aucun portfolio"),
        ({}, f"{LEA}/realisations/pare-fe.md", "pare-feu"),
        ({}, f"{LEA}/realisations/zzz", "n’a pas de réalisation"),
        ({WORK: "---\ntitre: a\n---\n"}, LEA, "ne propose aucune réalisation"),
        ({"2025-2027/promotion.yml": "nom: A\nréférentiel: fr.bts-sio.2011\n"}, LEA, "ne connaît pas cette fiche"),
    ],
    ids=["faute de frappe", "rien", "travail mal écrit", "travail absent", "rien de proposé", "référentiel de 2011"],
)
def test_what_cannot_be_printed_is_explained(run, changed, target, said):
    """In French, with what to do; nothing is written."""
    done, papers = run(target, **changed)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not papers


def test_the_text_prints_whole(run):
    """Folded parts are open, a picture that is lost is named by its text and told, none is a link to nowhere."""
    text = "??? note\n    Replié.\n\n![Perdue](absente.png) [agrandir](schema.png) ![Là](schema.png)\n"
    done, papers = run(**{WORK: FILES[WORK].partition("## La demande")[0] + text})
    paper = papers["fiche-le-bris-anna-pare-feu.html"]
    assert "<details open" in paper
    assert "[Perdue]" in paper
    assert "absente.png" in done.stderr
    assert "href=" not in paper


@pytest.mark.skipif("mermaid" not in drawn(), reason="mmdr n'est pas installé")
def test_a_diagram_is_drawn_on_paper_as_on_the_site(run):
    """Carried inside, without the words that a page unfolds below it; a fold of the author stays, open."""
    text = "```mermaid\ngraph LR\n  A[Pare-feu] --> B[Serveur]\n```\n\n??? note\n    Replié.\n"
    _, papers = run(**{WORK: FILES[WORK].partition("## La demande")[0] + text})
    paper = papers["fiche-le-bris-anna-pare-feu.html"]
    assert 'src="data:image/svg+xml;base64,' in paper
    assert "graph LR" not in paper
    assert paper.count("<details open") == 1
    assert "Replié." in paper


def test_a_single_portfolio_has_its_papers_too(tmp_path, monkeypatch):
    """There ``portfolios/`` itself is the portfolio."""
    folder = tmp_path / "depot/portfolios/realisations"
    folder.mkdir(parents=True)
    home = FILES[f"{LEA}/index.md"].replace("option:", "référentiel: fr.bts-sio.2019\nsession: 2026\noption:")
    (folder.parent / "index.md").write_text(home, encoding="utf-8")
    (folder / "pare-feu.md").write_text(FILES[WORK], encoding="utf-8")
    monkeypatch.chdir(tmp_path / "depot")
    for target in (".", "portfolios", "portfolios/index.md"):
        done = CliRunner().invoke(main, ["export", "fiche", target, "--vers", "../papiers"])
        assert done.exit_code == 0, done.stderr


def test_the_class_says_how_its_students_are_examined(run):
    """« forme » of the class holds unless the student's own file says otherwise."""
    _, papers = run(**{"2025-2027/promotion.yml": FILES["2025-2027/promotion.yml"] + "forme: ccf\n"})
    assert "Contrôle en cours de formation ☒" in papers["fiche-le-bris-anna-pare-feu.html"]


@pytest.mark.parametrize("voie", ["voie: CNED", "à distance: oui", "voie: VAE", "voie: candidat libre"])
def test_the_class_does_not_say_how_those_are_examined_whom_it_does_not_prepare_in_presence(run, voie):
    """The circulaires give no CCF « à distance » nor by experience: the form had it ticked."""
    home = FILES[f"{LEA}/index.md"].replace("option:", f"{voie}\noption:")
    _, papers = run(
        **{"2025-2027/promotion.yml": FILES["2025-2027/promotion.yml"] + "forme: ccf\n", f"{LEA}/index.md": home}
    )
    (paper,) = papers.values()
    assert "Contrôle en cours de formation ☐" in paper
    assert "Épreuve ponctuelle ☐" in paper


NAMED = {
    f"{LEA}/stages/clinique/index.md": "---\norganisation: {nom: Clinique des Ormes}\ndu: 05/01/2026\nau: 30/01/2026\n"
    "tuteur: {nom: Mme Solveig Kerbrat}\n---\nUn stage.\n",
    "2025-2027/petitjean-noe/index.md": "---\nnom: Petitjean\nprénom: Noé\nvisibilité: équipe\n---\n",
    WORK: FILES[WORK]
    .replace("lieu: Valmont", "lieu: chez Solveig Kerbrat")
    .replace("Suivi des tickets.", "Suivi de Mme Kerbrat.")
    + "\nMerci à Mme **Kerbrat** et à Noé Petitjean.\n",
}  # fmt: skip


@pytest.mark.parametrize("asked", ["soumise", "brouillon"])
def test_a_paper_says_no_name_that_the_jury_may_not_read(run, asked):
    """A tutor in its own fields, a classmate who is hidden and not asked for: records of the team held both."""
    work = NAMED[WORK].replace("titre: Redonder", f"statut: {asked}\ntitre: Redonder")
    done, papers = run(f"{LEA}/realisations/pare-feu.md", **{**NAMED, WORK: work})
    assert done.exit_code == 0, done.output
    (paper,) = papers.values()
    assert not [name for name in ("Kerbrat", "Petitjean") if name in paper]
    assert "chez [ma tutrice]" in paper
    assert "Merci à [ma tutrice]" in paper
    assert "à [un camarade]." in paper


def test_a_realisation_is_asked_for_by_its_file_whose_name_no_address_holds(run):
    """Whoever types a command reads the folder, and not the site."""
    done, papers = run(
        f"{LEA}/realisations/visite-kerbrat.md", **{**NAMED, f"{LEA}/realisations/visite-kerbrat.md": NAMED[WORK]}
    )
    assert done.exit_code == 0, done.output
    assert list(papers) == ["fiche-le-bris-anna-visite-ma-tutrice.html"]


def test_an_archive_and_the_questions_of_an_oral_say_no_name_either(run, tmp_path):
    """They are made of one portfolio, and whom it may not name is what all of them declare."""
    run(**NAMED)
    for name, *more in (("archive", LEA), ("export", "oral", LEA)):
        done = CliRunner().invoke(main, [name, *more, "--vers", "../remis"])
        assert done.exit_code == 0, done.output
    (archive,) = (tmp_path / "remis").glob("*.zip")
    with ZipFile(archive) as kept:
        said = {one: kept.read(one).decode("utf-8", "ignore") for one in kept.namelist()}
    said["oral"] = next((tmp_path / "remis").glob("oral*.html")).read_text("utf-8")
    assert not [file for file, text in said.items() if re.search("Kerbrat|Petitjean", text)]
    assert "Suivi de [ma tutrice]." in said["oral"]
    assert sum("à [un camarade]." in text for text in said.values()) >= 2
