"""A proof in its frame: a réalisation under a competency, its claims with their voices, and what proves them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.realisation import Realisation
from vitrail.content.model.verdict import Opinion, Role, Verdict
from vitrail.content.values.folding import grouped
from vitrail.ground.language import mark
from vitrail.knowledge.coverage.tables import Evidence
from vitrail.site.pages import labels
from vitrail.site.pages.elements import Ref, Row
from vitrail.site.pages.portfolio.portfolio import Portfolio
from vitrail.site.pages.portfolio.productions import exhibits, unnamed
from vitrail.site.pages.portfolio.remarks import disagreeing
from vitrail.site.pages.portfolio.synthesis import crosses


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


def works(owner: Portfolio, shown: Iterable[Evidence], code: str) -> tuple[Row, ...]:
    """Return the réalisations that claim a competency, the strongest first, each once with all its claims on it.

    The first claim on a detail has the detail's anchor. One proof of each is shown at once: the first that its author
    names and that can be opened; without any, what else the réalisation has.
    """
    anchored = {code}
    by_work = grouped((evidence.realisation, evidence) for evidence in shown)
    return tuple(_work(owner, owner.by_slug[slug], claims, code, anchored) for slug, claims in by_work.items())


def _work(owner: Portfolio, work: Realisation, shown: Sequence[Evidence], code: str, anchored: set[str]) -> Row:
    order = [claim.competency for claim in work.claims]
    written = sorted(shown, key=lambda evidence: order.index(evidence.competency))
    claims = tuple(_claim(owner, work, evidence, anchored) for evidence in written)
    named = [exhibit for claim in claims for exhibit in claim.exhibits]
    others, more = ((), "") if named else unnamed(owner, work, code)
    first = next((exhibit for exhibit in (*named, *others) if exhibit.opened), None)
    signs, days = {claim.sign for claim in claims}, {claim.said.teacher.on for claim in claims}
    return Row(
        id=addresses.proof(code, work.slug),
        title=work.title,
        url=f"{owner.url(work)}#{addresses.anchor(claims[0].code)}",
        period=owner.say.period(work.period),
        origin=owner.origin(work),
        observed=work.observed,
        sign=signs.pop() if len(signs) == 1 else "",
        day=days.pop() if len(days) == 1 else "",
        claims=claims,
        count=len(named),
        first=first.id if first else "",
        others=others,
        more=more,
        way=None,
    )


def _claim(owner: Portfolio, work: Realisation, evidence: Evidence, anchored: set[str]) -> Row:
    cited = evidence.competency
    row = Row(
        id="" if cited in anchored else addresses.anchor(cited),
        code=cited,
        sign=owner.say.sign(evidence.state),
        sentence=evidence.sentence or "",
        said=voices(owner, work, cited, evidence),
        exhibits=exhibits(owner, work, cited),
    )
    anchored.add(cited)
    return row


def connect(owner: Portfolio, shown: Sequence[Row]) -> None:
    """Set the way from each réalisation under a competency to the one before and after it, and back.

    Those that a mark of the tableau leads to follow each other in the order of the form; so do the others, in that of
    the page.
    """
    cells, page = crosses(owner), owner.page(InPortfolio.COMPETENCIES)
    by_id = {row.id: row for row in shown}
    marked = [by_id[proof] for proof in cells if proof in by_id]
    others = [row for row in shown if row.id not in cells]
    for series, here in ((marked, mark("croix {n} sur {total}")), (others, mark("preuve {n} sur {total}"))):
        for rank, row in enumerate(series):
            back = (
                Ref(owner.say("Tableau de synthèse"), cells[row.id])
                if series is marked
                else Ref(owner.say("Toutes les preuves"), f"{page}#toutes")
            )
            row.way = Row(
                back=back,
                here=owner.say(here, n=rank + 1, total=len(series)),
                previous=f"{page}#{series[rank - 1].id}" if rank else "",
                following=f"{page}#{series[rank + 1].id}" if rank + 1 < len(series) else "",
            )


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
    """Cut a verdict to what the audience may know (docs/qui-voit-quoi.md, « Ce que chacun voit »).

    The public: the day of a retained one; the jury: also role and level; the team: names, comments and all opinions.
    """
    team, public = owner.for_team, owner.for_public
    if verdict is None or (not team and verdict.opinion not in {None, Opinion.RETAINED}):
        return Voice()
    if public:
        return Voice(on=owner.say.day(verdict.on)) if verdict.role is Role.TEACHER else Voice()
    return Voice(
        level=owner.level(verdict.level),
        opinion=owner.say.write(labels.opinion(verdict)) if team else "",
        by=verdict.by if team else owner.say(labels.ROLES[verdict.role]),
        on=owner.say.day(verdict.on),
        comment=verdict.paragraphs if team else (),
        whole=not verdict.competency,
        collected=owner.say.write(labels.collected(verdict)) if team else "",
    )
