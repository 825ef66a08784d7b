"""Saved pages: their own words as Markdown, their pictures found, and what only a script shows is told."""

import pytest

from tests.deep import sized
from tests.unit.importing import saved_sites
from tests.unit.importing.people import student
from tests.unit.importing.test_documents import laid
from vitrail.doors.importing.draft import written
from vitrail.doors.importing.recognising import read_source

DRAFTS = {
    "WORDPRESS": {"realisations/deploiement-de-glpi.md", "veille/nis-2.md"},
    "NEXT": {"realisations/reseau-du-cdi.md", "realisations/vitrine.md"},
    "REACT": set(),
    "SAVED": {"realisations/pare-feu-pfsense.md"},
    "SINGLE": {"realisations/pare-feu.md", "realisations/site-du-club.md", "lea-moreau.md", "contact.md"},
}
HOLDS = {
    "WORDPRESS": (
        "Un **inventaire** du parc.", "- agents\n- tickets", "![Écran de GLPI](../fichiers/glpi-300x200.png)",
        "| PC-01 | ok |", "période: 12/03/2026", "La directive change.",
    ),
    "NEXT": ("Trois VLAN.", "![Plan](../fichiers/reseau.png)", "[la vitrine](vitrine.md)"),
    "REACT": (),
    "SINGLE": ("En BTS SIO.", "période: 12/01/2026 au 06/02/2026", "![Règles](../fichiers/index-html-image-1.png)",
               "avec un logo.", "Au lycée."),
    "SAVED": ("Règles", "l’été", "](../fichiers/regles.png)", "clic", "```bash\npfctl -d\n```"),
}  # fmt: skip
TOLD = {
    "WORDPRESS": (
        "Articles récents",
        "Fièrement propulsé",
        "Veille technologique",
        "category/sio",
        "index.html",
        "vendor",
    ),
    "NEXT": ("out/index.html", "node_modules", "cv.pdf"),
    "REACT": ("script", "CV Lea.pdf", "capture.png"),
    "SAVED": ("Menu", "style.css"),
    "SINGLE": ("Page unique", "index-html-image-2", "Projets", "css/"),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read a site once: its drafts by their paths, the lines of the ledger, the files that are copied."""
    known = {}

    def run(name):
        if name not in known:
            root = laid(tmp_path_factory.mktemp(name.lower()), getattr(saved_sites, name))
            found = read_source(root, student(), root / "fichiers", None)
            notes = (*found.notes, *(note for draft in found.drafts for note in draft.notes))
            said = "\n".join(f"{note.place} : {note.text} {getattr(note.text, 'values', '')}" for note in notes)
            known[name] = {draft.path: written(draft) for draft in found.drafts}, said, " ".join(found.files)
        return known[name]

    return run


@pytest.mark.parametrize("name", DRAFTS)
def test_each_page_of_somebody_is_a_draft(read, name):
    """Neither the home page, nor lists, nor manuals of plug-ins."""
    assert set(read(name)[0]) == DRAFTS[name]


@pytest.mark.parametrize("name", DRAFTS)
def test_the_words_and_the_pictures_of_a_page_arrive(read, name):
    """Menus, foots and scripts do not."""
    whole = "\n".join(read(name)[0].values())
    assert [piece for piece in HOLDS[name] if piece not in whole] == []
    assert not any(word in whole for word in ("Fièrement", "Articles récents", "alert(", "jquery", "Manual", "__next"))


@pytest.mark.parametrize("name", DRAFTS)
def test_what_is_left_is_told(read, name):
    """Words of menus once for the whole site; files that no page shows; pages that only a script fills."""
    said = read(name)[1]
    assert [piece for piece in TOLD[name] if piece not in said] == []


@pytest.mark.parametrize(("link", "cut"), [("", True), ('<p>Voir <a href="mentions.html">la suite</a>.</p>', False)])
def test_a_home_page_that_leads_to_no_other_is_a_whole_portfolio(tmp_path, link, cut):
    """One page of projects beside legal notices; a home page that leads on says what those pages say."""
    works = "<h2>Mes projets</h2><h3>Pare-feu</h3><p>Deux zones.</p><h3>Site du club</h3><p>En PHP.</p>"
    page = "<html><head><title>{}</title></head><body><main><h1>{}</h1>{}</main></body></html>".format
    legal = "<p>Site hébergé par le lycée, sans aucune mesure d’audience.</p>"
    laid(tmp_path, {
        "index.html": page("Léa Moreau", "Léa Moreau", works + link).encode(),
        "mentions.html": page("Mentions", "Mentions légales", legal).encode(),
    })  # fmt: skip
    found = read_source(tmp_path, student(), tmp_path / "fichiers", None)
    titles = {draft.title for draft in found.drafts}
    assert titles == {"Mentions légales"} | ({"Pare-feu", "Site du club"} if cut else set())


def test_pages_in_one_another_without_end_are_told_and_cost_little(tmp_path):
    """Thousands of tags that never close."""
    laid(
        tmp_path,
        {"a.html": b"<div>" * sized(20_000, 100_000) + b"mot", "b.html": b"<main><h1>B</h1><p>Texte.</p></main>"},
    )
    found = read_source(tmp_path, student(), tmp_path / "fichiers", None)
    assert "realisations/b.md" in {draft.path for draft in found.drafts}
    assert any(note.place.startswith("a.html") for note in found.notes) or len(found.drafts) == 2


def card(title, *more, around="li"):
    """Make a card of a portfolio written by hand."""
    return (
        f'<{around} class="carte"><img src="img/{title}.png"><h3>{title}</h3><p>Du code.</p>{"".join(more)}</{around}>'
    )


TECHNOLOGIES = '<div class="tech-list"><span class="badge">PHP</span><span class="badge">MySQL</span></div>'


def test_the_cards_of_a_page_are_works(imported):
    """The home of a portfolio in one page too, whatever holds its welcome; what is no work stays in the page."""
    drafts, lines = imported(
        {
            "index.html": '<div class="content"><h1>Bienvenue</h1></div><section><h2>Mes projets</h2><ol>'
            f"{card('Club', TECHNOLOGIES)}{card('Quiz')}</ol></section><section><h2>Mes compétences</h2>"
            f"{card('Web', around='div')}{card('Réseau', around='div')}</section><a href='autre.html'>Suite</a>",
            "autre.html": "<h1>Intranet</h1><p>Du PHP.</p>",
        }
    )
    assert set(drafts) == {"realisations/club.md", "realisations/quiz.md", "realisations/intranet.md"}
    assert "technologies: [PHP, MySQL]" in drafts["realisations/club.md"]
    assert "\nDu code.\n" in drafts["realisations/club.md"]
    assert not any("Menu, marge" in line and "Club" in line for line in lines)


def test_a_card_that_leads_to_its_page_is_its_notice(imported):
    """The page tells the work; the list of them is a page of its own, and none of the works."""
    link = '<a href="{}.html">Voir le détail</a>'
    cards = card("Club", link.format("club")) + card("Quiz", link.format("quiz"), '<a href="notes.pdf">Notes</a>')
    drafts, _ = imported(
        {
            "activites.html": f"<h1>Activités</h1>{cards}",
            "notes.pdf": "%PDF-1.4\n",
            "club.html": "<main><h1>Club</h1><p>Du PHP.</p><aside>Date : janvier 2026 – mars 2026</aside></main>",
            "quiz.html": f"<h1>Quiz</h1><p>Du JavaScript.</p>{TECHNOLOGIES}",
        }
    )
    assert set(drafts) == {"realisations/club.md", "realisations/quiz.md", "activites.md"}
    assert "période: janvier 2026 à mars 2026" in drafts["realisations/club.md"]
    assert "PHP, MySQL" in drafts["realisations/quiz.md"]
    assert "productions" not in drafts["activites.md"]
    assert "[Notes](fichiers/notes.pdf)" in drafts["activites.md"]


def test_a_work_below_a_stage_is_of_a_stage(imported):
    """A folder or a page of a stage says the context of the works in it."""
    missions = f"<h1>Mon stage</h1><h2>Missions</h2>{card('Club')}{card('Quiz')}"
    drafts, _ = imported({"stage.html": missions, "Stage 2/Intranet.md": "# Intranet\n\nDu PHP.\n"})
    assert {path: "contexte: stage" in text for path, text in drafts.items()} == {
        "realisations/club.md": True, "realisations/quiz.md": True, "realisations/intranet.md": True,
    }  # fmt: skip


def test_what_is_no_work_of_a_site_is_none(imported):
    """A menu apart, a text for robots, the README of the portfolio or of its model, a certificate, a tableau."""
    drafts, _ = imported(
        {
            "header.html": "<nav>Accueil</nav>",
            "robots.txt": "User-agent: *\n",
            "obj/Debug/sorties.txt": "C:\\a.exe\n",
            "site/README.md": "# React + TypeScript + Vite\n\nThis template.\n",
            "autre/README.md": "LEMOREAU_BTSSIO_Portfolio\n",
            "Certificat Pix.pdf": "%PDF-1.4\n",
            "projet.html": "<h1>Quiz</h1><p>Du JavaScript.</p>",
        }
    )
    assert set(drafts) == {"realisations/quiz.md"}


def test_the_public_folder_of_a_program_is_its_authors(imported):
    """Only a generator of pages fills it: beside its own files, it is left aside."""
    files = {"public/projets/quiz.md": "# Quiz\n\nDu JavaScript.\n"}
    assert set(imported({"composer.json": "{}"} | files)[0]) == {"realisations/quiz.md"}


def test_a_page_of_google_docs_has_its_title_and_keeps_comments_out(imported):
    """Its title is no heading, its links pass by a server, and a teacher's comment was the end of the text."""
    drafts, lines = imported(
        {
            "doc.html": '<body class="doc-content"><p class="c1 title">AP4 – Nextcloud</p><h1>Contexte</h1>'
            '<p>Un serveur<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>, <a href="https://www.google.com/url?'
            'q=https://nextcloud.com/&amp;sa=D">ici</a>.</p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>À revoir'
            "</p><p>avant lundi</p></div></body>"
        }
    )
    text = drafts["realisations/ap4-nextcloud.md"]
    assert text.endswith("---\n\n# Contexte\n\nUn serveur, [ici](https://nextcloud.com/).\n")
    assert any("À revoir" in line for line in lines)
    assert any("avant lundi" in line for line in lines)


def test_a_rank_beside_a_title_is_no_part_of_it(imported):
    """« Projet 1 : GLPI 1 »; a number that says which, « Chapitre 3 », stays."""
    cards = "".join(card(f"<i>0{rank}</i> {name}") for rank, name in enumerate(("Club", "Quiz"), start=1))
    drafts, _ = imported(
        {
            "projets.html": f"<h1>Mes projets</h1>{cards}",
            "glpi.html": "<h1>Projet 1 : GLPI <span class='badge'>1</span></h1><p>Un parc.</p>",
            "ip.html": "<h1>Réseau en IP <b>6</b></h1><p>Des adresses.</p>",
        }
    )
    assert set(drafts) == {
        f"realisations/{name}.md" for name in ("club", "quiz", "projet-1-glpi", "reseau-en-ip-6")
    }  # fmt: skip


def test_a_page_about_its_author_is_no_work(imported):
    """Contact, CV, studies, their own name, an article of a blog that cites no competency; works beside them are."""
    about = {"Me contacter": "a", "Mon parcours scolaire": "b", "Léa Moreau": "c", "Compétences": "d"}
    files = {f"{name}.html": f"<main><h1>{title}</h1><p>Des mots.</p></main>" for title, name in about.items()}
    files |= {
        "blog/ia.html": "<main><h1>L’IA arrive</h1><p>Un avis.</p></main>",
        "blog/glpi.html": "<main><h1>GLPI</h1><p>Un parc : B1.1.</p></main>",
        "e.html": "<main><h1>Formation des usagers</h1><p>Un atelier.</p></main>",
        "f.md": "# Mon CV\n\nDes langues.\n",
    }
    drafts, _ = imported(files)
    assert {path for path in drafts if path.startswith("realisations/")} == {
        "realisations/glpi.md", "realisations/formation-des-usagers.md",
    }  # fmt: skip
    assert {"me-contacter.md", "l-ia-arrive.md", "competences-1.md"} <= set(drafts)


def test_a_page_takes_no_name_that_the_site_reserves(imported):
    """« competences.md » was written, then refused."""
    titles = ("Compétences", "Matrice", "Mentions légales")
    drafts, _ = imported({f"{title}.md": f"# {title}\n\nDes mots.\n" for title in titles} | {"a.md": "# A\n\nB.\n"})
    assert {path for path in drafts if "/" not in path} == {"competences-1.md", "mentions-legales-1.md"}
