"""What stages bring to a learner: dimensions of the trade that hosts offer, competencies of the first level."""

from __future__ import annotations

from generator.model.framework import Framework
from generator.model.internships.regulation import Profile
from generator.model.realisation import Realisation
from generator.model.student import Student
from generator.values.folding import fold


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
    """Give the competencies of the first level that réalisations cite."""
    cited = {claim.competency for item in realisations for claim in item.claims if claim.competency}
    return frozenset(_root(framework, code) for code in cited if code in framework.by_id)


def _root(framework: Framework, code: str) -> str:
    while (parent := framework.by_id[code].parent) is not None:
        code = parent
    return code
