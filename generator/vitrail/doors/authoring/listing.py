"""What the form says of a portfolio: its files, their faults, the codes that a text suggests, what the oral lacks."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from vitrail.building.making.facts.people import file_list
from vitrail.building.making.facts.run import today
from vitrail.building.making.facts.told import readiness
from vitrail.content.frameworks.proposing import propose
from vitrail.content.model.framework import Check
from vitrail.content.model.student import Student
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.text.documents import TABLES
from vitrail.content.values.document import Document
from vitrail.content.values.key import Keys
from vitrail.doors.authoring.answers import CodeOffer, ExamLacks, FileGroup, FileList, ListedFile, ShownFault
from vitrail.doors.authoring.form import spot
from vitrail.doors.authoring.wording import in_words, mended
from vitrail.doors.editing.completing import codes
from vitrail.doors.editing.door import Door, JudgedPortfolio
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import Language, mark, nmark

_GROUPS: Final = (
    (mark("Ma présentation"), (FileRole.HOME,)),
    (mark("Mes réalisations"), (FileRole.REALISATION,)),
    (mark("Mes stages"), (FileRole.INTERNSHIP, FileRole.REPORT, FileRole.REVIEW)),
    (mark("Ma veille"), (FileRole.WATCH,)),
    (mark("Mes autres pages"), (FileRole.PAGE,)),
)

_FOUND: Final = 12
"""Competencies that a search returns, at most."""
_PROPOSED: Final = 4
"""Competencies that are proposed for what is written, at most."""


def editable(known: JudgedPortfolio) -> Mapping[str, SourceFile]:
    """Return the files that have a form: path on the disk from the portfolios' root → file."""
    roles = {role for _, every in _GROUPS for role in every} & TABLES.keys()
    return {
        placed.file.disk: placed for placed in known.files if placed.role in roles and placed.file.path.endswith(".md")
    }


def table_of(placed: SourceFile) -> Keys:
    """Return the table of keys of an ``editable`` file."""
    assert placed.role is not None  # noqa: S101  # editable files have a role
    return TABLES[placed.role]


def listed(known: JudgedPortfolio, door: Door, unsaved: frozenset[str], say: Language) -> FileList:
    """Describe a portfolio file by file; ``unsaved`` has the paths of the files with a draft."""
    every = editable(known)
    titles = _titles(known.student, say) if known.student else {}
    groups = []
    for title, roles in _GROUPS:
        files = sorted((placed for placed in every.values() if placed.role in roles), key=_order)
        items = tuple(_item(placed, known, titles, unsaved, say) for placed in files)
        groups.append(FileGroup(title=say.write(title), items=items))
    stages = {placed.internship or placed.slug for placed in every.values() if placed.role is FileRole.INTERNSHIP}
    return FileList(
        name=known.student.name if known.student else known.owner[1],
        groups=tuple(groups),
        lacks=tuple(_lacking(known, door, say)),
        final=_final_year(known, door),
        stages=tuple(sorted(stages)),
    )


def faults(known: JudgedPortfolio, placed: SourceFile, document: Document, say: Language) -> tuple[ShownFault, ...]:
    """Describe the faults of a file, each with the field that it concerns."""
    return tuple(
        ShownFault(
            spot=tuple(spot(document, table_of(placed), fault.place)),
            said=in_words(fault),
            grave=fault.severity.value,
            mend=say.write(fault.fix.title) if fault.fix and fault.fix.safe else "",
        )
        for fault in known.diagnostics
        if fault.place.path == placed.file.path
    )


def matching(known: JudgedPortfolio, said: str) -> tuple[CodeOffer, ...]:
    """Return the competencies of the student's option that some words find, the surest first."""
    offers = codes(known.framework, known, said) if known.framework else ()
    return tuple(CodeOffer(code=offer.label, title=offer.detail) for offer in islice(offers, _FOUND))


def proposed(known: JudgedPortfolio, placed: SourceFile, document: Document) -> tuple[CodeOffer, ...]:
    """Return the competencies that the title and the text of a réalisation suggest, the likeliest first."""
    if placed.role is not FileRole.REALISATION or known.framework is None:
        return ()
    words = f"{document.data.get('titre') or ''} {document.text}"
    option = known.student.option if known.student else None
    likely = propose(known.framework, option, words, _PROPOSED)
    return tuple(CodeOffer(code=code, title=known.framework.by_id[code].title) for code in likely)


def _order(placed: SourceFile) -> tuple[str, str]:
    """Return a sort key that puts a stage before its reports."""
    return placed.file.path.rpartition("/")[0], "" if placed.role is FileRole.INTERNSHIP else placed.file.path


def _item(
    placed: SourceFile, known: JudgedPortfolio, titles: Mapping[str, str], unsaved: frozenset[str], say: Language
) -> ListedFile:
    told = [fault for fault in known.diagnostics if fault.place.path == placed.file.path]
    return ListedFile(
        path=placed.file.disk,
        title=titles.get(placed.file.path) or placed.slug or placed.file.path.rpartition("/")[2],
        below=placed.role in {FileRole.REPORT, FileRole.REVIEW},
        said=say.write(_said(told)),
        wrong=any(fault.severity is not Severity.ADVICE for fault in told),
        unsaved=placed.file.disk in unsaved,
    )


def _said(told: list[Diagnostic]) -> str:
    """Count the faults of a file in a few words, the advice only if it has no worse."""
    grave = sum(fault.severity is not Severity.ADVICE for fault in told)
    if grave:
        return nmark("{n} point à corriger", "{n} points à corriger", grave)
    return nmark("{n} conseil", "{n} conseils", len(told)) if told else mark("rien à corriger")


def _titles(student: Student, say: Language) -> Mapping[str, str]:
    """Map the path of each file to the title of its page."""
    titles = {student.source.path: say.gettext("Ma présentation")}
    titles |= {work.source.path: work.title for work in student.realisations}
    titles |= {entry.source.path: entry.title for entry in student.watch}
    titles |= {page.source.path: page.title for page in student.pages}
    for stage in student.internships:
        titles[stage.source.path] = stage.title
        titles |= {report.source.path: say.sentence("Semaine {n}", {"n": report.number}) for report in stage.reports}
        titles |= {
            review.source.path: say.gettext("Bilan final") if review.final else say.gettext("Bilan intermédiaire")
            for review in stage.reviews
        }
    return titles


def _lacking(known: JudgedPortfolio, door: Door, say: Language) -> Iterator[ExamLacks]:
    """Yield, for each épreuve, what its candidate lacks and can mend, each with its remedy, once."""
    if known.student is None:
        return
    for exam in readiness(door.memo, *known.owner).exams:
        points = dict.fromkeys(
            mended(item) for item in exam.items if item.lacks and item.requirement.check is not Check.ADDRESS
        )
        if points:
            title = mark("{label} : {title}", label=exam.label, title=exam.title(known.student.option))
            yield ExamLacks(title=say.write(title), points=tuple(map(say.write, points)))


def _final_year(known: JudgedPortfolio, door: Door) -> bool:
    """True in the school year of the oral: the list of what it lacks is of no help before."""
    session = known.student.session if known.student else None
    return session is None or today(door.memo) >= date(session - 1, 9, 1)


def address_of(door: Door, owner: tuple[str, str], path: str) -> str:
    """Return the address of the page made from a file; empty if there is none."""
    return next((file.address or "" for file in file_list(door.memo, *owner).seen if file.disk == path), "")
