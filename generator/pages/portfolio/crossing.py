"""A student's own matrix: réalisations × the competencies that the exam judges, all blocs; a mark leads to its claim.

The official tableau is its view of one bloc. Complete without a script: the sentence of a mark stands in the page, and
is seen when the mark has the focus or the pointer.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from markupsafe import escape
from msgspec import Struct

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.coverage.tables import Evidence
from generator.language import Language, mark
from generator.model.realisation import Realisation
from generator.pages import states
from generator.pages.parts import Ref
from generator.pages.portfolio.portfolio import Portfolio, is_draft
from generator.pages.portfolio.synthesis import NARROW

To = Callable[[str], str]
_COVERING = mark("Réalisations qui la couvrent")


class CompetencyHeading(Struct, frozen=True, kw_only=True):
    """A judged competency: its state over the whole portfolio, and how many réalisations cover it."""

    code: str
    title: str
    hue: str
    url: str
    sign: str
    count: int


class Crossing(Struct, frozen=True, kw_only=True):
    """What one réalisation shows of one competency: its strongest claim."""

    sign: str
    url: str
    """The place of the claim in the réalisation's page."""
    cited: str
    """The code as cited, when it is a detail."""
    sentence: str


class CrossedWork(Struct, frozen=True, kw_only=True):
    """A réalisation."""

    title: str
    url: str
    facts: tuple[str, ...]
    draft: bool
    crossings: tuple[Crossing | None, ...]

    @property
    def count(self) -> int:
        """How many of the competencies it covers."""
        return sum(found is not None and states.BY_KEY[found.sign].covers for found in self.crossings)


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "crossing"
    name: str
    subtitle: str
    blocs: tuple[tuple[str, str, str, int], ...]
    """(code, title, hue, number of columns)."""
    headings: tuple[CompetencyHeading, ...]
    works: tuple[CrossedWork, ...]
    signs: tuple[str, ...]
    """Signs that stand in the table, in the order of the legend."""
    covered: int
    dense: bool
    official: Ref | None
    """The tableau de synthèse, with the blocs that it shows."""
    displaced: Ref | None
    """The student's page that had this address."""


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the matrix of a student of whom competencies are asked."""
    content = crossed(owner)
    if content is not None:
        title = owner.setting.text("Matrice : réalisations et compétences")
        url = addresses.crossing(owner.cohort, owner.student)
        yield PageSpec(url=url, title=title, scope=owner.scope(owner.home), content=content)


def crossed(owner: Portfolio) -> Content | None:
    """Return the content of a student's matrix; None when nothing is asked of them."""
    if owner.coverage is None or owner.tree is None or not owner.coverage.judged:
        return None
    headings = tuple(_headings(owner))
    works = tuple(_work(owner, work) for work in owner.works)
    shown = {found.sign for work in works for found in work.crossings if found} | {found.sign for found in headings}
    return Content(
        name=owner.student.name,
        subtitle=owner.subtitle,
        blocs=tuple(_blocs(owner)),
        headings=headings,
        works=works,
        signs=tuple(item.key for item in states.legend(owner.setting.audience) if item.key in shown),
        covered=owner.coverage.covered,
        dense=len(headings) > NARROW + 8,
        official=_official(owner),
        displaced=owner.displaced("matrice"),
    )


def _headings(owner: Portfolio) -> Iterator[CompetencyHeading]:
    if owner.coverage is None or owner.tree is None:
        return
    for code in owner.coverage.judged:
        found = owner.coverage.competencies[code]
        yield CompetencyHeading(
            code=code,
            title=owner.tree.title(code),
            hue=owner.tree.hue(code),
            url=addresses.competencies(owner.cohort, owner.student, code),
            sign=owner.setting.sign(found.state),
            count=found.realisations,
        )


def _blocs(owner: Portfolio) -> Iterator[tuple[str, str, str, int]]:
    tree = owner.tree
    if tree is None or owner.coverage is None:
        return
    for root, codes in groupby(owner.coverage.judged, key=lambda code: tree.roots[code]):
        yield root, tree.title(root), tree.hue(root), len(tuple(codes))


def _work(owner: Portfolio, work: Realisation) -> CrossedWork:
    judged = owner.coverage.judged if owner.coverage else ()
    url, strongest = addresses.realisation(owner.cohort, owner.student, work), _strongest(owner, work)
    return CrossedWork(
        title=work.title,
        url=url,
        facts=tuple(filter(None, (owner.setting.period(work.period), owner.origin(work)))),
        draft=is_draft(work),
        crossings=tuple(_crossing(owner, strongest.get(code), code, url) for code in judged),
    )


def _crossing(owner: Portfolio, found: Evidence | None, code: str, url: str) -> Crossing | None:
    if found is None:
        return None
    return Crossing(
        sign=owner.setting.sign(found.state),
        url=f"{url}#{addresses.anchor(found.competency)}",
        cited=found.competency if found.competency != code else "",
        sentence=found.sentence or "",
    )


def _strongest(owner: Portfolio, work: Realisation) -> Mapping[str, Evidence]:
    """Find, by competency, the strongest claim on it or its details; of two as strong, the one with a sentence."""
    strongest: dict[str, Evidence] = {}
    for cited, proof in owner.evidence.get(work.slug, {}).items():
        known = owner.setting.for_team or proof.state.covers  # what was not retained is the team's to know
        for code in (cited, *(item.id for item in owner.tree.ancestors(cited))) if known and owner.tree else ():
            strongest[code] = max(
                strongest.get(code, proof), proof, key=lambda item: (item.state.strength, bool(item.sentence))
            )
    return strongest


def _official(owner: Portfolio) -> Ref | None:
    tableau, tree = owner.coverage.tableau if owner.coverage else None, owner.tree
    if tableau is None or tree is None:
        return None
    blocs = dict.fromkeys(tree.roots[code] for code in tableau.columns if code in tree.roots)
    return Ref(
        title=tableau.table.title,
        url=addresses.synthesis(owner.cohort, owner.student),
        note=owner.setting.language.listing(blocs),
    )


def table(spec: PageSpec, to: To, language: Language) -> str:
    """Write the table of a page."""
    if not isinstance(spec.content, Content):
        raise TypeError(spec.content)
    return drawn(spec.content, to, language)


def drawn(content: Content, to: To, language: Language) -> str:
    """Write the matrix as HTML; ``to`` gives the way from the page to an address of the site."""
    say = language.gettext
    blocs = "".join(
        f'<th scope="colgroup" colspan="{span}" class="vt-hue-{hue}" title="{escape(title)}">'
        f"<strong>{escape(code)}</strong> <span>{escape(title)}</span></th>"
        for code, title, hue, span in content.blocs
    )
    heads = "".join(
        f'<th scope="col" class="vt-hue-{head.hue}"><a href="{escape(to(head.url))}"><span class="vt-upright">'
        f"<strong>{escape(head.code)}</strong> {escape(head.title)}</span></a></th>"
        for head in content.headings
    )
    sums = "".join(_sum(head, say(states.BY_KEY[head.sign].word)) for head in content.headings)
    rows = "".join(_row(work, content.headings, to, language) for work in content.works)
    work, covered, covering = escape(say("Réalisation")), escape(say("Couvertes")), escape(say(_COVERING))
    caption = escape(say("Réalisations et compétences de {name}").format(name=content.name))
    return (
        f'<table class="vt-cross{" vt-cross--dense" if content.dense else ""}"><caption class="vt-hidden">{caption}'
        f'</caption><thead><tr class="vt-cross__blocs"><td><span class="vt-paper">{escape(content.name)}</span></td>'
        f"{blocs}<td></td></tr>"
        f'<tr><th scope="col" class="vt-cross__work">{work}</th>{heads}'
        f'<th scope="col" class="vt-cross__count">{covered}</th></tr>'
        f'<tr class="vt-cross__sums"><th scope="row" class="vt-cross__work">{covering}</th>{sums}'
        f'<td class="vt-cross__count">{content.covered}/{len(content.headings)}</td></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _sum(head: CompetencyHeading, word: str) -> str:
    sign = states.BY_KEY[head.sign]
    return (
        f'<td class="vt-hue-{head.hue} {sign.classes}" data-code="{escape(head.code)}">{head.count}'
        f' <svg class="vt-sign" aria-hidden="true"><use href="#{sign.mark}"/></svg>'
        f'<span class="vt-hidden"> {escape(word)}</span></td>'
    )


def _row(work: CrossedWork, heads: tuple[CompetencyHeading, ...], to: To, language: Language) -> str:
    facts = " · ".join((*work.facts, *((language.gettext("brouillon"),) if work.draft else ())))
    note = f' <span class="vt-note">{escape(facts)}</span>' if facts else ""
    cells = "".join(
        _cell(found, head, to, language.gettext(states.BY_KEY[found.sign].word)) if found else "<td></td>"
        for found, head in zip(work.crossings, heads, strict=True)
    )
    return (
        f'<tr><th scope="row" class="vt-cross__work"><a href="{escape(to(work.url))}">{escape(work.title)}</a>{note}'
        f'</th>{cells}<td class="vt-cross__count">{work.count}</td></tr>'
    )


def _cell(found: Crossing, head: CompetencyHeading, to: To, word: str) -> str:
    sign, code = states.BY_KEY[found.sign], escape(head.code)
    said = f"<br>{escape(found.sentence)}" if found.sentence else ""
    return (
        f'<td class="vt-hue-{head.hue} {sign.classes}" data-code="{code}"><a href="{escape(to(found.url))}"'
        f' data-code="{code}"><svg class="vt-sign" aria-hidden="true"><use href="#{sign.mark}"/></svg>'
        f'<span class="vt-cross__said"><strong>{escape(found.cited or head.code)} {escape(head.title)}</strong>'
        f" · {escape(word)}{said}</span></a></td>"
    )
