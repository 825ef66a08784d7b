"""Where a code printed on paper leads: the public site, which must then show the page."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from generator.addressing import addresses
from generator.model.audience import Visibility
from generator.model.realisation import Realisation, Status
from generator.model.school import Cohort, School
from generator.model.student import Student


def on_paper(
    school: School, cohort: Cohort, student: Student, work: Realisation | None = None, *, today: date | None = None
) -> str:
    """Give the whole address of a réalisation's first sentence, of a portfolio's home without one.

    Empty when whoever reads the paper could not follow it: the site has no known address, the public does not see the
    page, or the class's « publier jusqu'au » is past.
    """
    gone = cohort.publish_until is not None and today is not None and cohort.publish_until < today
    shown = work is None or (work.visibility is Visibility.PUBLIC and work.status is Status.SUBMITTED)
    if not school.site_url or gone or not shown or student.visibility is not Visibility.PUBLIC:
        return ""
    root = school.site_url.rstrip("/")
    if work is None:
        return f"{root}/{quote(addresses.student(cohort, student))}"
    page = f"{root}/{quote(addresses.realisation(cohort, student, work))}"
    first = next((addresses.anchor(claim.competency or claim.cited) for claim in work.claims), "")
    return f"{page}#{first}" if first else page
