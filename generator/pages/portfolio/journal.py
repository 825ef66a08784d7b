"""The reports and reviews of a stage: a line in the stage's page, and a page for each."""

from collections.abc import Iterator

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import NavItem, PageSpec
from generator.model.internships.internship import Internship, Report, Review
from generator.pages.parts import Chip, Fact, Fault, Neighbours, Ref, neighbours
from generator.pages.portfolio.portfolio import Portfolio, entry_title


class JournalLine(Struct, frozen=True, kw_only=True):
    """A report or a review in a list."""

    title: str
    url: str
    when: str
    text: str
    chips: tuple[Chip, ...]


class JournalContent(Struct, frozen=True, kw_only=True):
    """A report or a review."""

    kind: str = "journal"
    title: str
    author: str
    stage: str
    when: str
    facts: tuple[Fact, ...]
    chips: tuple[Chip, ...]
    has_text: bool
    step: Neighbours
    faults: tuple[Fault, ...]
    seal: str
    """That of the stage, which is read with its reports."""


def plan(owner: Portfolio, item: Internship, parent: NavItem) -> Iterator[PageSpec]:
    """Yield a page for each report and review of a stage; ``parent`` is the list of stages."""
    stage = NavItem(title=owner.stage_title(item), url=addresses.internship(owner.cohort, owner.student, item))
    scope = owner.scope(owner.home, parent, stage)
    entries: tuple[Report | Review, ...] = (*item.reports, *item.reviews)
    lines = tuple(line(owner, item, entry) for entry in entries)
    series = tuple(Ref(title=entry.title, url=entry.url) for entry in lines)
    for index, (entry, shown) in enumerate(zip(entries, lines, strict=True)):
        yield PageSpec(
            url=shown.url,
            title=f"{shown.title}, {stage.title}",
            scope=scope,
            content=content(owner, item, entry, neighbours(series, index)),
            body=entry.body,
            targets=owner.setting.targets(entry.body),
        )


def line(owner: Portfolio, item: Internship, entry: Report | Review) -> JournalLine:
    """Summarise a report or a review."""
    if isinstance(entry, Report):
        when, text = owner.setting.period(entry.period), entry.activities
    else:
        when, text = owner.setting.language.date(entry.on) if entry.on else "", entry.gained
    return JournalLine(
        title=entry_title(owner, item, entry),
        url=addresses.journal(owner.cohort, owner.student, item, entry.slug),
        when=when,
        text=text or "",
        chips=tuple(owner.chip(code) for code in entry.evokes),
    )


def content(owner: Portfolio, item: Internship, entry: Report | Review, step: Neighbours) -> JournalContent:
    """Say all that is to be seen of a report or a review beside its text."""
    shown = line(owner, item, entry)
    return JournalContent(
        title=shown.title,
        author=owner.student.name,
        stage=owner.stage_title(item),
        when=shown.when,
        facts=tuple(_facts(owner, entry)),
        chips=shown.chips,
        has_text=entry.body is not None and not entry.body.empty,
        step=step,
        faults=owner.setting.file_faults(entry.source.path),
        seal=item.fingerprint if owner.setting.for_team else "",
    )


def _facts(owner: Portfolio, entry: Report | Review) -> Iterator[Fact]:
    say = owner.setting.text
    if isinstance(entry, Report):
        pairs = ((say("Activités"), entry.activities), (say("Autonomie"), entry.autonomy))
    else:
        people = owner.setting.language.listing(entry.participants) if owner.setting.for_team else ""
        pairs = ((say("Avec"), people), (say("Acquis"), entry.gained))
    for label, value in pairs:
        if value:
            yield Fact(label=label, values=(Ref(title=value),))
