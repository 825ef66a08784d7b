"""The values of a school that an audience may not read (docs/guide-equipe.md, « Ce que chacun voit »)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from generator import language
from generator.model.audience import Audience
from generator.model.internship import Internship
from generator.model.school import School
from generator.model.student import Student
from generator.privacy.said import strings
from generator.privacy.watch import Watch, watch

_CATALOGUES = Path(language.__file__).parent
_QUOTED = re.compile(r'"(.+)"')
_PERSON = re.compile(r"\b(M\.|Mme|Mlle|Mr|Mrs|Ms)[ \u00a0]")
_SENTENCE = 20
"""Characters from which a comment is its author's own words rather than an « ok »."""


@cache
def our_sentences() -> tuple[str, ...]:
    """Every sentence of the catalogues, in French and in English, without a parser; examples of names are left out."""
    found = (path.read_text("utf-8").replace('"\n"', "") for path in sorted(_CATALOGUES.rglob("*.po")))
    return tuple(text for catalogue in found for text in _QUOTED.findall(catalogue) if not _PERSON.search(text))


def watch_for(school: School, seen: School, audience: Audience, ours: Iterable[str] = ()) -> Watch:
    """Search for what is in the school and not in what the audience sees of it; nothing for the team.

    ``ours`` is what every site holds (``chrome.wording``), read only when there is something to search for.
    """
    private = tuple(_private(school, audience)) if audience is not Audience.TEAM else ()
    return watch(private, chain(_allowed(seen), ours)) if private else Watch()


def _private(school: School, audience: Audience) -> Iterator[str]:
    """Names of hidden students, of tutors and of hosts that have a public name; the team's own words."""
    yield from (host.name for host in school.organisations if host.public_name)
    for cohort in school.cohorts:
        for student in cohort.students:
            if not audience.sees(school.default_visibility, student.visibility):
                yield student.name
            yield from _words(student)
            for internship in student.internships:
                yield from _of_internship(internship)


def _words(student: Student) -> Iterator[str]:
    said = (verdict.comment for verdict in student.verdicts)
    return (text for text in said if text and len(text) >= _SENTENCE)


def _of_internship(internship: Internship) -> Iterator[str]:
    for period in internship.periods:
        if period.tutor:
            yield period.tutor.name
        if period.organisation and period.organisation.public_name:
            yield period.organisation.name
    notes = (follow_up.note for follow_up in internship.follow_ups)
    yield from (note for note in notes if note and len(note) >= _SENTENCE)


def _allowed(seen: School) -> Iterator[str]:
    """What the audience reads anyway: visible names, the school's, and our own words.

    Without the last, a tutor's name typed « à compléter » would hide every page that says so, and « Tableau de
    synthèse » would stop the site for the whole school.
    """
    yield from our_sentences()
    yield from strings(seen.frameworks)
    yield from filter(None, (seen.name, seen.academy, seen.data_contact, seen.legal_notice))
    yield from (host.shown_name for host in seen.organisations)
    for cohort in seen.cohorts:
        yield cohort.name
        for student in cohort.students:
            yield student.name
            for internship in student.internships:
                yield from (host.shown_name for host in internship.organisations)
