"""The whole portfolio as one page to print, for the jury and the team: the paper that a commission reads.

It repeats other pages, from the same records; texts follow each other, each with anchors of its own.
"""

from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

from msgspec import Struct

from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.audience import Visibility
from vitrail.content.model.internships.internship import Internship
from vitrail.content.model.realisation import Production, Realisation
from vitrail.content.model.source import Body
from vitrail.site.pages.elements import Row, dotted
from vitrail.site.pages.portfolio import crossing, productions, realisation, synthesis
from vitrail.site.pages.portfolio.internships import internship, journal
from vitrail.site.pages.portfolio.portfolio import Portfolio, is_draft

_MOST = 200_000
"""Most elements that the texts of the page may have in all: four times those of the fullest portfolio that was seen."""
_PRESENTED = 2
"""Level of the heading of the presentation."""


class _Gathered(Struct):
    """The texts that the page shows, as far as it can hold them."""

    bodies: list[Body] = []
    left: int = _MOST

    def take(self, body: Body | None) -> Row:
        """Add a text and return its rank; ``beyond`` if the page has no room left for it."""
        if body is None or body.empty:
            return Row(rank=None, beyond=False)
        if body.nodes > self.left:
            return Row(rank=None, beyond=True)
        self.left -= body.nodes
        self.bodies.append(body)
        return Row(rank=len(self.bodies) - 1, beyond=False)


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page, if it is to be planned now; the public has none."""
    setting, gathered, numbers = owner.setting, _Gathered(), count(1)
    url = owner.page(InPortfolio.PRINTED)
    if not setting.has(url) or not (setting.made is None or url in setting.made):
        return
    works = tuple(work for work in owner.works if not is_draft(work))
    content = templated(
        "printed",
        subtitle=owner.subtitle,
        tagline=owner.student.tagline or "",
        school=setting.school.name or "",
        day=owner.say.day(setting.today),
        site=setting.school.address(owner.home.url),
        code=owner.on_paper(),
        presentation=gathered.take(owner.student.body),
        tableau=synthesis.content(owner),
        crossing=crossing.crossed(owner),
        works=tuple(_work(owner, work, numbers, gathered) for work in works),
        stages=tuple(_stage(owner, stage, gathered) for stage in owner.stages),
    )
    yield owner.spec(
        InPortfolio.PRINTED,
        owner.say("Portfolio à imprimer"),
        content,
        texts=tuple(gathered.bodies),
        levels=(_PRESENTED,) if content.presentation.rank is not None else (),
        searchable=False,
    )


def _work(owner: Portfolio, work: Realisation, numbers: Iterator[int], gathered: _Gathered) -> Row:
    pairs = zip(work.productions, productions.lines(owner, work), strict=True)
    return Row(
        work=realisation.told(owner, work),
        origin=owner.origin(work),
        proofs=tuple(_proof(owner, work, item, line, next(numbers)) for item, line in pairs),
        text=gathered.take(work.body),
        code=owner.on_paper(work),
    )


def _proof(owner: Portfolio, work: Realisation, item: Production, line: Row, number: int) -> Row:
    """Number a production; a file's address is absolute when readers of the paper find it on the public site."""
    public = item.visibility is Visibility.PUBLIC and owner.on_paper(work)
    on_site = line.url and public and item.here
    where = owner.setting.school.address(quote(line.url)) if on_site else line.url
    return Row(number=number, title=line.title, url=line.url, state=line.state, reason=line.reason, where=where)


def _stage(owner: Portfolio, stage: Internship, gathered: _Gathered) -> Row:
    text = gathered.take(stage.body)
    return Row(
        stage=internship.told(owner, stage),
        origin=owner.origin(stage),
        text=text,
        accounts=tuple(
            (journal.told(owner, stage, account), gathered.take(account.body)) for account in stage.accounts
        ),
    )


def sheet(name: str, session: str) -> bytes:
    """Write the style sheet that prints the student's name and « session 2027 » at the foot of each leaf.

    All but letters and digits is escaped in that string of CSS.
    """
    said = dotted(name, session)
    safe = "".join(sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in said)
    return f"""@charset "utf-8";
@page {{
  @bottom-left {{ content: "{safe}"; }}
}}
""".encode("utf-8", "replace")
