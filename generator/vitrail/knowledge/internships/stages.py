"""Groups internships into the stages that the regulation counts, with their hosts, papers and places of dates."""

from datetime import date

from msgspec import Struct

from vitrail.content.model.framework import USUAL_YEARS
from vitrail.content.model.internships.internship import Agreement, Certificate, Internship, InternshipPeriod
from vitrail.content.model.internships.organisation import is_abroad
from vitrail.content.model.internships.regulation import Profile
from vitrail.content.model.school import Cohort
from vitrail.content.model.source import Route
from vitrail.content.model.student import Former
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Period, joined, mark
from vitrail.knowledge.internships.counting import counts_of
from vitrail.knowledge.internships.weeks import Days, internship_days


class Stage(Struct, frozen=True, kw_only=True):
    """A stage in the sense of the regulation: one folder as a rule, several when they share an ``ordre``."""

    rank: int
    internships: tuple[Internship, ...]
    done_in: Cohort | Former
    """The class in whose years it was done: a former one, for a repeater."""

    @property
    def days(self) -> Days:
        """The days of its folders together."""
        return internship_days(*self.internships)

    @property
    def by_month(self) -> bool:
        """True if some of its dates are months: its days are unknown, and its weeks are read from its papers."""
        return any(item.by_month for item in self.internships)

    @property
    def span(self) -> Period:
        """From its first regular day to its last; only for a stage that has one."""
        days = self.days.regular
        return Period(start=min(days), end=max(days), by_month=self.by_month)

    @property
    def certified(self) -> int | None:
        """The sum of the weeks that its papers state; None unless each period has a paper that states some."""
        papers = {
            period_place(item, index, "attestation"): period.certificate
            for item in self.internships
            for index, period in enumerate(item.periods)
        }
        stated = [paper.weeks if paper else None for paper in papers.values()]
        return None if None in stated else sum(filter(None, stated))

    @property
    def unreadable(self) -> bool:
        """True if some of its dates could not be read: its length is unknown."""
        return any(item.unreadable for item in self.internships)

    @property
    def place(self) -> Place:
        """The place where its dates are written."""
        return dates_place(self.internships[0])


class Host(Struct, frozen=True, kw_only=True):
    """The periods of an internship at one organisation, with their papers."""

    name: str
    periods: tuple[tuple[int, InternshipPeriod], ...]
    """(index in the internship, period)."""

    @property
    def span(self) -> Period:
        """From the first day there to the last; open while a period is."""
        return joined(period.period for _, period in self.periods) or Period(start=date.max)

    @property
    def start(self) -> date:
        """The first day there."""
        return self.span.start

    @property
    def end(self) -> date | None:
        """The last day there; None while a period is open."""
        return self.span.end

    @property
    def agreement(self) -> tuple[int, Agreement]:
        """The agreement with the index of its period: the signed one, else one in preparation, else an empty one."""
        papers = ((index, period.agreement) for index, period in self.periods if period.agreement)
        return max(papers, key=lambda pair: pair[1].signed_on is not None, default=(self.periods[0][0], Agreement()))

    @property
    def certificate(self) -> tuple[int, Certificate]:
        """The certificate with the index of its period: the delivered one, else another, else an empty one."""
        papers = ((index, period.certificate) for index, period in self.periods if period.certificate)
        empty = (self.periods[0][0], Certificate())
        return max(papers, key=lambda pair: pair[1].delivered_on is not None, default=empty)


def regular_weeks(*stages: Stage, present: bool = True) -> tuple[int, ...]:
    """Return the acceptable numbers of weeks of stages taken together, our reading first; none while unknown.

    ``present``: with absences taken off. Stages dated by months count the weeks that their papers state.

    >>> regular_weeks(Stage(rank=1, internships=(stage("du 5 au 16 janvier 2026"),), done_in=cohort()))
    (2,)
    """
    by_month, dated = ([stage for stage in stages if stage.by_month is known] for known in (True, False))
    stated = [stage.certified for stage in by_month]
    internships = [item for stage in dated for item in stage.internships]
    if None in stated or any(part.period.end is None for item in internships for part in item.periods):
        return ()
    counted = counts_of(internships, lambda days: days.regular, present=present)
    return tuple(number + sum(filter(None, stated)) for number in counted)


def stages_of(internships: tuple[Internship, ...], cohort: Cohort | Former) -> tuple[Stage, ...]:
    """Gather dated internships into stages: by ``ordre``, else by the year in which they start, else in order.

    In a diploma of more or fewer than two years, the year comes first: people number stages, and a year may have
    several, or none.

    >>> both = stage("du 5 au 16 janvier 2026", slug="a"), stage("juin 2026", slug="b")
    >>> [(stage.rank, stage.internships[0].slug) for stage in stages_of(both, cohort())]
    [(1, 'a'), (2, 'b')]
    """
    dated = sorted(
        (i for i in internships if internship_days(i).regular), key=lambda i: min(internship_days(i).regular)
    )
    ranks: dict[int, list[Internship]] = {}
    for position, internship in enumerate(dated, 1):
        said = (internship.rank, _rank(internship, cohort))
        first, second = said if len(cohort.years) in {0, len(USUAL_YEARS)} else said[::-1]
        ranks.setdefault(first or second or position, []).append(internship)
    return tuple(Stage(rank=rank, internships=tuple(ranks[rank]), done_in=cohort) for rank in sorted(ranks))


def hosts_of(internship: Internship) -> tuple[Host, ...]:
    """Gather an internship's periods by organisation, in order; one without organisation joins the one before.

    >>> parts = stage("du 5 au 9 janvier 2026", "du 2 au 6 mars 2026")
    >>> [(host.name, str(host.start), str(host.end)) for host in hosts_of(parts)]
    [('Moulin', '2026-01-05', '2026-03-06')]
    """
    groups: dict[str, list[tuple[int, InternshipPeriod]]] = {}
    key, names = "", {"": internship.slug}
    for index, period in enumerate(internship.periods):
        if period.organisation is not None:
            key = period.organisation.slug or period.organisation.name
            names[key] = period.organisation.name
        groups.setdefault(key, []).append((index, period))
    return tuple(Host(name=names[key], periods=tuple(gathered)) for key, gathered in groups.items())


def period_place(internship: Internship, index: int, *route: str) -> Place:
    """Return the place of a period's value: in the period, else at the top, unless it is another host's paper."""
    source, period = internship.source, internship.periods[index]
    inside: Route = ("periodes", index, *route)
    held = {"convention": period.agreement, "attestation": period.certificate}.get(route[0], period)
    top = held is not None and route[:1] in source.marks and inside[:3] not in source.marks
    return source.at(*route) if top or inside[:2] not in source.marks else source.at(*inside)


def dates_place(internship: Internship) -> Place:
    """Return the place of an internship's dates."""
    return internship.source.at("periodes" if ("periodes",) in internship.source.marks else "du")


def over(internship: Internship, today: date) -> bool:
    """True if the last day, extension included, is past; False when a date cannot be read.

    >>> left = stage("du 5 au 16 janvier 2026")
    >>> over(left, read_date("16/01/2026")), over(left, read_date("17/01/2026"))
    (False, True)
    """
    span = internship.span
    return not internship.unreadable and span is not None and span.end is not None and span.end < today


def started(internship: Internship, today: date) -> bool:
    """True if the first day has come.

    >>> left = stage("du 5 au 16 janvier 2026")
    >>> started(left, read_date("4/1/2026")), started(left, read_date("5/1/2026"))
    (False, True)
    """
    return internship.span is not None and internship.span.start <= today


def _rank(internship: Internship, cohort: Cohort | Former) -> int | None:
    """Return the rank of the last year that has begun when a stage does; 1 for a stage before the first year."""
    starts = [year.start for year in cohort.years if year]
    if not starts or len(starts) < len(cohort.years):
        return None
    first = min(internship_days(internship).regular)
    return max((rank for rank, start in enumerate(starts, 1) if start <= first), default=1)


def uncertified(internship: Internship, day: date) -> tuple[str, ...]:
    """Name the hosts of a stage that have not delivered its certificate on a day.

    >>> paper = Certificate(delivered_on=read_date("16/01/2026"))
    >>> ended = stage(periods=(InternshipPeriod(period=read_period("janvier 2026"), certificate=paper),))
    >>> uncertified(ended, read_date("15/01/2026")), uncertified(ended, read_date("16/01/2026"))
    (('moulin',), ())
    """
    papers = ((host.name, host.certificate[1].delivered_on) for host in hosts_of(internship))
    return tuple(name for name, delivered in papers if delivered is None or delivered > day)


def abroad(internship: Internship, host: Host) -> bool:
    """True if a stage or its host is abroad: R30 then lets the convention be adapted.

    >>> away = stage(country="PT")
    >>> abroad(away, hosts_of(away)[0])
    True
    """
    countries = (period.organisation.country for _, period in host.periods if period.organisation)
    return any(map(is_abroad, (internship.country, *countries)))


def certificate_gaps(certificate: Certificate, profile: Profile) -> tuple[str, ...]:
    """Name what an attestation does not state (R41).

    >>> certificate_gaps(Certificate(weeks=4), Profile())
    ('les dates',)
    """
    stated = {
        mark("les dates"): certificate.dates is not None,
        mark("la durée en semaines"): certificate.weeks is not None,
        mark("le contenu"): bool(certificate.content) or not profile.certificate_content,
    }
    return tuple(name for name, done in stated.items() if not done)
