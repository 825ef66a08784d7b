"""Everything that a portfolio's pages are made from, so that one that did not change is not even planned again.

Wider than needed is safe (a portfolio is planned again for nothing), narrower is not: what a page comes to show must be
here. A property test plans every portfolio that is taken for unchanged and compares.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.addressing import addresses
from generator.model.ledger import Measure
from generator.model.school import Cohort
from generator.model.source import Body
from generator.model.student import Student
from generator.pages.portfolio.next_steps import shared_workshops
from generator.pages.setting import Setting


def of_school(setting: Setting) -> str:
    """What every portfolio's pages share: the reader, the day, the school, its hosts and référentiels."""
    return repr((setting.audience, setting.language, setting.today, replace(setting.school, cohorts=())))


def of_cohort(setting: Setting, cohort: Cohort, people: Sequence[str]) -> str:
    """What the pages of a class show beside: its students, their files, the other classes, what is told to the team.

    ``people`` are the students as printed records.
    """
    root = addresses.cohort_root(cohort)
    told = setting.team.diagnostics if setting.team else ()
    return repr(
        (
            replace(cohort, students=()),
            people,
            tuple(_classes(setting)),
            [(file, url) for file, url in (setting.attachments or {}).items() if url.startswith(root)],
            sorted(url for url in setting.also if url.startswith(root)),
            [(item.place, item.severity, item.message) for item in told if item.place.path.startswith(cohort.slug)],
        )
    )


def of_portfolio(setting: Setting, cohort: Cohort, person: Student, printed: str) -> str:
    """What one portfolio's pages show beside: the student, the class, team-mates, files, what is told to the team.

    ``printed`` is the student as a printed record.
    """
    root = addresses.student_root(cohort, person)
    targets = [setting.targets(body) for body in bodies(person) if body.links]
    return repr(
        (
            replace(cohort, students=()),
            printed,
            tuple(_mates(cohort, person)),
            tuple(_former(setting, person)),
            targets,
            [setting.pictures(found) for found in targets],
            tuple(setting.attached(root)),
            tuple(_produced(setting, person)),
            shared_workshops(cohort) if setting.for_team else (),
            tuple(url for url in sorted(setting.also) if url.startswith(root)),
            setting.printed is None or addresses.printed(cohort, person) in setting.printed,
            setting.faults(setting.team.of_portfolio(cohort.slug, person.slug)) if setting.team else (),
            setting.lost_works(cohort, person),
        )
    )


def _produced(setting: Setting, person: Student) -> Iterator[tuple[str | None, Measure | None]]:
    """What is counted of the files of productions, those of former classes too."""
    for file in (item.file for work in person.works for item in work.productions if item.file):
        yield setting.attachment(file), setting.measures.get(file)


def bodies(person: Student) -> Iterator[Body]:
    """Every text of a student, those of former classes too."""
    found = [person.body, *(work.body for work in person.works)]
    found += [entry.body for entry in person.watch] + [page.body for page in person.pages]
    for stage in person.stages:
        found += [stage.body, *(report.body for report in stage.reports), *(review.body for review in stage.reviews)]
    yield from (body for body in found if body)


def _mates(cohort: Cohort, person: Student) -> Iterator[tuple[str, ...]]:
    """Team-mates as a réalisation names them: their name, and whether they have a page of the same work."""
    named = {slug for work in person.realisations for slug in work.team}
    for mate in cohort.students:
        if mate.slug in named:
            yield (mate.slug, mate.name, *(work.slug for work in mate.realisations))


def _former(setting: Setting, person: Student) -> Iterator[tuple[str, ...]]:
    """The classes among which the one that a repeater comes from is looked for."""
    if person.comes_from:
        yield from _classes(setting)


def _classes(setting: Setting) -> Iterator[tuple[str, ...]]:
    for cohort in setting.school.cohorts:
        yield (cohort.slug, cohort.name, *(student.slug for student in cohort.students))
