"""What the team says: remarks on a page, where voices differ, « à reprendre » on the home; for the team's edition."""

from msgspec import Struct
from msgspec.structs import replace

from generator.addressing import addresses
from generator.coverage.claims import disagreements
from generator.coverage.rework import asked_again
from generator.coverage.tables import Evidence
from generator.coverage.waiting import said_of
from generator.model.internships.internship import Internship
from generator.model.student import Judged
from generator.model.verdict import Verdict
from generator.pages import labels
from generator.pages.parts import Chip, Ref
from generator.pages.portfolio.portfolio import Portfolio


class Remark(Struct, frozen=True, kw_only=True):
    """A comment of the team's, on some words of the page or on all of it."""

    said: str = ""
    """The opinion and the level."""
    passage: str
    moved: bool
    """Whether the page no longer says these words."""
    text: str
    by: str
    on: str


class Rework(Struct, frozen=True, kw_only=True):
    """A réalisation or a stage to take up again."""

    work: Ref
    chips: tuple[Chip, ...]
    """The competencies that wait for it."""
    remarks: tuple[Remark, ...]


def remarks(owner: Portfolio, work: Judged) -> tuple[Remark, ...]:
    """Return what was said of a work, the latest first; opinions on a réalisation stand beside its claims."""
    if not owner.setting.for_team:
        return ()
    whole = isinstance(work, Internship)
    found = (one for one in said_of(owner.student, work) if whole or (one.opinion is None and _says(one)))
    return tuple(replace(_remark(owner, one), said=_opinion(owner, one) if whole else "") for one in found)


def reworks(owner: Portfolio) -> tuple[Rework, ...]:
    """Return what a teacher wants taken up again, with what was said of it."""
    if not owner.setting.for_team:
        return ()
    return tuple(
        Rework(
            work=Ref(title=_title(owner, one.work), url=addresses.judged(owner.cohort, owner.student, one.work)),
            chips=tuple(owner.chip(proof.competency, sign=owner.setting.sign(proof.state)) for proof in one.proofs),
            remarks=tuple(_remark(owner, said) for said in one.said),
        )
        for one in asked_again(owner.student, owner.coverage)
    )


def disagreeing(owner: Portfolio, proof: Evidence | None, own: int | None) -> tuple[str, ...]:
    """Say, to the team, where student, tutor and teacher differ on a claim."""
    if proof is None or not owner.setting.for_team:
        return ()
    found = disagreements(own, proof.tutor, proof.verdict, owner.level)
    return tuple(map(owner.setting.language.write, found))


def _title(owner: Portfolio, work: Judged) -> str:
    if isinstance(work, Internship):
        return owner.setting.text("Stage : {title}", title=owner.stage_title(work))
    return work.title


def _says(one: Verdict) -> bool:
    return bool(one.passage or one.comment)


def _opinion(owner: Portfolio, one: Verdict) -> str:
    opinion = owner.setting.text(labels.OPINIONS[one.opinion]) if one.opinion else ""
    return " · ".join(part for part in (opinion, owner.level(one.level)) if part)


def _remark(owner: Portfolio, one: Verdict) -> Remark:
    language = owner.setting.language
    return Remark(
        passage=one.passage or "",
        moved=one.moved,
        text=one.comment or "",
        by=one.by,
        on=language.write(heard) if (heard := labels.collected(one)) else language.date(one.on),
    )
