"""The profile of a learner's stages: the référentiel's rules for their voie, with the class's own durations.

No text is quoted in this code. A référentiel gives its requirements, their sentences and its durations as data
(``frameworks/data``); where its text was not read it gives none, and a class writes its own (``profil de stage``).
Its indicators are here too: the dimensions that hosts offer, the competencies of the first level that stages touch.
"""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from itertools import zip_longest

from msgspec.structs import replace

from vitrail.content.frameworks.queries import lineage
from vitrail.content.model.framework import Competency, Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.internships.regulation import Profile, StageRequirement
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.values.folding import fold
from vitrail.ground.language import mark
from vitrail.knowledge.internships.path import path_of

OWN_RULE = mark("règle de votre établissement")
"""Stands for the source of a duration that a class writes without one."""
_DURATIONS: Mapping[str, str] = {"total": "R19", "extension": "R25", "rest": "R27"}
"""Field → the requirement that judges it."""


def profile_for(pathway: Pathway | None, cohort: Cohort, framework: Framework | None) -> Profile | None:
    """Return the profile of a voie, with the class's overrides; None where there are no rules, or no voie.

    >>> own = cohort(profiles={Pathway.SCHOOL: Profile(total=Range(low=10, high=10))})
    >>> profile_for(Pathway.SCHOOL, own, None).total, profile_for(None, own, None)
    (Range(low=10, high=10), None)
    """
    if pathway is None:
        return None
    given = framework.profiles.get(pathway) if framework else None
    own = cohort.profiles.get(pathway)
    return _override(given, own) if own else given


def profile_on(
    student: Student, cohort: Cohort, framework: Framework | None, day: date, stage: Internship | None = None
) -> Profile | None:
    """Return the profile of a student, by the voie of a day, or of one of their stages, by that of its first day.

    >>> own = cohort(profiles={Pathway.SCHOOL: Profile(total=Range(low=10, high=10))})
    >>> profile_on(student(), own, None, read_date("1/3/2026")).total
    Range(low=10, high=10)
    """
    first = stage.span.start if stage and stage.span else day
    return profile_for(path_of(student, cohort).voie(first), cohort, framework)


def _override(given: Profile | None, own: Profile) -> Profile | None:
    """Override a profile with what the class wrote: each rule is then quoted as the class's own."""
    base, blank = given or Profile(), Profile()
    written = {name: mine for name in own.__struct_fields__ if (mine := getattr(own, name)) != getattr(blank, name)}
    source, doubtful = written.pop("source", OWN_RULE), written.pop("unverified", not own.source)
    rules = [rule for name, rule in _DURATIONS.items() if name in written]
    if own.lengths:
        pairs = zip_longest(own.lengths, base.lengths)
        written |= {"lengths": tuple(mine or theirs for mine, theirs in pairs), "consecutive": own.consecutive}
        rules += ["R20" if rank == 1 else "R21" for rank, weeks in enumerate(own.lengths, 1) if weeks]
    asked = {rule: StageRequirement(rule=rule) for rule in rules} | {**own.requirements}
    said = {
        rule: replace(item, source=item.source or source, unverified=doubtful and not item.source)
        for rule, item in asked.items()
    }
    return replace(base, **written | {"requirements": {**base.requirements, **said}}) if written else given


def dimensions(student: Student, profile: Profile | None) -> dict[str, tuple[str, ...]]:
    """Give, for each dimension of the trade that the profile names, the hosts that offer it.

    R10 and R11: an indicator, never a fault.

    >>> mill = Organisation(slug="moulin", name="Moulin", services=("Maintenance",))
    >>> worked = stage(periods=(InternshipPeriod(period=read_period("janvier 2026"), organisation=mill),))
    >>> dimensions(student(internships=(worked,)), Profile(dimensions=(("La maintenance", "maintenance"),)))
    {'La maintenance': ('Moulin',)}
    """
    welcoming = (host for item in student.internships for host in item.organisations)
    hosts = {host.shown_name: frozenset(map(fold, host.services)) for host in welcoming}
    return {
        title: tuple(name for name, services in hosts.items() if services & {fold(title), fold(word)})
        for title, word in (profile.dimensions if profile else ())
    }


def roots(
    framework: Framework, option: str | None, known: Container[str], works: Iterable[Realisation]
) -> tuple[tuple[Competency, bool], ...]:
    """Return the competencies of the first level that are asked of a learner, each with whether réalisations cite it.

    Roots of another option, whose activities a table may borrow, are left out.

    >>> [(item.id, cited) for item, cited in roots(framework(), "SUCRE", {"X1", "X2"}, [work()])]
    [('X1', True), ('X2', False)]
    """
    cited = lineage(framework, (claim.competency for item in works for claim in item.claims if claim.competency))
    asked = (item for item in framework.competencies if item.parent is None and item.id in known)
    return tuple((item, item.id in cited) for item in asked if not item.options or option in item.options)
