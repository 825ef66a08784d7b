"""The files of a site that are no pages: attachments, matrices as spreadsheets, redirects from old addresses."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from vitrail.building.making.facts.attached import attachments
from vitrail.building.making.facts.cards import (
    card,
    file_addresses,
    page_addresses,
    roots,
    school_index,
    shown_texts,
    student_entry,
    welcomed_by,
)
from vitrail.building.making.facts.given import audience_files
from vitrail.building.making.facts.parts import CLASS, PORTFOLIO, SCHOOL, Part, pages_of, parts
from vitrail.building.making.facts.readers import class_edition, school_edition, seen_coverage, shown_class
from vitrail.building.making.facts.run import SCHOOL as NOBODYS
from vitrail.building.making.facts.run import PortfolioKey, class_record, classes, portfolios
from vitrail.building.making.facts.setting import matrix, of_portfolio, standing_of
from vitrail.building.making.facts.told import ready_line
from vitrail.building.publishing.search import words_file
from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import StaticFile
from vitrail.content.addressing.table import TAKEN_LATER, AtRoot, InCohort, InPortfolio, displaced
from vitrail.content.frameworks.lexicon import kin
from vitrail.content.model.audience import Audience
from vitrail.ground.language import Language, mark
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question
from vitrail.site.outputs.formats import PUBLISHED, as_text
from vitrail.site.pages import redirects
from vitrail.site.pages.portfolio import printed
from vitrail.site.pages.redirects import Move, redirect

_ROBOTS = "\n".join((
    "# Les pages disent elles-mêmes de ne pas les indexer ; il faut les lire pour le savoir.",
    "User-agent: *",
    *(f"Disallow: /*.{suffix}$" for suffix in PUBLISHED),
    f"Disallow: /*{AtRoot.SEARCH}$",
    "",
)).encode()  # fmt: skip
"""The robots.txt of a site that is not to be indexed: it names the files that are no pages; pages say it themselves."""
_DISPLACED = frozenset(map(displaced, TAKEN_LATER))
"""Slugs given to students' own pages whose name is that of a page of ours."""


class PlannedFile(Struct, frozen=True, kw_only=True):
    """A file of the site that is no page, as an answer of the memo keeps it."""

    reason: str
    content: bytes = b""
    """Its bytes, when we write it."""
    disk: str = ""
    """Path of the author's own file, from the portfolios' root."""
    key: str = ""
    """Key in the cache of what is published in the place of that file, such as a picture drawn anew."""
    digest: str = ""
    """Digest of the author's own file."""
    marked: bool = False
    """Whether its bytes are published by way of ``formats.as_text``."""


@question(dict[str, PlannedFile], part=3)
def site_files(memo: Memo, audience: str, cohort: str, student: str) -> dict[str, PlannedFile]:
    """Map each address in the site to the attachment of a portfolio, or of the school, that is published there."""
    disks = {path: disk for path, (_, disk) in attachments(memo, cohort, student).items()}
    files = dict[str, PlannedFile]()
    for path, ready in audience_files(memo, audience, cohort, student).ready.items():
        kept = memo.file_cache.holds(ready.file)
        files[ready.url] = PlannedFile(
            reason="pièce jointe montrée par une page",
            disk="" if kept else disks[path],
            key=ready.file.name if kept else "",
            digest=ready.digest,
            marked=ready.marked,
        )
        if ready.front and ready.measure.front:
            drawn = "première page d'une pièce jointe, dessinée"
            files[ready.measure.front.url] = PlannedFile(reason=drawn, key=ready.front.name)
    return files


def _tables(memo: Memo, audience: str, cohort: str) -> dict[str, bytes]:
    """Write the matrix of a class as CSV, by address; a portfolio that is alone has none."""
    if audience != Audience.TEAM.name or not cohort:
        return {}
    group, coverage, school = matrix(memo, audience, cohort)
    framework = school.frameworks.get(group.framework or "")
    if framework is None:
        return {}
    from vitrail.site.outputs.spreadsheets import as_csv, class_table  # noqa: PLC0415  # for the team alone

    table = class_table(group, coverage, framework, Language(memo.input("language")))
    return {addresses.in_cohort(group, InCohort.MATRIX, extension="csv"): as_csv(table)}


@question(dict[str, tuple[str, str]], part=1)
def renamed_portfolios(memo: Memo, audience: str) -> dict[str, tuple[str, str]]:
    """Map each former folder in the site to the portfolio that had it; the first portfolio that claims one keeps it."""
    taken = {folder.casefold() for folder in roots(memo, audience)}
    claimed: dict[str, tuple[str, PortfolioKey]] = {}
    for who in portfolios(memo):
        person = student_entry(memo, audience, *who)
        for root in redirects.roots_of(person.former_names, taken) if person else ():
            claimed.setdefault(root.casefold(), (root, who))
    return dict(claimed.values())


@question(tuple[Move, ...], part=3)
def page_redirects(memo: Memo, audience: str, cohort: str, student: str) -> tuple[Move, ...]:
    """List the redirects from old addresses to the pages of a portfolio."""
    record = card(memo, audience, cohort, student)
    if record is None or not (
        record.former_names
        or _DISPLACED.intersection(page.slug for page in record.pages)
        or any(work.former_names for work in record.realisations)
    ):
        return ()
    part = audience, PORTFOLIO, cohort, student
    owner = of_portfolio(memo, audience, cohort, student)
    works = (*redirects.of_works(owner.cohort, owner.student),)
    moved, new = [*works], addresses.student_root(owner.cohort, owner.student)
    for old in (root for root, who in renamed_portfolios(memo, audience).items() if who == (cohort, student)):
        moved += redirects.moved(old, new, _leading(memo, part, works), "ancienne adresse d'un portfolio renommé")
    if owner.displaced:
        made = {spec.url for spec in pages_of(memo, *part)} | owner.setting.available
        moved += redirects.displaced(owner, made)
    return tuple(moved)


def _leading(memo: Memo, part: Part, moved: tuple[Move, ...]) -> list[tuple[str, str, str]]:
    """List the addresses of a part that lead to a page, old ones too, each with that of the page and its title."""
    pages = [(spec.url, spec.url, spec.title) for spec in pages_of(memo, *part)]
    return pages + [(move.old, move.new, move.title) for move in moved]


@question(tuple[Move, ...], part=2)
def class_moves(memo: Memo, audience: str, cohort: str) -> tuple[Move, ...]:
    """List the redirects from the former folders of a class to its pages and to those of its portfolios."""
    groups = [class_edition(memo, audience, slug) for slug in classes(memo) if shown_class(memo, audience, slug)]
    taken = {group.slug.casefold() for group in groups}
    moved: list[Move] = []
    for group in groups:
        for old in redirects.roots_of_class(group, taken):
            taken.add(old.strip("/").casefold())
            if group.slug == class_record(memo, cohort).slug:
                new = addresses.cohort_root(group)
                pages = [
                    page
                    for part in parts(memo, audience) if part[2] == cohort
                    for page in _leading(memo, part, page_redirects(memo, audience, cohort, part[3]) if part[3] else ())
                    if page[0].startswith(new)
                ]  # fmt: skip
                moved += redirects.moved(old, new, pages, "ancienne adresse d'une promotion renommée")
    return tuple(moved)


def prepare_pages(memo: Memo, audience: str, cohort: str, student: str) -> None:
    """Ask all that the site of an audience needs of a portfolio, if it shows it, before any page is planned."""
    if student_entry(memo, audience, cohort, student):
        for question in (
            seen_coverage,
            page_addresses,
            file_addresses,
            site_files,
            shown_texts,
            page_redirects,
            welcomed_by,
        ):
            question(memo, audience, cohort, student)
        for told in (ready_line, standing_of) if audience == Audience.TEAM.name else ():
            told(memo, cohort, student)


@question(dict[str, PlannedFile], part=4)
def planned_files(memo: Memo, audience: str, kind: str, cohort: str, student: str) -> dict[str, PlannedFile]:
    """Plan the files of a part that are no pages, by address; the files of the theme are not among them."""
    if kind == PORTFOLIO:
        return {**site_files(memo, audience, cohort, student), **_beside_portfolio(memo, audience, (cohort, student))}
    if kind == CLASS:
        made = {
            url: PlannedFile(content=raw, reason="tableau de la promotion")
            for url, raw in _tables(memo, audience, cohort).items()
        }
        return {**made, **_led_from(memo, class_moves(memo, audience, cohort))}
    if kind == SCHOOL:
        return {**site_files(memo, audience, *NOBODYS), **_beside_school(memo, audience)}
    return {}


def files_beside(memo: Memo, part: Part) -> dict[str, StaticFile]:
    """Return the files of a part that are no pages, by address, each with its bytes or the path of its bytes."""
    return {url: _static(memo, planned) for url, planned in planned_files(memo, *part).items()}


def printed_address(memo: Memo, audience: str, who: PortfolioKey, extension: str) -> str:
    """Return the address of the page to print of a portfolio, or of its style sheet, by ``extension``."""
    person = student_entry(memo, audience, *who)
    if person is None:
        raise LookupError(who)  # a fault of ours: nobody prints what is hidden
    return addresses.in_portfolio(class_record(memo, who[0]), person, InPortfolio.PRINTED, extension=extension)


def _static(memo: Memo, planned: PlannedFile) -> StaticFile:
    if not (planned.key or planned.disk):
        return StaticFile(content=planned.content, reason=planned.reason)
    file = memo.file_cache.place(planned.key) if planned.key else Path(memo.files.place(planned.disk))
    content, digest = (as_text(file.read_bytes()), "") if planned.marked else (file, planned.digest)
    return StaticFile(content=content, reason=planned.reason, digest=digest)


def _beside_portfolio(memo: Memo, audience: str, who: PortfolioKey) -> dict[str, PlannedFile]:
    student = student_entry(memo, audience, *who)
    if student is None or not shown_class(memo, audience, who[0]):
        return {}
    year = student.session or class_record(memo, who[0]).session
    session = Language(memo.input("language")).write(mark("session {year}", year=year)) if year else ""
    foot = PlannedFile(content=printed.sheet(student.name, session), reason="pied des pages imprimées")
    leaves = {printed_address(memo, audience, who, "css"): foot}
    return {**leaves, **_led_from(memo, page_redirects(memo, audience, *who))}


def _beside_school(memo: Memo, audience: str) -> dict[str, PlannedFile]:
    school = school_edition(memo, audience).record
    files = dict[str, PlannedFile]()
    if not school.indexing:
        reason = "indexation: non, pour ce qui n'est pas une page"
        files[AtRoot.ROBOTS] = PlannedFile(content=_ROBOTS, reason=reason)
    used, known = school_index(memo, audience).frameworks, sorted(school.frameworks.items())
    followed = [framework for key, framework in known if key in used] or [framework for _, framework in known]
    words = words_file(dict.fromkeys(row for framework in followed for row in kin(framework)))
    files[AtRoot.WORDS] = PlannedFile(content=words, reason="mots que la recherche prend l'un pour l'autre")
    shown, language = [], Language(memo.input("language"))
    for slug in classes(memo):
        group = class_record(memo, slug)
        shown += [group.slug, *group.former_names] if shown_class(memo, audience, slug) else []
    for slug in classes(memo):
        for url in redirects.closed(class_record(memo, slug), shown):
            files[url] = PlannedFile(content=redirects.farewell(url, language), reason="page d'une promotion terminée")
    if audience != Audience.PUBLIC.name:
        files[".gitignore"] = PlannedFile(content=b"*\n", reason="« git add . » ne prend pas cette édition")
    return files


def _led_from(memo: Memo, every: tuple[Move, ...]) -> Mapping[str, PlannedFile]:
    """Write the redirect page of each old address."""
    language = Language(memo.input("language"))
    return {move.old: PlannedFile(content=redirect(move, language), reason=move.reason) for move in every}
