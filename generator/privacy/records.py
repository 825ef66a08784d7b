"""Every text of a school that an audience would read, file by file, with what it is about."""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.model.school import Cohort, School
from generator.model.source import Body, Written
from generator.model.student import Student
from generator.privacy.declared import names_about, names_of
from generator.privacy.shown import readings, strings

Kept = TypeVar("Kept", bound=Written)


class PublishedFile(Struct, frozen=True, kw_only=True):
    """What one file says on the site."""

    path: str
    record: str = ""
    """The texts of its front matter."""
    name: str = ""
    """The name that its author gave to the file."""
    body: Body | None = None
    about: tuple[str, ...] = ()
    """Names of the hosts and stages that it refers to without saying them."""

    def texts(self, text_of: Callable[[Body], str]) -> tuple[str, ...]:
        """Return everything that it says, its text as typed and as it reads."""
        return (self.record, *(readings(text_of(self.body)) if self.body else ()))


def pages_of(school: School) -> Iterator[PublishedFile]:
    """Yield every page that somebody wrote."""
    if school.body:
        yield PublishedFile(path=school.body.path, body=school.body)
    for host in school.organisations:
        yield _page(host, host.slug, names_of(host))
    for _, student in school.everyone:
        yield from _of_student(student)


def _of_student(student: Student) -> Iterator[PublishedFile]:
    if student.source.path:
        own = replace(student, internships=(), realisations=(), watch=(), pages=(), verdicts=())
        yield _page(own, "")
    stages = {stage.slug: names_about(stage) for stage in student.internships}
    for work in student.realisations:
        yield _page(work, work.slug, (name for slug in work.internships for name in stages.get(slug, ())))
    for stage in student.internships:
        yield _page(replace(stage, reports=(), reviews=()), stage.slug, stages[stage.slug])
        for account in stage.accounts:
            yield _page(account, account.slug, stages[stage.slug])
    for entry in student.watch:
        yield _page(entry, entry.slug)
    for page in student.pages:
        yield _page(page, page.slug)


def _page(item: Written, name: str, about: Iterable[str] = ()) -> PublishedFile:
    said = "\n".join(strings(item))
    return PublishedFile(path=item.source.path, record=said, name=name, body=item.body, about=tuple(about))


def without(school: School, gone: Container[str]) -> School:
    """Take out of a school what these files say: a home page loses its student's words, not the portfolio."""

    def kept(items: Iterable[Kept]) -> tuple[Kept, ...]:
        return tuple(item for item in items if item.source.path not in gone)

    def student(_: Cohort, one: Student) -> Student:
        stages = tuple(
            replace(item, reports=kept(item.reports), reviews=kept(item.reviews)) for item in kept(one.internships)
        )
        shown = {item.slug for item in stages}
        works = ((item, tuple(slug for slug in item.internships if slug in shown)) for item in kept(one.realisations))
        left = replace(
            one,
            internships=stages,
            realisations=tuple(replace(item, internships=slugs) for item, slugs in works),
            watch=kept(one.watch),
            pages=kept(one.pages),
        )
        if one.source.path in gone:
            return replace(left, body=None, tagline=None, links=(), technologies=(), certifications=(), photo=None)
        return left

    body = None if school.body and school.body.path in gone else school.body
    return replace(school.with_students(student), body=body, organisations=kept(school.organisations))
