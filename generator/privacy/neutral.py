"""Addresses that hold no private name: « visite-kerherve.md » makes « visite-mon-tuteur.html ».

They are the same for every audience, else a printed address would lead nowhere for other readers: the names to replace
come from the portfolio, its class and its classmates' folders, whoever is hidden from an audience.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from posixpath import splitext
from typing import TypeVar

from msgspec.structs import replace

from generator.addressing import addresses
from generator.addressing.addresses import Authored
from generator.diagnostics import Diagnostic, Place
from generator.model.internships.internship import Report, Review
from generator.model.ledger import Seen
from generator.model.names import Name
from generator.model.school import Cohort, School
from generator.model.student import Student
from generator.privacy.declared import Declared, StandIn, of_student, team_of
from generator.privacy.firms import firm_forms
from generator.privacy.forms import common, forms, logins, shy, turned
from generator.privacy.phrases import Phrases
from generator.privacy.veil import Veil, merged
from generator.reading.packing import ReadFiles
from generator.values.folding import free
from generator.values.words import Phrase, words

Slugged = TypeVar("Slugged", bound=Authored | Report | Review)
Names = Mapping[Phrase, Name]


def neutral_portfolio(
    read: ReadFiles[Student], school: School, cohort: Cohort, mates: Iterable[str]
) -> ReadFiles[Student]:
    """Return a portfolio whose addresses hold no private name; the same object if none does.

    Each file whose address differs from its name is reported (PRV013).
    """
    neutral = _without_names(read, cohort, _names_of_class(school, cohort, mates))
    return read if neutral is read else replace(neutral, diagnostics=(*neutral.diagnostics, *_told(read, neutral)))


def _names_of_class(school: School, cohort: Cohort, mates: Iterable[str]) -> Names:
    """Return the names to replace in a class's addresses: its team, hosts with a public name, students' whole names.

    A student's name is that of the folder, which is known even if the portfolio is not read.
    """
    named = (form for teacher in team_of(cohort) for form in _forms(teacher))
    turns = [form for slug in mates for form in turned(slug.replace("-", " ")) if len(form) > 1]
    whole = (*turns, *logins(turns, common()))
    said = StandIn.CLASSMATE.said(own=False)[0]
    hosts = (host for host in school.organisations if host.public_name)
    return merged(
        (
            *shy(named),
            *(name for host in hosts for name in firm_forms(host.name, host.public_name or "", common())),
            *(Name(words=form, said=said, whole=True) for form in whole),
        )
    )


def _without_names(read: ReadFiles[Student], cohort: Cohort, shared: Names) -> ReadFiles[Student]:
    """Return a portfolio whose addresses hold no private name, without diagnostics; the same object if none does."""
    student = read.record
    root = addresses.student_root(cohort, student)
    paths = " ".join(seen.address.removeprefix(root) for seen in read.seen if seen.address)
    own = merged(form for declared in of_student(student, cohort, named=False) for form in _forms(declared))
    kept = {form: Name(words=form, whole=True) for form in turned(student.slug.replace("-", " "))}
    phrases = Phrases({**shared, **own, **kept})
    if not any(phrases.possible(frozenset(words(paths)))):
        return read
    veil = Veil(phrases, (kept, own, shared))
    renamed = _renamed(student, veil)
    pages = dict(_pages(cohort, renamed))
    seen = tuple(_apart(read.seen, tuple(_moved(file, root, pages, veil) for file in read.seen)))
    return read if renamed == student and seen == read.seen else replace(read, record=renamed, seen=seen)


def _forms(declared: Declared) -> Iterator[Name]:
    said, woman = declared.standing.said(own=True)
    if declared.person:
        yield from forms(declared.value, said, woman, common())
    elif declared.public:
        yield from firm_forms(declared.value, declared.public, common())


def _renamed(student: Student, veil: Veil) -> Student:
    """Replace the slugs of a student's works, stages and pages, and the references to them."""
    works, stages = _slugs(student.realisations, veil), _slugs(student.internships, veil)
    return replace(
        student,
        oral=tuple(works.get(slug, slug) for slug in student.oral),
        realisations=tuple(
            replace(
                work,
                slug=works[work.slug],
                internships=tuple(stages.get(slug, slug) for slug in work.internships),
                former_names=tuple(name for name in work.former_names if veil.neutral(name) == name),
            )
            for work in student.realisations
        ),
        internships=tuple(
            replace(
                stage, slug=stages[stage.slug], reports=_each(stage.reports, veil), reviews=_each(stage.reviews, veil)
            )
            for stage in student.internships
        ),
        watch=_each(student.watch, veil),
        pages=_each(student.pages, veil),
        verdicts=tuple(
            replace(
                verdict,
                realisation=works.get(verdict.realisation or "", verdict.realisation),
                stage=stages.get(verdict.stage or "", verdict.stage),
            )
            for verdict in student.verdicts
        ),
    )


def _each(items: tuple[Slugged, ...], veil: Veil) -> tuple[Slugged, ...]:
    slugs = _slugs(items, veil)
    return tuple(replace(item, slug=slugs[item.slug]) for item in items)


def _slugs(items: Iterable[Slugged], veil: Veil) -> Mapping[str, str]:
    """Map each slug to a unique one without names."""
    slugs = [item.slug for item in items]
    renamed, taken = {}, set(slugs)
    for slug in slugs:
        new = "/".join(map(veil.neutral, slug.split("/")))
        renamed[slug] = slug if new == slug else free(new, taken)
        taken.add(renamed[slug])
    return renamed


def _pages(cohort: Cohort, student: Student) -> Iterator[tuple[str, str]]:
    """Yield the path of each page's file with the page's address."""
    every: tuple[Authored, ...] = (*student.realisations, *student.internships, *student.watch, *student.pages)
    yield from ((item.source.path, addresses.page_of(cohort, student, item)) for item in every)
    for stage in student.internships:
        yield from ((item.source.path, addresses.journal(cohort, student, stage, item.slug)) for item in stage.accounts)


def _moved(seen: Seen, root: str, pages: Mapping[str, str], veil: Veil) -> Seen:
    """Return a file with the address of its page; an attachment with its own address without names."""
    if not seen.address:
        return seen
    if seen.path in pages:
        return replace(seen, address=pages[seen.path])
    *folders, name = seen.address.removeprefix(root).split("/")
    stem, suffix = splitext(name)
    way = "/".join((*map(veil.neutral, folders), veil.neutral(stem) + suffix))
    return seen if root + way == seen.address else replace(seen, address=root + way)


def _apart(old: tuple[Seen, ...], new: tuple[Seen, ...]) -> Iterator[Seen]:
    """Number the new addresses that attachments share with others; an unchanged address stays."""
    pairs = tuple(zip(old, new, strict=True))
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for before, seen in pairs:
        if seen.page or seen.address == before.address:
            stem, suffix = splitext(seen.address or "")
            taken[suffix].add(stem)
    for before, seen in pairs:
        if seen.page or seen.address == before.address:
            yield seen
            continue
        stem, suffix = splitext(seen.address or "")
        own = free(stem, taken[suffix])
        taken[suffix].add(own)
        yield replace(seen, address=own + suffix)


def _told(old: ReadFiles[Student], new: ReadFiles[Student]) -> Iterator[Diagnostic]:
    """Report once each replaced name: of a page, of an attachment that a page shows, or of their folders."""
    shown = {path for seen in new.seen for path, _ in seen.shows}
    told = set()
    for before, seen in zip(old.seen, new.seen, strict=True):
        own, neutral = ((file.address or "").split("/") for file in (before, seen))
        for depth, (name, url) in enumerate(zip(own, neutral, strict=True)) if seen.page or seen.path in shown else ():
            stem = splitext(name)[0]
            place = (*own[:depth], stem)
            if name != url and place not in told:
                told.add(place)
                yield Diagnostic.at("PRV013", Place(path=seen.path), target=stem, url=url)
