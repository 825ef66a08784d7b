"""Folders of documents: a draft for each work, papers and machines listed and never copied, a copy told."""

import re
import subprocess

import pytest

from tests.unit.extracts.documents import pdf
from tests.unit.importing import sources
from tests.unit.importing.people import student
from vitrail.doors.importing.documents import aside, versions
from vitrail.doors.importing.documents.texts import read_piece
from vitrail.doors.importing.draft import Note, shortened, written
from vitrail.doors.importing.periods import said_in
from vitrail.doors.importing.recognising import read_source
from vitrail.ground.language import mark

DRAFTS = {
    "ONEDRIVE": {
        "mise-en-place-de-glpi": ("12/01/2026 au 06/02/2026", ["rapport-glpi-final2.docx", "schema-reseau.pdf"]),
        "convention-de-nommage": ("à compléter", ["convention-de-nommage-ad.docx"]),
    },
    "SHARED": {
        "sauvegarde-du-nas": ("12/01/2026 au 06/02/2026", []),
        "annuaire-ldap": ("02/03/2026 au 13/03/2026", ["annuaire-ldap.pdf"]),
        "supervision-zabbix": ("à compléter", ["guide-zabbix.pdf"]),
        "pare-feu": ("01/04/2026 au 10/04/2026", []),
    },
    "REPORTS": {
        "cr-supervision-zabbix": ("12/03/2026", ["2026-03-12-cr-supervision-zabbix.docx"]),
        "pare-feu-pfsense": ("09/02/2026 au 20/02/2026", ["pare-feu-pfsense.odt"]),
        "sauvegarde-veeam": ("à compléter", ["sauvegarde-veeam.pdf"]),
        "soutenance": ("à compléter", ["soutenance.pptx"]),
        "notes": ("à compléter", []),
    },
    "PROJECTS": {
        "site-du-club": ("à compléter", ["cahier-des-charges.docx", "maquette.pdf"]),
        "borne-d-accueil": ("à compléter", ["dossier.odt"]),
    },
    "WITH_TABLE": {
        "deploiement-de-glpi": ("01/10/2025 au 15/12/2025", ["deploiement-glpi.docx"]),
        "supervision-zabbix": ("02/02/2026 au 20/03/2026", ["supervision.pdf"]),
        "site-vitrine-du-club-de-judo": ("05/01/2026 au 30/01/2026", []),
        "sauvegardes-du-lycee": ("23/03/2026 au 03/04/2026", []),
        "inventaire-de-240-postes": ("01/06/2026 au 26/06/2026", []),
        "autre-chose": ("à compléter", ["autre-chose.docx"]),
        "budget": ("à compléter", ["budget.xlsx"]),
    },
    "NETWORK": {
        "configuration-du-commutateur": ("à compléter", ["switch.cfg"]),
        "comptes": ("à compléter", ["comptes.ps1"]),
    },
    "KEY": {
        "proekt-seti": ("à compléter", ["proekt-seti.docx"]),
        "oeuvre-n-3-ete": ("à compléter", ["oeuvre-n-3-ete.docx"]),
        "script": ("à compléter", ["script.docx"]),
    },
}
"""Slug → period, and the names of the documents that are published."""
TOLD = {
    "ONEDRIVE": {
        "Rapport GLPI v1.docx": "version", "Rapport GLPI v2.docx": "version", "- Copie.docx": "copie",
        "~$pport": "", "debian12.vdi": "2 Mo", "démo oral.mp4": "1 Mo", ".lnk": "", "desktop.ini": "",
        "Attestation de stage signée.pdf": "papiers", "RIB Moreau.pdf": "papiers", "Bulletin semestre 2": "papiers",
        "CNI recto.jpg": "papiers", "scan 0001.pdf": "papiers",
    },
    "SHARED": {
        "Compte rendu - Copie.md": "copie", "Guide Zabbix (1).pdf": "copie", "Convention de stage": "papiers",
        "RIB.pdf": "papiers", "~$nuaire": "", "debian.ova": "2 Mo", "Lisez-moi.md": "sommaire",
    },
    "REPORTS": {"Sauvegarde_Veeam.docx": "PDF"},
    "PROJECTS": {"node_modules": "", "vendor": "", "src/": "forge"},
    "WITH_TABLE": {"Tableau de synthèse (1).xlsx": "copie"},
    "NETWORK": {"Site du lycée/": "2 fichiers de code"},
    "KEY": {"abîmé": "cette pièce", "protégé": "mot de passe", "vide": "", "bombe": "", "gros.zip": "25 Mo"},
}  # fmt: skip
"""A file → a word of what the ledger says of it."""


def laid(root, files):
    """Write a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read a folder once: what is found, and the lines of the ledger."""
    known = {}

    def run(name):
        if name not in known:
            root = laid(tmp_path_factory.mktemp(name.lower()), getattr(sources, name))
            found = read_source(root, student(), root / "fichiers", None)
            notes = (*found.notes, *(note for draft in found.drafts for note in draft.notes))
            known[name] = found, [f"{note.place} : {note.text}".replace("\u00a0", " ") for note in notes]
        return known[name]

    return run


@pytest.mark.parametrize("name", DRAFTS)
def test_each_work_is_a_draft_with_its_documents(read, name):
    """One for a document, or for the folder of a work; whatever the files are called."""
    found, _ = read(name)
    made = {
        draft.path.removeprefix("realisations/").removesuffix(".md"): (
            draft.keys["période"], sorted(value.removeprefix("fichiers/") for _, key, value in draft.productions
                                          if key == "fichier"))
        for draft in found.drafts
    }  # fmt: skip
    assert made == DRAFTS[name]


@pytest.mark.parametrize("name", TOLD)
def test_what_is_left_aside_is_listed_and_never_copied(read, name):
    """Papers, machines, videos, large archives, locks, shortcuts, copies and older versions."""
    found, said = read(name)
    for file, word in TOLD[name].items():
        lines = [line for line in said if file in line]
        assert any(word in line for line in lines), (file, said)
    copied = " ".join(found.files)
    assert [file for file in TOLD[name] if file in copied] == []


def test_the_text_of_a_document_arrives_with_its_pictures(read):
    """Word's and LibreOffice's; a loose screenshot of the same folder is shown below."""
    found, _ = read("ONEDRIVE")
    glpi = next(draft for draft in found.drafts if "GLPI" in draft.title)
    text = written(glpi)
    assert "On a installé GLPI sur Debian." in text
    assert re.search(r"!\[Écran de GLPI\]\(\.\./fichiers/[\w-]+\.png\)", text)
    assert "capture-d-ecran-2026-03-12-a-14-05-33.png" in text
    assert "# proposé, " in text
    odt = written(next(draft for draft in read("REPORTS")[0].drafts if "pfSense" in draft.title))
    assert "- règles\n- NAT" in odt


def test_a_row_of_the_workbook_gives_its_document_what_was_marked(read):
    """By its title, and by its dates when the title says less."""
    found, _ = read("WITH_TABLE")
    codes = {draft.title: list(draft.codes) for draft in found.drafts}
    assert codes["Déploiement de GLPI"] == ["B1.1", "B1.2"]
    assert codes["Supervision Zabbix"] == ["B1.2", "B1.5"]
    assert codes["Autre chose"] == []


def test_words_of_a_document_stay_words(read):
    """What poses as a script or as a link that runs is text in the draft."""
    found, _ = read("KEY")
    text = written(next(draft for draft in found.drafts if draft.title == "Script"))
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)\]\(javascript:", text)


def test_a_folder_named_after_a_bloc_only_sorts_and_one_of_veille_holds_articles(tmp_path):
    """« B2 SISR » holds works, each its own; a text in « Veille » is an article, a PDF has no text."""
    files = ("B2 SISR/VPN.docx", "B2 SISR/Pare-feu.docx", "Bloc 3/RGPD.docx", "Veille/Rançongiciels.docx")
    laid(tmp_path, {name: sources.word("", f"Texte de {name}.") for name in files} | {"Veille/Guide.pdf": pdf("Guide")})
    drafts = read_source(tmp_path, student(), tmp_path / "fichiers", None).drafts
    assert sorted(draft.path for draft in drafts) == [
        "realisations/guide.md", "realisations/pare-feu.md", "realisations/rgpd.md", "realisations/vpn.md",
        "veille/rancongiciels.md",
    ]  # fmt: skip


def test_the_days_are_those_of_the_repository_when_nothing_says_them(tmp_path):
    """The first and the last time that a document changed."""
    laid(tmp_path, {"Annuaire.docx": sources.word("Annuaire", "LDAP."), "README.md": b"# Mon depot\n"})
    git = ("git", "-C", str(tmp_path), "-c", "user.name=Léa", "-c", "user.email=lea@lycee.example")
    subprocess.run([*git, "init", "-q"], check=True)
    for day in ("2026-01-12", "2026-02-06"):
        (tmp_path / "Annuaire.docx").write_bytes(sources.word("Annuaire", f"LDAP {day[-2:]}."))
        subprocess.run([*git, "add", "."], check=True)
        environment = {
            "GIT_AUTHOR_DATE": f"{day}T12:00:00",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00",
            "PATH": "/usr/bin",
        }
        subprocess.run([*git, "commit", "-qm", "x"], check=True, env=environment)
    (draft,) = read_source(tmp_path, student(), tmp_path / "fichiers", None).drafts
    assert draft.keys["période"] == "12/01/2026 au 06/02/2026"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Rapport v2", "Rapport"),
        ("Rapport_V1.3_final", "Rapport"),
        ("Dossier version finale", "Dossier"),
        ("Compte rendu", "Compte rendu"),
        ("SNMP v3", "SNMP v3"),
        ("final", "final"),
        ("Rapport final2 - Copie (2)", "Rapport"),
    ],
)
def test_a_name_keeps_what_is_no_version(name, bare):
    """« v3 » of a protocol is its own."""
    assert versions.bare(name) == bare


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Semaine du 12 au 16 janvier 2026", "12/01/2026 au 16/01/2026"),
        ("Réalisé en mars 2026.", "mars 2026"),
        ("**Durée** : 3 novembre - 14 novembre 2025", "03/11/2025 au 14/11/2025"),
        ("| Période : | 05/01/2026 au 13/02/2026 |", "05/01/2026 au 13/02/2026"),
        ("Depuis Windows 10, sorti en 2015, il faut un compte.", ""),
        ("Semaine de formation", ""),
    ],
)
def test_the_days_of_a_text_are_those_that_it_says(line, period):
    """On a line of two dates, or behind a word that announces them."""
    assert said_in(f"# Titre\n\nDu texte.\n{line}\n") == period


def test_the_notes_of_a_document_are_notes_and_its_equations_are_told(tmp_path):
    """They would be links that lead nowhere, and what no text says."""
    laid(tmp_path, {"a.docx": sources.word("Mesures", note="Selon la norme.")})
    piece = read_piece("a.docx", tmp_path / "a.docx")
    assert piece.page.body == "Un appel[^footnote-2]\n\n[^footnote-2]: Selon la norme."
    assert piece.trouble.startswith("1 équation ou graphique n'est pas dans le texte")


def test_the_title_of_a_document_is_the_one_that_its_style_says(tmp_path):
    """As it is read, and not as Markdown writes it; that of a form names no work."""
    laid(
        tmp_path,
        {
            "Projet R&D.docx": sources.word("R&amp;D : l’API_REST [v2]", "Une API.", style="Titre"),
            "Fiche Nextcloud.docx": sources.word("ANNEXE 9-1-A : Fiche descriptive", "Un cloud.", style="Titre"),
        },
    )
    found = read_source(tmp_path, student(), tmp_path / "fichiers", None)
    assert {draft.title for draft in found.drafts} == {"R&D : l’API_REST [v2]", "Fiche Nextcloud"}
    assert "ANNEXE 9-1-A" in "".join(map(written, found.drafts))


def test_a_folder_and_a_document_are_called_by_what_they_say(tmp_path):
    """A name that a program gave says nothing; a folder's may have points; a week in Word is a week."""
    laid(
        tmp_path,
        {
            "Semestre 3/AP3.1 Kubernetes/CR.docx": sources.word("Compte rendu", "Cluster k3s."),
            "PPE1/rapport_final_VRAI_v3.docx": sources.word("Rapport", "PPE1 : gestion de stock", "Fin."),
            "PPE1/rapport_v2.docx": sources.word("Rapport", "PPE1 : gestion", "Début."),
            "Nouveau dossier (2)/Sans titre.docx": sources.word("", "Installation d’un serveur DHCP.", "Debian."),
            "Mairie de Valmont/Semaine 1.docx": sources.word("Semaine 1", "Du 01/06/2026 au 05/06/2026", "Accueil."),
            "Export/Projets 0123456789abcdef0123456789abcdef.csv": b"Nom\nSite\n",
            "CV Moreau.pdf": pdf("CV"),
            "gsb-main.zip": b"PK\x05\x06" + b"\0" * 18,
        },
    )
    found = read_source(tmp_path, student(), tmp_path / "fichiers", None)
    assert {draft.path: draft.title for draft in found.drafts} == {
        "realisations/ap3-1-kubernetes.md": "AP3.1 Kubernetes",
        "realisations/ppe1-gestion-de-stock.md": "PPE1 : gestion de stock",
        "realisations/installation-d-un-serveur-dhcp.md": "Installation d’un serveur DHCP",
        "stages/mairie-de-valmont/semaine-01.md": "Semaine 1",
    }
    week = next(draft for draft in found.drafts if draft.week)
    assert (week.keys["du"], week.keys["au"]) == ("01/06/2026", "05/06/2026")
    told = {note.place for note in found.notes}
    assert {"CV Moreau.pdf", "gsb-main.zip", "PPE1/rapport_v2.docx"} <= told


@pytest.mark.parametrize(
    "name",
    [
        "carte identité.pdf",
        "pièce d’identité.jpg",
        "relevé notes bac.pdf",
        "titre séjour.pdf",
        "fiche paie juin.pdf",
        "permis B.jpg",
        "contrat apprentissage signé.pdf",
        "justificatif domicile.pdf",
    ],
)
def test_a_paper_is_known_without_its_small_words(name):
    """People drop « de » and « d' » from the names of their files."""
    assert aside.paper(name)


@pytest.mark.parametrize("name", ["Convention de nommage AD.docx", "bulletin de veille 3.pdf", "carte réseau.pdf"])
def test_what_only_sounds_like_a_paper_is_none(name):
    """A work of network administration has a convention too."""
    assert aside.paper(name) is None


def test_what_is_to_do_for_a_page_takes_five_lines_and_says_everything():
    """Those of the whole page first; the last line has the rest."""
    notes = [Note(f"a.md:{line}", mark("mot {n}", n=line)) for line in range(1, 9)]
    said = list(shortened([*notes, Note("a.md", mark("Écrire la période."))]))
    assert len(said) == 5
    assert said[0].text == "Écrire la période."
    assert all(f"mot {line}" in " ".join(str(note.text) for note in said) for line in range(1, 9))


CSV = (
    "Réalisations;Période;Gérer le patrimoine informatique;Répondre aux incidents;Développer la présence;Projet\n"
    "Réalisation en cours de formation;;;;;\n"
    "Parc GLPI;du 04/11/2025 au 09/01/2026;X;x;;\n"
    "Portail;01/09/25 au auj.;;✓;X;\n"
)
MARKDOWN = """\
# Tableau de synthèse E5

| Réalisation | Période | Gérer le patrimoine | Répondre aux incidents | Développer la présence en ligne |
|---|---|:-:|:-:|:-:|
| **Réalisations en cours de formation** | | | | |
| [Parc GLPI](https://forge.example/glpi) | 04/11/2025 → 09/01/2026 | ✔️ | ✅ | |
| Portail | 01/09/25 au auj. | | X | ✔ |

Légende : ✔ compétence mobilisée.
"""


@pytest.mark.parametrize(("name", "table"), [("tableau.csv", CSV), ("Tableau_Synthese.md", MARKDOWN)])
def test_a_tableau_that_is_a_text_gives_a_work_a_row(imported, name, table):
    """As saved from a spreadsheet, or kept in a README: it was one work, with the whole table for its text."""
    drafts, notes = imported({name: table})
    glpi, portal = drafts["realisations/parc-glpi.md"], drafts["realisations/portail.md"]
    assert len(drafts) == 2
    assert "période: 04/11/2025 au 09/01/2026\n" in glpi
    assert "  B1.1:\n  B1.2:\n" in glpi
    assert "B1.1" not in portal
    assert "depuis le 01/09/2025" in portal
    if name.endswith(".md"):
        assert "https://forge.example/glpi" in glpi
        assert any("Légende" in note for note in notes)


def test_a_page_that_holds_a_table_stays_a_page(imported):
    """A long text around it is the student's own."""
    text = f"{MARKDOWN}\n\n{'Le parc a été inventorié, poste par poste. ' * 40}\n"
    drafts, _ = imported({"synthese.md": text, "autre.md": "# Autre\n\nTexte.\n"})
    assert any("poste par poste" in draft for draft in drafts.values())


LINES = (
    "La mairie veut centraliser les comptes de ses agents.", "Installation d'un annuaire sur une machine virtuelle.",
    "Migration des comptes par un script, avec le compte des doublons.", "Les tests ont dur\u00e9 deux semaines.",
)  # fmt: skip


def test_a_work_that_is_told_twice_is_one_draft_and_it_is_said(tmp_path):
    """One report as two texts and a PDF, one project on two pages: the longer, and the PDF of the text that is kept."""
    title = "Migration de l'annuaire"
    page = "<main><h1>{}</h1><p>{}</p></main>"
    laid(
        tmp_path,
        {
            "rendus/rapport.odt": sources.text(title, *LINES[:3], "Fin."),
            "rendus/annuaire corrige.odt": sources.text(title, *LINES, "Fin."),
            "rendus/pour le prof.pdf": pdf(f"{title} {' '.join(LINES)}"),
            "un.html": page.format("Projet 1 : GLPI", "Installation de GLPI sur un serveur, puis des agents.").encode(),
            "deux.html": page.format("GLPI", "Installation de GLPI sur un serveur.").encode(),
            "trois.html": page.format("GLPI", "Un tout autre texte sous le nom du logiciel.").encode(),
        },
    )
    found = read_source(tmp_path, student(), tmp_path / "fichiers", None)
    assert {draft.path: [value for _, _, value in draft.productions] for draft in found.drafts} == {
        "realisations/migration-de-l-annuaire.md": ["fichiers/pour-le-prof.pdf"],
        "realisations/projet-1-glpi.md": [], "realisations/glpi.md": [],
    }  # fmt: skip
    said = {note.place for note in found.notes if "m\u00eame titre" in str(note.text)}
    assert said == {"rendus/rapport.odt", "rendus/pour le prof.pdf", "deux.html"}
