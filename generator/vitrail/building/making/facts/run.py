"""The inputs of a run beside its files, such as its options and the clock; its day, and the portfolios it is about."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from vitrail.content.model.school import Cohort, School
from vitrail.content.model.student import Student
from vitrail.content.reading.asked import asked_people, is_asked
from vitrail.content.reading.disk.forge import owners, public_forge
from vitrail.content.reading.disk.names import safe_path
from vitrail.content.reading.questions import class_of, common
from vitrail.content.reading.school import Reading, read_school
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question
from vitrail.site.project import Project
from vitrail.site.settings import clock

PortfolioKey = tuple[str, str]
"""The folders of a class and of a student."""
SCHOOL = ".", ""
"""In the place of a class and a student: the files that are in no portfolio. No folder has this name."""


def tell(memo: Memo, project: Project) -> None:
    """Tell the memo the options of a run, each a leaf of its own: when one changes, only its dependents are dirty."""
    for name, value in {
        "asked": project.asked_date,
        "clock": clock(None, None),
        "forge": public_forge(project.root),
        "home": project.look.home,
        "host": project.look.faults,
        "host_file": project.look.file,
        "nav": project.look.nav,
        "own": project.look.own,
        "joined": memo.files.joined,
        "language": project.language,
        "only": project.only_student,
        "owners": owners(project.repository),
        "passage": project.passage,
        "personal": project.personal,
        "prefix": project.prefix,
        "printed": project.printed and tuple(sorted(project.printed)),
        "site_url": project.site_url,
    }.items():
        memo.set_input(name, value)


def read_project(project: Project, *, only: str | None = None) -> Reading:
    """Read the school for a command that makes no page; ``only`` is as for ``read_school``."""
    memo = Memo(project.sources())
    tell(memo, project)
    return read_school(memo, only=only)


@question(str, part=0)
def day(memo: Memo) -> str:
    """Return the day that is judged, in ISO form: its dependents depend on that day, not on the clock."""
    return str(memo.input("asked") or common(memo).record.school.reference_date or memo.input("clock"))


def today(memo: Memo) -> date:
    """Return the day that is judged."""
    return date.fromisoformat(day(memo))


@question(tuple[tuple[str, str], ...], part=0)
def portfolios(memo: Memo) -> tuple[PortfolioKey, ...]:
    """Name the portfolios that the run is about (``only``, else all), in the order of their folders."""
    return tuple(asked_people(memo, memo.input("only")))


@question(tuple[str, ...], part=0)
def classes(memo: Memo) -> tuple[str, ...]:
    """Name the classes by their folders: those that have files of their own, then those that have portfolios alone.

    A run about a part of the school leaves out the other classes: they would be reported as having no student.
    """
    only, cohorts = memo.input("only"), dict.fromkeys(cohort for cohort, _ in portfolios(memo))
    own = (slug for slug in common(memo).record.folders if not only or slug in cohorts or is_asked(only, slug, ""))
    return tuple(dict.fromkeys((*own, *cohorts)))


def students_in(memo: Memo, cohort: str) -> tuple[str, ...]:
    """Name the students of a class whose portfolios the run is about."""
    return tuple(student for group, student in portfolios(memo) if group == cohort)


def class_record(memo: Memo, cohort: str) -> Cohort:
    """Return a class without its students."""
    return replace(class_of(common(memo).record, cohort), slug=safe_path(cohort))


def with_students(memo: Memo, school: School, students: Mapping[PortfolioKey, Student]) -> School:
    """Put students in the classes of a school; a class without students is there too."""
    groups: dict[str, list[Student]] = {slug: [] for slug in classes(memo)}
    for (cohort, _), student in students.items():
        groups.setdefault(cohort, []).append(student)
    cohorts = (replace(class_record(memo, slug), students=tuple(members)) for slug, members in groups.items())
    return replace(school, cohorts=tuple(cohorts))
