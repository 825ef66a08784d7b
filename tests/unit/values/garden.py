"""A small school that holds every key of the table, and what each of its readers gets of it.

A key is a word of its own, else the example of its row, unless the school below says otherwise; where it is
``Either``, leaving it out would tell nothing and another value is compared.
"""

import copy
import io
import itertools
import shutil
from dataclasses import dataclass, field
from datetime import date

import pytest
import yaml
from click.testing import CliRunner
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from PIL import Image

from vitrail.building.making.examination import examine
from vitrail.building.making.planning import plan_site
from vitrail.building.publishing.workers.shells import Dress
from vitrail.content.addressing.table import AtRoot
from vitrail.content.model.audience import Audience
from vitrail.content.values import keys as tables
from vitrail.content.values.key import Kind
from vitrail.doors.cli.exam.export import command as export
from vitrail.ground.language import Language
from vitrail.site.chrome.slots import Shell
from vitrail.site.pages import fragments
from vitrail.site.project import Project

WORDS = {Kind.TEXT, Kind.PROSE, Kind.LINES, Kind.WORDS, Kind.WORD}
GONE = object()
"""Not written."""


@dataclass(frozen=True)
class Either:
    """What is written, and what is compared with it."""

    here: object
    instead: object = GONE


@dataclass(frozen=True)
class Part:
    """A mapping by its table, what of it is not a word or an example, and whether it is an entry of a list."""

    table: str
    given: dict[str, object] = field(default_factory=dict)
    alone: bool = False


def one(table, **given):
    """A mapping below a key."""
    return Part(table, {key.replace("_", " "): value for key, value in given.items()}, alone=True)


def some(table, **given):
    """A mapping that is the only entry of a list."""
    return Part(table, {key.replace("_", " "): value for key, value in given.items()})


RULES = [
    f"R{number}"
    for number in (
        1,
        2,
        3,
        4,
        6,
        7,
        8,
        9,
        11,
        15,
        17,
        20,
        21,
        19,
        25,
        26,
        27,
        28,
        31,
        32,
        33,
        34,
        35,
        36,
        37,
        40,
        41,
        42,
        43,
    )
]
NOEL, ROUX = "2025-2027/noel-zoe", "2025-2027/roux-tom"
SEALED = f"{NOEL}/realisations/travail.md"
"""The page that links a file which its name keeps for the team."""
DAYS = {"du": date(2026, 6, 1), "au": date(2026, 6, 26)}
HOST = {"services": ["Zqoffre", "Zqreste"], "pays": Either(GONE, "PT")}
STAGE = {
    **DAYS,
    "organisation": "hote",
    "périodes": GONE,
    "tuteur": one("TUTOR"),
    "convention": one("AGREEMENT"),
    "attestation": one(
        "CERTIFICATE", du=Either(date(2026, 6, 1), date(2026, 6, 5)), semaines=Either(4, 9), session=Either(2027, 2031)
    ),
    "accord": one(
        "ACCORD",
        étudiant=Either(date(2026, 5, 2), date(2026, 6, 9)),
        organisation=Either(date(2026, 5, 2), date(2026, 6, 9)),
        équipe=Either(date(2026, 5, 2), date(2026, 6, 9)),
    ),
    "absences": [
        one("OFF", le=GONE),
        one("OFF", du=GONE, au=GONE, le=Either(date(2026, 6, 3), date(2026, 6, 4)), motif=GONE),
    ],
    "suivi": some("FOLLOW_UP"),
    "pays": Either(GONE, "PT"),
    "contexte": GONE,
    "qualité": Either("étudiant stagiaire", "salarié"),
    "ordre": Either(1, 2),
    "prolongation": GONE,
    "rythme": GONE,
    "présence": GONE,
}
NO_STAGE = dict.fromkeys((key.name for key in tables.INTERNSHIP), GONE)
FILES = {
    "etablissement.yml": Part(
        "SCHOOL",
        {
            "adresse du site": Either("https://a.example/", "https://b.example/"),
            "date de référence": Either(date(2026, 10, 1), date(2030, 10, 1)),
            "version minimale": Either("0.1", "la dernière"),
            "visibilité par défaut": Either("publique", "équipe"),
            "Mo par portfolio": Either(300, 0),
            "indexation": Either("oui", "non"),
            "enseignants nommés": Either("oui", "non"),
            "vacances": [
                one("OFF", du=date(2027, 2, 1), au=Either(date(2027, 2, 3), date(2027, 2, 2)), le=GONE),
                one("OFF", du=GONE, au=GONE, le="04/02/2027 au 05/02/2027"),
            ],
            "mentions légales": "Zqmentions",
            "dépôt": "privé",
        },
    ),
    "../../prive.yml": Part(
        "PRIVATE_DATA",
        {
            "candidat": one("CANDIDATE_DATA"),
            "stagiaire": one("TRAINEE_DATA", sexe=Either("F", "M")),
            "organisme": one("HOST_DATA"),
        },
    ),
    "organisations/hote.md": Part("ORGANISATION", HOST),
    "2025-2027/promotion.yml": Part(
        "COHORT",
        {
            "référentiel": "essai",
            "session": 2027,
            "équipe": some("TEACHER", nom="M. Durand"),
            "années": one(
                "YEARS",
                première={"du": date(2025, 10, 1), "au": date(2026, 7, 3)},
                seconde=Either(
                    {"du": date(2026, 9, 1), "au": date(2027, 6, 30)}, {"du": date(2026, 7, 4), "au": date(2027, 6, 30)}
                ),
            ),
            "échelle": Either(GONE, ["Zqpeu", "Zqassez", "Zqbien"]),
            "vient de": "ancienne",
            "profil de stage": GONE,
            "fichiers acceptés": ["noel-zoe/fichiers/attestation-de-stage.txt"],
            "oral le": date(2027, 5, 12),
            "publier jusqu'au": date(2031, 12, 31),
            "suivi": some("FOLLOW_UP"),
            "scolarité": some(
                "ENROLMENT",
                étudiant="noel-zoe",
                entrée=Either(GONE, date(2026, 9, 7)),
                du=date(2027, 5, 3),
                au=date(2027, 5, 21),
                départ=Either(GONE, date(2026, 1, 16)),
                voie=Either("apprentissage", "expérience"),
                année=Either(GONE, "seconde"),
            ),
            "dispenses": some("EXEMPTION", étudiant="noel-zoe", point="Zqdispense", le=date(2026, 5, 2)),
        },
    ),
    "2025-2027/evaluations/noel-zoe.yml": [
        Part(
            "VERDICT",
            {
                "réalisation": "travail",
                "stage": GONE,
                "compétence": Either("A", "B"),
                "par": "M. Durand",
                "passage": "Un texte.",
                "rôle": "professeur",
                "empreinte": GONE,
                "niveau": 2,
            },
        ),
        Part(
            "VERDICT",
            {
                "réalisation": "autre",
                "stage": GONE,
                "compétence": GONE,
                "par": "M. Durand",
                "passage": "Un texte.",
                "rôle": "professeur",
                "empreinte": Either(GONE, "v1:" + "0" * 64),
                "avis": "retenue",
            },
        ),
        Part(
            "VERDICT",
            {
                "réalisation": GONE,
                "stage": "mairie",
                "compétence": GONE,
                "par": "M. Durand",
                "passage": GONE,
                "rôle": "professeur",
                "empreinte": GONE,
                "avis": "retenue",
            },
        ),
    ],
    f"{NOEL}/index.md": Part(
        "STUDENT",
        {
            "option": "VER",
            "forme": Either(GONE, "ponctuelle"),
            "à distance": Either(GONE, "oui"),
            "voie": Either("scolaire", "apprentissage"),
            "départ": Either(GONE, date(2026, 1, 16)),
            "session": Either(GONE, 2028),
            "référentiel": Either(GONE, "autre"),
            "vient de": Either(GONE, "2024-2026/noel-zoe"),
            "photo": "fichiers/photo.png",
            "liens": some("LINK", lien="https://forge.example/zq"),
            "oral": ["autre", "travail"],
            "certifications": some("CERTIFICATION", fichier="fichiers/photo.png"),
            "visibilité": Either("publique", "jury"),
        },
    ),
    f"{NOEL}/realisations/travail.md": Part(
        "REALISATION",
        {
            "contexte": ["stage"],
            "stage": "mairie",
            "mode": "observée",
            "équipe": ["roux-tom"],
            "compétences": some(
                "CLAIM",
                code="A",
                preuve=some("NAMED", nom=Either("note.txt#ligne=2", "note.txt#ligne=3")),
                sous=some("NAMED", nom=Either("Ici", "Là")),
            ),
            "productions": [
                one(
                    "PRODUCTION",
                    prouve=some("PROVING", code=Either("A", GONE), endroit=Either("ligne 5", "ligne 6")),
                    fichier="fichiers/note.txt",
                    lien=GONE,
                    état=GONE,
                    raison=GONE,
                    visibilité=Either("publique", "jury"),
                ),
                one(
                    "PRODUCTION",
                    prouve=GONE,
                    fichier=GONE,
                    lien="https://forge.example/glpi",
                    état=GONE,
                    raison=GONE,
                    visibilité="publique",
                ),
            ],
            "auto-évaluation": {"A": 2},
            "épreuves": ["zqmot"],
            "fiche": one("SHEET"),
            "situations": ["SO1"],
            "organisation": GONE,
            "visibilité": Either("publique", "équipe"),
            "vient de": "ancien-nom",
            "statut": Either("soumise", "brouillon"),
        },
    ),
    f"{NOEL}/realisations/autre.md": Part(
        "REALISATION",
        {
            "contexte": ["formation"],
            "stage": GONE,
            "équipe": GONE,
            "compétences": {"A": "Zqautre", "K1": "Zqcourt"},
            "auto-évaluation": GONE,
            "épreuves": GONE,
            "productions": some(
                "PRODUCTION", fichier=GONE, lien=GONE, prouve=GONE, état="confidentielle", visibilité="publique"
            ),
            "fiche": GONE,
            "situations": GONE,
            "vient de": GONE,
            "titre": "Avec M. Durand",
            "statut": "soumise",
            "visibilité": "publique",
            "ordre": Either(9, 0),
            "mode": "vécue",
        },
    ),
    f"{NOEL}/stages/mairie/index.md": Part("INTERNSHIP", {**STAGE, "visibilité": Either("publique", "équipe")}),
    f"{NOEL}/stages/atelier/index.md": Part(
        "INTERNSHIP",
        {
            **STAGE,
            "du": GONE,
            "au": GONE,
            "organisation": one("ORGANISATION", **HOST, nom_public=GONE),
            "visibilité": "publique",
            "convention": GONE,
            "attestation": GONE,
            "tuteur": GONE,
            "ordre": 2,
            "qualité": GONE,
            "absences": GONE,
            "présence": Either(GONE, "lundi et mardi"),
            "périodes": [
                one(
                    "STRETCH",
                    du=date(2027, 1, 4),
                    au=date(2027, 1, 29),
                    présence=Either(GONE, "lundi et mardi"),
                    organisation="Zqhote",
                    tuteur=one("TUTOR"),
                    convention=one("AGREEMENT"),
                    attestation=one("CERTIFICATE", contenu=GONE),
                ),
                {
                    "du": date(2026, 7, 6),
                    "au": date(2026, 8, 14),
                    "attestation": {"délivrée le": date(2026, 8, 14), "semaines": 6},
                },
            ],
            "prolongation": {"du": date(2027, 2, 1), "au": date(2027, 2, 5)},
        },
    ),
    f"{NOEL}/stages/mairie/semaine-01.md": Part(
        "REPORT", {"du": DAYS["du"], "au": date(2026, 6, 5), "compétences": ["A"], "semaine": Either(7)}
    ),
    f"{NOEL}/stages/mairie/bilan.md": Part("REVIEW", {"compétences": ["A"]}),
    f"{NOEL}/veille/article.md": Part(
        "WATCH", {"lien": "https://exemple.example/zq", "visibilité": Either("publique", "jury")}
    ),
    f"{NOEL}/parcours.md": Part(
        "PAGE",
        {"statut": Either("soumise", "brouillon"), "visibilité": Either("publique", "jury"), "ordre": Either(1, 9)},
    ),
    f"{NOEL}/contact.md": Part("PAGE", {"ordre": 5, "statut": "soumise", "visibilité": "publique"}),
    f"{ROUX}/index.md": {"nom": "Roux", "prénom": "Tom", "option": "NEO"},
    f"{ROUX}/stages/usine/index.md": Part("INTERNSHIP", {**NO_STAGE, **DAYS, "contexte": "alternance"}),
    f"{ROUX}/stages/bureau/index.md": Part("INTERNSHIP", {**NO_STAGE, **DAYS, "rythme": "Zqrythme"}),
    f"{ROUX}/realisations/travail.md": {"titre": "Neon", "compétences": {"B": "Oui"}},
    "2024-2026/promotion.yml": Part(
        "COHORT",
        {
            **dict.fromkeys((key.name for key in tables.COHORT), GONE),
            "référentiel": "essai",
            "session": 2026,
            "années": {
                "première": {"du": date(2024, 9, 2), "au": date(2025, 7, 31)},
                "seconde": {"du": date(2025, 9, 1), "au": date(2026, 6, 30)},
            },
            "profil de stage": one(
                "PROFILE",
                durée=Either(9, 4),
                première=Either("4 à 5", "1 à 2"),
                seconde=Either("5", "1 à 2"),
                consécutives=Either("oui", "non"),
                prolongation=Either(2, 0),
                organisations=Either(["collectivité"], ["banque"]),
                source="Zqnotre",
                **dict.fromkeys(
                    (
                        "voies",
                        "non vérifié",
                        "certificats de travail",
                        "contenu sur l'attestation",
                        "modèle d'attestation",
                        "dimensions",
                        "exigences",
                    ),
                    GONE,
                ),
            ),
        },
    ),
    "2023-2025/promotion.yml": {"référentiel": "autre", "session": 2025},
    "2023-2025/petit-ana/index.md": {"nom": "Petit", "prénom": "Ana"},
    "2024-2026/noel-zoe/index.md": {"nom": "Noël", "prénom": "Zoé"},
    "2024-2026/noel-zoe/stages/un.md": {
        "du": date(2025, 7, 7),
        "au": date(2025, 8, 1),
        "organisation": {"nom": "Un", "type": "banque"},
        "prolongation": {"du": date(2025, 8, 4), "au": date(2025, 8, 8)},
    },
    "2024-2026/noel-zoe/stages/deux.md": {
        "périodes": [
            {"du": date(2026, 1, 5), "au": date(2026, 1, 16)},
            {"du": date(2026, 1, 20), "au": date(2026, 2, 6)},
        ],
        "organisation": {"nom": "Deux"},
    },
    "2024-2026/noel-zoe/realisations/vieux.md": {"titre": "Vieux", "compétences": {"A": "Oui"}},
    "referentiels/autre.yml": {
        "identifiant": "autre",
        "titre": "Autre",
        "niveaux": ["bloc"],
        "niveau jugé": "bloc",
        "compétences": [{"code": "A", "titre": "Agir"}],
    },
    "referentiels/essai.yml": Part(
        "FRAMEWORK",
        {
            "identifiant": "essai",
            "niveau jugé": "bloc",
            "tableau jugé": Either(GONE, "fiche"),
            "remplace": "autre",
            "remplacé par": Either("autre"),
            "échelle": ["Zqun", "Zqdeux"],
            "années du diplôme": ["première", "Zqseconde"],
            "couleurs": Either({"A": "ambre"}),
            "première session": 2020,
            "dernière session": 2040,
            "niveaux": [one("LEVEL", niveau="bloc"), "détail"],
            "options": [one("OPTION", code="VER", lettre="B"), {"code": "NEO", "titre": "Néon"}],
            "compétences": [
                one(
                    "COMPETENCY",
                    code="A",
                    contient=[
                        one(
                            "COMPETENCY",
                            code="A.1",
                            contient=GONE,
                            dépend_de=GONE,
                            niveau=GONE,
                            options=["VER"],
                            année="Zqseconde",
                            remplacé_par=GONE,
                            alias=[one("ALIAS", nom="Zqalias")],
                            indicateurs=[
                                one("INDICATOR", tronqué=GONE),
                                one("INDICATOR", texte="Zqcoupé", phrase_d_introduction_manquante=GONE),
                            ],
                        )
                    ],
                    dépend_de=GONE,
                    niveau=GONE,
                    options=GONE,
                    année=GONE,
                    remplacé_par=some("HEIR", code="A", état=Either("identique")),
                    code_court=GONE,
                    alias=GONE,
                    indicateurs=GONE,
                ),
                {"code": "B", "titre": "Faire"},
                one(
                    "COMPETENCY",
                    code="C",
                    contient=GONE,
                    dépend_de=Either("A", "B"),
                    niveau=Either("bloc", GONE),
                    options=["VER"],
                    année=GONE,
                    remplacé_par=GONE,
                    code_court=Either("K1", "K2"),
                    alias=GONE,
                    indicateurs=GONE,
                ),
            ],
            "épreuves": [
                one(
                    "EXAM",
                    code="F1",
                    depuis_la_session=2020,
                    titre="Zqépreuve",
                    couvre=["A"],
                    clé=Either("F1@2031", GONE),
                ),
                {"code": "F9", "titre": "Plus tard", "depuis la session": 2035},
            ],
            "situations obligatoires": [one("SITUATION", code="SO1", titre="Zqsituation", options=["VER"])],
            "stages": [
                one(
                    "PROFILE",
                    voies=Either(["scolaire"], ["apprentissage"]),
                    certificats_de_travail=Either(GONE, "oui"),
                    durée=Either(14, 5),
                    première=Either("4 à 5", "1 à 2"),
                    seconde=Either("5 à 10", "1 à 2"),
                    consécutives=Either("oui", "non"),
                    prolongation=Either(2, 0),
                    organisations=["collectivité"],
                    dimensions=[one("DIMENSION", mot=Either("Zqoffre", "Zqailleurs"))],
                    exigences=[
                        one("STAGE_REQUIREMENT", règle="R23"),
                        one("STAGE_REQUIREMENT", règle="R39", source=GONE),
                        *RULES,
                    ],
                )
            ],
            "exigences": [
                one(
                    "REQUIREMENT",
                    titre="Zqdispense",
                    source="S1",
                    constat="à juger",
                    voies=GONE,
                    formes=GONE,
                    depuis_la_session=GONE,
                    jusqu_à_la_session=GONE,
                ),
                one(
                    "REQUIREMENT",
                    source="S1",
                    constat="à juger",
                    voies=Either(["scolaire"], ["expérience"]),
                    formes=Either(["ccf"], ["ponctuelle"]),
                    depuis_la_session=Either(2020, 2099),
                    jusqu_à_la_session=Either(2040, 2021),
                ),
            ],
            "tableaux": [
                one(
                    "TABLE",
                    code="tableau",
                    titre="Zqtableau",
                    épreuves=Either(["F1@2031"], ["F9@2035"]),
                    colonnes=["A", "B"],
                    rubriques=[one("SECTION", code="formation", titre="Zqrubrique")],
                    annexes_par_session={2027: "Zqannexe"},
                    mots=Either(GONE, ["zqmot2"]),
                    nombre=GONE,
                    modèle=GONE,
                    notes_de_bas_de_page=GONE,
                    libellés_imprimés={"A": "Imprimé"},
                ),
                one(
                    "TABLE",
                    code="fiche",
                    épreuves=["F1@2031"],
                    colonnes=["A"],
                    rubriques=GONE,
                    annexes_par_session={2027: "VI-A / VI-B"},
                    mots=Either(["zqmot"]),
                    nombre=Either(2, 9),
                    marque=GONE,
                    avec_situations=GONE,
                    libellés_imprimés=GONE,
                    colonne_période=GONE,
                    lignes=GONE,
                ),
            ],
            "textes": [one("LEGAL", adresse="https://textes.example/zq")],
            "sources": [one("SOURCE", code="S1", sessions=Either(["2023"], ["2024"]))],
            "remarques": [one("NOTE")],
        },
    ),
}
"""Path → the mapping that it holds, or a list of them."""


class Garden:
    """The school as mappings, and every place of a key in them."""

    def __init__(self):
        self.words = {}
        self._numbers = itertools.count()
        self.places = {}
        self.eithers = {}
        self.data = {path: self._grow(content, (path,)) for path, content in FILES.items()}

    def _grow(self, content, at):
        if isinstance(content, list):
            return [self._grow(item, (*at, rank)) for rank, item in enumerate(content)]
        if not isinstance(content, Part):
            return (
                {k: v.here if isinstance(v, Either) else v for k, v in content.items()}
                if isinstance(content, dict)
                else content
            )
        found = {}
        spelled = {key.name.replace("'", " "): key.name for key in getattr(tables, content.table)}
        given = {spelled.get(name, name): value for name, value in content.given.items()}
        assert given.keys() <= set(spelled.values()), (content.table, given.keys() - set(spelled.values()))
        for key in getattr(tables, content.table):
            value = given.get(key.name) if key.name in given else self._usual(key)
            route = (*at, key.name)
            if isinstance(value, Either):
                self.eithers[route] = value.instead
                value = value.here
            if value is GONE:
                if route in self.eithers:
                    self.places.setdefault((content.table, key.name), []).append(route)
                continue
            self.places.setdefault((content.table, key.name), []).append(route)
            grown = self._grow(value, route)
            found[key.name] = [grown] if isinstance(value, Part) and not value.alone else grown
            if isinstance(value, str) and value.startswith("Zq"):
                self.words[route] = value
        return found

    def _usual(self, key):
        if key.keys is not None:
            return GONE
        if key.kind in WORDS:
            return f"Zq{next(self._numbers)}q"
        return yaml.safe_load(key.example) if key.example else GONE

    def write(self, folder):
        """Write the school."""
        for path, content in self.data.items():
            text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\n{text}---\n\n{_prose(path)}\n" if path.endswith(".md") else text, "utf-8")
        shown = folder / NOEL / "fichiers"
        shown.mkdir(exist_ok=True)
        picture = io.BytesIO()
        Image.new("RGB", (20, 20)).save(picture, "PNG")
        (shown / "photo.png").write_bytes(picture.getvalue())
        (shown / "attestation-de-stage.txt").write_text("Un papier.\n", "utf-8")
        (shown / "note.txt").write_text("Une note.\n", "utf-8")
        (folder.parent / ".git").mkdir()
        (folder.parent / ".git/config").write_text('[remote "origin"]\nurl = https://github.com/zq/zq.git\n', "utf-8")
        book = Workbook()
        sheet = book.worksheets[0]
        sheet["A1"], sheet["B3"], sheet["C3"], sheet["D3"] = "Zqtableau", "Période", "Imprimé", "Faire"
        sheet["E3"], sheet["A4"] = "Zqsituation", "Zqrubrique"
        for row in range(5, 8):
            sheet.cell(row, 1).font = Font(italic=True)
        sheet.print_area = "A1:E8"
        book.save(folder.parent.parent / "modele.xlsx")

    def without(self, route):
        """Give the file that no longer holds a key, or holds another value of it."""
        path, *inner, last = route
        content = copy.deepcopy(self.data[path])
        below = content
        for step in inner:
            if isinstance(below, list) and not isinstance(step, int):  # the only entry of a list
                below = below[0]
            below = below[step]
        below = below[0] if isinstance(below, list) else below
        instead = self.eithers.get(route, GONE)
        if instead is GONE:
            del below[last]
        else:
            below[last] = instead
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        return f"---\n{text}---\n\n{_prose(route[0])}\n" if path.endswith(".md") else text


def _prose(path):
    """The text of a page: that of one links a file, and has two parts."""
    if path != SEALED:
        return "Un texte."
    return "Un texte, [scellé](../fichiers/attestation-de-stage.txt).\n\n## Ici\n\nOui.\n\n## Là\n\nOui."


def project_of(folder):
    """The school in a folder, as its team reads it."""
    portfolios, site = folder / "portfolios", folder / "site"
    return Project(root=folder, portfolios=portfolios, site=site, site_name="École", audience=Audience.TEAM)


class Readers:
    """What everybody gets of a school as it is now, cut to each audience and laid out as a build does.

    The memo and the cache are those of ``shared``, as in a server: what did not move is not read again.
    """

    def __init__(self, folder, shared, before=None):
        self._project = project_of(folder)
        shared.memo.turn()
        self._examination = examine(self._project, shared.memo, shared.store, shared.crew)
        self._sites, self._before, self._rendered = {}, before, {}
        self.said = sorted(
            (one.code, str(one.place.path), f"{one.message} {one.quoted} {one.severity}")
            for one in self._examination.diagnostics
        )

    def pages(self, audience):
        """What each page shows to an audience, by address."""
        return self._site(audience)[0]

    def files(self, audience):
        """The addresses of its other files, and how it may be found."""
        return self._site(audience)[1]

    def _site(self, audience):
        if audience not in self._sites:
            shell = Shell(site_name="École", language="fr", indexed=False, pieces=(), names=())
            self._examination.memo.set_input(f"shell {audience.name}", "")
            site = plan_site(
                replace(self._project, audience=audience), self._examination.memo, Dress(shell=shell, sheet="")
            )
            shown = {
                spec.url: self._page(audience, spec)
                for part in site.parts
                for spec in part.specs().values()
                if spec.url != AtRoot.STATUS and spec.content.kind != "printed"
            }
            files = (*site.statics, *(url for part in site.parts for url in part.files()))
            self._sites[audience] = shown, {*files, site.shell.indexed, site.site_url}
        return self._sites[audience]

    def _page(self, audience, spec):
        """What a page shows: rendered once by those who read the school before, if nothing of it moved."""
        same = self._before._rendered.get((audience, spec.url)) if self._before else None  # noqa: SLF001  # its own
        if same is None or same[0] != spec:
            said = f"{fragments.render(spec, '', Language('fr'))}\n{spec.title}\n{spec.scope.nav}{spec.wide}"
            same = spec, said
        self._rendered[audience, spec.url] = same
        return same[1]


PAPERS = (
    ("attestation", f"{NOEL}/stages/mairie", "--prive=../prive.yml"),
    ("attestation", f"{NOEL}/stages/atelier", "--prive=../prive.yml"),
    ("fiche", f"{NOEL}/realisations/travail", "--prive=../prive.yml"),
    ("oral", NOEL),
    ("tableau", NOEL, "--modele=../modele.xlsx"),
)


def papers(folder):
    """Give what the papers say, and what was said while they were made."""
    out = folder.parent / "papiers"
    (folder / "mkdocs.yml").write_text("site_name: École\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        said = [CliRunner().invoke(export, [*asked, f"--vers={out}"]).output for asked in PAPERS]
    found = {path.name: path.read_text("utf-8") for path in sorted(out.glob("*.html"))}
    for path in out.glob("*.xlsx"):
        found[path.name] = str([row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)])
    shutil.rmtree(out, ignore_errors=True)
    return found, said
