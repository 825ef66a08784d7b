from vitrail.content.model.realisation import Claim, Realisation
from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.reading.frameworks import load_shipped
from vitrail.knowledge.coverage import compute, joined
from vitrail.knowledge.coverage.tables import CompetencyInCohort

FRAMEWORKS = load_shipped()


def student(slug: str, option: str | None, *codes: str, framework: str | None = "fr.bts-sio.2019"):
    """Make a student with one réalisation a code."""
    works = tuple(
        Realisation(slug=f"r{n}", title="r", claims=(Claim(cited=code, competency=code),))
        for n, code in enumerate(codes)
    )
    return Student(slug=slug, last_name=slug, option=option, framework=framework, session=2026, realisations=works)


def computed(*students: Student):
    """Compute a class."""
    cohort = Cohort(slug="c", name="c", session=2026, students=students)
    return compute(School(frameworks=FRAMEWORKS, cohorts=(cohort,))).cohorts[0]


def test_a_class_counts_the_students_it_is_asked_of():
    """Bloc 2 SISR is asked of SISR alone, bloc 1 of everyone."""
    found = computed(student("a", "SISR", "B1.1.1", "B1.1.2", "B2A.1"), student("b", "SLAM", "B1.1")).competencies
    counts = found["fr.bts-sio.2019"]
    assert counts["B1.1"] == CompetencyInCohort(asked=2, covered=2, validated=0, realisations=3)
    assert counts["B2A.1"] == CompetencyInCohort(asked=1, covered=1, validated=0, realisations=1)


def test_a_repeater_may_have_another_framework():
    """Each référentiel of a class is counted apart."""
    found = computed(student("a", "SISR"), student("b", "SLAM", framework="fr.bts-sio.2011"))
    assert list(found.competencies) == ["fr.bts-sio.2011", "fr.bts-sio.2019"]
    assert "P3" in found.competencies["fr.bts-sio.2011"]
    assert found.competencies["fr.bts-sio.2011"]["P3"].asked == 0


def test_a_student_without_framework_is_listed_without_coverage():
    """Pages are published, nothing is counted."""
    found = computed(student("a", None, framework=None))
    assert found.students[0].framework is None
    assert found.competencies == {}


def test_a_class_is_joined_from_students_already_computed():
    """So that one changed student costs one student."""
    found = computed(student("a", "SISR", "B1.1"), student("b", "SLAM"))
    assert joined("c", found.students, FRAMEWORKS) == found


def test_a_student_is_found_by_slugs():
    """Pages ask for one student at a time."""
    cohort = Cohort(slug="c", name="c", students=(student("a", "SISR"),))
    coverage = compute(School(frameworks=FRAMEWORKS, cohorts=(cohort,)))
    assert coverage.student("c", "a").student == "c/a"
    assert coverage.student("c", "z") is None
