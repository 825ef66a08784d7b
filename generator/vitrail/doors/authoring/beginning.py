"""Files created from the form: those that « vitrail new » writes, for users without a terminal."""

from collections.abc import Mapping

from vitrail.building.making.facts.run import today
from vitrail.doors.authoring.orders import Begun, NewKind
from vitrail.doors.editing.door import Door, JudgedPortfolio
from vitrail.doors.scaffolding import files
from vitrail.ground.language import ToldError


def begun(said: Begun, known: JudgedPortfolio, door: Door) -> Mapping[str, str]:
    """Return the files to write, by their path from the portfolios' root. Raises ToldError."""
    folder, day = known.root.rstrip("/"), today(door.memo)
    title = " ".join(said.title.split())
    if not title:
        raise ToldError("Donnez-lui un titre.")
    framework, option = known.framework, known.student.option if known.student else None
    lasting = {NewKind.INTERNSHIP: said.start and said.end, NewKind.REPORT: said.start}
    if not lasting.get(said.kind, day):
        raise ToldError("Donnez ses dates : un stage a un premier et un dernier jour, une semaine le sien.")
    start, end = said.start or day, said.end or said.start or day
    if end < start or (end - start).days > files.LONGEST_STAGE:
        raise ToldError("Le dernier jour précède le premier, ou vient plus d'un an après.")
    stages = {stage.slug for stage in known.student.internships} if known.student else set()
    match said.kind:
        case NewKind.REALISATION:
            return files.realisation(folder, title, framework, option, on_forge=framework is None)
        case NewKind.INTERNSHIP:
            return files.internship(folder, title, start, end, framework, public=known.school.public)
        case NewKind.WATCH:
            return files.watch(folder, title, start)
        case NewKind.PAGE:
            return files.page(folder, title)
    if title not in stages:
        raise ToldError("Choisissez d'abord le stage.")
    stage = f"{known.root}stages/{title}"
    if said.kind in {NewKind.REVIEW, NewKind.INTERIM}:
        return files.review(stage, start, interim=said.kind is NewKind.INTERIM)
    number = 1 + len([*door.project.portfolios.joinpath(stage).glob("semaine-*.md")])
    return files.report(stage, number, start, end)
