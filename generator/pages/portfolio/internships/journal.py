"""The reports and reviews of a stage: a line in the stage's page, and a page for each."""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing.spec import NavItem, PageSpec
from generator.model.internships.internship import Internship, Report, Review
from generator.pages.elements import Chip, Fact, Fault, Neighbours, facts, in_series
from generator.pages.portfolio.portfolio import Portfolio


class JournalLine(Struct, frozen=True, kw_only=True):
    """A report or a review, in a list and at the head of its page."""

    title: str
    url: str
    when: str
    text: str
    chips: tuple[Chip, ...]


class JournalContent(Struct, frozen=True, kw_only=True):
    """A report or a review."""

    kind: str = "journal"
    line: JournalLine
    stage: str
    facts: tuple[Fact, ...]
    step: Neighbours
    faults: tuple[Fault, ...]
    seal: str
    """That of the stage, which is read with its reports."""


def plan(owner: Portfolio, item: Internship, parent: NavItem) -> Iterator[PageSpec]:
    """Yield a page for each report and review of a stage; ``parent`` is the list of stages."""
    stage = NavItem(owner.title(item), owner.url(item))
    scope = owner.scope(owner.home, parent, stage)
    series = tuple(owner.account(item, entry) for entry in item.accounts)
    for entry, shown, step in zip(item.accounts, series, in_series(series), strict=True):
        yield PageSpec(
            url=shown.url or "",
            title=f"{shown.title}, {stage.title}",
            scope=scope,
            content=content(owner, item, entry, step),
            body=entry.body,
        )


def line(owner: Portfolio, item: Internship, entry: Report | Review) -> JournalLine:
    """Summarise a report or a review."""
    account = owner.account(item, entry)
    if isinstance(entry, Report):
        when, text = owner.setting.period(entry.period), entry.activities
    else:
        when, text = owner.setting.day(entry.on), entry.gained
    return JournalLine(
        title=account.title,
        url=account.url or "",
        when=when,
        text=text or "",
        chips=tuple(map(owner.chip, entry.evokes)),
    )


def content(owner: Portfolio, item: Internship, entry: Report | Review, step: Neighbours) -> JournalContent:
    """Say all that is to be seen of a report or a review beside its text."""
    return JournalContent(
        line=line(owner, item, entry),
        stage=owner.title(item),
        facts=_facts(owner, entry),
        step=step,
        faults=owner.setting.file_faults(entry.source.path),
        seal=item.fingerprint if owner.setting.for_team else "",
    )


def _facts(owner: Portfolio, entry: Report | Review) -> tuple[Fact, ...]:
    say = owner.setting.text
    if isinstance(entry, Report):
        return facts((say("Activités"), [entry.activities]), (say("Autonomie"), [entry.autonomy]))
    people = owner.setting.language.listing(entry.participants) if owner.setting.for_team else ""
    return facts((say("Avec"), [people]), (say("Acquis"), [entry.gained]))
