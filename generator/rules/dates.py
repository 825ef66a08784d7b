"""Dates that can be read but cannot be: after the day of reference, outside the class's years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Diagnostic
from generator.model.internships.period import Period
from generator.model.realisation import Context, Realisation
from generator.rules.walking import Ground, students, submitted


def diagnose(ground: Ground) -> Iterator[Diagnostic]:
    """Yield missing periods, work said to be done after the day of reference, work outside the class's years."""
    for cohort, student in students(ground.school):
        years = tuple(year for year in (cohort.first_year, cohort.second_year) if year)
        own = not student.comes_from  # a repeater's work may belong to the years of the former class
        for item in submitted(student):
            yield from _period(item, years if own else (), ground.today)
        for entry in student.watch:
            if entry.on and entry.on > ground.today:
                yield Diagnostic.at("EXA013", entry.source.at("date"), day=entry.on)
        for index, certification in enumerate(student.certifications):
            if certification.on and certification.on > ground.today:
                place = student.source.at("certifications", index, "date")
                yield Diagnostic.at("EXA013", place, day=certification.on)


def _period(item: Realisation, years: tuple[Period, ...], today: date) -> Iterator[Diagnostic]:
    place = item.source.at("periode")
    if item.period is None:
        yield Diagnostic.at("EXA008", place)
        return
    if item.period.start > today:
        yield Diagnostic.at("EXA013", place, day=item.period.start)
    elif years and item.contexts != (Context.PERSONAL,) and not any(item.period.touches(year) for year in years):
        yield Diagnostic.at("EXA012", place, years=years)
