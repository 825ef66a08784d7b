"""The team's remarks on a work, what changed since they were made, and « à reprendre » on the home; for the team."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.student import Judged
from vitrail.content.model.verdict import Change, SealedPart, Verdict, paragraphs
from vitrail.content.reading.seals.changes import MOST
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.claims import disagreements, judgement, said_of
from vitrail.knowledge.coverage.rework import asked_again
from vitrail.knowledge.coverage.tables import Evidence
from vitrail.knowledge.coverage.waiting import answer_to
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.portfolio.portfolio import Portfolio


def remarks(owner: Portfolio, work: Judged) -> tuple[Row, ...]:
    """Return the thread of a work, latest first, without the opinions that govern a claim: they are shown beside it."""
    whole, past = isinstance(work, Internship), superseded(owner, work)
    verdicts = said_of(owner.student, work) if owner.for_team else ()
    unread = owner.for_team and work.answer not in {verdict.answered for verdict in verdicts}
    told = [_answer(owner, work.answer)] if unread and work.answer else []
    for verdict in verdicts:
        if whole or verdict in past or (verdict.opinion is None and (verdict.passage or verdict.comment)):
            told.append(_remark(owner, verdict, opinion=whole or verdict in past))
        if verdict.answered:
            told.append(_answer(owner, verdict.answered))
    return tuple(told)


def superseded(owner: Portfolio, work: Judged) -> tuple[Verdict, ...]:
    """Return the opinions with a comment or a passage that a later reading replaced: they stay in the thread."""
    verdicts = said_of(owner.student, work)
    proofs = owner.proofs(work).values() if isinstance(work, Realisation) else ()
    governing = (judgement(verdicts), *(said for proof in proofs for said in (proof.verdict, proof.tutor)))
    return tuple(said for said in verdicts if said.opinion and (said.comment or said.passage) and said not in governing)


def reworks(owner: Portfolio) -> Iterator[Row]:
    """Yield the works that a teacher asks to take up again, with the remarks on them."""
    for again in asked_again(owner.student, owner.coverage) if owner.for_team else ():
        unread = answer_to(judgement(said_of(owner.student, again.work)), again.work)
        yield Row(
            work=Ref(_title(owner, again.work), owner.url(again.work)),
            chips=tuple(owner.chip(proof.competency, sign=owner.say.sign(proof.state)) for proof in again.proofs),
            remarks=(*(_remark(owner, said) for said in again.said), *([_answer(owner, unread)] if unread else [])),
        )


def disagreeing(owner: Portfolio, proof: Evidence | None, own: int | None) -> tuple[str, ...]:
    """Say, to the team, where student, tutor and teacher differ on a claim."""
    if proof is None or not owner.for_team:
        return ()
    differences = disagreements(own, proof.tutor, proof.verdict, owner.level)
    return tuple(map(owner.say.write, differences))


def _title(owner: Portfolio, work: Judged) -> str:
    title = owner.title(work)
    if not isinstance(work, Internship):
        return title
    said = mark("Alternance : {title}") if work.apprenticeship else mark("Stage : {title}")
    return owner.say(said, title=title)


def _answer(owner: Portfolio, text: str) -> Row:
    """Return an answer of the student as an entry of the thread."""
    said = owner.say("Réponse de l'étudiant")
    return Row(said=said, passage="", moved=False, paragraphs=paragraphs(text), by=owner.student.name, on="")


def _remark(owner: Portfolio, verdict: Verdict, *, opinion: bool = False) -> Row:
    said = (owner.say.write(labels.opinion(verdict)), owner.level(verdict.level)) if opinion else ()
    return Row(
        said=dotted(said),
        passage=verdict.passage or "",
        moved=verdict.moved,
        paragraphs=verdict.paragraphs,
        by=verdict.by,
        on=owner.say.write(labels.collected(verdict)) or owner.say.day(verdict.on),
    )


class Difference(Struct, frozen=True, kw_only=True):
    """A key, a file or paragraphs that differ from the sealed text."""

    name: str
    key: bool
    """Whether ``name`` is a key, as authors write it."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str
    """What happened to a file, in words."""


def since(owner: Portfolio, said: Iterable[Verdict | None]) -> tuple[Row, ...]:
    """Return the changes since each verdict that governs, the latest first; equal changes once."""
    verdicts = {verdict.since: verdict for verdict in said if owner.for_team and verdict and verdict.since}
    return tuple(
        Row(
            day=owner.say.day(verdict.on),
            differences=tuple(difference(owner.say, change) for change in verdict.since[:MOST]),
            more=len(verdict.since) > MOST,
        )
        for verdict in sorted(verdicts.values(), key=lambda verdict: verdict.on, reverse=True)
    )


def difference(text: Callable[[str], str], change: Change) -> Difference:
    """Write a difference; ``text`` translates our own words."""
    file, note = change.part is SealedPart.FILE, ""
    if file and not change.before:
        note = mark("fichier ajouté")
    elif file and not change.after:
        note = mark("fichier retiré")
    elif file or change.before == change.after:  # productions of which only the file changed
        note = mark("contenu du fichier modifié")
    return Difference(
        name=text(mark("texte")) if change.part is SealedPart.TEXT else change.name,
        key=change.part is SealedPart.KEY,
        before=() if note else change.before,
        after=() if file else change.after,
        note=text(note) if note else "",
    )
