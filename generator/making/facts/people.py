"""Which portfolios there are; the record of each, under addresses that hold no private name, its files, its outline."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.memo.memo import Memo
from generator.memo.question import passing, question
from generator.model.ledger import Seen
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.privacy.declared import outlined
from generator.privacy.neutral import neutral_portfolio
from generator.reading.asked import asked_people, is_asked, strays
from generator.reading.disk.names import safe_path
from generator.reading.packing import ReadFiles, packing
from generator.reading.questions import class_of, common, leaving, owners, people, portfolio

Who = tuple[str, str]
"""The folders of a class and of a student."""
SCHOOL = ".", ""
"""In the place of a class and a student: the files that are in no portfolio. No folder has this name."""
exact = msgspec.msgpack.Encoder(enc_hook=str).encode
"""Encodes all that a record holds, to digest the answers that are not kept between runs (``passing``)."""


@question(packing(Student | None))
def renamed(memo: Memo, cohort: str, student: str) -> ReadFiles[Student | None]:
    """Return a portfolio under other addresses if one of its own would hold a private name; else without a record."""
    read = portfolio(memo, cohort, student)
    mates = tuple(name for group, name, owned in owners(memo) if owned and group == cohort)
    neutral = neutral_portfolio(read, common(memo).record.school, bare_class(memo, cohort), mates)
    return ReadFiles(record=None) if neutral is read else neutral


def known(memo: Memo, cohort: str, student: str) -> ReadFiles[Student]:
    """Return the record of a portfolio, its files and their faults, under addresses that hold no private name."""
    neutral = renamed(memo, cohort, student)
    if neutral.record is None:
        return portfolio(memo, cohort, student)
    return ReadFiles(record=neutral.record, seen=neutral.seen, diagnostics=neutral.diagnostics)


@question(packing(None))
def filed(memo: Memo, cohort: str, student: str) -> ReadFiles[None]:
    """Return the files of a portfolio, for the ledger, and their faults, without the record."""
    read = known(memo, cohort, student)
    return ReadFiles(record=None, seen=read.seen, diagnostics=read.diagnostics)


@question(packing(None), part=0)
def unowned(memo: Memo) -> ReadFiles[None]:
    """Return the files that are in no portfolio (shared files, strays), for the ledger, and their faults."""
    every: tuple[ReadFiles[Any], ...] = (common(memo), *strays(memo, memo.given("only")))
    seen = (file for read in every for file in read.seen)
    return ReadFiles(
        record=None, seen=tuple(seen), diagnostics=tuple(fault for read in every for fault in read.diagnostics)
    )


@question(tuple[tuple[str, str], ...], part=0)
def asked(memo: Memo) -> tuple[Who, ...]:
    """Name the portfolios that the run is about (``only``, else all), in the order of their folders."""
    return tuple(asked_people(memo, memo.given("only")))


@question(tuple[str, ...], part=0)
def classes(memo: Memo) -> tuple[str, ...]:
    """Name the classes by their folders: those that have files of their own, then those that have portfolios alone.

    A run about a part of the school leaves out the other classes: they would be reported as having no student.
    """
    only, cohorts = memo.given("only"), dict.fromkeys(cohort for cohort, _ in asked(memo))
    own = (slug for slug in common(memo).record.folders if not only or slug in cohorts or is_asked(only, slug, ""))
    return tuple(dict.fromkeys((*own, *cohorts)))


def of_class(memo: Memo, cohort: str) -> tuple[str, ...]:
    """Name the students of a class whose portfolios the run is about."""
    return tuple(student for group, student in asked(memo) if group == cohort)


def bare_class(memo: Memo, cohort: str) -> Cohort:
    """Return a class without its students."""
    return replace(class_of(common(memo).record, cohort), slug=safe_path(cohort))


def bare_school(memo: Memo) -> School:
    """Return the school without its classes."""
    school = common(memo).record.school
    return replace(school, verdicts_missing=school.verdicts_apart is not None and not memo.given("joined"), cohorts=())


def person(memo: Memo, cohort: str, student: str) -> Student:
    """Return the record of a portfolio; the day on which the student left is theirs, else that of promotion.yml."""
    return leaving(bare_class(memo, cohort), known(memo, cohort, student).record)


@question(Student)
def outline(memo: Memo, cohort: str, student: str) -> Student:
    """Return the fields of a portfolio that decide who may read about whom: neither texts nor works."""
    return outlined(person(memo, cohort, student))


def outlines(memo: Memo, every: Iterable[Who] | None = None) -> School:
    """Return the school with the outlines of ``every`` portfolio given, or of all."""
    known_people = tuple(people(memo)) if every is None else tuple(every)
    return with_people(memo, bare_school(memo), {who: outline(memo, *who) for who in known_people})


def with_people(memo: Memo, school: School, students: Mapping[Who, Student]) -> School:
    """Put students in the classes of a school; a class without students is there too."""
    groups: dict[str, list[Student]] = {slug: [] for slug in classes(memo)}
    for (cohort, _), student in students.items():
        groups.setdefault(cohort, []).append(student)
    cohorts = (replace(bare_class(memo, slug), students=tuple(members)) for slug, members in groups.items())
    return replace(school, cohorts=tuple(cohorts))


def seen_files(memo: Memo) -> tuple[Seen, ...]:
    """Return every file that was met, sorted by path."""
    every = (*unowned(memo).seen, *(file for who in asked(memo) for file in filed(memo, *who).seen))
    return tuple(sorted(every, key=lambda file: file.path))


def owner(memo: Memo, file: str) -> Who:
    """Return the portfolio whose folder a file is in, or ``SCHOOL``."""
    whose = folders(memo)
    return next((whose[folder] for folder in ("", *above(file)) if folder in whose), SCHOOL)


def seen_of(memo: Memo, cohort: str, student: str) -> tuple[Seen, ...]:
    """Return the files of a portfolio, or those in no portfolio for ``SCHOOL``."""
    return (unowned(memo) if (cohort, student) == SCHOOL else filed(memo, cohort, student)).seen


def owner_of_file(memo: Memo, path: str) -> Who:
    """Return the portfolio of a file: by its folder, else the one that has it: a folder that holds a name is renamed.

    Raises LookupError: no portfolio has it, nor the school.
    """
    for who in (owner(memo, path), SCHOOL, *asked(memo)):
        if any(file.path == path for file in seen_of(memo, *who)):
            return who
    raise LookupError(path)


def address_of(memo: Memo, path: str) -> str:
    """Return the address of the page made from a file of a portfolio."""
    seen = seen_of(memo, *owner_of_file(memo, path))
    return next(file.address or "" for file in seen if file.path == path)


def above(path: str) -> list[str]:
    """Return the folders above a file, each with its final slash, the highest first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)]


@passing(part=0)
def folders(memo: Memo) -> Mapping[str, Who]:
    """Map the folder of each portfolio, with its final slash (empty for one that is alone), to class and student."""
    return {f"{safe_path('/'.join(who))}/" if any(who) else "": who for who in asked(memo)}
