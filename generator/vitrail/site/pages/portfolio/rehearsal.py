"""« Dix minutes avant l'oral »: what a candidate reads again on a phone, or on one sheet, before being called.

It is made of what the candidate wrote and of the référentiel's own indicators: no question is invented.
"""

from collections.abc import Iterable, Iterator

from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.frameworks.queries import home_of, sheet_for
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.state import State
from vitrail.knowledge.coverage.tables import Evidence
from vitrail.knowledge.coverage.weaknesses import WEAKNESSES, weakness
from vitrail.knowledge.rules.exam import proposed
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio import commission
from vitrail.site.pages.portfolio.portfolio import Portfolio

_THINNEST = 3
_QUESTIONS = 2
"""Most indicators asked of a claim."""


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page of a candidate whose référentiel lists requirements, for the team, which students are of."""
    if owner.setting.has(owner.page(InPortfolio.REHEARSAL)):
        works = tuple(_presented(owner))
        content = templated(
            "rehearsal",
            works=tuple(_work(owner, work) for work in works),
            thin=tuple(_thin(owner, item) for item in _thinnest(owner, works)),
            stages=tuple(commission.stages(owner)),
            ready=Ref(owner.say("Prêt pour l'oral ?"), owner.page(InPortfolio.DOSSIER)),
        )
        yield owner.spec(InPortfolio.REHEARSAL, owner.say("Dix minutes avant l'oral"), content, searchable=False)


def _presented(owner: Portfolio) -> Iterable[Realisation]:
    """Return the réalisations of the oral in their order; if none is named, those of the fiche, else all."""
    named = [work for work in map(owner.by_slug.get, owner.student.oral) if work]
    framework = owner.tree.framework
    table = sheet_for(framework, owner.student.session or owner.cohort.session)
    return named or (proposed(owner.student, framework, table) if table else ()) or owner.works


def _work(owner: Portfolio, work: Realisation) -> Row:
    """Return a réalisation with the phrase of each claim, as it was written."""
    claims = tuple(Row(chip=owner.claim_chip(work, claim), sentence=claim.sentence or "") for claim in work.claims)
    return Row(work=owner.ref(work), period=owner.say.period(work.period), claims=claims)


def _thinnest(owner: Portfolio, works: Iterable[Realisation]) -> list[Evidence]:
    """Return the claims that nobody validated and that a jury asks about first, each competency once."""
    claims = (proof for work in works for proof in owner.proofs(work).values() if proof.state is not State.VALIDATED)
    in_order = sorted(claims, key=lambda proof: WEAKNESSES.index(weakness(proof)))
    return [*{proof.competency: proof for proof in reversed(in_order)}.values()][::-1][:_THINNEST]


def _thin(owner: Portfolio, item: Evidence) -> Row:
    work, asked = owner.by_slug[item.realisation], owner.tree.get(home_of(owner.tree.framework, item.competency))
    return Row(
        chip=owner.chip(item.competency, sign=owner.say.sign(item.state)),
        weakness=owner.say.write(weakness(item)),
        proof=Ref(work.title, owner.proof(work, item.competency)),
        questions=tuple(indicator.text for indicator in asked.indicators[:_QUESTIONS]) if asked else (),
        unverified=bool(asked and asked.indicators and asked.indicators_unverified),
    )
