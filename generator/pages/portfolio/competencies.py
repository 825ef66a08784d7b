"""A student's competencies: state, evidence, sentences, and the three voices side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.coverage.tables import CompetencyCoverage, Evidence
from generator.coverage.voices import disagreements
from generator.model.audience import Audience
from generator.model.framework import Competency
from generator.model.internships.internship import Report, Review
from generator.model.verdict import Role, Verdict
from generator.pages import labels
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio, entry_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one of the three said of a claim: level, opinion, who and when as far as the audience may know."""

    level: str = ""
    opinion: str = ""
    by: str = ""
    on: str = ""
    comment: str = ""
    collected: str = ""
    """Who wrote down what a tutor said, when and how."""

    @property
    def silent(self) -> bool:
        """Whether nothing was said, or nothing that this audience may see."""
        return not (self.level or self.opinion or self.on or self.comment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A réalisation that cites the competency."""

    title: str
    url: str
    sign: str
    sentence: str
    cited: str
    """The code as cited, when it is a detail of the competency."""
    observed: bool
    origin: str
    """« fait en BTS SIO 2024-2026 », for work of a former class."""
    own: Voice
    teacher: Voice
    tutor: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A competency."""

    id: str
    chip: Chip
    level: str
    depth: int
    judged: bool
    words_url: str
    """Its page in the référentiel."""
    proofs: tuple[Proof, ...]
    count: str
    """« 2 validées, 3 couvertes sur 6 » of its children, empty without children."""
    evoked: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    """(stage, its reports and reviews that evoke it), at the judged level."""
    only_observed: bool
    uncovered: bool
    """Whether nothing at all cites it, nor its details."""
    outside: bool
    """Whether it is only there for what the option's table borrows from another option, and nothing covers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The page."""

    kind: str = "competencies"
    name: str
    framework: str
    lines: tuple[Line, ...]
    pending: tuple[tuple[str, Ref], ...]
    outside: tuple[tuple[Chip, Ref], ...]
    voices: bool
    """Whether the voices are shown: not to the public."""


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page when the coverage is known."""
    if owner.coverage is None or owner.tree is None:
        return
    content = Content(
        name=owner.student.name,
        framework=owner.tree.framework.short_title,
        lines=tuple(_lines(owner)),
        pending=tuple((cited, _work(owner, slug)) for slug, cited in owner.coverage.pending),
        outside=tuple((owner.chip(code), _work(owner, slug)) for slug, code in owner.coverage.out_of_option),
        voices=owner.setting.audience is not Audience.PUBLIC,
    )
    title = owner.setting.text("Compétences")
    url = addresses.competencies(owner.cohort, owner.student)
    yield PageSpec(url=url, title=title, scope=owner.scope(owner.home), content=content)


def _lines(owner: Portfolio) -> Iterator[Line]:
    if owner.coverage is None or owner.tree is None:
        return
    judged = frozenset(owner.coverage.judged)
    for code, found in owner.coverage.competencies.items():
        if item := owner.tree.get(code):
            yield _line(owner, item, found, judged=code in judged)


def _line(owner: Portfolio, item: Competency, found: CompetencyCoverage, *, judged: bool) -> Line:
    tree = owner.tree
    own = tuple(evidence for evidence in found.evidence if evidence.competency == item.id)
    return Line(
        id=addresses.anchor(item.id),
        chip=owner.chip(item.id, sign=owner.setting.sign(found.state)),
        level=tree.level(item.kind) if tree else "",
        depth=item.depth,
        judged=judged,
        words_url=addresses.competency(tree.framework, item.id) if tree else "",
        proofs=tuple(proof(owner, evidence, item.id) for evidence in own),
        count=_count(owner, found),
        evoked=tuple(_evoked(owner, found)) if judged else (),
        uncovered=not found.state.covers and not found.evidence,
        only_observed=found.only_observed,
        outside=not found.state.covers and item.id not in owner.asked,
    )


def _count(owner: Portfolio, found: CompetencyCoverage) -> str:
    if not found.children:
        return ""
    say = owner.setting
    covered = say.count("{n} couverte", "{n} couvertes", found.covered)
    validated = say.count("{n} validée", "{n} validées", found.validated)
    return say.text("{covered}, {validated}, sur {total}", covered=covered, validated=validated, total=found.children)


def proof(owner: Portfolio, evidence: Evidence, code: str) -> Proof:
    """Show a claim with what each voice said of it."""
    work = owner.by_slug.get(evidence.realisation)
    ref = _work(owner, evidence.realisation)
    return Proof(
        title=ref.title,
        url=f"{ref.url}#{addresses.anchor(evidence.competency)}" if ref.url else "",
        sign=owner.setting.sign(evidence.state),
        sentence=evidence.sentence or "",
        cited=owner.tree.short(evidence.competency) if owner.tree and evidence.competency != code else "",
        observed=work.observed if work else evidence.observed,
        origin=ref.note,
        own=Voice(level=owner.level(evidence.self_level)),
        teacher=voice(owner, evidence.verdict),
        tutor=voice(owner, evidence.tutor),
    )


def voice(owner: Portfolio, verdict: Verdict | None) -> Voice:
    """Tell what an audience may know of a verdict (docs/guide-equipe.md, « Ce que chacun voit »).

    The public: the day of a retained one; the jury: also role and level; the team: names, comments and all opinions.
    """
    setting = owner.setting
    if verdict is None:
        return Voice()
    on = setting.language.date(verdict.on)
    if setting.audience is Audience.TEAM:
        opinion = setting.text(labels.OPINIONS[verdict.opinion]) if verdict.opinion else ""
        return Voice(
            level=owner.level(verdict.level),
            opinion=opinion,
            by=verdict.by,
            on=on,
            comment=verdict.comment or "",
            collected=setting.language.write(said) if (said := labels.collected(verdict)) else "",
        )
    favourable = verdict.opinion is None or verdict.opinion.value == "retenue"
    if not favourable:
        return Voice()
    if setting.audience is Audience.JURY:
        return Voice(level=owner.level(verdict.level), by=setting.text(labels.ROLES[verdict.role]), on=on)
    return Voice(on=on) if verdict.role is Role.TEACHER else Voice()


def disagreeing(owner: Portfolio, proof: Evidence | None, own: int | None) -> tuple[str, ...]:
    """Say, to the team, where student, tutor and teacher differ on a claim."""
    if proof is None or not owner.setting.for_team:
        return ()
    found = disagreements(own, proof.tutor, proof.verdict, owner.level)
    return tuple(map(owner.setting.language.write, found))


def _work(owner: Portfolio, slug: str) -> Ref:
    work = owner.by_slug.get(slug)
    if work is None:
        return Ref(title=slug)
    return Ref(title=work.title, url=addresses.realisation(owner.cohort, owner.student, work), note=owner.origin(work))


def _evoked(owner: Portfolio, found: CompetencyCoverage) -> Iterator[tuple[Ref, tuple[Ref, ...]]]:
    for stage in owner.stages:
        entries: tuple[Report | Review, ...] = (*stage.reports, *stage.reviews)
        named = tuple(
            Ref(
                title=entry_title(owner, stage, entry),
                url=addresses.journal(owner.cohort, owner.student, stage, entry.slug),
            )
            for entry in entries
            if (stage.slug, entry.slug) in found.evoked
        )
        if named:
            url = addresses.internship(owner.cohort, owner.student, stage)
            yield Ref(title=owner.stage_title(stage), url=url), named
