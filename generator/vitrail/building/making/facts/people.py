"""The record of each portfolio, and the school's own pages, under addresses that hold no private name; their files."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from vitrail.building.making.facts.names import address_names
from vitrail.building.making.facts.run import SCHOOL, PortfolioKey, class_record, portfolios
from vitrail.content.model.ledger import Seen
from vitrail.content.model.school import School
from vitrail.content.model.student import FreePage, Student
from vitrail.content.reading.asked import strays
from vitrail.content.reading.disk.names import safe_path
from vitrail.content.reading.packing import ReadFiles, packing
from vitrail.content.reading.questions import common, leaving, portfolio
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question, transient
from vitrail.knowledge.privacy.neutral import neutral_pages, neutral_portfolio

exact = msgspec.msgpack.Encoder(enc_hook=str).encode
"""Encodes all that a record holds, to digest the answers that are not kept between runs (``transient``)."""


@question(packing(Student | None))
def renamed(memo: Memo, cohort: str, student: str) -> ReadFiles[Student | None]:
    """Return a portfolio under other addresses if one of its own would hold a private name; else without a record."""
    read, names = portfolio(memo, cohort, student), address_names(memo, cohort, student)
    neutral = neutral_portfolio(read, class_record(memo, cohort), names) if names else read
    return ReadFiles(record=None) if neutral is read else neutral


@question(packing(tuple[FreePage, ...]), part=0)
def school_pages(memo: Memo) -> ReadFiles[tuple[FreePage, ...]]:
    """Return the school's own pages, and all its files in no portfolio, under addresses that hold no private name."""
    read = common(memo)
    pages = ReadFiles(record=read.record.school.pages, seen=read.seen, diagnostics=read.diagnostics)
    return neutral_pages(pages, address_names(memo, *SCHOOL))


def known(memo: Memo, cohort: str, student: str) -> ReadFiles[Student]:
    """Return the record of a portfolio, its files and their faults, under addresses that hold no private name."""
    neutral = renamed(memo, cohort, student)
    if neutral.record is None:
        return portfolio(memo, cohort, student)
    return ReadFiles(record=neutral.record, seen=neutral.seen, diagnostics=neutral.diagnostics)


@question(packing(None))
def file_list(memo: Memo, cohort: str, student: str) -> ReadFiles[None]:
    """Return the files of a portfolio, for the ledger, and their faults, without the record."""
    read = known(memo, cohort, student)
    return ReadFiles(record=None, seen=read.seen, diagnostics=read.diagnostics)


@question(packing(None), part=0)
def shared_files(memo: Memo) -> ReadFiles[None]:
    """Return the files that are in no portfolio (shared files, strays), for the ledger, and their faults."""
    every: tuple[ReadFiles[Any], ...] = (school_pages(memo), *strays(memo, memo.input("only")))
    seen = (file for read in every for file in read.seen)
    return ReadFiles(
        record=None, seen=tuple(seen), diagnostics=tuple(fault for read in every for fault in read.diagnostics)
    )


def school_record(memo: Memo) -> School:
    """Return the school without its classes."""
    school = common(memo).record.school
    missing = school.verdicts_apart is not None and not memo.input("joined")
    return replace(school, verdicts_missing=missing, pages=school_pages(memo).record, cohorts=())


def person(memo: Memo, cohort: str, student: str) -> Student:
    """Return the record of a portfolio; the day on which the student left is theirs, else that of promotion.yml."""
    return leaving(class_record(memo, cohort), known(memo, cohort, student).record)


def seen_files(memo: Memo) -> tuple[Seen, ...]:
    """Return every file that was met, sorted by path."""
    every = (*shared_files(memo).seen, *(file for who in portfolios(memo) for file in file_list(memo, *who).seen))
    return tuple(sorted(every, key=lambda file: file.path))


def owner(memo: Memo, file: str) -> PortfolioKey:
    """Return the portfolio whose folder a file is in, or ``SCHOOL``."""
    whose = folders(memo)
    return next((whose[folder] for folder in ("", *parent_folders(file)) if folder in whose), SCHOOL)


def files_in(memo: Memo, cohort: str, student: str) -> tuple[Seen, ...]:
    """Return the files of a portfolio, or those in no portfolio for ``SCHOOL``."""
    return (shared_files(memo) if (cohort, student) == SCHOOL else file_list(memo, cohort, student)).seen


def owner_of_file(memo: Memo, path: str) -> PortfolioKey:
    """Return the portfolio of a file: by its folder, else the one that has it: a folder that holds a name is renamed.

    Raises LookupError: no portfolio has it, nor the school.
    """
    for who in (owner(memo, path), SCHOOL, *portfolios(memo)):
        if any(file.path == path for file in files_in(memo, *who)):
            return who
    raise LookupError(path)


def address_of(memo: Memo, path: str) -> str:
    """Return the address of the page made from a file of a portfolio."""
    seen = files_in(memo, *owner_of_file(memo, path))
    return next(file.address or "" for file in seen if file.path == path)


def parent_folders(path: str) -> list[str]:
    """Return the folders above a file, each with its final slash, the highest first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)]


@transient(part=0)
def folders(memo: Memo) -> Mapping[str, PortfolioKey]:
    """Map the folder of each portfolio, with its final slash (empty for one that is alone), to class and student."""
    return {f"{safe_path('/'.join(who))}/" if any(who) else "": who for who in portfolios(memo)}
