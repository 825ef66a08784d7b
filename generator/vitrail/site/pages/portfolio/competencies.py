"""All the proofs of a portfolio, folded by competency, the strongest first; and the three voices side by side.

The filters are fragments of the address (« #non-couvertes »): a link keeps them, without a script and from the disk.
"""

from collections.abc import Iterator

from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.frameworks.queries import scope
from vitrail.content.model.audience import Audience
from vitrail.content.model.framework import Competency
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.state import State
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.knowledge.coverage.tables import CompetencyCoverage, Evidence
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.portfolio.productions import exhibits
from vitrail.site.pages.portfolio.remarks import disagreeing
from vitrail.site.pages.svg.panes import state_of


class Voice(Struct, frozen=True, kw_only=True):
    """One of the three voices on a claim: level, opinion, who and when as far as the audience may know."""

    level: str = ""
    opinion: str = ""
    by: str = ""
    on: str = ""
    comment: tuple[str, ...] = ()
    whole: bool = False
    """Whether it judges the whole work, not one competency."""
    collected: str = ""
    """Who wrote down what a tutor said, when and how."""

    @property
    def silent(self) -> bool:
        """True if nothing was said, or nothing that this audience may see."""
        return not (self.level or self.opinion or self.on or self.comment)


class Voices(Struct, frozen=True, kw_only=True):
    """The three voices on a claim: the student's, a teacher's, a tutor's."""

    own: Voice
    teacher: Voice
    tutor: Voice
    disagreements: tuple[str, ...]


SILENCE = Voices(own=Voice(), teacher=Voice(), tutor=Voice(), disagreements=())


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page when the référentiel is known."""
    if not owner.tree.known:
        return
    setting, counted, lines = owner.setting, owner.coverage, tuple(_lines(owner))
    content = templated(
        "competencies",
        team=setting.for_team,
        framework=owner.tree.framework.short_title,
        lines=lines,
        matrix_url=owner.page(InPortfolio.CROSSING) if counted.judged else "",
        gaps=sum(line.gap for line in lines),
        to_read=sum(line.to_read for line in lines) if setting.for_team else None,
        pending=tuple((cited, owner.ref(owner.by_slug[slug])) for slug, cited in counted.pending),
        outside=tuple((owner.chip(code), owner.ref(owner.by_slug[slug])) for slug, code in counted.out_of_option),
    )
    places = tuple(_places(owner, lines))
    yield owner.spec(InPortfolio.COMPETENCIES, setting.text("Toutes les preuves"), content, places=places)


def _places(owner: Portfolio, lines: tuple[Row, ...]) -> Iterator[tuple[str, str]]:
    """Yield (anchor, words) of the places on the page that search leads to: its two filters, then each competency."""
    yield "non-couvertes", owner.setting.text("Compétences non couvertes")
    if owner.setting.for_team:
        yield "a-relire", owner.setting.text("Preuves à relire")
    for line in lines:
        names = dict.fromkeys((line.chip.code, owner.tree.framework.by_id[line.chip.code].local_id))
        yield addresses.anchor(line.chip.code), f"{' · '.join(names)} {line.chip.title}"


def _lines(owner: Portfolio) -> Iterator[Row]:
    competencies, setting = owner.coverage.competencies, owner.setting
    asked = frozenset(scope(owner.tree.framework, owner.student.option).asked)
    for item, every in owner.tree.homes:
        if item.id not in competencies:
            continue
        counted, judged = competencies[item.id], item.id in owner.coverage.judged
        details = tuple(detail for detail in every if detail.id in competencies)
        inside = {item.id, *(detail.id for detail in details)}
        shown = tuple(evidence for evidence in counted.evidence if evidence.competency in inside)
        covered = counted.state.covers
        partly = covered and not judged and counted.covered < counted.children  # its count shows that
        sign = "" if partly else setting.sign(state_of(owner.tree, owner.coverage, item.id))
        yield Row(
            chip=owner.chip(item.id, sign=sign),
            level=owner.tree.level(item.kind),
            depth=item.depth,
            folded=judged or bool(details),
            words_url=owner.tree.page(item.id),
            proofs=tuple(_placed(owner, shown, item.id)),
            details=tuple(_details(owner, item, details, {evidence.competency for evidence in shown})),
            count=_count(owner, counted),
            evoked=tuple(_evoked(owner, counted)) if judged else (),
            uncovered=not covered and not counted.evidence,
            gap=judged and not covered,
            to_read=setting.for_team and any(map(to_read, shown)),
            only_observed=counted.only_observed,
            outside=not covered and item.id not in asked,
        )


def _placed(owner: Portfolio, shown: tuple[Evidence, ...], code: str) -> Iterator[Row]:
    """Yield the proofs of a competency, with each voice; the first proof of a detail has the detail's anchor."""
    met = {code}
    for evidence in shown:
        work, cited = owner.by_slug[evidence.realisation], evidence.competency
        yield Row(
            title=work.title,
            url=f"{owner.url(work)}#{addresses.anchor(cited)}",
            sign=owner.setting.sign(evidence.state),
            sentence=evidence.sentence or "",
            cited=cited if cited != code else "",
            observed=work.observed,
            origin=owner.origin(work),
            said=voices(owner, work, cited, evidence),
            exhibits=exhibits(owner, work, cited),
            id="" if cited in met else addresses.anchor(cited),
        )
        met.add(cited)


def _details(owner: Portfolio, above: Competency, details: tuple[Competency, ...], named: set[str]) -> Iterator[Row]:
    for item in details:
        counted = owner.competency(item.id)
        yield Row(
            id="" if item.id in named else addresses.anchor(item.id),
            chip=owner.chip(item.id, sign=owner.setting.sign(counted.state)),
            depth=item.depth - above.depth,
            count=len(counted.evidence),
        )


def to_read(evidence: Evidence) -> bool:
    """True if a claim waits for a teacher: changed since it was read, or covering and never judged."""
    return evidence.state is State.CHANGED or (evidence.state.covers and evidence.verdict is None)


def _count(owner: Portfolio, counted: CompetencyCoverage) -> str:
    if not counted.children:
        return ""
    say = owner.setting
    covered = say.count("{n} couverte", "{n} couvertes", counted.covered)
    validated = say.count("{n} validée", "{n} validées", counted.validated)
    return say.text("{covered}, {validated}, sur {total}", covered=covered, validated=validated, total=counted.children)


def voices(owner: Portfolio, work: Realisation, cited: str, evidence: Evidence | None) -> Voices:
    """Return the three voices on a claim, cut to what the audience may know."""
    own = dict(work.self_assessment).get(cited)
    return Voices(
        own=Voice(level=owner.level(own)),
        teacher=_voice(owner, evidence.verdict if evidence else None),
        tutor=_voice(owner, evidence.tutor if evidence else None),
        disagreements=disagreeing(owner, evidence, own),
    )


def _voice(owner: Portfolio, verdict: Verdict | None) -> Voice:
    """Cut a verdict to what the audience may know (docs/guide-equipe.md, « Ce que chacun voit »).

    The public: the day of a retained one; the jury: also role and level; the team: names, comments and all opinions.
    """
    setting, team, public = owner.setting, owner.setting.for_team, owner.setting.audience is Audience.PUBLIC
    if verdict is None or (not team and verdict.opinion not in {None, Opinion.RETAINED}):
        return Voice()
    if public:
        return Voice(on=setting.day(verdict.on)) if verdict.role is Role.TEACHER else Voice()
    write = setting.language.write
    return Voice(
        level=owner.level(verdict.level),
        opinion=write(labels.opinion(verdict)) if team else "",
        by=verdict.by if team else setting.text(labels.ROLES[verdict.role]),
        on=setting.day(verdict.on),
        comment=verdict.paragraphs if team else (),
        whole=not verdict.competency,
        collected=write(labels.collected(verdict)) if team else "",
    )


def _evoked(owner: Portfolio, counted: CompetencyCoverage) -> Iterator[tuple[Ref, tuple[Ref, ...]]]:
    for stage in owner.stages:
        named = tuple(
            owner.account(stage, account) for account in stage.accounts if (stage.slug, account.slug) in counted.evoked
        )
        if named:
            yield owner.ref(stage), named
