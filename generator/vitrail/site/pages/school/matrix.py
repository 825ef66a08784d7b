"""The grids of a class: students × competencies; the number says how many réalisations, the sign says the state.

Complete without JavaScript: ``pages.js`` only adds filters, sorting and two students side by side to what this prints.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InCohort
from vitrail.content.model.school import Cohort
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Chip, Ref, Row
from vitrail.site.pages.lineage import Lineage
from vitrail.site.pages.portfolio.competencies import to_read
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.setting import Setting
from vitrail.site.pages.svg.panes import build, state_of

_Asked: TypeAlias = Callable[[Portfolio], Container[str]]
"""The competencies that have a cell in a student's row."""


def plan(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the matrix of a class, for the team and for a commission."""
    if setting.for_public:
        return
    owners = examined(setting, cohort, owners)
    grids = tuple(_grids(setting, cohort, owners))
    table = addresses.in_cohort(cohort, InCohort.MATRIX, extension="csv")
    counted = {row.url for table in grids for row in table.rows}
    content = templated(
        "matrix",
        grids=grids,
        choices=choices(setting, grids),
        downloads=(Ref("CSV", table),) if setting.has(table) else (),
        without=tuple(Ref(owner.student.name, owner.home.url) for owner in owners if owner.home.url not in counted),
    )
    yield navigation.spec(setting, cohort, InCohort.MATRIX, setting.say("Matrice : qui couvre quoi"), content)


def examined(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> tuple[Portfolio, ...]:
    """Keep the portfolios of the students whom this audience reads."""
    here = {student.slug for student in setting.examined(cohort)}
    return tuple(owner for owner in owners if owner.student.slug in here)


def choices(setting: Setting, grids: Sequence[Row], details: tuple[Chip, ...] = ()) -> Row:
    """Return the choices of the filters of some grids: the values that rows and cells have, and the ``details``."""
    rows = [row for table in grids for row in table.rows]
    cells = [cell for row in rows for cell in row.cells if cell]
    return Row(
        details=tuple(chip.code for chip in details),
        options=tuple(sorted({row.option for row in rows if row.option})),
        signs=setting.say.legend(cell.sign for cell in cells),
        to_read=any(cell.to_read for cell in cells),
        paired=len(rows) > 1 and not setting.for_public,
    )


def _grids(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[Row]:
    for key, tree in sorted(setting.trees.items(), key=lambda item: (item[0] != cohort.framework, item[0])):
        known = [owner for owner in owners if owner.coverage.framework == key and owner.coverage.judged]
        if known:
            codes = tree.ordered({code for owner in known for code in owner.coverage.judged})
            title = setting.say(
                "Réalisations par étudiant et par compétence, {framework}", framework=tree.framework.short_title
            )
            columns = tuple(tree.chip(code, tree.page(code, cohort)) for code in codes)
            table = grid(known, title, columns, lambda owner: owner.coverage.judged)
            table.blocs = tuple(_blocs(tree, cohort, codes))
            for row, owner in zip(table.rows, known, strict=True):
                row.rosace = build(tree, owner.coverage, setting.say.sign)
            yield table


def _blocs(tree: Lineage, cohort: Cohort, codes: list[str]) -> Iterator[tuple[Chip, int]]:
    """Yield the headings above the columns: each bloc, with its page in the class, and its number of columns."""
    for root, columns in groupby(codes, key=lambda code: tree.roots[code]):
        yield tree.chip(root, tree.page(root, cohort)), len(tuple(columns))


def grid(  # noqa: PLR0913  # what is crossed, then what is counted
    owners: Sequence[Portfolio],
    title: str,
    columns: tuple[Chip, ...],
    asked: _Asked,
    *,
    whole: str = "",
    among: Sequence[Portfolio] = (),
) -> Row:
    """Cross students with competencies; a competency that is not asked of a student has no cell in their row.

    ``whole`` is the one that the others are parts of: it has a column, and does not count in « 3/6 ». ``among`` are the
    students whom the totals count, when not all have a row.
    """
    codes = [chip.code for chip in columns]
    return Row(
        title=title,
        blocs=(),
        columns=columns,
        totals=tuple(_total(among or owners, code, asked) for code in codes),
        rows=tuple(_row(owner, codes, asked(owner), whole) for owner in owners),
    )


def _total(owners: Sequence[Portfolio], code: str, asked: _Asked) -> str:
    """Write how many students cover a competency, of those it is asked of: « 5/8 »."""
    covers = [owner.coverage.competencies[code].state.covers for owner in owners if code in asked(owner)]
    return f"{sum(covers)}/{len(covers)}"


def _row(owner: Portfolio, codes: Sequence[str], asked: Container[str], whole: str) -> Row:
    parts = [owner.competency(code).state.covers for code in codes if code in asked and code != whole]
    return Row(
        who=owner.student.slug,
        name=owner.student.name,
        url=owner.home.url,
        option=owner.student.option or "",
        covered=sum(parts),
        judged=len(parts),
        rosace=None,
        cells=tuple(_cell(owner, code) if code in asked else None for code in codes),
    )


def _cell(owner: Portfolio, code: str) -> Row:
    item = owner.coverage.competencies[code]
    return Row(
        sign=owner.say.sign(state_of(owner.tree, owner.coverage, code)),
        count=item.realisations,
        url=owner.place(code),
        to_read=owner.for_team and any(map(to_read, item.evidence)),
    )
