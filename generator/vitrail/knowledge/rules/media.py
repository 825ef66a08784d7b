"""Pictures without words, productions that cannot be reached."""

from collections.abc import Iterable, Iterator

from vitrail.content.model.realisation import Access, Production, ProductionState
from vitrail.content.model.source import Body
from vitrail.ground.diagnostics import Diagnostic
from vitrail.knowledge.coverage.tables import CountedSchool


def diagnose(known: CountedSchool) -> Iterator[Diagnostic]:
    """Yield pictures without alternative text, and productions that prove nothing yet."""
    yield from _silent(known.school.bodies)
    for _, student in known.school.everyone:
        yield from _silent(student.bodies)
        for item in student.submitted:
            for index, production in enumerate(item.productions):
                if code := _fault(production):
                    yield Diagnostic.at(code, item.source.at("productions", index), title=production.title)


def _silent(texts: Iterable[Body]) -> Iterator[Diagnostic]:
    for text in texts:
        for link in text.links:
            if link.image and not link.text.strip():
                yield Diagnostic.at("MED001", text.at(link), target=link.target[:80])


def _fault(production: Production) -> str | None:
    if production.access is Access.CONFIDENTIAL:
        return None if production.reason else "MED006"
    if production.state is ProductionState.MISSING or production.file:
        return None
    return "MED008" if production.access is Access.LINK else "MED005"
