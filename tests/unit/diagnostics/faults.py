"""One faulty file for each code of the families REF, STR, EVA, EXA, MED and PRV, and the same file mended."""

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION

GLPI = f"{LEA}/realisations/glpi.md"
VERDICTS = "2025-2027/evaluations/moreau-lea.yml"
VERDICT = (
    "- {réalisation: glpi, compétence: B1.1, par: M. Durand, rôle: professeur, le: 12/07/2026, avis: à reprendre}\n"
)
STAGE = f"{LEA}/stages/mairie/index.md"
BOTH = "2019-2021/promotion.yml"
ORAL = {"2025-2027/promotion.yml": COHORT + "oral le: 12/05/2027\n"}
COHORT_2011 = "référentiel: fr.bts-sio.2011\nsession: 2021\n"


def page(**changes: str) -> dict[str, str]:
    """A réalisation with some keys replaced, added, or (None) removed."""
    values = {
        "titre": "GLPI",
        "période": "01/06/2026 au 26/06/2026",
        "contexte": "formation",
        "compétences": "{B1.1: Inventaire automatique.}",
    } | {key.replace("_", " "): value for key, value in changes.items() if key != "body"}
    front = "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
    return {GLPI: f"---\n{front}---\n{changes.get('body', 'Un vrai texte.')}\n"}


def body(text: str) -> dict[str, str]:
    """A réalisation with that prose."""
    return page(body=text)


def verdict(old: str, new: str) -> dict[str, str]:
    """A réalisation and an evaluation, with one thing replaced."""
    return {GLPI: REALISATION, VERDICTS: VERDICT.replace(old, new)}


def twice(second: str) -> dict[str, str]:
    """A réalisation judged twice on one version, the second time by somebody."""
    sealed = VERDICT.replace("à reprendre", "retenue, empreinte: 3f9c1a")
    cohort = COHORT.replace("professeur}]", "professeur}, {nom: Mme Lambert}]")
    return {
        GLPI: REALISATION,
        VERDICTS: sealed + sealed.replace("M. Durand", second),
        "2025-2027/promotion.yml": cohort,
    }


def followed(replaced: str, after: str = "fr.bts-sio.2019") -> dict[str, str]:
    """A référentiel that another one replaces, with what replaces its competency."""
    code, _, heir = replaced.partition(": ")
    text = (
        f"identifiant: fictif.avant\ntitre: Avant\nremplacé par: {after}\n"
        "niveaux: [compétence]\nniveau jugé: compétence\n"
        f"compétences: [{{code: {code}, titre: Agir, remplacé par: {heir}}}]\n"
    )
    return {"referentiels/avant.yml": text}


def home(old: str, new: str) -> dict[str, str]:
    """A home page with one thing replaced."""
    return {f"{LEA}/index.md": HOME.replace(old, new)}


FILES = {f"{LEA}/fichiers/a.pdf": "x"}
FULL = "{" + ", ".join(f"B1.{n}: Fait." for n in range(1, 7)) + "}"
SHEETS = {f"{LEA}/realisations/b.md": page(compétences="{B2.3: Fait.}", épreuves="[bloc 2]")[GLPI]}

FAULTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "REF001": (page(compétences="[B1.7]"), page()),
    "REF002": (page(compétences="[B2B.1]"), page(compétences="[B2A.1]")),
    "REF002.undecided": (
        page(compétences="[B2.1]") | home("option: SISR", "option: à choisir"),
        page(compétences="[B1.1]") | home("option: SISR", "option: à choisir"),
    ),
    "REF001.session": (
        page(compétences="[E5.1]") | {"2025-2027/promotion.yml": COHORT.replace("2027\nann", "2023\nann")},
        page(compétences="[E5.1]"),
    ),
    "REF007": (
        {STAGE: "---\norganisation: mairi\ndu: 01/06/2026\nau: 26/06/2026\n---\n"},
        {
            STAGE: "---\norganisation: mairie\ndu: 01/06/2026\nau: 26/06/2026\n---\n",
            "organisations/mairie.md": "---\nnom: Mairie\n---\n",
        },
    ),
    "REF022.person": (
        page(équipe="[benali-yani]"),
        page(équipe="[benali-yanis]") | {"2025-2027/benali-yanis/index.md": HOME},
    ),
    "REF007.internship": (
        page(stage="mairi", contexte="stage"),
        page(stage="mairie", contexte="stage") | {STAGE: "---\ndu: 01/06/2026\nau: 26/06/2026\n---\n"},
    ),
    "REF011": ({"2025-2027/promotion.yml": COHORT.replace("sio.2019", "sio.2018")}, {}),
    "REF011.option": (home("SISR", "SISP"), home("SISR", "sisr")),
    "REF022.entry": (
        {
            BOTH: COHORT_2011,
            "2019-2021/roux/index.md": HOME,
            "2019-2021/roux/realisations/a.md": page(situations="[SO9]", épreuves="[blok]")[GLPI],
        },
        {
            BOTH: COHORT_2011,
            "2019-2021/roux/index.md": HOME,
            "2019-2021/roux/realisations/a.md": page(situations="[SO1]")[GLPI],
        },
    ),
    "REF014": (page(vient_de="parc") | {f"{LEA}/realisations/parc.md": REALISATION}, page(vient_de="parc")),
    "REF022.schooling": (
        {"2025-2027/promotion.yml": f"{COHORT}scolarité: [{{étudiant: moreau-lia, voie: apprentissage}}]\n"},
        {"2025-2027/promotion.yml": f"{COHORT}scolarité: [{{étudiant: moreau-lea, voie: apprentissage}}]\n"},
    ),
    "REF014.origin": (
        home("nom:", "vient de: 2024-2026/moreau\nnom:"),
        home("nom:", "vient de: 2024-2026/moreau-lea\nnom:")
        | {"2024-2026/promotion.yml": COHORT, "2024-2026/moreau-lea/index.md": HOME},
    ),
    "REF016": (body("[là](../fichiers/b.pdf)"), body("[là](../fichiers/a.pdf)") | FILES),
    "REF017": (body("[là](../../../../../etc/passwd)"), body("[là](../fichiers/a.pdf)") | FILES),
    "REF022": (page(compétences="{B1.1: {phrase: Fait., preuve: plam.pdf}}"), page()),
    "REF023": (body("## La maquette (B1.2)\n\nUn vrai texte."), body("## La maquette (B1.1)\n\nUn vrai texte.")),
    "REF024": (followed("A1: B1.9"), followed("A1: B1.1")),
    "REF024.successor": (followed("A1: B1.1", after="fr.bts-sio.2091"), followed("A1: B1.1")),
    "REF022.realisation": (
        home("nom:", "oral: [glp]\nnom:") | {GLPI: REALISATION},
        home("nom:", "oral: [glpi]\nnom:") | {GLPI: REALISATION},
    ),
    "STR028.page": ({f"{LEA}/notes.md/a.txt": "x"}, {f"{LEA}/notes/a.txt": "x"}),
    "STR008.reserved": ({f"{LEA}/synthese.md": "Bonjour"}, {f"{LEA}/synthese-1.md": "Bonjour"}),
    "STR007": ({f"{LEA}/aux.md": "Bonjour"}, {f"{LEA}/auxiliaire.md": "Bonjour"}),
    "STR008": ({f"{LEA}/realisations/GLPI.md": REALISATION, GLPI: REALISATION}, page()),
    "STR033.depth": ({f"{LEA}/{'a/' * 20}b.txt": "x"}, {f"{LEA}/a/b.txt": "x"}),
    "STR012": ({"2026-2028/roux/index.md": HOME}, {"2026-2028/roux/index.md": HOME, "2026-2028/promotion.yml": COHORT}),
    "STR014.page": ({"2025-2027/notes.md": "Bonjour"}, {f"{LEA}/notes.md": "Bonjour"}),
    "STR014": ({f"{LEA}/realisations/2026/glpi.md": REALISATION}, page()),
    "STR015": ({"2025-2027/roux/parcours.md": "Bonjour"}, {"2025-2027/roux/index.md": HOME}),
    "STR015.internship": ({f"{LEA}/stages/mairie/semaine-01.md": "Bonjour"}, {STAGE: "Bonjour"}),
    "STR017": (home("nom: Moreau\n", ""), {}),
    "STR018": (page(ordre="[a, b]"), page(ordre="3")),
    "STR019": (page(technologie_="GLPI", tecnologies="GLPI"), page(technologies="GLPI")),
    "STR020": (page(mode="lue"), page(mode="vécu")),
    "STR018.hidden": (page(statut="finie"), page(statut="soumis")),
    "STR018.file": ({VERDICTS: "réalisation: glpi\n", GLPI: REALISATION}, verdict("", "")),
    "YAM019.alias": (page(technos="[a]", technologies="[b]"), page(technos="[a]")),
    "STR026": (
        page(productions="[{titre: Un plan, ses légendes et son index, lien: https://a.fr}]"),
        page(productions='[{titre: "Un plan, ses légendes et son index", lien: "https://a.fr"}]'),
    ),
    "STR008.length": ({f"{LEA}/{'x' * 200}.md": "x"}, {f"{LEA}/{'x' * 100}.md": "x"}),
    "STR028": ({f"{LEA}/plan.html/a.txt": "x"}, {f"{LEA}/plan/a.txt": "x"}),
    "STR035": (page(titre="G" * 201), page(titre="G" * 200)),
    "STR036": (
        {STAGE: "---\nordre: 1\ndu: 01/06/2026\nau: 26/06/2026\n---\n"},
        {
            STAGE: "---\nordre: 1\ndu: 01/06/2026\nau: 26/06/2026\n---\n",
            "2025-2027/promotion.yml": COHORT + "profil de stage: {première: 4, source: projet du lycée}\n",
        },
    ),
    "STR056": (page() | {f"{LEA}/realisations/glpi - Copie.md": page()[GLPI]}, page()),
    "STR056.alone": ({f"{LEA}/realisations/glpi (1).md": page()[GLPI]}, page()),
    "EXA020": (
        body("Un vrai texte. " * 9) | {f"{LEA}/realisations/mon-glpi.md": body("Un vrai texte. " * 9)[GLPI]},
        page() | {f"{LEA}/realisations/mon-glpi.md": page()[GLPI]},
    ),
    "STR043": ({f"{LEA}/matrice.md": "Bonjour"}, {f"{LEA}/ma-matrice.md": "Bonjour"}),
    "STR012.verdicts": ({"2025-2027/Évaluations/moreau-lea.yml": VERDICT, GLPI: REALISATION}, verdict("", "")),
    "STR008.folder": ({"2025-2027/moreau:lea/parcours.md": "x"}, {"2025-2027/moreau:luc/parcours.md": "x"}),
    "STR014.cohort": ({f"{LEA}/promotion.yml": COHORT}, {"2026-2028/promotion.yml": COHORT}),
    "EVA001": (verdict("glpi", "glpy"), verdict("", "")),
    "EVA001.competency": (verdict("B1.1", "B1.9"), verdict("", "")),
    "EVA001.claim": (verdict("B1.1", "B1.2"), verdict("", "")),
    "EVA001.student": ({"2025-2027/evaluations/moro-lea.yml": VERDICT}, verdict("", "")),
    "EVA005": (verdict("M. Durand", "Mme Petit"), verdict("M. Durand", "Durand")),
    "EVA010.opinion": (verdict("à reprendre", "bof"), verdict("à reprendre", "refusé")),
    "EVA007": (verdict("à reprendre", "retenue"), verdict("à reprendre", "retenue, empreinte: 3f9c1a")),
    "EVA008": (verdict("avis", "niveau: 5, avis"), verdict("avis", "niveau: 4, avis")),
    "EVA009": (verdict("12/07/2026", "12/07/2028"), verdict("", "")),
    "EVA010": (verdict(", le: 12/07/2026", ""), verdict("", "")),
    "EVA005.tutor": (verdict("par: M. Durand, rôle: professeur", "par: Mme Riou, rôle: tuteur"), verdict("", "")),
    "EVA010.twice": (verdict("avis: à", "avis: retenue, avis: à"), verdict("", "")),
    "EVA013": (twice("Durand"), twice("Mme Lambert")),
    "EXA001": (page() | ORAL, page(compétences=FULL) | ORAL),
    "EXA002": (
        page(compétences="{B2.1: Fait.}", épreuves="[bloc 2]") | SHEETS,
        page(compétences="{B2.1: Fait., B2.2: Fait.}", épreuves="[bloc 2]") | SHEETS,
    ),
    "EXA001.offered": (page(épreuves="[bloc 2]"), page(épreuves="[bloc 2]") | SHEETS),
    "EXA004": (page(compétences=None), page()),
    "EXA005": (page(compétences="[B1.1]"), page()),
    "EXA006": (body(""), page()),
    "EXA004.period": (page(période="à compléter"), page()),
    "EXA004.context": (page(contexte=None), page()),
    "EXA010": (
        {BOTH: COHORT_2011, "2019-2021/roux/index.md": HOME, "2019-2021/roux/realisations/a.md": REALISATION},
        {BOTH: COHORT_2011, "2019-2021/roux/index.md": HOME},
    ),
    "EXA011": (page(contexte="personnel"), page(contexte="personnel", épreuves="[bloc 1]")),
    "EXA012": (page(période="01/06/2022 au 26/06/2022"), page()),
    "EXA012.reference": (page(période="01/06/2027 au 26/06/2027"), page()),
    "EXA014": (
        page(contexte="stage") | {STAGE: "Bonjour"},
        page(contexte="stage", stage="mairie") | {STAGE: "Bonjour"},
    ),
    "EXA016.analysis": (
        {f"{LEA}/veille/a.md": "---\ntitre: A\ndate: 01/02/2026\nsource: ANSSI\n---\n"},
        {f"{LEA}/veille/a.md": "---\ntitre: A\ndate: 01/02/2026\nsource: ANSSI\n---\nMon avis.\n"},
    ),
    "EXA016": (body("## Contexte\n\n## Bilan\n\nTexte."), body("## Contexte\n\n### Le besoin\n\nTexte.")),
    "MED001": (body("![](../fichiers/a.pdf)") | FILES, body("![Schéma](../fichiers/a.pdf)") | FILES),
    "MED002": (body("![Schéma](b.png)"), body("![Schéma](b.png)") | {f"{LEA}/realisations/b.png": "x"}),
    "REF016.file": (
        page(productions="[{titre: A, fichier: fichiers/b.pdf}]"),
        page(productions="[fichiers/a.pdf]") | FILES,
    ),
    "MED005": (page(productions="[{titre: A}]"), page(productions="[fichiers/a.pdf]") | FILES),
    "MED006": (
        page(productions="[{titre: A, état: confidentielle}]"),
        page(productions="[{titre: A, état: confidentielle, motif: À la demande de la mairie}]"),
    ),
    "MED019.elsewhere": (body("![Logo](https://ailleurs.fr/logo.png)"), body("[Logo](https://ailleurs.fr/logo.png)")),
    "MED008": (page(productions="[{titre: A, lien: 'https://a.fr'}]"), page(productions="[fichiers/a.pdf]") | FILES),
    "MED018.html": (body("<div>x</div>"), body("`<div>x</div>`, ``<a>``, <kbd>Ctrl</kbd><br> et a < b")),
    "MED019.link": (body("[là](javascript:x)"), body("[là](https://a.fr) <mailto:a@b.example>")),
    "MED019.direction": (body("a \u202eb"), body("a b")),
    "MED005.title": (
        page(productions="[{fichier: fichiers/a.pdf}]") | FILES,
        page(productions="[{titre: A, fichier: fichiers/a.pdf}, fichiers/a.pdf]") | FILES,
    ),
    "MED018": (body("[[pare-feu]]"), body("`[[pare-feu]]` et GET {id}")),
    "MED019": (body("|a|b|\n|-|-|\n|1|2|3|"), body("|a|b|\n|-|-|\n|1|2|\n|1|")),
    "PRV001": (body("Née le 12/03/2005 à Brest."), body("Le réseau est né le jour où…")),
    "PRV001.phone": (body("Tél. 06 12 34 56 78"), body("Réf. 2026-06-12-34-56-78 et 192.168.10.20")),
    "PRV001.email": (
        body("Écrire à tuteur@mairie-valmont.fr"),
        body("Écrire à tuteur@mairie.example ou user@localhost"),
    ),
    "PRV004": (body("mot de passe : Azerty123!"), body("mot de passe : ********")),
    "PRV016": (body("gh" + "p_1x5Kq0ZbT7uWc2LdM9sVnE4rYfG8hJa3PtXo"), body("gh" + "p_" + "x" * 36)),
    "STR040": (page(draft="true"), page(draft="false")),
    "STR041": (
        body("Avant.\n\n<<<<<<< HEAD\nMa version.\n=======\nLa sienne.\n>>>>>>> origin/main\n"),
        body("```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> origin/main\n```\n\nTitre\n=======\n"),
    ),
    "REF022.exemption": (
        {"2025-2027/promotion.yml": f"{COHORT}dispenses: [{{étudiant: x, point: Stages}}]\n", GLPI: REALISATION},
        {"2025-2027/promotion.yml": COHORT, GLPI: REALISATION},
    ),
    "STR012.verdict": (
        {"2025-2027/evaluations/moreau-lea.txt": VERDICT, GLPI: REALISATION},
        {VERDICTS: VERDICT, GLPI: REALISATION},
    ),
    "YAM014.toml": ({GLPI: '+++\ntitle = "GLPI"\ndraft = true\n+++\nTexte.\n'}, {GLPI: REALISATION}),
    "PRV001.insurance": (body("Mon numéro : 2 05 03 29 019 123 45"), body("Le 12/03/2005, 1200 tickets, 29019")),
}
"""Code → (faulty files, mended files), each beside a clean class and a clean home page."""

ELSEWHERE = {
    "STR048": "tests/unit/cli/test_schools.py: needs a repository",
    "REF020": "tests/unit/cli/test_encouraging.py: needs a branch",
    "STR053": "tests/unit/cli/test_requests.py: needs a branch",
    "STR014.verdicts": "tests/unit/cli/test_apart.py: needs a folder beside the school",
    "STR058": "tests/unit/hosting/test_keys.py: needs a mkdocs.yml",
    "STR058.ignored": "tests/unit/hosting/test_keys.py: the same",
    "STR060": "tests/unit/hosting/test_own.py: needs a folder beside the portfolios",
    "STR056.role": "tests/unit/reading/test_impostors.py: needs two spellings of one name",
    "STR033": "tests/unit/reading/test_quotas.py: needs hundreds of files, or lower limits",
    "REF022.lexicon": "tests/unit/frameworks/test_lexicon.py: needs a référentiel",
    "STR034": "the same",
    "STR033.file": "tests/unit/diagnostics/test_capping.py: needs a hundred faults",
    "PRV008": (home("nom:", "né le: 12/03/2005\nnom:"), home("nom:", "nom:")),
    "PRV011": "told by building/making/editions.py for an audience: tests/unit/privacy/test_declarers.py",
    "PRV011.address": "told by knowledge/privacy/neutral.py: tests/unit/privacy/test_neutral.py",
    "PRV005": "told by building/making/examination.py: tests/unit/outputs/test_looks.py",
    "PRV017": "the same",
    "MED022": "the same",
    "PRV010": "told by building/making/editions.py for an audience: tests/unit/privacy/test_planted.py",
    "PRV008.public": "tests/unit/privacy/test_public.py: needs a school that says so",
    "PRV001.person": "the same",
    "PRV009": "tests/unit/privacy/test_exposed.py: needs a remote",
    "STR044": "tests/unit/reading/test_portfolio_alone.py: needs a fault of ours",
    "REF019": "told by building/making/editions.py for an audience: tests/site/test_one_truth.py",
    "PRV007": "told by building/making/editions.py for an audience: tests/site/test_privacy.py",
    "MED016": "told by building/making/examination.py: tests/unit/outputs/test_attachments.py",
    "MED009": "told by building/making/examination.py: tests/site/test_one_truth.py",
    "MED010": "told by building/making/texts.py: tests/site/test_one_truth.py",
    "REF004": "tests/unit/reading/test_linking.py: needs a référentiel with a colliding alias",
    "STR001": "tests/unit/reading/test_tree.py: needs a disk",
    "STR002": "tests/unit/reading/test_tree.py: needs a disk",
    "STR001.loop": "tests/unit/reading/test_tree.py: needs a disk",
    "STR001.folder": "tests/unit/reading/test_tree.py: needs a disk",
    "STR001.special": "tests/unit/reading/test_tree.py: needs a disk",
    "STR010": "tests/unit/reading/test_tree.py: needs a disk",
    "STR010.name": "tests/unit/reading/test_tree.py: needs a disk",
    "REF011.absent": "tests/unit/reading/test_school.py: needs a single portfolio",
    "EXA007": "tests/unit/rules/test_rules_exam.py: needs a coverage",
}
"""Codes whose two tests stand elsewhere."""
