"""« Prêt pour l'oral ? »: each requirement is met, not met, or left to the candidate's judgement."""

import json

import pytest
from click.testing import CliRunner

from vitrail.content.model.framework import Check
from vitrail.doors.cli import main
from vitrail.knowledge.rules.checks import CHECKS
from vitrail.knowledge.rules.readiness import LACKS

LEA = "2025-2027/le-bris-anna"
HOME = "---\nnom: Le Bris\nprénom: Anna\noption: SISR\n---\n"
CRAFT = """\
identifiant: essai
titre: Essai
niveaux: [{niveau: competence, libellé: Compétence}]
niveau jugé: competence
compétences: [{code: C1, titre: Souder}, {code: C2, titre: Tailler}]
exigences: [{code: X1, titre: Toutes les compétences, constat: compétences couvertes, obligatoire: oui}]
"""
ALL = "{B1.1: a, B1.2: a, B1.3: a, B1.4: a, B1.5: a, B1.6: a, B2.1: a, B2.2: a, B2.3: a}"
FULL = (
    "---\ntitre: Tout\npériode: du 05/01/2026 au 30/01/2026\ncontexte: formation\nmode: vécue\n"
    f"compétences: {ALL}\nproductions: [{{titre: N, lien: 'https://a.example'}}]\népreuves: [bloc 2]\n---\nÀ lire.\n"
)
OTHER = FULL.replace("Tout", "Autre")
STAGE = "---\nordre: 1\norganisation: {nom: Mairie}\ndu: 01/06/2026\nau: 26/06/2026\n---\n"


@pytest.fixture
def ready(tmp_path, monkeypatch):
    """Give a function that writes a school and runs ``vitrail ready`` on a day."""

    def run(files, *words, day="2026-10-01", school="adresse du site: https://exemple.example/\n", cohort=""):
        base = {
            "etablissement.yml": f"nom: Lycée d'essai\n{school}",
            "2025-2027/promotion.yml": "nom: BTS SIO\nréférentiel: fr.bts-sio.2019\nsession: 2027\n" + cohort,
            f"{LEA}/index.md": HOME,
        }
        for name, text in {**base, **{f"{LEA}/{name}": text for name, text in files.items()}}.items():
            path = tmp_path / "portfolios" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        asked = ("--date", day) if day else ()
        done = CliRunner().invoke(main, ["ready", *words, *asked, "--format", "json"])
        (student,) = json.loads(done.stdout)["students"]
        return done.exit_code, {item["id"]: item["outcome"] for item in student["requirements"]}, student

    return run


def test_what_no_file_shows_neither_prevents_ready_nor_counts_as_met(ready):
    """Signed papers, an address opened from outside: they are listed apart, to be verified by the candidate."""
    code, outcomes, student = ready({"realisations/a.md": FULL, "realisations/b.md": OTHER})
    assert (code, student["ready"], student["readiness"]) == (0, True, "prêt")
    assert {key for key, value in outcomes.items() if value == "non satisfait"} == set()
    assert {key for key, value in outcomes.items() if value == "à vérifier par vous"} == {
        "D6",
        "D7",
        "D8",
        "D11",
        "D12",
    }


@pytest.mark.parametrize(
    ("session", "labels", "said"),
    [
        (
            2027,
            ["E5 (bloc 1)", "E6 (bloc 2)"],
            "première page seulement. Session 2023, où cette épreuve s’appelait E4.",
        ),
        (2024, ["E4 (bloc 1)", "E5 (bloc 2)"], "première page seulement. Session 2023."),
        (2023, ["E4 (bloc 1)", "E5 (bloc 2)"], "première page seulement."),
    ],
)
def test_an_epreuve_is_that_of_the_session_and_a_source_of_another_says_so(ready, session, labels, said):
    """Bloc 1 is E4 until 2024 and E5 since; the written épreuve of bloc 3 reads no portfolio, and has no answer."""
    home = HOME.replace("option:", f"session: {session}\noption:")
    _, _, student = ready({"index.md": home, "realisations/a.md": FULL, "realisations/b.md": OTHER})
    assert [one["label"] for one in student["exams"]] == labels
    assert student["requirements"][0]["source"].endswith(said)


@pytest.mark.parametrize(
    ("works", "answers"),
    [
        ({}, ["pas prêt", "à finir"]),
        ({"a": FULL}, ["prêt", "à finir"]),
        ({"a": FULL.replace("productions:", "x:"), "b": OTHER.replace("productions:", "x:")}, ["à finir", "prêt"]),
        ({"a": FULL, "b": OTHER}, ["prêt", "prêt"]),
    ],
    ids=["rien", "une fiche", "sans production", "tout"],
)
def test_each_epreuve_has_one_of_three_answers(ready, works, answers):
    """« pas prêt » for a required point, « à finir » for a recommended one, « prêt » for neither."""
    _, _, student = ready({f"realisations/{name}.md": text for name, text in works.items()})
    assert [one["answer"] for one in student["exams"]] == answers
    assert [one["lacking"] > 0 for one in student["exams"]] == [answer != "prêt" for answer in answers]


def test_what_the_commission_will_not_read_is_not_judged_as_if_it_did(ready):
    """A réalisation kept for the team leaves its competencies uncovered, and is named with why and what to do."""
    first = FULL.replace("mode:", "visibilité: équipe\nmode:")
    draft = OTHER.replace("mode:", "statut: brouillon\nmode:").replace("Autre", "Plus tard")
    code, outcomes, student = ready({"realisations/a.md": first, "realisations/c.md": draft})
    assert (code, outcomes["D1"], outcomes["D2"]) == (1, "non satisfait", "non satisfait")
    told = {one["title"]: (one["reason"], bool(one["remedy"])) for one in student["withheld"]}
    assert told == {"Tout": ("réservé à l’équipe", True), "Plus tard": ("brouillon", True)}


def test_what_is_to_be_reworked_ticks_its_column_and_is_not_called_covered(ready, tmp_path):
    """The rosace says that nothing covers it: the answer says why it prevents nothing."""
    verdict = tmp_path / "portfolios/2025-2027/evaluations/le-bris-anna.yml"
    verdict.parent.mkdir(parents=True)
    verdict.write_text(
        "- {réalisation: a, compétence: B1.4, par: M. Durand, rôle: professeur, le: 2026-02-02, avis: à reprendre}\n",
        encoding="utf-8",
    )
    _, outcomes, student = ready({"realisations/a.md": FULL}, cohort="équipe: [{nom: M. Durand, rôle: professeur}]\n")
    (why,) = (one["why"] for one in student["requirements"] if one["id"] == "D2")
    assert outcomes["D2"] == "satisfait"
    assert " ".join(why.split()) == (
        "Chaque colonne du tableau est cochée ; à reprendre, d’après l’équipe : B1.4 « Travailler en mode projet »."
    )
    verdict.unlink()
    _, _, student = ready({"realisations/a.md": FULL})
    assert "Toutes les compétences sont couvertes." in [one["why"] for one in student["requirements"]]


def test_what_the_team_refused_is_named_among_what_is_proposed(ready, tmp_path):
    """It is not in the tableau: « prêt » beside it would send a candidate to the oral with a fiche that nobody took."""
    verdict = tmp_path / "portfolios/2025-2027/evaluations/le-bris-anna.yml"
    verdict.parent.mkdir(parents=True)
    verdict.write_text("- {réalisation: b, par: M. Durand, rôle: professeur, le: 2026-02-02, avis: refusée}\n", "utf-8")
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER}
    _, outcomes, student = ready(files, cohort="équipe: [{nom: M. Durand, rôle: professeur}]\n")
    (why,) = (one["why"] for one in student["requirements"] if one["id"] == "D9")
    assert outcomes["D9"] == "satisfait"
    assert " ".join(why.split()) in {
        "Proposées : Tout et Autre ; l’équipe a refusé : Autre.",
        "Proposées : Autre et Tout ; l’équipe a refusé : Autre.",
    }


def test_a_file_that_the_jury_does_not_get_proves_nothing_to_it(ready):
    """It names a tutor, whom the jury may not read: it is named, with why it is kept back and what to do."""
    work = FULL.replace(
        "productions: [{titre: N, lien: 'https://a.example'}]", "productions: [{titre: N, fichier: n.txt}]"
    )
    stage = STAGE.replace("du:", "tuteur: {nom: Ange Kerbrat}\ndu:")
    files = {"realisations/a.md": work, "stages/mairie/index.md": stage, "n.txt": "Vu avec Ange Kerbrat.\n"}
    _, outcomes, student = ready(files)
    assert outcomes["D5"] == "non satisfait"
    (kept,) = student["withheld"]
    assert (kept["title"], bool(kept["reason"]), "Retirez ce nom" in kept["remedy"]) == ("n.txt", True, True)


def test_a_portfolio_that_is_no_longer_published_on_the_day_has_nothing_to_be_judged(ready):
    """« publier jusqu'au » before the oral: the commission finds an empty place."""
    cohort = "oral le: 12/05/2027\npublier jusqu'au: 01/02/2027\n"
    code, _, student = ready({"realisations/a.md": FULL, "realisations/b.md": OTHER}, day="", cohort=cohort)
    assert (code, student["readiness"]) == (1, "pas prêt")
    assert [one["title"] for one in student["withheld"]] == ["Tout le portfolio"]


@pytest.mark.parametrize(
    ("files", "wrong", "hard"),
    [
        ({}, {"D1", "D2", "D3", "D4", "D5", "D9", "D11"}, True),
        ({"realisations/a.md": FULL.replace("B1.3: a, ", "")}, {"D2", "D9"}, True),
        ({"realisations/a.md": FULL, "realisations/b.md": OTHER.replace(f"compétences: {ALL}\n", "")}, {"D3"}, True),
        (
            {
                "realisations/a.md": FULL,
                "realisations/b.md": OTHER.replace("période: du 05/01/2026 au 30/01/2026\n", ""),
            },
            {"D4"},
            True,
        ),
        ({"realisations/a.md": FULL, "realisations/b.md": OTHER.replace("productions:", "x:")}, {"D5"}, False),
        ({"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}, {"D6"}, True),
        ({"realisations/a.md": FULL}, {"D9"}, False),
    ],
    ids=["rien", "compétence", "sans compétences", "sans période", "sans production", "attestation", "une fiche"],
)
def test_what_misses_is_named_and_only_what_is_hard_fails(ready, files, wrong, hard):
    """Exit 1 for a hard requirement alone."""
    code, outcomes, _ = ready(files)
    found = {key for key, value in outcomes.items() if value == "non satisfait"}
    assert found - {"D12"} == wrong
    assert code == int(hard or "D12" in found)


def test_a_rule_of_stages_that_is_in_doubt_is_not_told_as_satisfied(ready):
    """``check`` warns of it: the candidate reads which, and the team judges."""
    _, outcomes, student = ready({"realisations/a.md": FULL, "stages/mairie/index.md": STAGE})
    (point,) = (item for item in student["requirements"] if item["id"] == "D12")
    assert outcomes["D12"] == "à vérifier par vous"
    assert "STG" in point["why"]


def test_an_unfinished_stage_asks_for_no_paper_yet(ready):
    """The attestation is given at the end."""
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}
    assert ready(files, day="2026-06-10")[1]["D6"] == "à vérifier par vous"


@pytest.mark.parametrize(
    ("asked", "oral", "reference", "declared"),
    [
        ("2026-06-10", "01/07/2026", "10/06/2026", "à vérifier par vous"),
        ("", "01/07/2026", "10/06/2026", "non satisfait"),
        ("", "10/06/2026", "01/07/2026", "à vérifier par vous"),
        ("", "", "01/07/2026", "non satisfait"),
    ],
    ids=["le jour demandé", "le jour de l'oral", "l'oral avant la référence", "la date de référence"],
)
def test_a_portfolio_is_judged_on_the_day_of_its_oral(ready, asked, oral, reference, declared):
    """« --date », else « oral le » of the class, else the school's reference date: a stage is over or not by it."""
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}
    school, cohort = f"date de référence: {reference}\n", f"oral le: {oral}\n"
    assert ready(files, day=asked, school=school, cohort=cohort)[1]["D6"] == declared


YEARS = "années: {première: {du: 01/09/2025, au: 03/07/2026}, seconde: {du: 01/09/2026, au: 30/06/2027}}\n"
PAPER = "attestation: {délivrée le: 26/06/2026}\n"
UNDECLARED = "Attestation ou certificat non déclaré, ou délivré plus tard : "


@pytest.mark.parametrize(
    ("voie", "day", "stages", "why"),
    [
        ("scolaire", "", {}, "stage de première année et stage de deuxième année"),
        ("scolaire", "", {"a": STAGE.replace("du:", f"{PAPER}du:")}, "stage de deuxième année"),
        ("scolaire", "2026-09-01", {}, "stage de première année"),
        ("scolaire", "2026-05-01", {}, ""),
        ("candidat libre", "", {}, ""),
    ],
    ids=["aucun", "un seul", "la rentrée", "avant la fin de l'année", "aucun n'est demandé"],
)
def test_a_stage_that_is_not_described_has_no_attestation_either(ready, voie, day, stages, why):
    """To write nothing of a stage is no way to be ready when a stage without its paper is not."""
    files = {f"stages/{name}/index.md": text for name, text in stages.items()}
    files |= {"index.md": HOME.replace("option:", f"voie: {voie}\noption:"), "realisations/a.md": FULL}
    _, outcomes, student = ready(files, day=day, cohort=f"{YEARS}oral le: 12/05/2027\n")
    said = {item["id"]: " ".join(item["why"].split()) for item in student["requirements"]}
    assert outcomes["D6"] == ("non satisfait" if why else "à vérifier par vous")
    assert said["D6"].startswith(
        f"Attestation ou certificat non déclaré, ou délivré plus tard : {why}." if why else "Aucun stage"
    )
    assert ("STG015" in said["D12"]) is bool(why)


def test_the_host_without_a_paper_is_named(ready):
    """A stage at two hosts has two attestations: its folder alone would say that the delivered one is missing."""
    parts = (
        "périodes:\n"
        "- {du: 01/06/2026, au: 12/06/2026, organisation: {nom: Mairie}, attestation: {délivrée le: 12/06/2026}}\n"
        "- {du: 15/06/2026, au: 26/06/2026, organisation: {nom: Ferme}}\n"
    )
    stage = f"---\nordre: 1\n{parts}---\n"
    _, _, student = ready({"realisations/a.md": FULL, "stages/mairie/index.md": stage})
    (why,) = (item["why"] for item in student["requirements"] if item["id"] == "D6")
    assert " ".join(why.split()) == f"{UNDECLARED}mairie (Ferme)."


@pytest.mark.parametrize(
    ("stage", "papers", "rules"),
    [
        (STAGE.replace("du:", f"{PAPER.replace('26/06', '12/10')}du:"), "non satisfait", ""),
        (STAGE.replace("du:", f"{PAPER}du:"), "à vérifier par vous", ""),
        (STAGE.replace("au: 26/06", f"{PAPER}au: 26/05"), "à vérifier par vous", "Sans dates lisibles : mairie."),
    ],
    ids=["délivrée après l'oral", "délivrée", "des dates à l'envers"],
)
def test_what_the_day_of_the_oral_cannot_show_of_a_stage_is_not_met(ready, stage, papers, rules):
    """A paper that comes later is not there that day, and a stage without readable dates satisfies no rule."""
    _, outcomes, student = ready({"realisations/a.md": FULL, "stages/mairie/index.md": stage})
    assert outcomes["D6"] == papers
    (why,) = (" ".join(item["why"].split()) for item in student["requirements"] if item["id"] == "D12")
    assert why == rules if rules else not why.startswith("Sans dates")


@pytest.mark.parametrize(
    ("codes", "said"), [("{B1.1: a}", "Sur 1 compétence citée"), ("{B1.1: a, B1.2: a}", "Sur 2 compétences citées")]
)
def test_the_claims_without_a_proof_are_counted_in_french(ready, codes, said):
    """One is singular, whatever the number of those without a proof."""
    ready({"realisations/a.md": FULL.replace(ALL, codes)})
    told = " ".join(CliRunner().invoke(main, ["ready", "le-bris-anna"]).stdout.split())
    assert f"{said}, sans preuve nommée : " in told


def test_what_lacks_is_named_by_words_for_its_lack(ready):
    """The title of a point says how it is when nothing lacks: after « Il manque », it would say the contrary."""
    assert CHECKS.keys() == LACKS.keys()
    draft = FULL.replace(f"compétences: {ALL}\n", "").replace("mode:", "statut: brouillon\nmode:")
    ready({"realisations/a.md": draft})
    line, *_ = CliRunner().invoke(main, ["ready", "le-bris-anna"]).stdout.splitlines()
    assert " ".join(line.split()).endswith(
        "À régler : tableau sans ligne, compétences que rien ne couvre, aucune réalisation soumise et nombre de "
        "réalisations proposées"
    )


def test_fiches_of_nobody_s_option_are_not_ready(ready):
    """The three competencies of bloc 2 are those of an option: without one, nothing says that they are covered."""
    home = HOME.replace("option: SISR", "option: à choisir")
    _, outcomes, student = ready({"index.md": home, "realisations/a.md": FULL, "realisations/b.md": OTHER})
    assert outcomes["D10"] == "non satisfait"
    assert [exam["answer"] for exam in student["exams"]] == ["prêt", "à finir"]


def test_an_employment_that_goes_on_has_its_certificate_already(ready):
    """An apprentice's employer gives it before the oral, months before the contract ends."""
    job = STAGE.replace("au: 26/06/2026", "au: 31/08/2027\ncontexte: alternance\ncertificat: {délivré le: 01/03/2027}")
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": job}
    _, outcomes, student = ready(files, day="2027-04-01")
    (found,) = (item for item in student["requirements"] if item["id"] == "D6")
    assert (outcomes["D6"], found["why"]) == ("à vérifier par vous", "Toutes sont déclarées.")


def test_without_an_address_the_portfolio_is_not_reachable(ready):
    """A commission cannot open what has no address."""
    assert ready({"realisations/a.md": FULL}, school="")[1]["D7"] == "non satisfait"


def test_what_a_fault_keeps_from_the_commission_is_named_with_the_mend_of_that_fault(ready):
    """To finish a page that only its dashes hide, or to wonder where one went that is refused, helps nobody."""
    files = {
        "realisations/a.md": FULL,
        "realisations/b.md": OTHER.replace("titre:", "  titre: {", 1),
        "realisations/c.md": OTHER.replace("---\n", "——\n").replace("épreuves", "statut: soumise\népreuves"),
        "realisations/d.md": OTHER.replace("titre: Autre", "titre: D\nstatut: brouillon"),
    }
    told = {item["title"]: (item["reason"], item["remedy"]) for item in ready(files)[2]["withheld"]}
    assert set(told) == {"realisations/b.md", "C", "D"}
    assert "n’est pas refermé" in told["realisations/b.md"][0]
    assert "Terminez" in told["D"][1]
    assert all("Terminez" not in told[name][1] for name in ("realisations/b.md", "C"))


def test_every_check_that_a_framework_may_ask_for_is_made():
    """A référentiel names a check; none is left without its function."""
    assert set(CHECKS) == set(Check)


def test_a_class_is_told_each_lack_once_then_a_line_a_student(tmp_path, monkeypatch):
    """How many have it, and who, then thirty short lines for thirty candidates; who left is no candidate."""
    for name in ("le-bris-anna", "moal-yann", "parti-paul"):
        path = tmp_path / "portfolios/2025-2027" / name / "index.md"
        path.parent.mkdir(parents=True)
        left = "départ: 01/02/2026\n---\n" if name == "parti-paul" else "---\n"
        path.write_text(HOME.removesuffix("---\n") + left, encoding="utf-8")
    (path.parents[1] / "moal-yann/realisations").mkdir()
    (path.parents[1] / "moal-yann/realisations/a.md").write_text(FULL, encoding="utf-8")
    (tmp_path / "portfolios/2025-2027/promotion.yml").write_text(
        "référentiel: fr.bts-sio.2019\nsession: 2027\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["ready", "2025-2027"])
    assert done.exit_code == 1
    assert [" ".join(line.split()) for line in done.stdout.splitlines()] == [
        "2 × adresse du site inconnue : tous",
        "2 × nombre de réalisations proposées : tous",
        "1 × tableau sans ligne : Anna Le Bris",
        "1 × compétences que rien ne couvre : Anna Le Bris",
        "1 × aucune réalisation soumise : Anna Le Bris",
        "✗ Anna Le Bris (2025-2027/le-bris-anna) : E5 (bloc 1) pas prêt et E6 (bloc 2) à finir (2)",
        "! Anna Le Bris (2025-2027/moal-yann) : E5 (bloc 1) à finir (1) et E6 (bloc 2) à finir (1)",
    ]


def test_who_repeats_is_a_candidate_of_the_later_class_alone(tmp_path, monkeypatch):
    """« vitrail ready » called the portfolio of last year « pas prêt » beside this year's."""
    for cohort, more in (("2024-2026", ""), ("2025-2027", "vient de: 2024-2026/le-bris-anna\n")):
        path = tmp_path / "portfolios" / cohort / "le-bris-anna/index.md"
        path.parent.mkdir(parents=True)
        path.write_text(HOME.removesuffix("---\n") + more + "---\n", encoding="utf-8")
        text = f"référentiel: fr.bts-sio.2019\nsession: {cohort[5:]}\n"
        (path.parents[1] / "promotion.yml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (line,) = CliRunner().invoke(main, ["ready"]).stdout.splitlines()
    assert "2025-2027/le-bris-anna" in line


def test_an_exemption_is_counted_apart_never_as_met_nor_as_missing(ready):
    """A point by its title; without its reason, its author or its day it does not count, nor for somebody else."""
    files = {"realisations/a.md": FULL, "realisations/b.md": OTHER, "stages/mairie/index.md": STAGE}
    code, outcomes, student = ready(files)
    assert (code, outcomes["D6"], student["readiness"]) == (1, "non satisfait", "pas prêt")
    title = next(item["title"] for item in student["requirements"] if item["id"] == "D6")
    given = {
        "étudiant": "le-bris-anna",
        "point": title,
        "raison": "Stage déjà validé.",
        "par": "M. Durand",
        "le": "12/03/2026",
    }
    for wrong in ({"étudiant": "le-bris"}, {"point": "Autre"}, {"raison": ""}, {"par": ""}, {"le": ""}):
        cohort = f"dispenses:\n  - {json.dumps(given | wrong, ensure_ascii=False)}\n"
        assert ready(files, cohort=cohort)[1] == outcomes
    code, found, student = ready(files, cohort=f"dispenses:\n  - {json.dumps(given, ensure_ascii=False)}\n")
    assert (code, found) == (0, outcomes | {"D6": "dispensé"})
    (point,) = (item for item in student["requirements"] if item["id"] == "D6")
    assert "Stage déjà validé." in point["why"]
    assert "M. Durand" in point["why"]


@pytest.mark.parametrize(("cited", "outcome"), [("C1, C2", "satisfait"), ("C1", "non satisfait")])
def test_a_diploma_without_a_tableau_asks_for_each_competency_that_it_judges(ready, cited, outcome):
    """Who had one draft, and nothing covered, was told to be ready."""
    work = f"---\ntitre: Vitrail\ncompétences: [{cited}]\n---\nÀ lire.\n"
    files = {"index.md": HOME.replace("option: SISR", "référentiel: essai"), "realisations/a.md": work}
    _, outcomes, student = ready(files | {"../../referentiels/essai.yml": CRAFT})
    assert (outcomes["X1"], student["ready"]) == (outcome, outcome == "satisfait")
