"""The inputs of a run beside its files, such as its options and the clock, and the day that it judges."""

from datetime import date

from generator.memo.memo import Memo
from generator.memo.question import question
from generator.project import Project
from generator.reading.disk.forge import owners, public_forge
from generator.reading.questions import common
from generator.reading.school import Reading, read_school
from generator.settings import clock


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
        "prefix": project.prefix,
        "printed": project.printed and tuple(sorted(project.printed)),
        "site_url": project.site_url,
    }.items():
        memo.tell(name, value)


def read_project(project: Project, *, only: str | None = None) -> Reading:
    """Read the school for a command that makes no page; ``only`` is as for ``read_school``."""
    memo = Memo(project.sources())
    tell(memo, project)
    return read_school(memo, only=only)


@question(str, part=0)
def day(memo: Memo) -> str:
    """Return the day that is judged, in ISO form: its dependents depend on that day, not on the clock."""
    return str(memo.given("asked") or common(memo).record.school.reference_date or memo.given("clock"))


def today(memo: Memo) -> date:
    """Return the day that is judged."""
    return date.fromisoformat(day(memo))
