from datetime import date

import pytest
from msgspec.structs import replace

from tests.unit.reading.schools import COHORT, HOME, LEA, REALISATION, codes, read, student
from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.internship import Clause, FollowUpMode, Quality
from vitrail.content.model.internships.regulation import Profile, Range, StageRequirement
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.source import Source
from vitrail.content.model.student import ExamForm
from vitrail.content.values import keys
from vitrail.content.values.fields import Fields
from vitrail.knowledge.internships.profiles import profile_for

STAGE = """\
---
ordre: 1
organisation: mairie
du: 01/06/2026
au: 26/06/2026
service: Informatique
tuteur: {nom: Mme Le Goff, fonction: Responsable}
professeur référent: M. Durand
objectifs: Inventorier, assister
missions: [Inventaire, Support]
qualité: étudiante stagiaire
absences: [{du: 08/06/2026, au: 08/06/2026, motif: Médecin}]
prolongation: {du: 29/06/2026, au: 03/07/2026}
convention: {signée le: 12/05/2026, clauses: [suivi, prolongation]}
attestation: {délivrée le: 26/06/2026, par: La DGS, du: 01/06/2026, au: 26/06/2026, semaines: 4, session: 2027}
suivi: [{le: 10/06/2026, par: M. Durand, mode: visite}]
---
Quatre semaines.
"""
FILES = {
    "organisations/mairie.md": "---\nnom: Mairie de Valmont\nville: Valmont\nservices: [veille]\n---\n",
    f"{LEA}/stages/mairie/index.md": STAGE,
    f"{LEA}/stages/mairie/semaine-02.md": "---\nsemaine: 2\ncompétences: [B1.2]\n---\nTexte\n",
    f"{LEA}/stages/mairie/semaine-01.md": "---\ndu: 01/06/2026\nau: 05/06/2026\n---\nTexte\n",
    f"{LEA}/stages/mairie/bilan.md": "---\nle: 26/06/2026\navec: [Mme Le Goff]\n---\n",
    f"{LEA}/stages/mairie/bilan-intermediaire.md": "---\nle: 12/06/2026\n---\n",
}


@pytest.mark.parametrize("key", ["Compétences mobilisées", "compétences travaillées", "Compétences mises en œuvre"])
def test_competencies_are_read_under_the_words_of_the_official_forms(tmp_path, key):
    """The key was unknown, and the réalisation cited nothing."""
    text = f"---\ntitre: A\n{key} : B1.1, B1.2\n---\nTexte.\n"
    (work,) = student(read(tmp_path, {f"{LEA}/realisations/a.md": text})).realisations
    assert [claim.cited for claim in work.claims] == ["B1.1", "B1.2"]


def test_a_stage_is_read_whole(tmp_path):
    """Every key of the guide has its place in the record."""
    reading = read(tmp_path, FILES)
    (stage,) = student(reading).internships
    (period,) = stage.periods
    assert not [code for code in codes(reading) if code.startswith(("STR", "REF", "DAT", "YAM"))]
    assert period.organisation.name == "Mairie de Valmont"
    assert [one.name for one in period.tutors] == ["Mme Le Goff"]
    assert period.agreement.clauses == (Clause.FOLLOW_UP, Clause.EXTENSION)
    assert (period.certificate.weeks, period.certificate.session) == (4, 2027)
    assert stage.objectives == ("Inventorier, assister",)
    assert stage.missions == ("Inventaire", "Support")
    assert stage.quality is Quality.TRAINEE
    assert stage.absences[0].reason == "Médecin"
    assert stage.follow_ups[0].mode is FollowUpMode.VISIT
    assert stage.span.end == date(2026, 7, 3)


def test_what_a_stage_has_still_to_write_is_not_written(tmp_path):
    """« à compléter » gave a tutor, objectives and a report to a stage that has none, and its checks were silent."""
    keys = "".join(f"{key}: À compléter\n" for key in ("tuteur", "professeur référent", "objectifs", "service"))
    held = f"---\ndu: 01/06/2026\nau: 26/06/2026\n{keys}missions: [à définir, …]\n---\nUn vrai texte.\n"
    week = "---\nactivités: à compléter\n---\nÀ compléter\n"
    files = {f"{LEA}/stages/mairie/index.md": held, f"{LEA}/stages/mairie/semaine-01.md": week}
    (stage,) = student(read(tmp_path, files)).internships
    assert not any((stage.periods[0].tutors, stage.supervisor, stage.objectives, stage.missions, stage.facts))
    assert [account.told for account in stage.accounts] == [False]


def test_a_stage_is_read_under_the_words_of_its_papers(tmp_path):
    """« Date de début », « Entreprise d'accueil »: unknown, they would leave a stage without its days or its host."""
    words = STAGE.replace("organisation:", "entreprise d'accueil:").replace("professeur référent", "tuteur pédagogique")
    words = words.replace("\ndu: 01/06/2026\nau:", "\ndate de début: 01/06/2026\ndate de fin:")
    reading = read(tmp_path, FILES | {f"{LEA}/stages/mairie/index.md": words})
    (stage,) = student(reading).internships
    (period,) = stage.periods
    assert (period.period.start, period.period.end) == (date(2026, 6, 1), date(2026, 6, 26))
    assert (period.organisation.name, stage.supervisor) == ("Mairie de Valmont", "M. Durand")
    assert "STR019" not in codes(reading)


@pytest.mark.parametrize("said", ["Semaine 3", "S3", "n° 3", "3 (du 8 au 12 juin)", "3"])
def test_a_week_is_numbered_and_dated_as_its_title_says(tmp_path, said):
    """« Semaine 3 » is the third, and its period may be on one line."""
    week = f'---\nsemaine: "{said}"\npériode: du 8 au 12 juin 2026\ntâches: Support\n---\nTexte\n'
    reading = read(tmp_path, FILES | {f"{LEA}/stages/mairie/semaine-02.md": week})
    report = student(reading).internships[0].reports[-1]
    assert (report.number, report.activities) == (3, "Support")
    assert (report.period.start, report.period.end) == (date(2026, 6, 8), date(2026, 6, 12))


@pytest.mark.parametrize(
    ("said", "meant"),
    [("AP", "formation"), ("atelier de professionnalisation", "formation"), ("stage 2", "stage"),
     ("Stage de 1ère année", "stage"), ("milieu professionnel", "stage")],
)  # fmt: skip
def test_a_context_is_read_in_the_words_of_the_tableau(tmp_path, said, meant):
    """Unread, a work is in no band of it."""
    work = REALISATION.replace("contexte: formation", f"contexte: {said}")
    reading = read(tmp_path, {f"{LEA}/realisations/a.md": work})
    assert [*student(reading).realisations[0].contexts] == [meant]


def test_an_article_has_several_sources(tmp_path):
    """A list of them was left aside."""
    entry = "---\ntitre: La 6G\ndate: 12/02/2026\nsources: [Feedly, Le Courrier]\n---\nMon avis.\n"
    (article,) = student(read(tmp_path, {f"{LEA}/veille/6g.md": entry})).watch
    assert article.origin == "Feedly, Le Courrier"


def test_reports_and_reviews_come_in_order_and_evoke(tmp_path):
    """By number, interim before final; they are the jury's unless they say otherwise."""
    (stage,) = student(read(tmp_path, FILES)).internships
    assert [report.number for report in stage.reports] == [1, 2]
    assert stage.reports[1].evokes == ("B1.2",)
    assert [review.final for review in stage.reviews] == [False, True]
    assert stage.reports[0].visibility is Visibility.JURY


def test_a_stage_of_several_periods_names_a_host_for_each(tmp_path):
    """What a period does not say is the stage's; a host can be written on the spot."""
    text = (
        "---\norganisation: mairie\npériodes:\n  - {du: 01/06/2026, au: 12/06/2026}\n"
        "  - {du: 15/06/2026, au: 26/06/2026, organisation: {nom: Garage Petit, ville: Brest}}\n---\n"
    )
    (stage,) = student(read(tmp_path, FILES | {f"{LEA}/stages/mairie/index.md": text})).internships
    assert [one.organisation.name for one in stage.periods] == ["Mairie de Valmont", "Garage Petit"]


def test_a_home_page_is_read_whole(tmp_path):
    """Voie, forme, links and certifications, in any spelling."""
    text = HOME.replace(
        "option: SISR\n",
        "Option: sisr\nVOIE: apprentissage\nà_distance: oui\nforme: Ponctuel\naccroche: Réseau : ma passion\n"
        "liens: [{titre: Dépôt, lien: 'https://a.fr'}]\nsession: 2028\n"
        "certifications: [{titre: SecNumacadémie, organisme: ANSSI, date: mars 2026}]\n",
    )
    found = student(read(tmp_path, {f"{LEA}/index.md": text}))
    assert (found.option, found.pathway, found.exam_form) == ("SISR", Pathway.APPRENTICESHIP, ExamForm.SINGLE)
    assert found.remote
    assert found.session == 2028
    assert found.tagline == "Réseau : ma passion"
    assert found.links[0].url == "https://a.fr"
    assert found.certifications[0].issuer == "ANSSI"


def test_the_school_s_own_file_is_read(tmp_path):
    """Zone, visibility, holidays and day of reference."""
    text = (
        "format: 1\nnom: Lycée\nzone: b\ntype: prive sous contrat\nvisibilité par défaut: jury\nindexation: oui\n"
        "date de référence: 15/03/2027\nvacances: [{nom: Hiver, du: 13/02/2027, au: 28/02/2027}]\n"
    )
    reading = read(tmp_path, {"etablissement.yml": text})
    school = reading.school
    assert (school.zone, school.kind, school.default_visibility) == ("B", "privé sous contrat", Visibility.JURY)
    assert school.indexing
    assert school.holidays[0].period.days == 16
    assert school.reference_date == date(2027, 3, 15)
    assert codes(reading) == []


def test_a_class_s_own_durations_are_read_like_a_framework_s(tmp_path):
    """With the same forms and the same messages, each at its place."""
    text = COHORT + "profil de stage:\n  Première: 4 à 5\n  durée: dix\n  secnde: 5\n  organisations: mairie, école\n"
    reading = read(tmp_path, {"2025-2027/promotion.yml": text})
    profile = reading.school.cohorts[0].profiles[Pathway.SCHOOL]
    assert (profile.length(1), profile.total, profile.organisation_kinds) == (
        Range(low=4, high=5),
        None,
        ("mairie", "école"),
    )
    first = COHORT.count("\n") + 1
    assert [(one.code, one.place.line - first) for one in reading.diagnostics] == [("STR018", 2), ("STR019", 3)]
    assert "«\u202fseconde\u202f»" in reading.diagnostics[1].advice


def test_a_class_writes_of_its_stages_whatever_a_framework_may(tmp_path):
    """For any voie, with its own sentences: each is then asked and quoted as the class's, and the others stay."""
    text = (
        COHORT
        + "profil de stage:\n  - {première: 4}\n"
        + "  - {voies: apprentissage, certificats de travail: oui, source: charte, exigences: {règle: R4, texte: Un}}\n"
    )
    reading = read(tmp_path, {"2025-2027/promotion.yml": text})
    group = reading.school.cohorts[0]
    given = Profile(source="texte", requirements={"R15": StageRequirement(rule="R15", text="Une phrase")})
    framework = replace(reading.school.frameworks[group.framework], profiles=dict.fromkeys(Pathway, given))
    apprentice = profile_for(Pathway.APPRENTICESHIP, group, framework)
    assert codes(reading) == []
    assert (profile_for(Pathway.SCHOOL, group, framework).internships, apprentice.internships) == (True, False)
    assert (apprentice.quote("R4"), apprentice.quote("R15")) == ("charte : « Un »", "texte (R15) : « Une phrase »")
    assert profile_for(Pathway.EXPERIENCE, group, framework) == given


def test_an_unknown_key_is_told_with_the_nearest(tmp_path):
    """Nothing is lost silently, and the fix is one word away."""
    reading = read(tmp_path, {f"{LEA}/index.md": HOME.replace("option", "opton")})
    (fault,) = [one for one in reading.diagnostics if one.code == "STR019"]
    assert "«\u202foption\u202f»" in fault.advice


@pytest.mark.parametrize("order", [1, -1], ids=["dans l'ordre", "à l'envers"])
def test_of_two_other_names_of_a_key_the_better_known_wins(order):
    """Whichever stands first in the file: the order of lines changes nothing in what is published."""
    data = dict([("date", "hier"), ("dates", "demain")][::order])
    fields = Fields(data=data, source=Source(path="a.md"), faults=[], table=keys.REALISATION)
    assert fields.text("période") == "hier"
    assert [(one.code, one.values["key"], one.values["other"]) for one in fields.faults] == [
        ("YAM019", "dates", "date")
    ]


def test_a_key_that_means_nothing_is_quoted_as_its_author_typed_it(tmp_path):
    """With its accents and capitals: that is what they look for in their file."""
    reading = read(
        tmp_path, {f"{LEA}/realisations/glpi.md": REALISATION.replace("titre:", "Difficulté_Réelle: x\ntitre:")}
    )
    (fault,) = [one for one in reading.diagnostics if one.code == "STR019"]
    assert "« Difficulté_Réelle »" in fault.message.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("written", "told"), [("&#x202e;", 1), ("&rlm; &lrm;", 1), ("`&#x202e;`", 0), ("&eacute;", 0)])
def test_an_entity_that_turns_the_direction_of_reading_is_told_once(tmp_path, written, told):
    """As the plain sign is, with its line; in code it is shown as typed and turns nothing."""
    reading = read(tmp_path, {f"{LEA}/realisations/glpi.md": REALISATION + f"\nUn mot {written}.\n"})
    assert [one.code for one in reading.diagnostics].count("MED019") == told
