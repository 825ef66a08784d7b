"""What the team says: remarks on a page, where voices differ, « à reprendre » on the home; for the team's edition."""

from generator.coverage.claims import disagreements
from generator.coverage.rework import asked_again
from generator.coverage.tables import Evidence
from generator.coverage.waiting import answer_to, judgement, said_of
from generator.model.internships.internship import Internship
from generator.model.student import Judged
from generator.model.verdict import Verdict, paragraphs
from generator.pages import labels
from generator.pages.elements import Ref, Row
from generator.pages.portfolio.portfolio import Portfolio


def remarks(owner: Portfolio, work: Judged) -> tuple[Row, ...]:
    """Return what was said of a work, the latest first; opinions on a réalisation stand beside its claims."""
    whole = isinstance(work, Internship)
    found = said_of(owner.student, work) if owner.setting.for_team else ()
    unread = owner.setting.for_team and work.answer not in {one.answered for one in found}
    told = [_answer(owner, work.answer)] if unread and work.answer else []
    for one in found:
        if whole or (one.opinion is None and (one.passage or one.comment)):
            told.append(_remark(owner, one, opinion=whole))
        if one.answered:
            told.append(_answer(owner, one.answered))
    return tuple(told)


def reworks(owner: Portfolio) -> tuple[Row, ...]:
    """Return what a teacher wants taken up again, with what was said of it."""
    return tuple(
        Row(
            work=Ref(_title(owner, one.work), owner.url(one.work)),
            chips=tuple(owner.chip(proof.competency, sign=owner.setting.sign(proof.state)) for proof in one.proofs),
            remarks=(
                *(_remark(owner, said) for said in one.said),
                *(_answer(owner, text) for text in _unread(owner, one.work)),
            ),
        )
        for one in (asked_again(owner.student, owner.coverage) if owner.setting.for_team else ())
    )


def disagreeing(owner: Portfolio, proof: Evidence | None, own: int | None) -> tuple[str, ...]:
    """Say, to the team, where student, tutor and teacher differ on a claim."""
    if proof is None or not owner.setting.for_team:
        return ()
    found = disagreements(own, proof.tutor, proof.verdict, owner.level)
    return tuple(map(owner.setting.language.write, found))


def _title(owner: Portfolio, work: Judged) -> str:
    title = owner.title(work)
    return owner.setting.text("Stage : {title}", title=title) if isinstance(work, Internship) else title


def _unread(owner: Portfolio, work: Judged) -> tuple[str, ...]:
    return tuple(filter(None, (answer_to(judgement(said_of(owner.student, work)), work),)))


def _answer(owner: Portfolio, text: str) -> Row:
    """Write what the student answers, in the thread of what was said to them."""
    said = owner.setting.text("Réponse de l'étudiant")
    return Row(said=said, passage="", moved=False, paragraphs=paragraphs(text), by=owner.student.name, on="")


def _remark(owner: Portfolio, one: Verdict, *, opinion: bool = False) -> Row:
    said = (owner.setting.language.write(labels.opinion(one)), owner.level(one.level)) if opinion else ()
    return Row(
        said=" · ".join(filter(None, said)),
        passage=one.passage or "",
        moved=one.moved,
        paragraphs=one.paragraphs,
        by=one.by,
        on=owner.setting.language.write(labels.collected(one)) or owner.setting.day(one.on),
    )
