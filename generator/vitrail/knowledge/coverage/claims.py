"""Judges claims: the state of each, from the competency that a student cites and the verdicts of the class's team.

A verdict is on the claims of its réalisation on its competency *and on those beneath it*; one without a competency
is on all of them, as if it named the root of the tree. The latest verdict on a claim governs it, however narrow.
A verdict « retenue » without a fingerprint counts as matching: nothing says that the text changed since.
Where student, tutor and teacher disagree, it is said in words, never averaged.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from vitrail.content.frameworks.queries import ancestors
from vitrail.content.model.framework import Framework
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.realisation import Claim, Realisation
from vitrail.content.model.state import State
from vitrail.content.model.student import Judged, Student
from vitrail.content.model.verdict import Opinion, Role, Verdict, latest_first
from vitrail.ground.language import Phrase, mark


class JudgedClaim(Struct, frozen=True, kw_only=True):
    """A claim and its state."""

    realisation: Realisation
    claim: Claim
    state: State
    verdict: Verdict | None = None
    tutor: Verdict | None = None


def judged_claims(
    student: Student, works: Iterable[Realisation], framework: Framework | None
) -> Mapping[str, tuple[JudgedClaim, ...]]:
    """Judge every claim of some réalisations, by their slug; a competency cited twice in one file counts once.

    Without a framework the tree is unknown: a verdict then speaks of its own competency and no other.

    >>> judged = judged_claims(student(), [work()], framework())
    >>> [(slug, str(claim.state)) for slug, (claim,) in judged.items()]
    [('four', 'justifiée')]
    """
    heard = ((work, said_of(student, work)) for work in works)
    return {
        work.slug: tuple(judge(work, claim, said, framework) for claim in distinct(work.claims)) for work, said in heard
    }


def judge(
    realisation: Realisation, claim: Claim, said: tuple[Verdict, ...], framework: Framework | None
) -> JudgedClaim:
    """Return one claim with its state, from the verdicts on its réalisation, latest first.

    >>> claim = work().claims[0]
    >>> judge(work(), claim, (), None).state, judge(work(), claim, (verdict(),), None).state
    (<State.JUSTIFIED: 'justifiée'>, <State.VALIDATED: 'validée'>)
    """
    heard = tuple(_heard(claim, said, framework)) if said else ()
    verdict = judgement(heard)
    return JudgedClaim(
        realisation=realisation,
        claim=claim,
        state=State.UNCOVERED if claim.withheld else _state(realisation, claim, verdict),
        verdict=verdict,
        tutor=next((voice for voice in heard if voice.role is Role.TUTOR), None),
    )


def distinct(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Drop the second citation of a competency in one file; of two, the one that is justified stays.

    >>> bare, told = Claim(cited="X1.1", competency="X1.1"), work().claims[0]
    >>> [claim.sentence for claim in distinct((bare, told))]
    ['Une fournée par jour.']
    """
    kept: dict[str, Claim] = {}
    for claim in claims:
        key = claim.competency or f"? {claim.cited}"  # no id starts with « ? »: a citation that awaits its option
        if key not in kept or (claim.sentence and not kept[key].sentence):
            kept[key] = claim
    return tuple(kept.values())


def proved(work: Realisation, claim: Claim) -> bool:
    """True if a production, or a part of the text, is named as the proof of a claim.

    >>> claim = work().claims[0]
    >>> named = Production(title="Carnet", file="a.pdf", proving=(Proving(cited="X1.1", competency="X1.1"),))
    >>> proved(work(), claim), proved(work(productions=(named,)), claim)
    (False, True)
    """
    return bool(claim.excerpts) or any(item.spots(claim.competency) for item in work.productions)


def said_of(student: Student, work: Judged) -> tuple[Verdict, ...]:
    """Return the verdicts on a réalisation or a stage, the latest first.

    Verdicts follow a file that was renamed (« vient de »), unless another réalisation has the former name now.

    >>> [each.by for each in said_of(student(verdicts=(verdict(),)), work())]
    ['Mme Fournier']
    """
    if isinstance(work, Internship):
        return latest_first(verdict for verdict in student.voices if verdict.subject == work.subject)
    taken = {other.slug for other in student.works} if work.former_names else ()
    names = (work.slug, *dict.fromkeys(former for former in work.former_names if former not in taken))
    return latest_first(verdict for name in names for verdict in student.voices if verdict.realisation == name)


def judgement(said: Iterable[Verdict]) -> Verdict | None:
    """Return the latest opinion of a teacher of the team, among the verdicts on a work, given latest first.

    >>> judgement((verdict(by="M. Roy", role=Role.TUTOR), verdict())).by
    'Mme Fournier'
    """
    return next(
        (verdict for verdict in said if verdict.role is Role.TEACHER and verdict.by_team and verdict.opinion), None
    )


def _heard(claim: Claim, said: tuple[Verdict, ...], framework: Framework | None) -> Iterator[Verdict]:
    code = claim.competency
    above = ancestors(framework, code) if framework and code else ()
    for voice in said:
        if voice.competency in {None, code} or (voice.competency in above and not voice.alone):
            yield voice


def _state(realisation: Realisation, claim: Claim, verdict: Verdict | None) -> State:
    opinion = verdict.opinion if verdict else None
    if verdict and opinion is Opinion.RETAINED:
        return State.VALIDATED if realisation.holds(verdict.fingerprint) else State.CHANGED
    if opinion is Opinion.REWORK:
        return State.REWORK
    if opinion is Opinion.REFUSED:
        return State.REFUSED
    named = (
        production for production in realisation.productions if not claim.aimed or production.spots(claim.competency)
    )
    proved = claim.sentence and any(production.proves for production in named)
    return State.JUSTIFIED if proved else State.DECLARED


def disagreements(
    own: int | None, tutor: Verdict | None, teacher: Verdict | None, name: Callable[[int | None], str]
) -> Iterator[Phrase]:
    """Yield where two of the three differ: ``own`` level, the latest verdict of a tutor, the one that governs.

    ``name`` gives the class's word for a level.

    >>> [*disagreements(3, None, verdict(level=1), lambda level: f"niveau {level}")]
    ["L'étudiant se place plus haut (« niveau 3 ») que l'enseignant (« niveau 1 »)."]
    """
    heard, judged = tutor.level if tutor else None, teacher.level if teacher else None
    if own and judged and own != judged:
        said = {"own": name(own), "teacher": name(judged)}
        yield (
            mark("L'étudiant se place plus haut (« {own} ») que l'enseignant (« {teacher} »).", **said)
            if own > judged
            else mark("L'étudiant se place plus bas (« {own} ») que l'enseignant (« {teacher} »).", **said)
        )
    if heard and judged and heard != judged:
        said = {"tutor": name(heard), "teacher": name(judged)}
        yield mark("Le tuteur dit « {tutor} », l'enseignant « {teacher} ».", **said)
    elif own and heard and own != heard and not judged:
        yield mark("L'étudiant se place à « {own} », le tuteur à « {tutor} ».", own=name(own), tutor=name(heard))
    opinions = (tutor.opinion if tutor else None, teacher.opinion if teacher else None)
    if opinions == (Opinion.RETAINED, Opinion.REWORK):
        yield mark("Le tuteur la confirme, l'enseignant demande de la reprendre.")
    elif opinions == (Opinion.RETAINED, Opinion.REFUSED):
        yield mark("Le tuteur la confirme, l'enseignant ne la retient pas.")
