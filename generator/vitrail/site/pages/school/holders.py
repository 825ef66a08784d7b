"""A competency in a class: a grid of its details × the students, then each student's réalisations, one line each.

The sentences of a claim are on the student's own page. The public sees only those who cover it; other readers see all
students, those with most gaps first.
"""

from collections.abc import Iterator

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import Content, PageSpec, templated
from vitrail.content.frameworks.queries import lineage
from vitrail.content.model.framework import Competency
from vitrail.content.model.school import Cohort
from vitrail.content.values.folding import grouped
from vitrail.knowledge.coverage.tables import Evidence
from vitrail.site.pages import navigation
from vitrail.site.pages.elements import Chip, Row
from vitrail.site.pages.lineage import Lineage
from vitrail.site.pages.portfolio.competencies import to_read
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.school.competency import places
from vitrail.site.pages.school.matrix import choices, examined, grid
from vitrail.site.pages.setting import Setting
from vitrail.site.pages.svg.panes import state_of


def plan(setting: Setting, cohort: Cohort, owners: tuple[Portfolio, ...]) -> Iterator[PageSpec]:
    """Yield a page for each competency that is asked in a class."""
    here, scope = examined(setting, cohort, owners), navigation.scope(setting, cohort)
    for _, tree in sorted(setting.trees.items()):
        mine = tuple(owner for owner in here if owner.tree is tree)
        asked = {code for owner in mine for code in owner.coverage.competencies}
        for item, details in tree.homes:
            if item.id in asked:
                told = tuple(detail for detail in details if detail.id in asked)
                columns = _columns(tree, cohort, item, told, asked)
                yield PageSpec(
                    tree.page(item.id, cohort),
                    f"{item.id} {item.title}",
                    scope,
                    _content(cohort, mine, item, columns),
                    places=places(told),
                )


def _columns(
    tree: Lineage, cohort: Cohort, item: Competency, details: tuple[Competency, ...], asked: set[str]
) -> tuple[Chip, ...]:
    """List the competency, then its details or, without any, its children, linked to their pages in the class."""
    parts = [(detail.id, tree.page(detail.id)) for detail in details]
    parts = parts or [(code, tree.page(code, cohort)) for code in item.children if code in asked]
    return tuple(tree.chip(code, url) for code, url in ((item.id, tree.page(item.id)), *parts))


def _content(cohort: Cohort, owners: tuple[Portfolio, ...], item: Competency, columns: tuple[Chip, ...]) -> Content:
    setting, tree = owners[0].setting, owners[0].tree
    told = [owner for owner in owners if item.id in owner.coverage.competencies]
    shown = covering = [owner for owner in told if owner.competency(item.id).state.covers]
    if not setting.for_public:
        shown = sorted(told, key=lambda owner: sum(owner.competency(chip.code).state.covers for chip in columns))
    title = setting.say("Réalisations par étudiant, {code} et ce qu'elle comprend", code=item.id)
    whole = item.id if columns[1:] else ""
    table = grid(shown, title, columns, lambda owner: owner.coverage.competencies, whole=whole, among=told)
    page, holders = tree.page(item.id, cohort), [_holder(owner, item, columns) for owner in shown]
    for row, owner, holder in zip(table.rows, shown, holders, strict=True):
        row.url = f"{page}#e-{holder.who}" if holder else owner.place(item.id)
    return templated(
        "cohort_competency",
        chip=tree.chip(item.id),
        level=tree.level(item.kind),
        words_url=tree.page(item.id),
        asked=len(told),
        covered=len(covering),
        grid=table,
        choices=choices(setting, (table,), columns[1:]),
        holders=tuple(filter(None, holders)),
    )


def _holder(owner: Portfolio, item: Competency, columns: tuple[Chip, ...]) -> Row | None:
    """Return a student's réalisations that cover a competency (for the team, all that cite it); None without any."""
    shown = (proof for proof in owner.competency(item.id).evidence if proof.state.covers or owner.for_team)
    by_work = grouped((proof.realisation, proof) for proof in shown)
    if not by_work:
        return None
    return Row(
        who=owner.student.slug,
        name=owner.student.name,
        option=owner.student.option or "",
        sign=owner.say.sign(state_of(owner.tree, owner.coverage, item.id)),
        url=owner.place(item.id),
        works=tuple(_work(owner, slug, proofs, columns) for slug, proofs in by_work.items()),
    )


def _work(owner: Portfolio, slug: str, proofs: list[Evidence], columns: tuple[Chip, ...]) -> Row:
    """Return a line; ``within`` are the columns that it counts in, by their rank."""
    work, cited = owner.by_slug[slug], [proof.competency for proof in proofs]
    above = lineage(owner.tree.framework, cited)
    within = (rank for rank, chip in enumerate(columns) if chip.code in above)
    return Row(
        title=work.title,
        url=f"{owner.url(work)}#{addresses.anchor(cited[0])}",
        codes=tuple(owner.tree.ordered(cited)),
        within=" ".join(map(str, within)),
        observed=work.observed,
        to_read=owner.for_team and any(map(to_read, proofs)),
    )
