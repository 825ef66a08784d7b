"""The option of a student on each day: the one that the student wrote, and the changes that the team wrote."""

from collections.abc import Iterable
from datetime import date, timedelta

from vitrail.content.model.framework import Framework
from vitrail.content.model.school import Enrolment
from vitrail.content.model.student import OptionDays
from vitrail.content.values.folding import fold
from vitrail.content.values.suggesting import astray
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Period, quoted


def option_of(framework: Framework, written: str | None, place: Place, faults: list[Diagnostic]) -> str | None:
    """Resolve an option by its identifier, letter or title; None if there is none to resolve, or it is unknown."""
    if written is None or not framework.options:
        return None
    word = fold(written).removeprefix("option ")
    for option in framework.options:
        if word in {fold(option.id), fold(option.letter or ""), fold(option.title)} - {""}:
            return option.id
    ids, title = [option.id for option in framework.options], framework.short_title
    faults.append(astray("REF011.option", place, written, ids, name=written, framework=title, known=quoted(ids)))
    return None


def option_days(
    framework: Framework, own: str | None, rows: Iterable[Enrolment]
) -> tuple[str | None, tuple[OptionDays, ...]]:
    """Return the option of the exam, and those of other days.

    The option of the exam is the last that the team wrote without an end, else the student's own. Before such a change,
    it was the student's own if that differs, else the other of two: a home page is often updated after the change.
    """
    known = {option.id for option in framework.options}
    spans = [OptionDays(row.period or Period(start=date.min), row.option) for row in rows if row.option in known]
    change = next((span for span in reversed(spans) if span.period.end is None), None)
    if change is None:
        return own, tuple(spans)
    others = [option.id for option in framework.options if option.id != change.option]
    before = own if own in others else others[0] if len(others) == 1 else None
    if before and change.period.start > date.min:
        spans.insert(0, OptionDays(Period(start=date.min, end=change.period.start - timedelta(days=1)), before))
    return change.option, tuple(spans)
