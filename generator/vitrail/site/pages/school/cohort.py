"""A class's home: a table of its students, in the order of passage for a jury, most gaps first for the team."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InCohort, InPortfolio
from vitrail.content.model.audience import Audience
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Judged
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.waiting import Why, to_judge, waiting
from vitrail.knowledge.coverage.workshops import WORKSHOP, shared_workshops
from vitrail.knowledge.internships.profiles import profile_for
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Chip, Ref, Row
from vitrail.site.pages.lineage import article
from vitrail.site.pages.portfolio.commission import certificates, marked_columns, placements, weeks_of
from vitrail.site.pages.portfolio.internships.papers import of_class
from vitrail.site.pages.portfolio.portfolio import Portfolio, portfolio
from vitrail.site.pages.school.week import needs
from vitrail.site.pages.setting import Setting
from vitrail.site.pages.svg.panes import Rosace, build

MOST_GAPS = 2
"""Most gaps named beside a student; the others are counted."""


class _Line(Struct, frozen=True):
    """A student, with what several columns ask."""

    owner: Portfolio
    rosace: Rosace | None


class Cell(Struct, frozen=True):
    """What a column says of a student."""

    text: str = ""
    value: str = ""
    """The number that it is sorted by, where its text begins with another one or with none."""
    url: str = ""
    chips: tuple[Chip, ...] = ()


_Asked: TypeAlias = Callable[[_Line], Cell]


def plan(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the class's home."""
    team = setting.for_team
    alphabet = {owner.student.slug: rank for rank, owner in enumerate(owners)}
    if setting.audience is Audience.JURY:
        owners = tuple(portfolio(setting, cohort, student) for student in setting.candidates(cohort))
    lines = [_Line(owner, build(owner.tree, owner.coverage, setting.say.sign)) for owner in owners]
    if team:
        lines.sort(key=lambda line: (_left(line.owner) != "", -len(line.owner.coverage.gaps)))
    columns, shared = _columns(setting, lines)
    options = sorted({owner.student.option for owner in owners if owner.student.option})
    teachers = cohort.team if team else ()
    content = templated(
        "cohort",
        facts=tuple(_facts(setting, cohort)),
        heads=tuple(Row(title=setting.say(head), kind=kind) for head, kind, _ in columns),
        students=tuple(
            _student(line, alphabet, options, tuple(cells[rank] for _, _, cells in columns))
            for rank, line in enumerate(lines)
        ),
        options=tuple(
            Row(
                title=option,
                id=addresses.file_name(option),
                count=sum(owner.student.option == option for owner in owners),
            )
            for option in options
        ),
        shared=shared,
        passage=bool(setting.passage) and setting.audience is Audience.JURY,
        candidates=setting.audience is Audience.JURY,
        needs=needs(setting, cohort, owners),
        matrix=addresses.in_cohort(cohort, InCohort.MATRIX) if not setting.for_public else "",
        followed=tuple(_followed(setting, cohort)) if team else (),
        teachers=tuple(
            Ref(teacher.name, note=", ".join(filter(None, (teacher.role, *teacher.subjects)))) for teacher in teachers
        ),
    )
    url = addresses.in_cohort(cohort, InCohort.HOME)
    yield PageSpec(url, cohort.name, navigation.scope(setting, cohort, inside=False), content)


def plan_workshops(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the page of a class that names workshops (« atelier »), with what belongs to each (R5)."""
    names = sorted(name for name, _ in shared_workshops(cohort))
    if names:
        content = templated("workshops", workshops=tuple((name, tuple(_made(owners, name))) for name in names))
        yield navigation.spec(setting, cohort, InCohort.WORKSHOPS, setting.say("Ateliers"), content)


def _made(owners: tuple[Portfolio, ...], name: str) -> Iterator[tuple[Ref, str]]:
    """Yield the réalisations and the stages of a workshop, with their students' names, in the order of the class."""
    for owner in owners:
        every: tuple[Judged, ...] = (*owner.student.realisations, *owner.student.internships)
        yield from ((owner.ref(item), owner.student.name) for item in every if (WORKSHOP, name) in item.facts)


def _facts(setting: Setting, cohort: Cohort) -> Iterator[str]:
    if tree := setting.trees.get(cohort.framework or ""):
        yield tree.framework.short_title
    if cohort.session:
        yield setting.say("session {year}", year=cohort.session)
    people = setting.examined(cohort)
    yield setting.say.count("{n} étudiant", "{n} étudiants", len(people))
    asked = profile_for(Pathway.SCHOOL, cohort, setting.school.framework_of(cohort))
    if setting.for_team and asked and asked.internships:
        if not asked.timed:
            yield setting.say("durées des stages non vérifiées")
        elif asked.doubts("R20"):
            yield setting.say("durées des stages sans source")


def _followed(setting: Setting, cohort: Cohort) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield how the stages are followed, as the class wrote it: label, place in the text, lines."""
    framework = setting.school.framework_of(cohort)
    for rule, label, lines in of_class(setting, cohort):
        if lines:
            yield label, article(framework, rule), lines


def _columns(setting: Setting, lines: list[_Line]) -> tuple[list[tuple[str, str, list[Cell]]], tuple[str, ...]]:
    """Return the columns, and what all students share, which is said once: « Attestations 1 à remettre »."""
    columns, shared = list[tuple[str, str, list[Cell]]](), list[str]()
    for head, kind, readers, asked in _COLUMNS:
        if setting.audience not in readers:
            continue
        cells = [asked(line) for line in lines]
        if len(set(cells)) > 1 or (len(cells) == 1 and cells[0].text):
            columns.append((head, kind, cells))
        elif cells and cells[0].text:
            shared.append(setting.say("{word} : {number}", word=setting.say(head), number=cells[0].text))
    return columns, tuple(shared)


def _student(line: _Line, alphabet: dict[str, int], options: list[str], cells: tuple[Cell, ...]) -> Row:
    student = line.owner.student
    unknown = line.owner.say("couverture inconnue : le référentiel ou l'option manque")
    notes = (
        line.owner.say.withheld(line.owner.setting.school.visibility_of(student)),
        _left(line.owner),
        unknown if line.owner.for_team and not line.rosace else "",
    )
    return Row(
        name=student.name,
        url=line.owner.home.url,
        rank=alphabet[student.slug],
        option=options.index(student.option) + 1 if student.option else 0,
        rosace=line.rosace,
        notes=tuple(filter(None, notes)),
        cells=cells,
    )


def _left(owner: Portfolio) -> str:
    """Say, to the team, when a student left."""
    student = owner.student
    if not owner.for_team or not student.gone(owner.setting.today):
        return ""
    return owner.say("a quitté la formation le {day}", day=owner.say.day(student.left_on))


def _out_of(number: int, total: int) -> Cell:
    return Cell(f"{number}/{total}" if total else "–")


def _covered(line: _Line) -> Cell:
    return _out_of(line.rosace.covered, line.rosace.judged) if line.rosace else _out_of(0, 0)


def _validated(line: _Line) -> Cell:
    return _out_of(line.rosace.validated, line.rosace.judged) if line.rosace else _out_of(0, 0)


def _weeks(line: _Line) -> Cell:
    """Write the weeks of each stage; of an apprentice, that there was a job."""
    placed, jobs = placements(line.owner)
    weeks = weeks_of(placed)
    told = (*map(str, weeks), *([line.owner.say("alternance")] if jobs else ()))
    return Cell(" + ".join(told) or "–", str(sum(weeks)))


def _certificates(line: _Line) -> Cell:
    """Count the attestations that are due on the day, else say that they are delivered."""
    given, lacking = certificates(line.owner, [item for items in placements(line.owner) for item in items])
    if lacking:
        return Cell(line.owner.say("{n} à remettre", n=len(lacking)), str(-len(lacking)))
    return Cell(line.owner.say("délivrées"), str(len(given))) if given else Cell("–", "0")


def _gaps(line: _Line) -> Cell:
    gaps = line.owner.coverage.gaps
    more = f"+{len(gaps) - MOST_GAPS}" if len(gaps) > MOST_GAPS else ""
    return Cell(more, str(len(gaps)), chips=tuple(map(line.owner.chip, gaps[:MOST_GAPS])))


def _waits(line: _Line) -> Cell:
    """Count the works that a teacher has to read again, else those that nobody read; lead to the first of them."""
    owner = line.owner
    works = waiting([(owner.cohort, owner.student)])
    again = [item for item in works if item.why is not Why.NEVER]
    first = next(iter((*again, *works)), None)
    if first is None:
        return Cell(owner.say("rien de nouveau") if to_judge(owner.student) else "", "0")
    said = owner.say("{n} à relire", n=len(again)) if again else str(len(works))
    return Cell(said, str(len(again or works)), url=owner.url(first.work))


def _faults(line: _Line) -> Cell:
    owner = line.owner
    number = len(owner.setting.team.of_portfolio(owner.cohort.slug, owner.student.slug))
    return Cell(str(number), url=owner.page(InPortfolio.STATUS)) if number else Cell()


_COLUMNS: tuple[tuple[str, str, frozenset[Audience], _Asked], ...] = (
    (mark("Option"), "", frozenset(Audience), lambda line: Cell(line.owner.student.option or "")),
    (mark("Couvertes"), "count", frozenset(Audience), _covered),
    (mark("Validées"), "count", frozenset(Audience), _validated),
    (mark("Tableau"), "number", frozenset(Audience), lambda line: _out_of(*marked_columns(line.owner))),
    (mark("Semaines"), "", frozenset({Audience.JURY}), _weeks),
    (mark("Attestations"), "", frozenset({Audience.JURY}), _certificates),
    (
        mark("Productions"), "number", frozenset({Audience.JURY, Audience.PUBLIC}),
        lambda line: Cell(str(sum(len(work.productions) for work in line.owner.works))),
    ),
    (mark("Il manque"), "", frozenset({Audience.TEAM}), _gaps),
    (mark("À lire"), "number", frozenset({Audience.TEAM}), _waits),
    (mark("Remarques"), "number", frozenset({Audience.TEAM}), _faults),
)  # fmt: skip
"""Head of a column; how it is shown, a « count » or a « number » at the right, the former in the line on a phone too;
who reads it; what it says of a student."""
