"""What the pages of the school, of a class, of a portfolio are made from: while it is the same, they are not planned.

Wider than needed is safe (a portfolio is planned again for nothing), narrower is not: what a page comes to show must be
here. A property test plans every portfolio that is taken for unchanged and compares.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from generator.addressing import addresses
from generator.addressing.table import InPortfolio
from generator.coverage.workshops import shared_workshops
from generator.model.school import Cohort
from generator.model.source import Body
from generator.model.student import Student
from generator.pages.portfolio.commission import following
from generator.pages.setting import Setting


def of_school(setting: Setting) -> str:
    """What all pages share: the reader, the day, the school, its hosts and référentiels."""
    school = setting.school
    texts = [_text(setting, body) for body in school.bodies]
    return repr(
        (
            setting.audience,
            setting.language,
            setting.today,
            setting.asked,
            setting.passage,
            replace(school, cohorts=()),
            texts,
        )
    )


def of_student(person: Student) -> str:
    """Hash what a class may know of a student: the record as printed, which texts are there, what verdicts covered."""
    printed = repr((person, [body.empty for body in _bodies(person)], _seals(person) if person.voices else ()))
    return hashlib.sha256(printed.encode("utf-8", "surrogatepass")).hexdigest()


def of_everyone(setting: Setting, people: Iterable[Sequence[str]]) -> str:
    """What the pages of the school show beside: its classes, their students, their files, what is told to the team."""
    cohorts = [replace(cohort, students=()) for cohort in setting.school.cohorts]
    files, available, told = setting.links.attachments, setting.links.available_under(""), _told(setting, "")
    return repr((cohorts, list(people), _classes(setting), files, available, setting.links.made, told))


def of_cohort(setting: Setting, cohort: Cohort, people: Sequence[str]) -> str:
    """What the pages of a class show beside: its students, their files, the other classes, what is told to the team.

    ``people`` is what a class may know of each student (``of_student``).
    """
    root = addresses.cohort_root(cohort)
    files = [(file, url) for file, url in (setting.links.attachments or {}).items() if url.startswith(root)]
    available = setting.links.available_under(root)
    told = (_told(setting, cohort.slug), _entries(setting, root))
    return repr((replace(cohort, students=()), people, _classes(setting), files, available, told))


def of_portfolio(setting: Setting, cohort: Cohort, person: Student, known: str) -> str:
    """What one portfolio's pages show beside: the student, the class, team-mates, files, what is told to the team.

    ``known`` is what a class may know of the student (``of_student``).
    """
    root = addresses.student_root(cohort, person)
    produced = [item.file for work in person.works for item in work.productions if item.file]
    printed = addresses.in_portfolio(cohort, person, InPortfolio.PRINTED)
    return repr(
        (
            replace(cohort, students=()),
            known,
            setting.apart(cohort, person),
            tuple(_mates(cohort, person)),
            _classes(setting) if person.comes_from else (),
            [_text(setting, body) for body in _bodies(person)],
            _seals(person),
            [(file, url, setting.links.measures.get(file)) for file, url in setting.links.shelves.get(root, ())],
            [(setting.links.attachment(file), setting.links.measures.get(file)) for file in produced],
            shared_workshops(cohort) if setting.for_team else (),
            setting.links.available_under(root),
            setting.links.made is None or printed in setting.links.made,
            setting.faults(setting.team.of_portfolio(cohort.slug, person.slug)),
            _entries(setting, f"{cohort.slug}/{person.slug}"),
            setting.lost_works(cohort, person),
            _examined(setting, cohort, person),
            (after.slug, after.name) if (after := following(setting, cohort, person)) else (),
        )
    )


def _examined(setting: Setting, cohort: Cohort, person: Student) -> list[tuple[object, ...]]:
    """What the examiners read otherwise than the team, by the names under which a judgement tells it."""
    known = setting.team.examiners
    works = known.seen(cohort, person).works if known else ()
    return [(work.slug, work.title, *((one.title, one.refused) for one in work.productions)) for work in works]


def _bodies(person: Student) -> tuple[Body, ...]:
    """Every text of a student, those of former classes too."""
    return replace(person, realisations=person.works, internships=person.stages).bodies


def _text(setting: Setting, body: Body) -> tuple[object, ...]:
    """What a page shows of its author's text, where its links lead, the sizes of its pictures."""
    targets = setting.links.targets(body)
    return body.digest, body.line, body.names, targets, setting.links.pictures(targets)


def _seals(person: Student) -> list[str]:
    works = [seal for one in person.works for seal in (one.fingerprint, one.former_fingerprint)]
    return [*works, *(one.fingerprint for one in person.stages)]


def _told(setting: Setting, under: str) -> list[tuple[object, ...]]:
    told = (item for item in setting.team.diagnostics if item.place.path.startswith(under))
    return [(item.place, item.severity, item.message) for item in told]


def _entries(setting: Setting, under: str) -> list[tuple[object, ...]]:
    """What became of the files of a portfolio, or of those of a class, whose folder ends with ``/``."""
    found = (
        own
        for owner, own in setting.team.files.items()
        if owner == under or (under[-1:] == "/" and owner.startswith(under))
    )
    return [(one.path, one.fate, one.reason, one.url) for own in found for one in own.entries]


def _mates(cohort: Cohort, person: Student) -> Iterator[tuple[str, ...]]:
    """Team-mates as a réalisation names them: their name, and whether they have a page of the same work."""
    named = {slug for work in person.realisations for slug in work.team}
    for mate in cohort.students:
        if mate.slug in named:
            yield (mate.slug, mate.name, *(work.slug for work in mate.realisations))


def _classes(setting: Setting) -> list[tuple[str, ...]]:
    """The classes, among which the one that a repeater comes from is looked for too."""
    return [
        (cohort.slug, cohort.name, *(student.slug for student in cohort.students)) for cohort in setting.school.cohorts
    ]
