"""The pages of each part of a site: what they are planned from, asked fact by fact, and their plans.

A part is the school, what the team reads of every file, the regulations, a class, or a portfolio. Its plan names the
pages with their keys; while nothing moved that was asked for it, nothing of it is planned again.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from generator.addressing.spec import PageSpec
from generator.making.facts.cards import mate, published, where
from generator.making.facts.counted import faults
from generator.making.facts.people import classes, of_class
from generator.making.facts.readers import lacks, seen_coverage, seen_school, shown_class
from generator.making.facts.setting import class_in, find_in, of_portfolio, of_promotion, whole
from generator.making.facts.tried import notes
from generator.memo.memo import Memo
from generator.memo.question import question
from generator.memo.shelf import PartLine
from generator.model.audience import Audience
from generator.pages.site import class_pages, portfolio_pages, regulation_pages, school_pages, status_pages
from generator.publishing.page_keys import PageKeys, digest
from generator.publishing.plans import ScopePlan, planned

Part: TypeAlias = tuple[str, str, str, str]
"""Audience, kind, class, student."""
SCHOOL, STATUS, REGULATION, CLASS, PORTFOLIO = "school", "status", "regulation", "class", "portfolio"

SPECS = "specs"
"""What ``plan`` leaves aside: the pages of the part that was planned last, until something moves."""


def parts(memo: Memo, audience: str) -> Iterator[Part]:
    """Name the parts of a site, the widest first."""
    for kind in (SCHOOL, STATUS, REGULATION):
        yield audience, kind, "", ""
    for slug in classes(memo):
        if shown_class(memo, audience, slug):
            yield audience, CLASS, slug, ""
            for student in of_class(memo, slug):
                if mate(memo, audience, slug, student):
                    yield audience, PORTFOLIO, slug, student


class SitePart(Struct, frozen=True):
    """A part, as publishing takes it (``publishing.disk.site.Part``)."""

    memo: Memo
    part: Part

    def sheets(self) -> tuple[ScopePlan, ...]:
        """Return its plan."""
        return plan(self.memo, *self.part)

    def specs(self) -> Mapping[str, PageSpec]:
        """Return its pages by address."""
        return specs_of(self.memo, self.part)

    @property
    def known(self) -> bool:
        """True if its plan is known without planning."""
        return self.memo.knows(plan, self.part)

    def settled(self) -> Mapping[str, PartLine]:
        """Write its plan, which this process made, and all that there is to say of its portfolio."""
        _, kind, *who = self.part
        if kind != PORTFOLIO:
            return self.memo.settle(self.part)
        for told in (faults, notes, lacks):
            told(self.memo, *who)
        return self.memo.settle(tuple(who))

    def learn(self, lines: Mapping[str, PartLine]) -> None:
        """Take its plan from where another process wrote it."""
        for part, line in lines.items():
            self.memo.learn(part, line)


@question(tuple[ScopePlan, ...], part=4)
def plan(memo: Memo, audience: str, kind: str, cohort: str, student: str) -> tuple[ScopePlan, ...]:
    """Plan the pages of a part: address, kind, key, and what wider scopes find each by."""
    sheets, specs = [], dict[str, PageSpec]()
    keys = PageKeys(digest(memo.given(f"shell {audience}"), str(seen_school(memo, audience).school.indexing)))
    for sheet, own in planned(_pages(memo, audience, kind, cohort, student), keys.of):
        sheets.append(sheet)
        specs |= own
    memo.aside[SPECS] = (audience, kind, cohort, student), specs
    return tuple(sheets)


def specs_of(memo: Memo, part: Part) -> Mapping[str, PageSpec]:
    """Return the pages of a part by address, planned again unless it is the one that was planned last."""
    known, specs = memo.aside.get(SPECS, (None, {}))
    if known != part:
        specs = {spec.url: spec for spec in _pages(memo, *part)}
        memo.aside[SPECS] = part, specs
    return specs  # type: ignore[no-any-return]  # what ``plan`` left


def _pages(memo: Memo, audience: str, kind: str, cohort: str, student: str) -> Iterator[PageSpec]:
    if kind == PORTFOLIO:
        setting = of_portfolio(memo, audience, cohort, student)
        group, person = find_in(setting.school, memo, audience, cohort, student)
        return portfolio_pages(setting, group, person)
    if kind == CLASS:
        setting = of_promotion(memo, audience, cohort)
        return class_pages(setting, class_in(setting.school, memo, cohort))
    setting = whole(memo, audience, told=kind != SCHOOL)
    return {SCHOOL: school_pages, STATUS: status_pages, REGULATION: regulation_pages}[kind](setting)


def prime(memo: Memo, audience: str) -> None:
    """Ask what the plans of an audience's parts come from, so that workers that are forked next know all of it."""
    for part in parts(memo, audience):
        _, kind, cohort, student = part
        if memo.knows(plan, part):
            continue
        if kind == PORTFOLIO:
            seen_coverage(memo, audience, cohort, student)
            where(memo, audience, cohort, student)
            published(memo, audience, cohort, student)
            if audience == Audience.TEAM.name:  # what it is told, and what the examiners say of it
                of_portfolio(memo, audience, cohort, student)
        elif kind == CLASS:
            of_promotion(memo, audience, cohort)
        else:
            whole(memo, audience, told=kind != SCHOOL)
