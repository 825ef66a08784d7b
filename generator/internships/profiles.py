"""What is asked of a learner for their stages: what the référentiel says of their voie, as the class replaces it.

Nothing of a text is written here. A référentiel gives its requirements, their sentences and its durations as data
(``frameworks/data``); where its text was not read it gives none, and a class writes its own (``profil de stage``).
Its indicators are here too: the dimensions that hosts offer, the competencies of the first level that stages touch.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.language import mark
from generator.model.framework import Framework
from generator.model.internships.regulation import Profile, StageRequirement, range_of
from generator.model.pathway import Pathway
from generator.model.realisation import Realisation
from generator.model.school import Cohort
from generator.model.student import Student
from generator.values.folding import fold

OWN_RULE = mark("règle de votre établissement")
"""What is quoted for a duration that a class writes without its source."""
_DURATIONS: Mapping[str, str] = {"total": "R19", "first": "R20", "second": "R21", "extension": "R25", "rest": "R27"}
"""Field → the requirement that judges it."""
_KEYS: Mapping[str, str] = {
    "duree": "total",
    "premiere": "first",
    "seconde": "second",
    "prolongation": "extension",
    "repos": "rest",
    "organisations": "organisation_kinds",
    "source": "source",
}
"""What ``profil de stage`` may hold, folded → field."""


def profile_for(student: Student, cohort: Cohort, framework: Framework | None) -> Profile | None:
    """Return the profile of a student, as the class overrides it; None for a framework without rules on stages."""
    given = framework.profiles.get(student.pathway) if framework else None
    if student.pathway is not Pathway.SCHOOL or not cohort.internship_profile:
        return given
    return _override(given, cohort.internship_profile)


def unreadable(cohort: Cohort) -> Iterator[tuple[str, str]]:
    """Yield (key, value as written) of what ``profil de stage`` says and nobody can read."""
    for key, value in cohort.internship_profile.items():
        name = _KEYS.get(fold(key))
        if name is None or _read(name, value) is None:
            yield key, str(value)


def _override(given: Profile | None, written: Mapping[str, object]) -> Profile | None:
    """Replace what the class wrote: each duration is then its own rule, quoted as such and not as the référentiel's."""
    read = {name: _read(name, value) for key, value in written.items() if (name := _KEYS.get(fold(key)))}
    found = {name: value for name, value in read.items() if value is not None}
    source = found.pop("source", None)
    if not found:
        return given
    own = {
        rule: StageRequirement(rule=rule, source=str(source or OWN_RULE), unverified=source is None)
        for name, rule in _DURATIONS.items()
        if name in found
    }
    base = given or Profile()
    return replace(base, requirements={**base.requirements, **own}, **found)  # type: ignore[arg-type]  # _read gives each field its type


def _read(name: str, value: object) -> object | None:
    """Read one value for a field; None when it cannot be read."""
    if name == "source":
        return str(value).strip() or None if value is not None else None
    if name == "organisation_kinds":
        return tuple(str(item) for item in value) if isinstance(value, list | tuple) else None
    found = range_of(str(value))
    if name in {"first", "second"}:
        return found
    return found.low if found and found.low == found.high else None


def dimensions(student: Student, profile: Profile | None) -> dict[str, tuple[str, ...]]:
    """Give, for each dimension of the trade that the profile names, the hosts that offer it.

    R10 and R11: an indicator, never a fault.
    """
    found = (host for item in student.internships for host in item.organisations)
    hosts = {host.shown_name: frozenset(map(fold, host.services)) for host in found}
    return {
        title: tuple(name for name, services in hosts.items() if services & {fold(title), fold(word)})
        for title, word in (profile.dimensions if profile else ())
    }


def touched_roots(framework: Framework, realisations: tuple[Realisation, ...]) -> frozenset[str]:
    """Return the competencies of the first level that réalisations cite."""
    cited = {claim.competency for item in realisations for claim in item.claims if claim.competency}
    return frozenset(_root(framework, code) for code in cited if code in framework.by_id)


def _root(framework: Framework, code: str) -> str:
    while (parent := framework.by_id[code].parent) is not None:
        code = parent
    return code
