"""The workshops of a class (« atelier »), each with the réalisations and the stages that belong to it (R5)."""

from collections.abc import Iterator

from vitrail.addressing.spec import PageSpec, templated
from vitrail.addressing.table import InCohort
from vitrail.coverage.workshops import WORKSHOP, shared_workshops
from vitrail.model.school import Cohort
from vitrail.model.student import Judged
from vitrail.pages import navigation
from vitrail.pages.elements import Ref
from vitrail.pages.portfolio.portfolio import Portfolio
from vitrail.pages.setting import Setting


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
