"""What is asked of a learner, as data: one profile per framework and voie, that a school may replace.

Only 2011/scolaire was read in its text. The 2019 order's annex was not found: its durations are those of 2011, marked
unverified, and can only warn. The other voies ask for certificates of employment and for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator.language import Phrase, mark, nmark
from generator.model.school import Cohort
from generator.model.student import Pathway, Student
from generator.values.folding import fold

_NUMBERS = re.compile(r"\d{1,3}")
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A number of weeks between two bounds, both included."""

    low: int
    high: int

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> int | Phrase:
        """« 4 à 5 », to fill a sentence with."""
        return self.low if self.low == self.high else mark("{low} à {high}", low=self.low, high=self.high)

    @property
    def weeks(self) -> Phrase:
        """« 4 à 5 semaines », to fill a sentence with."""
        if self.low == self.high:
            return nmark("{n} semaine", "{n} semaines", self.high)
        return mark("{low} à {high} semaines", low=self.low, high=self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a voie asks for in a framework; a duration that is None is not judged."""

    source: str
    """The text it rests on, in French, as shown in messages and on pages."""
    unverified: bool = False
    internships: bool = True
    """Whether stages are compulsory (R15); else certificates of employment are asked for."""
    total: int | None = None
    first: Range | None = None
    second: Range | None = None
    extension: int | None = None
    """Weeks that may be added in school holidays (R25)."""
    rest: int | None = None
    """Weeks of rest to keep in the summer (R27)."""
    certificate_content: bool = True
    """Whether the attestation states the content of the stage (2011: yes; the model of 2022 has no such field)."""
    organisation_kinds: tuple[str, ...] = ()
    """Kinds of host that the school accepts (R6); empty: any."""


_SCHOOL_2011 = Profile(
    source="arrêté du 26 avril 2011, annexe Stages",
    total=10,
    first=Range(low=4, high=5),
    second=Range(low=5, high=6),
    extension=2,
    rest=4,
)
_SCHOOL_2019 = replace(
    _SCHOOL_2011,
    source=mark("durées de l'arrêté de 2011, non vérifiées pour le référentiel de 2019"),
    unverified=True,
    certificate_content=False,
)
_EMPLOYED = Profile(
    source="circulaires nationales de 2022 et 2023 : « les attestations de stage ou les certificats de travail »",
    unverified=True,
    internships=False,
)
PROFILES: Mapping[tuple[str, Pathway], Profile] = MappingProxyType(
    {
        ("fr.bts-sio.2011", Pathway.SCHOOL): _SCHOOL_2011,
        ("fr.bts-sio.2019", Pathway.SCHOOL): _SCHOOL_2019,
        **{
            (framework, pathway): _EMPLOYED
            for framework in ("fr.bts-sio.2011", "fr.bts-sio.2019")
            for pathway in (Pathway.APPRENTICESHIP, Pathway.CONTINUING, Pathway.EXPERIENCE)
        },
    }
)
"""(framework, voie) → profile. « À distance » stays under scolaire (R15)."""

_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "duree": "total",
        "premiere": "first",
        "seconde": "second",
        "prolongation": "extension",
        "repos": "rest",
        "organisations": "organisation_kinds",
        "source": "source",
    }
)
"""What ``profil de stage`` may hold, folded → field."""


def profile_for(student: Student, cohort: Cohort) -> Profile | None:
    """Give the profile of a student, as the class overrides it; None for a framework without rules on stages."""
    shipped = PROFILES.get((student.framework or cohort.framework or "", student.pathway))
    if student.pathway is not Pathway.SCHOOL or not cohort.internship_profile:
        return shipped
    return _override(shipped or Profile(source=""), cohort.internship_profile)


def unreadable(cohort: Cohort) -> Iterator[tuple[str, str]]:
    """Yield (key, value as written) of what ``profil de stage`` says and nobody can read."""
    for key, value in cohort.internship_profile.items():
        name = _KEYS.get(fold(key))
        if name is None or _read(name, value) is None:
            yield key, str(value)


def _override(base: Profile, written: Mapping[str, object]) -> Profile:
    """Replace what the class wrote; with a source of its own, the school vouches for the figures."""
    read = {name: _read(name, value) for key, value in written.items() if (name := _KEYS.get(fold(key)))}
    found = {name: value for name, value in read.items() if value is not None}
    if not found:
        return base
    if "source" in found:
        found["unverified"] = False
    elif found.keys() != {"organisation_kinds"}:
        found |= {"source": mark("profil de stage de la promotion, sans source"), "unverified": True}
    return replace(base, **found)  # type: ignore[arg-type]  # _read gives each field its type


def _read(name: str, value: object) -> object | None:
    """Read one value for a field; None when it cannot be read."""
    if name == "source":
        return str(value).strip() or None if value is not None else None
    if name == "organisation_kinds":
        return tuple(str(item) for item in value) if isinstance(value, list | tuple) else None
    numbers = [int(found) for found in _NUMBERS.findall(str(value))]
    if name in {"first", "second"}:
        return Range(low=min(numbers), high=max(numbers)) if 0 < len(numbers) <= _TWO else None
    return numbers[0] if len(numbers) == 1 else None
