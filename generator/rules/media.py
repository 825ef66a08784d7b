"""Pictures without words, productions that cannot be reached."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Place
from generator.model.realisation import Production, ProductionState
from generator.model.school import School
from generator.model.source import Body
from generator.rules.walking import Ground


def diagnose(ground: Ground) -> Iterator[Diagnostic]:
    """Yield pictures without alternative text, and productions that prove nothing yet."""
    for text in _texts(ground.school):
        for link in text.links:
            if link.image and not link.text.strip():
                place = Place(path=text.path, line=link.line, column=link.column)
                yield Diagnostic.at("MED001", place, target=link.target[:80])
    for item in (item for _, student in ground.school.everyone for item in student.submitted):
        for index, production in enumerate(item.productions):
            if code := _fault(production):
                yield Diagnostic.at(code, item.source.at("productions", index), title=production.title)


def _texts(school: School) -> Iterator[Body]:
    if school.body:
        yield school.body
    yield from (one.body for one in school.organisations if one.body)
    for _, student in school.everyone:
        yield from student.bodies


def _fault(production: Production) -> str | None:
    if production.state is ProductionState.CONFIDENTIAL:
        return None if production.reason else "MED006"
    if production.state is ProductionState.MISSING or production.file:
        return None
    return "MED008" if production.link else "MED005"
