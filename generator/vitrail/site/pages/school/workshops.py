"""The workshops of a class (« atelier »), each with the réalisations and the stages that belong to it (R5)."""

from collections.abc import Iterator

from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InCohort
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Judged
from vitrail.knowledge.coverage.workshops import WORKSHOP, shared_workshops
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Ref
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.setting import Setting


def plan(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the page of a class that names workshops."""
    names = sorted(name for name, _ in shared_workshops(cohort))
    if names:
        content = templated("workshops", workshops=tuple((name, tuple(_works(owners, name))) for name in names))
        yield navigation.spec(setting, cohort, InCohort.WORKSHOPS, setting.text("Ateliers"), content)


def _works(owners: tuple[Portfolio, ...], name: str) -> Iterator[tuple[Ref, str]]:
    """Yield the works that belong to a workshop, each with its student's name, in the order of the class."""
    for owner in owners:
        every: tuple[Judged, ...] = (*owner.student.realisations, *owner.student.internships)
        for item in every:
            if (WORKSHOP, name) in item.facts:
                yield owner.ref(item), owner.student.name
