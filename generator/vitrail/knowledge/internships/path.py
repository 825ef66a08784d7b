"""A learner's path: by which voie they prepare the diploma on each day, and when they are not here at all.

It is read from keys written for other reasons (« voie », « départ », the folder of an « alternance »); where these do
not suffice, the team writes it (« scolarité » in promotion.yml). A paper or a stage that falls due on a day is required
only of learners whose path has them here on that day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from vitrail.content.model.framework import USUAL_YEARS, Framework
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.ground.language import Period, mark

_USUAL = (mark("première année"), mark("deuxième année"))


class Segment(Struct, frozen=True, kw_only=True):
    """Days on which the voie or the presence differs from the rest of the path."""

    period: Period
    pathway: Pathway | None = None
    """None: the voie does not change."""
    away: bool = False
    """Whether nothing falls due here: illness, a year abroad, time at another school."""
    pause: bool = False
    """Whether things due meanwhile are required on the day of return, since no other school required them."""


class Path(Struct, frozen=True, kw_only=True):
    """A learner's time in a class: voies, entry, departure, absences."""

    pathway: Pathway | None
    """The voie on days without a segment that changes it; None when the key could not be read."""
    entered: date | None = None
    left: date | None = None
    segments: tuple[Segment, ...] = ()
    """Of several that contain a day, the last counts."""
    years: tuple[Period | None, ...] = ()
    """The years of the diploma, in order: one that is repeated in the class has the days of its second time."""

    @property
    def last(self) -> Period | None:
        """The last year of the diploma, when it is dated."""
        return self.years[-1] if self.years else None

    @property
    def pathways(self) -> tuple[Pathway, ...]:
        """Every voie of the path, the last first."""
        return tuple(filter(None, (*(segment.pathway for segment in reversed(self.segments)), self.pathway)))

    def on(self, day: date) -> Pathway | None:
        """Return the voie by which the diploma is prepared here on a day; None when it is not, or unknown."""
        absent = (self.entered and day < self.entered) or (self.left and self.left <= day)
        return None if absent or any(segment.away for segment in self._holding(day)) else self.voie(day)

    def due(self, day: date) -> date:
        """Return the day on which things due on a day are required: after an interruption, the day of return."""
        ends = (segment.period.end for segment in self._holding(day) if segment.pause)
        return self.due(end + timedelta(days=1)) if (end := next(ends, None)) else day

    def voie(self, day: date) -> Pathway | None:
        """Return the voie by which the diploma is prepared on a day, here or elsewhere; None when unknown."""
        return next((segment.pathway for segment in self._holding(day) if segment.pathway), self.pathway)

    def _holding(self, day: date) -> Iterator[Segment]:
        return (segment for segment in reversed(self.segments) if segment.period.contains(day))


def year_name(framework: Framework | None, rank: int) -> str:
    """Name a year of the diploma, to fill a sentence with: as its référentiel does, else by its rank.

    >>> year_name(None, 1), year_name(None, 3)
    ('première année', '')
    """
    names = framework.years if framework else USUAL_YEARS
    return _USUAL[rank - 1] if names == USUAL_YEARS and rank <= len(names) else dict(enumerate(names, 1)).get(rank, "")


def path_of(student: Student, cohort: Cohort) -> Path:
    """Read the path of a student in their class; a repeater has no day of entry, having been in another class before.

    >>> path = path_of(student(left_on=read_date("16/01/2026")), cohort())
    >>> path.on(read_date("15/01/2026")), path.on(read_date("1/2/2026"))
    (<Pathway.SCHOOL: 'scolaire'>, None)
    """
    rows = cohort.enrolled(student.slug)
    years = dict(enumerate(cohort.years, 1))
    segments = list(_employed(student, known=any(cohort.years)))
    for row in rows:
        if row.period and not row.bounds:
            segments.append(
                Segment(
                    period=row.period,
                    pathway=row.pathway,
                    away=row.elsewhere,
                    pause=row.school is None and row.elsewhere,
                )
            )
        if row.period and row.year in years:
            years[row.year] = row.period
    return Path(
        pathway=student.pathway,
        entered=None if student.former else max(filter(None, (row.came for row in rows)), default=None),
        left=min(filter(None, (student.left_on, *(row.went for row in rows))), default=None),
        segments=tuple(segments),
        years=tuple(years.values()),
    )


def _employed(student: Student, *, known: bool) -> Iterator[Segment]:
    """Yield the apprenticeships of a student of the voie scolaire; each covers the whole path while it has no dates."""
    for item in student.stages if student.pathway is Pathway.SCHOOL else ():
        if item.apprenticeship:
            period = item.span if known and item.span else Period(start=date.min)
            yield Segment(period=period, pathway=Pathway.APPRENTICESHIP)
