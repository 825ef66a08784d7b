"""The reports and reviews of a stage: a line in the stage's page, and a page for each."""

from collections.abc import Iterator

from vitrail.content.addressing.spec import NavItem, PageSpec, templated
from vitrail.content.model.internships.internship import Internship, Report, Review
from vitrail.site.pages.elements import Chip, Fact, Row, dotted, facts, in_series
from vitrail.site.pages.portfolio.portfolio import Portfolio


def plan(owner: Portfolio, item: Internship, parent: NavItem) -> Iterator[PageSpec]:
    """Yield a page for each report and review of a stage; ``parent`` is the list of stages."""
    stage = NavItem(owner.title(item), owner.url(item))
    scope = owner.scope(owner.home, parent, stage)
    series = tuple(owner.account(item, entry) for entry in item.accounts)
    for entry, shown, step in zip(item.accounts, series, in_series(series), strict=True):
        account = told(owner, item, entry)
        yield PageSpec(
            shown.url or "",
            f"{shown.title}, {stage.title}",
            scope,
            templated(
                "journal",
                account=account,
                stage=stage.title,
                step=step,
                faults=owner.setting.file_faults(entry.source.path),
                seal=item.fingerprint if owner.for_team else "",
            ),
            body=entry.body,
            terms=dotted(values for _, values in account.facts),
        )


def line(owner: Portfolio, item: Internship, entry: Report | Review) -> Row:
    """Summarise a report or a review."""
    text = entry.activities if isinstance(entry, Report) else entry.gained
    account = owner.account(item, entry)
    return Row(
        title=account.title, url=account.url, when=_when(owner, entry), text=text or "", chips=_chips(owner, entry)
    )


def told(owner: Portfolio, item: Internship, entry: Report | Review) -> Row:
    """Return the data of a report or a review that its page and the printed portfolio show beside its text."""
    title = owner.account(item, entry).title
    return Row(title=title, when=_when(owner, entry), facts=_facts(owner, entry), chips=_chips(owner, entry))


def _when(owner: Portfolio, entry: Report | Review) -> str:
    return owner.say.period(entry.period) if isinstance(entry, Report) else owner.say.day(entry.on)


def _chips(owner: Portfolio, entry: Report | Review) -> tuple[Chip, ...]:
    return tuple(map(owner.chip, entry.evokes))


def _facts(owner: Portfolio, entry: Report | Review) -> tuple[Fact, ...]:
    if isinstance(entry, Report):
        return facts((owner.say("Activités"), [entry.activities]), (owner.say("Autonomie"), [entry.autonomy]))
    people = owner.say.listing(entry.participants) if owner.for_team else ""
    return facts((owner.say("Avec"), [people]), (owner.say("Acquis"), [entry.gained]))
