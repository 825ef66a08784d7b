"""Addresses that hold no private name: « visite-kerherve.md » makes « visite-mon-tuteur.html ».

They are the same for every audience, else a printed address would lead nowhere for other readers: the names to replace
are those that some audience may not read, by the rules of texts, and those of all students, since anybody may hide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from posixpath import splitext
from typing import TypeVar

from msgspec.structs import replace

from vitrail.content.addressing import addresses
from vitrail.content.addressing.addresses import Authored
from vitrail.content.model.internships.internship import Report, Review
from vitrail.content.model.ledger import Seen
from vitrail.content.model.names import Name
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import FreePage, Student
from vitrail.content.reading.packing import ReadFiles
from vitrail.content.values.folding import free
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.knowledge.privacy.forms import common, forms
from vitrail.knowledge.privacy.phrases import Phrases
from vitrail.knowledge.privacy.veil import Veil

Slugged = TypeVar("Slugged", bound=Authored | Report | Review)
Read = TypeVar("Read")


def neutral_portfolio(read: ReadFiles[Student], cohort: Cohort, names: Veil) -> ReadFiles[Student]:
    """Return a portfolio whose addresses hold no private name, but its author's; the same object if none does.

    Each file whose address differs from its name is reported (PRV011.address).
    """
    student = read.record
    called = (form for name in (student.name, student.slug.replace("-", " ")) for form in forms(name, "", "", common()))
    kept = {form.words: Name(words=form.words, whole=True) for form in called if form.whole or form.mailbox}
    veil = Veil(Phrases((*kept, *names.phrases)), (kept, *names.layers))
    renamed = _renamed(student, veil)
    return _under(read, renamed, addresses.student_root(cohort, student), dict(_pages(cohort, renamed)), veil)


def neutral_pages(read: ReadFiles[tuple[FreePage, ...]], names: Veil) -> ReadFiles[tuple[FreePage, ...]]:
    """Return the school's own pages, and all that is in no portfolio, under such addresses, and report them."""
    renamed = _each(read.record, names)
    return _under(read, renamed, "", {page.source.path: addresses.own(page) for page in renamed}, names)


def _under(read: ReadFiles[Read], renamed: Read, root: str, pages: Mapping[str, str], veil: Veil) -> ReadFiles[Read]:
    """Return what was read with the addresses of its pages (path → address), and those of its attachments."""
    seen = tuple(_apart(read.seen, tuple(_moved(file, root, pages, veil) for file in read.seen)))
    if renamed == read.record and seen == read.seen:
        return read
    neutral = replace(read, record=renamed, seen=seen)
    return replace(neutral, diagnostics=(*neutral.diagnostics, *_told(read, neutral)))


def _renamed(student: Student, veil: Veil) -> Student:
    """Replace the slugs of a student's works, stages and pages, and the references to them."""
    works, stages = _slugs(student.realisations, veil), _slugs(student.internships, veil)
    return replace(
        student,
        former_names=_held(student.former_names, veil),
        oral=tuple(works.get(slug, slug) for slug in student.oral),
        realisations=tuple(
            replace(
                work,
                slug=works[work.slug],
                internships=tuple(stages.get(slug, slug) for slug in work.internships),
                former_names=_held(work.former_names, veil),
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


def _held(former: tuple[str, ...], veil: Veil) -> tuple[str, ...]:
    """Keep the former names that redirect without saying a private one."""
    return tuple(name for name in former if not veil.spans(name, loose=True))


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
    if seen.page:
        return replace(seen, address=pages.get(seen.path, seen.address))
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


def _told(old: ReadFiles[Read], new: ReadFiles[Read]) -> Iterator[Diagnostic]:
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
                yield Diagnostic.at("PRV011.address", Place(path=seen.path), target=stem, url=url)
