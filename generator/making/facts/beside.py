"""What stands beside the pages of a site: attachments, the matrices as spreadsheets, old addresses that lead on."""

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.table import TAKEN_LATER, InCohort, displaced
from generator.language import Language
from generator.making.facts.attached import attachments
from generator.making.facts.cards import card, mate, published, roots, shown_texts, where
from generator.making.facts.given import files_for
from generator.making.facts.parts import PORTFOLIO, pages_of, parts
from generator.making.facts.people import Who, asked, bare_class, classes
from generator.making.facts.readers import seen_class, seen_coverage, shown_class
from generator.making.facts.setting import find_in, matrix, of_portfolio
from generator.memo.memo import Memo
from generator.memo.question import question
from generator.model.audience import Audience
from generator.outputs.spreadsheets import as_csv, as_xlsx, class_table
from generator.pages import redirects
from generator.pages.portfolio.portfolio import portfolio
from generator.pages.redirects import Move

_TEAM = Audience.TEAM.name
_DISPLACED = frozenset(map(displaced, TAKEN_LATER))
"""Names of students' pages that gave way to a page of ours."""


class SentFile(Struct, frozen=True, kw_only=True):
    """An attachment as a site holds it, as it is kept."""

    disk: str = ""
    """Where the author's own file is, from the portfolios' root."""
    key: str = ""
    """Under which the cache keeps what is published in its place, such as a picture written anew."""
    digest: str = ""
    marked: bool = False
    """Whether it is published ``formats.as_text``."""
    front: bool = False
    """Whether it is the first page of a document, drawn."""


@question(dict[str, SentFile], part=3)
def sent(memo: Memo, audience: str, cohort: str, student: str) -> dict[str, SentFile]:
    """Address in the site → the attachment of a portfolio, or of the school, that is there."""
    disks = {path: disk for path, (_, disk) in attachments(memo, cohort, student).items()}
    files = dict[str, SentFile]()
    for path, ready in files_for(memo, audience, cohort, student).attachments.ready.items():
        kept = memo.tool.holds(ready.file)
        files[ready.url] = SentFile(
            disk="" if kept else disks[path],
            key=ready.file.name if kept else "",
            digest=ready.digest,
            marked=ready.marked,
        )
        if ready.front and ready.measure.front:
            files[ready.measure.front.url] = SentFile(key=ready.front.name, front=True)
    return files


@question(dict[str, bytes], part=2)
def tables(memo: Memo, audience: str, cohort: str) -> dict[str, bytes]:
    """Write the matrix of a class as CSV and XLSX, by address."""
    group, coverage, school = matrix(memo, audience, cohort)
    framework = school.frameworks.get(group.framework or "")
    if audience != _TEAM or framework is None:
        return {}
    table = class_table(group, coverage, framework, Language(memo.given("language")))
    made = {"csv": as_csv(table), "xlsx": as_xlsx(table, group.name)}
    return {addresses.in_cohort(group, InCohort.MATRIX, extension=extension): raw for extension, raw in made.items()}


@question(dict[str, tuple[str, str]], part=1)
def renamed_portfolios(memo: Memo, audience: str) -> dict[str, tuple[str, str]]:
    """Former folder of a portfolio in the site → the portfolio that bore it; the first that claims one keeps it."""
    taken = {folder.casefold() for folder in roots(memo, audience)}
    claimed: dict[str, Who] = {}
    for who in asked(memo):
        person = mate(memo, audience, *who)
        for root in redirects.roots_of(person.former_names, taken) if person else ():
            if root.casefold() not in {known.casefold() for known in claimed}:
                claimed[root] = who
    return claimed


@question(tuple[Move, ...], part=3)
def moves(memo: Memo, audience: str, cohort: str, student: str) -> tuple[Move, ...]:
    """Name the old addresses that lead to the pages of a portfolio."""
    record = card(memo, audience, cohort, student)
    if record is None or not (
        record.former_names
        or _DISPLACED.intersection(page.slug for page in record.pages)
        or any(work.former_names for work in record.realisations)
    ):
        return ()
    part = audience, PORTFOLIO, cohort, student
    setting = of_portfolio(memo, audience, cohort, student)
    group, person = find_in(setting.school, memo, audience, cohort, student)
    owner, new = portfolio(setting, group, person), addresses.student_root(group, person)
    moved = [*redirects.of_works(group, person)]
    for old in (root for root, who in renamed_portfolios(memo, audience).items() if who == (cohort, student)):
        pages = [(spec.url, spec.title) for spec in pages_of(memo, *part)]
        moved += redirects.moved(old, new, pages, "ancienne adresse d'un portfolio renommé")
    if owner.displaced:
        moved += redirects.displaced(owner, {*(spec.url for spec in pages_of(memo, *part)), *setting.links.available})
    return tuple(moved)


@question(tuple[Move, ...], part=2)
def class_moves(memo: Memo, audience: str, cohort: str) -> tuple[Move, ...]:
    """Name the old addresses that lead to the pages of a class and of its portfolios, when it bore another name."""
    groups = [seen_class(memo, audience, slug) for slug in classes(memo) if shown_class(memo, audience, slug)]
    taken = {group.slug.casefold() for group in groups}
    moved: list[Move] = []
    for group in groups:
        for old in redirects.roots_of_class(group, taken):
            taken.add(old.strip("/").casefold())
            if group.slug == bare_class(memo, cohort).slug:
                pages = [
                    (spec.url, spec.title)
                    for part in parts(memo, audience) if part[2] == cohort
                    for spec in pages_of(memo, *part)
                ]  # fmt: skip
                new = addresses.cohort_root(group)
                moved += redirects.moved(old, new, pages, "ancienne adresse d'une promotion renommée")
    return tuple(moved)


def show(memo: Memo, audience: str, cohort: str, student: str) -> None:
    """Ask what a site of an audience asks of each portfolio that it shows, before any page is planned."""
    if mate(memo, audience, cohort, student):
        for question in (seen_coverage, where, published, sent, shown_texts, moves):
            question(memo, audience, cohort, student)
