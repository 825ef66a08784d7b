"""The keys of other tools: each in the draft, or in a line of the ledger."""

import pytest

PAGE = "realisations/page.md"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("date: 2026-01-01\nperiode: 12/01/2026", ["période: 12/01/2026\n", "# date: 2026-01-01"]),
        ("date: 2025-12-15 10:00:00 +0100", ["période: 15/12/2025"]),
        ("categories: [PHP]\ntags: [MySQL, stage]", ["technologies: [PHP, MySQL]"]),
        ("competences: C1 C2", ["  B1.1:\n", "  B1.2:\n"]),
        ("competences:\n  - {code: B1.1, phrase: un inventaire}", ["  B1.1: un inventaire\n"]),
        ("contexte: le lycée veut suivre", ["contexte: formation", "# contexte: le lycée veut suivre"]),
        ("weight: 3\natelier: AP2", ["ordre: 3", "atelier: AP2"]),
        ("excerpt: Un projet d'équipe", ["résumé: Un projet d'équipe"]),
        ("status: terminé", ["statut: brouillon", "# status: terminé"]),
        ("cover: {image: /images/site.png, alt: Le site}", ["![Le site](../fichiers/site.png)"]),
    ],
)  # fmt: skip
def test_a_key_is_one_of_ours_or_a_remark(imported, keys, expected):
    """Two names of one key are the first, and a list of both."""
    made, _ = imported({"page.md": f"---\n{keys}\n---\nTexte.\n", "static/images/site.png": "red"})
    assert [line for line in expected if line not in made[PAGE]] == []


def test_a_title_that_differs_stays_in_the_text(imported):
    """The key's is the page's."""
    made, _ = imported({"page.md": "---\ntitle: Page\n---\n# Un autre titre\n\nTexte.\n"})
    assert "## Un autre titre\n\nTexte." in made[PAGE]


def test_the_day_is_that_of_the_name_when_no_key_says_it(imported):
    """As Jekyll's pages are called."""
    made, _ = imported({"_posts/2025-12-15-page.md": "---\nlayout: post\n---\nTexte.\n"})
    assert "période: 15/12/2025" in made[PAGE]


def test_a_line_is_a_header_only_when_its_word_is_a_key(imported):
    """« Lundi : » begins a sentence; a key that says a sentence stays one."""
    made, _ = imported({"page.md": "# Page\n\nLundi : inventaire.\n", "b.md": "# B\n\nContexte : le lycée attend\n"})
    assert "Lundi : inventaire." in made[PAGE]
    assert "\nContexte : le lycée attend\n" in made["realisations/b.md"]


@pytest.mark.parametrize("text", ['---\ntitle: "pas fermé\n---\nTexte utile.\n', "+++\ncasse = \n+++\nTexte utile.\n"])
def test_a_header_that_does_not_read_is_kept_and_told_with_its_line(imported, text):
    """As code, so that no dash draws a rule."""
    made, said = imported({"page.md": text})
    assert text.split("\n")[1] in made[PAGE]
    assert "Texte utile." in made[PAGE]
    assert any(line.startswith(("page.md:2", "page.md:3")) for line in said), said


def test_a_watch_has_its_own_keys_and_no_fault(imported):
    """Its source may be an address; a day that nobody knows is none yet."""
    made, said = imported({"veille/a.md": "---\nsource: https://cyber.example/nis2\nthème: Réseaux\n---\nTexte.\n"})
    assert any("À écrire" in line and "date" in line for line in said)
    text = made["veille/a.md"]
    assert 'source: cyber.example\nlien: "https://cyber.example/nis2"\nthème: Réseaux' in text.replace(
        "date: à compléter\n", ""
    )


def test_codes_are_those_of_words_and_not_of_addresses(imported):
    """« %C3%A9 » cites nothing; what is proposed says what the text holds."""
    made, said = imported(
        {"page.md": "# P\n\nVoir https://x.example/%C3%A9t, [le](y%C3%A9.md). B1.2. On a su gérer des sauvegardes.\n"}
    )
    text = made["realisations/p.md"]
    assert "B1.3" not in text
    assert "# proposé, le texte cite B1.2\n  #B1.2:" in text
    assert "# proposé, le texte dit « Gérer des sauvegardes »\n" in text
    assert any("Choisir les compétences" in line for line in said)


def test_a_text_that_cites_nothing_receives_what_our_lexicon_proposes(imported):
    """As remarks that say whose words they are, none far behind the first; one that cites a code keeps to it."""
    made, _ = imported(
        {
            "page.md": "# Supervision avec Zabbix\n\nJ'ai installé un serveur et des sondes SNMP.\n",
            "cite.md": "# Zabbix\n\nB1.2 : une sonde.\n",
            "rien.md": "# Ma journée\n\nVérifier la connexion du projet.\n",
        }
    )
    text = made["realisations/supervision-avec-zabbix.md"]
    assert text.count("# proposé, lexique de Vitrail : «") == 1
    assert "\n  #B2A.3.3:\n" in text
    assert "lexique de Vitrail" not in made["realisations/zabbix.md"] + made["realisations/ma-journee.md"]


def test_what_stands_above_the_first_title_of_a_page_alone_has_the_name_of_its_file(imported):
    """It was « 1 », its rank among the parts."""
    text = "\\toc\n\n# Moi\n\nUn.\n\n# Réalisations professionnelles\n\n## A\n\nUn.\n\n## B\n\nDeux.\n"
    made, _ = imported({"dossier-e5.md": text})
    assert "realisations/dossier-e5.md" in made


def test_a_readme_that_tells_a_work_is_one_even_above_other_pages(imported):
    """A summary of the folder, or of a portfolio, is none; a pictogram is not spelled in the name of its file."""
    long = "\n\nJ'ai installé le domaine.\n" * 40
    made, said = imported(
        {
            "ad/README.md": f"# 🚀 Domaine Active Directory{long}",
            "ad/suite/bilan.md": "# Bilan\n\nTexte.\n",
            "README.md": f"# Mon portfolio{long}",
            "glpi/README.md": "# GLPI\n\n- [la suite](suite.md)\n",
            "glpi/suite.md": "# Les tickets\n\nTexte.\n",
        }
    )
    assert {path.rpartition("/")[2] for path in made} == {"domaine-active-directory.md", "bilan.md", "les-tickets.md"}
    assert {line.partition(" : ")[0] for line in said if "sommaire" in line} == {"README.md", "glpi/README.md"}


def test_what_is_no_work_is_left_aside_and_told(imported):
    """Contents, models, drawings, explanations of a competency, and folders of tools."""
    names = ["_index.md", "archetypes/default.md", "README.md", "Dessin.excalidraw.md", "B1.1.md", "themes/x/a.md"]
    made, said = imported({**dict.fromkeys(names, "# Titre\n"), "Journal/2026-02-03.md": "Une journée.\n"})
    assert made == {}
    assert all(any(line.startswith(name.partition("/")[0]) for line in said) for name in names)


def test_a_readme_is_a_work_where_no_page_stands_beside_it(imported):
    """The repository of a program has no other page; among pages it sums them up."""
    program = {
        "README.md": "# Gestion des frais\n\nEn PHP.\n\n![](images/mcd.png)\n",
        "LICENSE.md": "# MIT\n\nCopyright\n",
    }
    made, said = imported(
        {
            **{f"frais/{name}": text for name, text in program.items()},
            "frais/images/mcd.png": "red",
            "frais/src/index.php": "<?php\n",
            "site/README.md": "# Mon site\n\nCe qu'il contient.\n",
            "site/zabbix.md": "# Zabbix\n\nSupervision.\n",
        }
    )
    assert set(made) == {"realisations/gestion-des-frais.md", "realisations/zabbix.md"}
    assert "](../fichiers/mcd.png)" in made["realisations/gestion-des-frais.md"]
    assert any(line.startswith("site/README.md : Note, sommaire ou page vide") for line in said)


def test_the_picture_of_a_header_is_not_told_as_shown_by_no_page(imported):
    """A picture beside it that nobody shows is."""
    _, said = imported(
        {"web/index.md": "---\ntitle: Site\nimage: a.png\n---\nTexte.\n", "web/a.png": "red", "web/b.png": "lime"}
    )
    (told,) = (line for line in said if "aucune page" in line)
    assert "b.png" in told
    assert "a.png" not in told


def test_an_address_proposes_no_competency(imported):
    """The words of an address, bare, of a picture or of a command, are of no work."""
    text = "# {}\n\n{}Ma journée.\n"
    made, _ = imported(
        {
            "a.md": text.format("A", ""),
            "b.md": text.format("B", "![]({{ site.url }}/html/css.png) https://www.php.net/sql "),
        }
    )
    assert "proposé" not in made["realisations/a.md"] + made["realisations/b.md"]


def test_home_pages_and_empty_ones_are_no_works(imported):
    """A vault and an export have theirs in a folder of their own; alone, it is a whole portfolio."""
    made, said = imported(
        {
            "Coffre/Accueil.md": "# Accueil\n\nBonjour.\n",
            "Coffre/Portfolio BTS SIO Léa.md": "# Portfolio BTS SIO\n\nMes projets.\n",
            "Coffre/Untitled.md": "# Untitled\n\n",
            "Coffre/Portfolio du club.md": "# Portfolio du club\n\nUn site.\n",
        }
    )
    assert set(made) == {"realisations/portfolio-du-club.md"}
    assert sum("Page d'accueil" in line for line in said) == 2
    assert any(line.startswith("Coffre/Untitled.md : Note, sommaire ou page vide") for line in said)


def test_titles_say_where_a_page_goes(imported):
    """« Veille » is a watch entry, a report of stage has that context, wherever they are."""
    made, _ = imported(
        {
            "blog/2026-02-14-ia.md": "---\ntitle: 'Veille : l''IA'\n---\n\nTexte.\n",
            "Mes documents/rapport.md": "# Rapport de stage\n\nTexte.\n",
        }
    )
    assert set(made) == {"veille/veille-l-ia.md", "realisations/rapport-de-stage.md"}
    assert "contexte: stage" in made["realisations/rapport-de-stage.md"]


def test_where_a_note_was_taken_goes_no_further(imported):
    """Joplin writes the latitude of whoever types: it stayed in the file, as a remark."""
    made, said = imported({"Carnet/DNS.md": "---\ntitle: DNS\nlatitude: 48.0\nlongitude: -4.1\n---\n\nBIND.\n"})
    assert "48.0" not in made["realisations/dns.md"]
    assert sum("ne sert qu'à l'autre site" in line for line in said) == 2
