"""What a repeater keeps of the portfolio that they come from (« vient de »)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.internships.internship import Internship
from generator.model.internships.period import Period
from generator.model.realisation import Realisation
from generator.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """Work, stages and verdicts of a former class: shown where they are, counted here.

    Their ``origin`` is the address of that portfolio, so that a page that names them leads there.
    """

    portfolio: str
    """Its address, ``class/student``."""
    cohort: str
    """Name of the class."""
    first_year: Period | None = None
    second_year: Period | None = None
    session: int | None = None
    realisations: tuple[Realisation, ...] = ()
    internships: tuple[Internship, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
