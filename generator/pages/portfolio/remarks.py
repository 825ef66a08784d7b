"""What the team asks of a student: remarks on a page, « à reprendre » first on the home; for the team's edition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.addressing import addresses
from generator.coverage.tables import Evidence
from generator.model.realisation import Realisation
from generator.model.state import State
from generator.model.verdict import Verdict
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment of the team's, on some words of the page or on all of it."""

    passage: str
    moved: bool
    """Whether the page no longer says these words."""
    text: str
    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework:
    """A réalisation to take up again."""

    work: Ref
    chips: tuple[Chip, ...]
    """The competencies that wait for it."""
    remarks: tuple[Remark, ...]


def remarks(owner: Portfolio, work: Realisation) -> tuple[Remark, ...]:
    """Give what was remarked upon a réalisation without judging it, the latest first."""
    if not owner.setting.for_team:
        return ()
    found = (one for one in _said(owner, work) if one.opinion is None and (one.passage or one.comment))
    return tuple(_remark(owner, one) for one in found)


def reworks(owner: Portfolio) -> tuple[Rework, ...]:
    """Give the réalisations that a teacher wants taken up again, with what was said of them."""
    return tuple(_reworks(owner)) if owner.setting.for_team else ()


def _reworks(owner: Portfolio) -> Iterator[Rework]:
    for work in owner.works:
        proofs = [one for one in owner.evidence.get(work.slug, {}).values() if one.state is State.REWORK]
        if proofs:
            asked = {one.verdict: one.verdict for one in proofs if one.verdict}
            yield Rework(
                work=Ref(title=work.title, url=addresses.realisation(owner.cohort, owner.student, work)),
                chips=tuple(_chip(owner, one) for one in proofs),
                remarks=tuple(_remark(owner, one) for one in _with_remarks(_said(owner, work), tuple(asked))),
            )


def _with_remarks(said: Iterable[Verdict], asked: tuple[Verdict, ...]) -> Iterator[Verdict]:
    """Give the verdicts that ask, and what the same people remarked upon since the first of them."""
    first = min(one.on for one in asked)
    by = {one.by for one in asked}
    for one in said:
        own = one.opinion is None and one.by in by and one.on >= first
        if (one in asked and one.comment) or (own and (one.passage or one.comment)):
            yield one


def _said(owner: Portfolio, work: Realisation) -> tuple[Verdict, ...]:
    own = (one for one in owner.student.voices if one.realisation == work.slug or one.realisation in work.former_names)
    return tuple(sorted(own, key=lambda one: (one.on, one.index), reverse=True))


def _chip(owner: Portfolio, proof: Evidence) -> Chip:
    return owner.chip(proof.competency, sign=owner.setting.sign(proof.state))


def _remark(owner: Portfolio, one: Verdict) -> Remark:
    return Remark(
        passage=one.passage or "",
        moved=one.moved,
        text=one.comment or "",
        by=one.by,
        on=owner.setting.language.date(one.on),
    )
