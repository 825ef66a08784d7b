"""All the proofs of a portfolio, folded by competency, the strongest first; and the three voices side by side.

The filters are fragments of the address (« #non-couvertes »): a link keeps them, without a script and from the disk.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator.addressing import addresses
from generator.addressing.spec import PageSpec
from generator.coverage.tables import CompetencyCoverage, Evidence
from generator.model.audience import Audience
from generator.model.framework import Competency
from generator.model.internships.internship import Report, Review
from generator.model.state import State
from generator.model.verdict import Role, Verdict
from generator.pages import labels
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio, entry_title
from generator.pages.portfolio.remarks import disagreeing


class Voice(Struct, frozen=True, kw_only=True):
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
        """True if nothing was said, or nothing that this audience may see."""
        return not (self.level or self.opinion or self.on or self.comment)


class Proof(Struct, frozen=True, kw_only=True):
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
    disagreements: tuple[str, ...]
    """Where the three differ, in words; for the team."""
    id: str = ""
    """The place of a detail, on the strongest proof that names it."""


class DetailLine(Struct, frozen=True, kw_only=True):
    """A detail of a competency: its place, and how many claims name it."""

    id: str
    """Its place, unless a proof that names it is that place."""
    chip: Chip
    depth: int
    """1 under the competency."""
    count: int


class Line(Struct, frozen=True, kw_only=True):
    """A competency that has a page in the référentiel: of the judged level, or above it."""

    id: str
    chip: Chip
    level: str
    depth: int
    folded: bool
    """Whether it is of the level that the exam judges: its proofs are under its name, folded."""
    words_url: str
    """Its page in the référentiel."""
    proofs: tuple[Proof, ...]
    """Strongest first; at the judged level those of its details too."""
    details: tuple[DetailLine, ...]
    count: str
    """« 2 validées, 3 couvertes sur 6 » of its children, empty without children."""
    evoked: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    """(stage, its reports and reviews that evoke it), at the judged level."""
    only_observed: bool
    uncovered: bool
    """Whether nothing at all cites it, nor its details."""
    gap: bool
    """Whether it is judged and nothing covers it: what the filter « non couvertes » keeps."""
    to_read: bool
    """Whether a proof waits for a teacher, for the team: what the filter « à relire » keeps."""
    outside: bool
    """Whether it is only there for what the option's table borrows from another option, and nothing covers it."""


class Content(Struct, frozen=True, kw_only=True):
    """The page."""

    kind: str = "competencies"
    name: str
    framework: str
    lines: tuple[Line, ...]
    matrix_url: str
    gaps: int
    to_read: int | None
    """How many competencies have a proof to be read; None for those whom it does not concern."""
    pending: tuple[tuple[str, Ref], ...]
    outside: tuple[tuple[Chip, Ref], ...]


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page when the coverage is known."""
    if owner.coverage is None or owner.tree is None:
        return
    setting, lines = owner.setting, tuple(_lines(owner))
    content = Content(
        name=owner.student.name,
        framework=owner.tree.framework.short_title,
        lines=lines,
        matrix_url=addresses.crossing(owner.cohort, owner.student) if owner.coverage.judged else "",
        gaps=sum(line.gap for line in lines),
        to_read=sum(line.to_read for line in lines) if setting.for_team else None,
        pending=tuple((cited, _ref(owner, slug)) for slug, cited in owner.coverage.pending),
        outside=tuple((owner.chip(code), _ref(owner, slug)) for slug, code in owner.coverage.out_of_option),
    )
    url = addresses.competencies(owner.cohort, owner.student)
    yield PageSpec(
        url=url,
        title=setting.text("Toutes les preuves"),
        scope=owner.scope(owner.home),
        content=content,
        places=tuple(_places(owner, lines)),
    )


def _places(owner: Portfolio, lines: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    """Name what search leads to in the page: its two filters, then each competency."""
    yield "non-couvertes", owner.setting.text("Compétences non couvertes")
    if owner.setting.for_team:
        yield "a-relire", owner.setting.text("Preuves à relire")
    for line in lines:
        local = owner.tree.get(line.chip.code) if owner.tree else None
        names = dict.fromkeys((line.chip.code, local.local_id if local else line.chip.code))
        yield line.id, f"{' · '.join(names)} {line.chip.title}"


def _lines(owner: Portfolio) -> Iterator[Line]:
    if owner.coverage is None or owner.tree is None:
        return
    found = owner.coverage.competencies
    for item, details in owner.tree.homes:
        if item.id in found:
            yield _line(owner, item, tuple(one for one in details if one.id in found))


def _line(owner: Portfolio, item: Competency, details: tuple[Competency, ...]) -> Line:
    found, setting, tree = owner.competency(item.id), owner.setting, owner.tree
    judged = owner.coverage is not None and item.id in owner.coverage.judged
    inside = {item.id, *(one.id for one in details)}
    shown = tuple(evidence for evidence in found.evidence if evidence.competency in inside)
    named = frozenset(evidence.competency for evidence in shown)
    return Line(
        id=addresses.anchor(item.id),
        chip=owner.chip(item.id, sign=setting.sign(found.state)),
        level=tree.level(item.kind) if tree else "",
        depth=item.depth,
        folded=judged or bool(details),
        words_url=addresses.competency(tree.framework, item.id) if tree else "",
        proofs=tuple(_placed(owner, shown, item.id)),
        details=tuple(_detail(owner, item, one, named=named) for one in details),
        count=_count(owner, found),
        evoked=tuple(_evoked(owner, found)) if judged else (),
        uncovered=not found.state.covers and not found.evidence,
        gap=judged and not found.state.covers,
        to_read=setting.for_team and any(map(to_read, shown)),
        only_observed=found.only_observed,
        outside=not found.state.covers and item.id not in owner.asked,
    )


def _placed(owner: Portfolio, shown: tuple[Evidence, ...], code: str) -> Iterator[Proof]:
    """Yield the proofs of a competency; the first that names a detail is the place of that detail."""
    met = {code}
    for evidence in shown:
        found = proof(owner, evidence, code)
        place = "" if evidence.competency in met else addresses.anchor(evidence.competency)
        met.add(evidence.competency)
        yield replace(found, id=place)


def _detail(owner: Portfolio, above: Competency, item: Competency, *, named: frozenset[str]) -> DetailLine:
    found = owner.competency(item.id)
    return DetailLine(
        id="" if item.id in named else addresses.anchor(item.id),
        chip=owner.chip(item.id, sign=owner.setting.sign(found.state)),
        depth=item.depth - above.depth,
        count=len(found.evidence),
    )


def to_read(evidence: Evidence) -> bool:
    """True if a claim waits for a teacher: changed since it was read, or covering and never judged."""
    return evidence.state is State.CHANGED or (evidence.state.covers and evidence.verdict is None)


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
    ref = _ref(owner, evidence.realisation)
    return Proof(
        title=ref.title,
        url=f"{ref.url}#{addresses.anchor(evidence.competency)}" if ref.url else "",
        sign=owner.setting.sign(evidence.state),
        sentence=evidence.sentence or "",
        cited=evidence.competency if evidence.competency != code else "",
        observed=work.observed if work else evidence.observed,
        origin=ref.note,
        own=Voice(level=owner.level(evidence.self_level)),
        teacher=voice(owner, evidence.verdict),
        tutor=voice(owner, evidence.tutor),
        disagreements=disagreeing(owner, evidence, evidence.self_level),
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


def _ref(owner: Portfolio, slug: str) -> Ref:
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
