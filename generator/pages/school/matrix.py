"""The matrix of a class: students × judged competencies; the number says how many, the sign says the state.

Complete without JavaScript: ``pages.js`` only adds filters and sorting to what this prints.
"""

from collections.abc import Iterator

from generator.addressing import addresses
from generator.addressing.spec import PageSpec, templated
from generator.addressing.table import InCohort
from generator.model.school import Cohort
from generator.pages import navigation
from generator.pages.elements import Ref, Row
from generator.pages.portfolio.competencies import to_read
from generator.pages.portfolio.portfolio import Portfolio
from generator.pages.setting import Setting
from generator.pages.svg.panes import build


def plan(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield the matrix of a class, for the team."""
    if not setting.for_team:
        return
    grids = tuple(_grids(setting, cohort, owners))
    rows = [row for grid in grids for row in grid.rows]
    cells = [cell for row in rows for cell in row.cells if cell]
    forms = ((form.upper(), addresses.in_cohort(cohort, InCohort.MATRIX, extension=form)) for form in ("csv", "xlsx"))
    counted = {row.url for row in rows}
    content = templated(
        "matrix",
        grids=grids,
        options=tuple(sorted({row.option for row in rows if row.option})),
        signs=setting.legend(cell.sign for cell in cells),
        to_read=any(cell.to_read for cell in cells),
        downloads=tuple(Ref(title, url) for title, url in forms if setting.has(url)),
        without=tuple(Ref(one.student.name, one.home.url) for one in owners if one.home.url not in counted),
    )
    yield PageSpec(
        url=addresses.in_cohort(cohort, InCohort.MATRIX),
        title=setting.text("Matrice : qui couvre quoi"),
        scope=navigation.scope(setting, cohort),
        content=content,
    )


def _grids(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[Row]:
    for key, tree in sorted(setting.trees.items(), key=lambda item: (item[0] != cohort.framework, item[0])):
        known = [owner for owner in owners if owner.coverage.framework == key and owner.coverage.judged]
        if known:
            codes = tree.ordered({code for owner in known for code in owner.coverage.judged})
            columns = tuple(tree.chip(code, tree.page(code, cohort)) for code in codes)
            rows = tuple(_row(owner, codes) for owner in known)
            totals = tuple(_total(known, code) for code in codes)
            yield Row(framework=tree.framework.short_title, columns=columns, totals=totals, rows=rows)


def _total(owners: list[Portfolio], code: str) -> str:
    """« 5/8 »: how many students cover a competency, of those of whom it is asked."""
    asked = [owner.coverage.competencies[code].state.covers for owner in owners if code in owner.coverage.judged]
    return f"{sum(asked)}/{len(asked)}"


def _row(owner: Portfolio, codes: list[str]) -> Row:
    counted = owner.coverage
    return Row(
        name=owner.student.name,
        url=owner.home.url,
        option=owner.student.option or "",
        covered=counted.covered,
        judged=len(counted.judged),
        rosace=build(owner.tree, counted, owner.setting.sign),
        cells=tuple(_cell(owner, code) if code in counted.judged else None for code in codes),
    )


def _cell(owner: Portfolio, code: str) -> Row:
    item = owner.coverage.competencies[code]
    return Row(
        sign=owner.setting.sign(item.state),
        count=item.realisations,
        url=owner.place(code),
        to_read=any(map(to_read, item.evidence)),
    )
