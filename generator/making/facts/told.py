"""Everything that there is to say of some portfolios and of the school, put together."""

from collections.abc import Iterable

from generator.diagnostics import Diagnostic
from generator.diagnostics.diagnostic import in_order
from generator.making.facts.attached import SCHOOL, reasons_of, withheld
from generator.making.facts.counted import counted_school, of_school, told_faults
from generator.making.facts.given import WITHHELD, files_for
from generator.making.facts.people import Who, asked, bare_class, classes, outline
from generator.making.facts.readers import edition_of, lacking, lacks, seen, staying_names
from generator.making.facts.run import today
from generator.making.facts.tried import notes
from generator.memo.memo import Memo
from generator.memo.question import passing, question
from generator.model.audience import Audience
from generator.pages.team import owner_of
from generator.reading.packing import ReadFiles, packing
from generator.rules.examiners import ExaminedSchool
from generator.rules.readiness import Readiness


def told_in(memo: Memo, every: Iterable[Who]) -> tuple[Diagnostic, ...]:
    """Return everything that there is to say of some portfolios and of the school, in file order."""
    people = tuple(every)
    return in_order((
        *of_school(memo).diagnostics,
        *staying_names(memo).diagnostics,
        *(
            fault
            for who in (SCHOOL, *people)
            for fault in (*notes(memo, *who).diagnostics, *lacks(memo, *who).diagnostics)
        ),
        *(fault for who in people for fault in told_faults(memo, *who)),
    ))  # fmt: skip


@question(packing(None))
def told_of(memo: Memo, cohort: str, student: str) -> ReadFiles[None]:
    """Return everything that there is to say of one portfolio; of one that is alone, of every file."""
    group = bare_class(memo, cohort)
    if not group.slug:
        return ReadFiles(record=None, diagnostics=told_in(memo, asked(memo)))
    slugs = tuple(bare_class(memo, slug).slug for slug in classes(memo))
    name = f"{group.slug}/{outline(memo, cohort, student).slug}"
    others = (*of_school(memo).diagnostics, *staying_names(memo).diagnostics, *lacks(memo, *SCHOOL).diagnostics)
    own = (*told_faults(memo, cohort, student), *notes(memo, cohort, student).diagnostics)
    theirs = (fault for fault in others if owner_of(fault.place.path, slugs) == name)
    return ReadFiles(record=None, diagnostics=in_order((*own, *lacks(memo, cohort, student).diagnostics, *theirs)))


def told_under(memo: Memo, cohort: str) -> tuple[Diagnostic, ...]:
    """Return what there is to say of the files of a class that are in no portfolio."""
    root = f"{bare_class(memo, cohort).slug}/"
    wrong = (*of_school(memo).diagnostics, *notes(memo, *SCHOOL).diagnostics, *lacks(memo, *SCHOOL).diagnostics)
    return tuple(fault for fault in wrong if fault.place.path.startswith(root))


def examined_school(memo: Memo, every: Iterable[Who]) -> ExaminedSchool:
    """Bring together what examiners will read of some portfolios and what the team has, to judge who is ready."""
    people, jury = tuple(every), Audience.JURY.name
    known = counted_school(memo, people)
    hidden: dict[str, str] = {}
    for who in people:
        hidden |= dict.fromkeys(files_for(memo, jury, *who).attachments.withheld, WITHHELD)
        hidden |= reasons_of(withheld(memo, *who))
    told = [
        *of_school(memo).diagnostics,
        *(fault for who in people for fault in told_faults(memo, *who)),
        *(fault for who in people for fault in (*notes(memo, *who).diagnostics, *lacking(memo, jury, *who))),
    ]
    return ExaminedSchool(
        school=known.school,
        coverage=known.coverage,
        jury=edition_of(memo, jury, {who: seen(memo, jury, *who) for who in people}),
        hidden=hidden,
        diagnostics=in_order(told),
        asked=memo.given("asked"),
        today=today(memo),
    )


@passing(lambda judged: repr(judged).encode("utf-8", "surrogatepass"))
def readiness(memo: Memo, cohort: str, student: str) -> Readiness:
    """Judge a candidate on what the examiners will read."""
    known = examined_school(memo, [(cohort, student)])
    ((group, person),) = known.school.everyone
    return known.judge(group, person)
