"""The workshops that réalisations and stages of a class name (« atelier »)."""

from collections import Counter
from collections.abc import Iterator

from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student

WORKSHOP = "atelier"
"""The key that names a workshop, folded."""


def workshops(student: Student) -> Iterator[str]:
    """Name the workshops that a student's réalisations and stages belong to.

    >>> [*workshops(student(realisations=(work(facts=(("atelier", "AP3"),)),)))]
    ['AP3']
    """
    facts = (*(item.facts for item in student.realisations), *(item.facts for item in student.internships))
    yield from (text for written in facts for name, text in written if name == WORKSHOP)


def shared_workshops(cohort: Cohort) -> tuple[tuple[str, int], ...]:
    """Count the students of a class who wrote about each workshop, the largest number first.

    >>> shared_workshops(cohort(student(realisations=(work(facts=(("atelier", "AP3"),)),))))
    (('AP3', 1),)
    """
    counted = Counter(name for student in cohort.students for name in set(workshops(student)))
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
