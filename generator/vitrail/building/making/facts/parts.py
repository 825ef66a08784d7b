"""The pages of each part of a site, and their plans.

A part is the school, the state of every file (for the team), the regulations, a class, or a portfolio. Its plan lists
its pages with their keys, and is made again only when one of its dependencies changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from vitrail.building.making.facts.cards import class_members
from vitrail.building.making.facts.readers import school_edition, shown_class
from vitrail.building.making.facts.run import classes
from vitrail.building.making.facts.setting import class_in, of_files, of_portfolio, of_promotion, of_school
from vitrail.building.publishing.page_keys import PageKeys, digest
from vitrail.building.publishing.plans import ScopePlan, planned
from vitrail.content.addressing.spec import PageSpec
from vitrail.content.model.audience import Audience
from vitrail.ground.memo.memo import Memo
from vitrail.ground.memo.question import question
from vitrail.site.pages.site import class_pages, portfolio_pages, wide_pages

Part: TypeAlias = tuple[str, str, str, str]
"""Audience, kind, class, student."""
SCHOOL, STATUS, REGULATION, CLASS, PORTFOLIO = "school", "status", "regulation", "class", "portfolio"
WIDE = SCHOOL, STATUS, REGULATION
"""Kinds of parts that are about the whole school; the state of every file is for the team alone."""

SPECS = "specs"
"""Key of ``Memo.scratch``: part → the digests of its plan and its pages by address, for the parts planned last."""
_PLANNED = 8
"""Parts whose pages are left aside: enough for those that one save plans again, too few to hold a school."""


def parts(memo: Memo, audience: str) -> Iterator[Part]:
    """Name the parts of a site, the widest first."""
    for kind in WIDE if audience == Audience.TEAM.name else (SCHOOL, REGULATION):
        yield audience, kind, "", ""
    for slug in classes(memo):
        if shown_class(memo, audience, slug):
            yield audience, CLASS, slug, ""
            for student in class_members(memo, audience, slug):
                yield audience, PORTFOLIO, slug, student


@question(tuple[ScopePlan, ...], part=4)
def plan(memo: Memo, audience: str, kind: str, cohort: str, student: str) -> tuple[ScopePlan, ...]:
    """Plan the pages of a part: the address, kind and key of each, and its search entry in wider scopes."""
    sheets, specs = [], dict[str, PageSpec]()
    keys = PageKeys(digest(memo.input(f"shell {audience}"), str(school_edition(memo, audience).record.indexing)))
    for sheet, own in planned(pages_of(memo, audience, kind, cohort, student), keys.of):
        sheets.append(sheet)
        specs |= own
    _leave(memo, (audience, kind, cohort, student), sheets, specs)
    return tuple(sheets)


def specs_of(memo: Memo, part: Part) -> Mapping[str, PageSpec]:
    """Return the pages of a part by address: those that were left aside if they are of this plan, else planned again.

    They may be of another plan: when a change is undone, the plan of an earlier run holds again.
    """
    sheets = plan(memo, *part)
    left: tuple[tuple[str, ...], Mapping[str, PageSpec]] = memo.scratch.get(SPECS, {}).get(part, ((), {}))
    if left[0] == _own(sheets):
        return left[1]
    specs = {spec.url: spec for spec in pages_of(memo, *part)}
    _leave(memo, part, sheets, specs)
    return specs


def _leave(memo: Memo, part: Part, sheets: Iterable[ScopePlan], specs: Mapping[str, PageSpec]) -> None:
    left = memo.scratch.setdefault(SPECS, {})
    left.pop(part, None)  # so that the last planned is the last to be deleted
    left[part] = _own(sheets), specs
    while len(left) > _PLANNED:
        del left[next(iter(left))]


def _own(sheets: Iterable[ScopePlan]) -> tuple[str, ...]:
    return tuple(sheet.own for sheet in sheets)


def text_pages(memo: Memo, part: Part, paths: Collection[str]) -> Iterator[PageSpec]:
    """Yield the page of each of some texts of a portfolio; planning stops at the last of them."""
    audience, _, cohort, student = part
    left = set(paths)
    for spec in portfolio_pages(of_portfolio(memo, audience, cohort, student), texts_first=True):
        if len(spec.bodies) == 1 and spec.bodies[0].path in left:
            left.remove(spec.bodies[0].path)
            yield spec
        if not left:
            return


def pages_of(memo: Memo, audience: str, kind: str, cohort: str, student: str) -> Iterator[PageSpec]:
    """Plan the pages of a part; not a question, so that its caller depends on all that they are planned from."""
    if kind == PORTFOLIO:
        return portfolio_pages(of_portfolio(memo, audience, cohort, student))
    if kind == CLASS:
        setting = of_promotion(memo, audience, cohort)
        return class_pages(setting, class_in(setting.school, memo, cohort))
    return wide_pages(kind, of_school(memo, audience) if kind == SCHOOL else of_files(memo, audience))
