"""The matrix of a class: students × judged competencies; the number says how many, the sign says the state.

Complete without JavaScript: ``pages.js`` only adds filters and sorting to what this prints.
"""

from collections.abc import Callable, Iterator
from html import escape

from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.coverage.tables import StudentCoverage
from generator.language import Language
from generator.model.school import Cohort
from generator.pages import navigation, states
from generator.pages.lineage import Lineage
from generator.pages.parts import Ref
from generator.pages.portfolio.competencies import to_read
from generator.pages.setting import Setting, sorted_students
from generator.pages.svg import rosace
from generator.pages.svg.panes import Rosace, build

To = Callable[[str], str]
FITS = 20
"""Columns that a screen holds: such a table scrolls with the page, under heads that stay."""


class Column(Struct, frozen=True, kw_only=True):
    """A competency of the judged level."""

    code: str
    title: str
    hue: str
    url: str


class Cell(Struct, frozen=True, kw_only=True):
    """One student's competency; a column that is not asked of them has no cell."""

    sign: str
    count: int
    url: str
    to_read: bool = False
    """Whether one of its proofs waits for a teacher."""


class Row(Struct, frozen=True, kw_only=True):
    """A student of the matrix."""

    name: str
    url: str
    option: str
    covered: int
    judged: int
    rosace: Rosace | None
    cells: tuple[Cell | None, ...]


class Grid(Struct, frozen=True, kw_only=True):
    """The students of one référentiel."""

    framework: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "matrix"
    cohort: str
    grids: tuple[Grid, ...]
    options: tuple[str, ...]
    signs: tuple[str, ...]
    """Signs that some cell shows, in the table's order: the choices of the filter."""
    to_read: bool = False
    """Whether some cell waits for a teacher: a choice of the filter too."""
    downloads: tuple[Ref, ...] = ()
    without: tuple[Ref, ...] = ()
    """Students whose coverage is withheld: no référentiel, or nothing asked."""


def plan(setting: Setting, cohort: Cohort) -> Iterator[PageSpec]:
    """Yield the matrix of a class, for the team."""
    if not setting.for_team or not cohort.slug:
        return
    grids = tuple(_grids(setting, cohort))
    shown = {cell.sign for grid in grids for row in grid.rows for cell in row.cells if cell}
    counted = {row.url for grid in grids for row in grid.rows}
    content = Content(
        cohort=cohort.name,
        grids=grids,
        options=tuple(sorted({row.option for grid in grids for row in grid.rows if row.option})),
        signs=tuple(item.key for item in states.legend(setting.audience) if item.key in shown),
        to_read=any(cell.to_read for grid in grids for row in grid.rows for cell in row.cells if cell),
        downloads=tuple(
            Ref(title=extension.upper(), url=addresses.matrix(cohort, extension))
            for extension in ("csv", "xlsx")
            if addresses.matrix(cohort, extension) in setting.also
        ),
        without=tuple(
            Ref(title=student.name, url=addresses.student(cohort, student))
            for student in sorted_students(cohort)
            if addresses.student(cohort, student) not in counted
        ),
    )
    yield PageSpec(
        url=addresses.matrix(cohort),
        title=setting.text("Matrice : qui couvre quoi"),
        scope=navigation.scope(setting, cohort, inside=True),
        content=content,
    )


def _grids(setting: Setting, cohort: Cohort) -> Iterator[Grid]:
    pairs = [(student, setting.coverage.student(cohort.slug, student.slug)) for student in sorted_students(cohort)]
    for key, tree in sorted(setting.trees.items(), key=lambda item: (item[0] != cohort.framework, item[0])):
        known = [(student, found) for student, found in pairs if found and found.framework == key and found.judged]
        codes = sorted({code for _, found in known for code in found.judged}, key=lambda code: tree.ranks[code])
        if codes:
            rows = tuple(
                Row(
                    name=student.name,
                    url=addresses.student(cohort, student),
                    option=student.option or "",
                    covered=found.covered,
                    judged=len(found.judged),
                    rosace=build(tree, found, setting.sign, lambda _: "", rings=2),
                    cells=tuple(
                        _cell(setting, found, code, addresses.competencies(cohort, student, code)) for code in codes
                    ),
                )
                for student, found in known
            )
            columns = tuple(_column(cohort, tree, code) for code in codes)
            yield Grid(framework=tree.framework.short_title, columns=columns, rows=rows)


def _column(cohort: Cohort, tree: Lineage, code: str) -> Column:
    url = addresses.cohort_competency(cohort, tree.framework, code)
    return Column(code=code, title=tree.title(code), hue=tree.hue(code), url=url)


def _cell(setting: Setting, found: StudentCoverage, code: str, url: str) -> Cell | None:
    if code not in found.judged:
        return None
    item = found.competencies[code]
    waits = any(map(to_read, item.evidence))
    return Cell(sign=setting.sign(item.state), count=item.realisations, url=url, to_read=waits)


def table(spec: PageSpec, to: To, language: Language) -> str:
    """Write the grids as HTML."""
    content = spec.content
    if not isinstance(content, Content):
        raise TypeError(content)
    return "".join(_grid(grid, to, language, named=len(content.grids) > 1) for grid in content.grids)


def _grid(grid: Grid, to: To, language: Language, *, named: bool) -> str:
    say = language.gettext
    heads = "".join(
        f'<th scope="col" class="vt-hue-{item.hue}" data-code="{escape(item.code)}">'
        f'<a href="{escape(to(item.url))}" title="{escape(item.title)}">{escape(item.code)}</a></th>'
        for item in grid.columns
    )
    words = {key: say(item.word) for key, item in states.BY_KEY.items()}
    rows = "".join(_row(row, grid.columns, to, words, language) for row in grid.rows)
    caption = say("Réalisations par étudiant et par compétence, {framework}").format(framework=grid.framework)
    student, covered, sum_ = escape(say("Étudiant")), escape(say("Couvertes")), escape(say("Étudiants qui la couvrent"))
    totals = "".join(f'<td class="vt-matrix__total">{_total(grid, index)}</td>' for index in range(len(grid.columns)))
    wide = "" if len(grid.columns) > FITS else " vt-scroll--none"
    hidden = "" if named else ' class="vt-hidden"'
    return (
        f'<div class="vt-scroll{wide}" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="vt-matrix" data-vt-matrix><caption{hidden}>{escape(caption)}</caption>'
        f'<thead><tr><th scope="col" class="vt-matrix__name">{student}</th>'
        f'<th scope="col" class="vt-matrix__sum">{covered}</th>{heads}</tr>'
        f'<tr><th scope="row" class="vt-matrix__name vt-matrix__total">{sum_}</th><td></td>{totals}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _total(grid: Grid, index: int) -> str:
    """« 5/8 »: how many students cover a competency, of those of whom it is asked."""
    cells = [cell for row in grid.rows if (cell := row.cells[index])]
    return f"{sum(states.BY_KEY[cell.sign].covers for cell in cells)}/{len(cells)}"


def _row(row: Row, columns: tuple[Column, ...], to: To, words: dict[str, str], language: Language) -> str:
    absent = escape(language.gettext("hors option"))
    glass = rosace.draw_small(row.rosace, language) if row.rosace else ""
    cells = "".join(
        _td(cell, column, to, words) if cell else f'<td class="vt-absent"><span class="vt-hidden">{absent}</span></td>'
        for cell, column in zip(row.cells, columns, strict=True)
    )
    option = f'<span class="vt-matrix__option">{escape(row.option)}</span>' if row.option else ""
    return (
        f'<tr data-option="{escape(row.option)}"><th scope="row" class="vt-matrix__name">'
        f'<span class="vt-matrix__who">{glass}<a href="{escape(to(row.url))}">{escape(row.name)}</a>{option}</span>'
        "</th>"
        f'<td class="vt-matrix__sum" data-value="{row.covered}">{row.covered}/{row.judged}</td>{cells}</tr>'
    )


def _td(cell: Cell, column: Column, to: To, words: dict[str, str]) -> str:
    sign = states.BY_KEY[cell.sign]
    count = str(cell.count) if cell.count else ""
    read = " data-read" if cell.to_read else ""
    return (
        f'<td class="vt-hue-{column.hue} {sign.classes}" data-state="{cell.sign}" data-value="{cell.count}"{read}>'
        f'<a href="{escape(to(cell.url))}" title="{escape(column.code)} : {escape(words[cell.sign])}">'
        f'{count}<svg class="vt-sign" aria-hidden="true"><use href="#{sign.mark}"/></svg>'
        f'<span class="vt-hidden"> {escape(words[cell.sign])}</span></a></td>'
    )
