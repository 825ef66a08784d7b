"""Which réalisations are a teacher's to read: those that claim what their subjects name in the référentiel."""

from __future__ import annotations

from collections.abc import Iterator

from generator.frameworks.queries import ancestors
from generator.model.framework import Competency, Framework
from generator.model.realisation import Realisation
from generator.model.school import Cohort, Teacher
from generator.values.folding import fold

_SHORTEST = 4
"""Letters of a word that says something: « de » and « des » are in every title."""


def readers(cohort: Cohort, work: Realisation, framework: Framework | None) -> tuple[str, ...]:
    """Name the teachers of a class whose subjects a réalisation is about.

    A teacher without subjects, or whose subjects name nothing of the référentiel, reads everything.
    """
    claimed = {claim.competency for claim in work.claims if claim.competency}
    above = {code for one in claimed for code in (one, *(ancestors(framework, one) if framework else ()))}
    return tuple(
        teacher.name
        for teacher in cohort.team
        if not (taught := frozenset(_taught(teacher, framework))) or taught & above
    )


def _taught(teacher: Teacher, framework: Framework | None) -> Iterator[str]:
    for subject in teacher.subjects:
        name = fold(subject)
        words = {word for word in name.split() if len(word) >= _SHORTEST}
        for item in framework.competencies if framework else ():
            if _named(item, name, words):
                yield item.id


def _named(item: Competency, subject: str, words: set[str]) -> bool:
    """Whether a subject is an option that owns an item, its code, or shares a word with its title."""
    own = {fold(item.id), fold(item.local_id), *map(fold, item.options)}
    return subject in own or not words.isdisjoint(fold(item.title).split())
