"""What a tutor is asked holds all that the stage says, on the pages that it needs, and no script."""

from datetime import date

import pytest

from vitrail.content.model.framework import Competency, Framework
from vitrail.content.model.internships.internship import Internship, InternshipPeriod, Report, Tutor
from vitrail.content.model.realisation import Claim, Realisation, Status
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.ground.language import FRENCH, Period
from vitrail.site.outputs.papers import printing
from vitrail.site.outputs.papers.tutor import tutor_sheet

LONG = "Installer, configurer et documenter un service de supervision pour les équipements de l'organisation " * 4


def sheet(works, claims):
    """A stage whose every text is as long as may be."""
    ids = [f"B{bloc}.{rank}.{detail}" for bloc in (1, 2) for rank in range(1, 6) for detail in range(1, 6)]
    known = {one: Competency(id=one, kind="compétence", title=LONG[:140], local_id=one, depth=1) for one in ids}
    framework = Framework(
        id="f",
        title="BTS Services informatiques aux organisations",
        competencies=tuple(known.values()),
        short_title="BTS SIO",
        levels=(),
        judged_level="compétence",
    )
    span = Period(start=date(2026, 5, 25), end=date(2026, 7, 3))
    stage = Internship(
        slug="mairie",
        periods=(InternshipPeriod(period=span, tutors=(Tutor(name="Solenn Tanguy-Morvan"),)),),
        objectives=(LONG,) * 9,
        missions=(LONG,) * 9,
        reports=tuple(Report(slug=f"s{n}", number=n, period=span, activities=LONG) for n in range(1, 9)),
    )
    made = tuple(
        Realisation(
            slug=f"w{rank}",
            title=LONG[:150],
            internships=("mairie",),
            claims=tuple(Claim(cited=one, competency=one, sentence=LONG) for one in ids[:claims]),
        )
        for rank in range(works)
    )
    draft = Realisation(slug="b", title="Un brouillon", status=Status.DRAFT, internships=("mairie",))
    student = Student(slug="zoe", last_name="Durand", first_name="Zoé", realisations=(*made, draft), framework="f")
    school = School(name="Lycée", frameworks={"f": framework}, data_contact="dpo@example.org")
    return tutor_sheet(school, Cohort(slug="c", name="C"), student, stage, FRENCH)


def test_the_sheet_of_an_apprentice_says_alternance_and_elides_the_name():
    """A certificat de travail is what it does not replace; « d’Inès », as a teacher would write."""
    student = Student(slug="ines", last_name="Hanin", first_name="Inès")
    made = [
        printing.render(
            tutor_sheet(
                School(), Cohort(slug="c", name="C"), student, Internship(slug="e", apprenticeship=kind), FRENCH
            )
        ).decode()
        for kind in (False, True)
    ]
    assert "le stage d’Inès" in made[0]
    assert "l’attestation de stage" in made[0]
    assert "l’alternance d’Inès" in made[1]
    assert "le certificat de travail" in made[1]
    assert "stage" not in made[1].partition("<body>")[2]


def test_what_a_week_lists_is_read_piece_by_piece():
    """Three activities ran into one sentence."""
    stage = Internship(slug="e", reports=(Report(slug="s1", number=1, activities="Accueil\nRelevé\nEssais"),))
    shown = tutor_sheet(School(), Cohort(slug="c", name="C"), Student(slug="l", last_name="L"), stage, FRENCH)
    assert shown.reports == (("1", "Accueil ; Relevé ; Essais"),)


@pytest.mark.browser
def test_a_tutor_s_sheet_takes_the_pages_that_it_needs(chromium, tmp_path):
    """Thirteen competencies, every one with its whole sentence, take one more than none."""
    assert _pages(chromium, tmp_path, sheet(0, 0)) < _pages(chromium, tmp_path, sheet(1, 13))


def test_a_tutor_s_sheet_drops_no_competency_and_cuts_no_sentence():
    """Nor an objective, a mission or a report; no draft is named."""
    shown = sheet(3, 13)
    said = " ".join(LONG.split())
    assert len(shown.claims) == 39
    assert {claim.sentence for claim in shown.claims} == {*shown.objectives, *shown.missions} == {said}
    assert [len(shown.objectives), len(shown.missions), len(shown.reports)] == [9, 9, 8]
    raw = printing.render(shown)
    assert b"<script" not in raw
    assert "Un brouillon" not in raw.decode()
    assert raw.decode().count(said.replace("'", "&#39;")) == 39 + 9 + 9 + 8


def _pages(chromium, tmp_path, shown):
    """Count the pages of a sheet that is printed."""
    (tmp_path / "tuteur.html").write_bytes(printing.render(shown))
    tab = chromium.new_page()
    tab.goto((tmp_path / "tuteur.html").as_uri())
    pdf = tab.pdf(prefer_css_page_size=True)
    tab.close()
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")
