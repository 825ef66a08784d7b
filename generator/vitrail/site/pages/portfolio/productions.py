"""Every production of a portfolio on one page, by réalisation: its kind, whether it can be read here, what it proves.

A file of the portfolio is « joint », an address is « en ligne »: the first is read without the network, the page at the
second may change any day. A picture is shown, of a PDF the first page where it could be drawn, of a text the
first lines; of any other file, only the weight.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.ledger import Front, Measure
from vitrail.content.model.realisation import Access, Production, Realisation
from vitrail.content.model.state import State
from vitrail.content.values import spots
from vitrail.ground.language import nmark
from vitrail.ground.language.phrase import Phrase
from vitrail.ground.regex import regex
from vitrail.site.pages import labels, states
from vitrail.site.pages.elements import Ref, Row, dotted
from vitrail.site.pages.portfolio.portfolio import Portfolio, is_draft

_HOST = regex(r"(?:(?:https?|ftp):)?//(?:[^/?#@]*@)?(?:www\.)?([^/?#:@\s]+)", re.IGNORECASE)
"""Host of an address of the web."""
_KINDS: Mapping[str, Phrase] = {
    "image": nmark("{n} image", "{n} images", 0),
    "pdf": nmark("{n} PDF", "{n} PDF", 0),
    "document": nmark("{n} document", "{n} documents", 0),
    "tableur": nmark("{n} tableau de données", "{n} tableaux de données", 0),
    "diaporama": nmark("{n} diaporama", "{n} diaporamas", 0),
    "schema": nmark("{n} schéma", "{n} schémas", 0),
    "texte": nmark("{n} texte ou code", "{n} textes ou codes", 0),
    "archive": nmark("{n} archive", "{n} archives", 0),
    "lien": nmark("{n} adresse en ligne", "{n} adresses en ligne", 0),
    "absente": nmark("{n} production qui ne se montre pas", "{n} productions qui ne se montrent pas", 0),
}
"""Kind → the words to count it with, in the order of the page's head."""
NAMED = 3
"""Most productions named beside a réalisation: its page has them all, and so has the page of productions."""
_SUFFIXES: Mapping[str, str] = {
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif"), "image"),
    **dict.fromkeys(("docx", "odt"), "document"),
    **dict.fromkeys(("xlsx", "ods", "csv"), "tableur"),
    **dict.fromkeys(("pptx", "odp"), "diaporama"),
    **dict.fromkeys(("drawio", "odg", "pkt"), "schema"),
    "pdf": "pdf",
    "zip": "archive",
}


class Panel(Struct, frozen=True, kw_only=True):
    """A production, or a passage of a text, as its frame shows it."""

    title: str
    kind: str
    """« picture », « pdf », « page », or « card », of which the sign and the reason are shown."""
    source: str = ""
    """Address of what is shown."""
    place: str = ""
    """Id of the place in that page; it is no part of its address, which would scroll the page around the frame too."""
    opens: str = ""
    """Address that a link below it opens, with the words of ``said``; empty when there is none."""
    said: str = ""
    file: str = ""
    """The author's own file, to be downloaded."""
    facts: str = ""
    width: int = 0
    height: int = 0
    front: Front | None = None
    """First page of a PDF, for a browser that shows none."""
    sign: str = ""
    reason: str = ""


class Exhibit(Struct, frozen=True, kw_only=True):
    """What proves a claim: where it is shown, and how."""

    title: str
    url: str
    panel: Panel
    opened: bool
    """Whether this audience can open it."""
    id: str = ""
    """Its place in the page of all proofs."""
    where: str = ""
    """Which page, sheet or line of it is meant."""
    note: str = ""
    """Why it cannot be opened, or who alone can."""


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page, when a réalisation has productions; those that prove most come first."""
    unsorted = (_group(owner, work) for work in owner.works if work.productions)
    groups = tuple(sorted(unsorted, key=lambda group: (-group.validated, -group.proved)))
    if not groups:
        return
    counts = Counter(placed.line.kind for group in groups for placed in group.lines)
    there = ((kind, phrase) for kind, phrase in _KINDS.items() if counts[kind])
    content = templated(
        "productions",
        total=counts.total(),
        kinds=tuple((kind, owner.say.count(words.template, words.plural, counts[kind])) for kind, words in there),
        groups=groups,
        pictured=any(placed.line.width for group in groups for placed in group.lines),
        without=tuple(owner.ref(work) for work in owner.works if not work.productions),
    )
    said = owner.say("Les productions de {name}, par réalisation.", name=owner.student.name)
    yield owner.spec(InPortfolio.PRODUCTIONS, owner.say("Productions"), content, description=said)


def _group(owner: Portfolio, work: Realisation) -> Row:
    chips = tuple(owner.claim_chip(work, claim) for claim in work.claims)
    signs = [chip.sign for chip in chips if chip.sign and states.BY_KEY[chip.sign].covers and not is_draft(work)]
    draft = owner.say("brouillon") if is_draft(work) else ""
    return Row(
        id=addresses.row(work.slug),
        title=work.title,
        url=owner.url(work),
        proved=len(signs),
        validated=signs.count(states.SIGNS[State.VALIDATED].key),
        note=dotted(owner.origin(work), draft, owner.say.withheld(work.visibility)),
        chips=chips,
        lines=tuple(_placed(owner, work, item) for item in work.productions),
    )


def _placed(owner: Portfolio, work: Realisation, item: Production) -> Row:
    """Return a production at its place in the page; ``panel``: its frame, unless there is nothing to open here."""
    rank, line = work.productions.index(item) + 1, _line(owner, work, item)
    panel = _panel(owner, item, line) if line.url and item.here else None
    return Row(id=addresses.production(work.slug, rank), line=line, panel=panel)


def lines(owner: Portfolio, work: Realisation, *, validated: bool = False) -> tuple[Row, ...]:
    """Describe the productions of a réalisation, in the order of its author."""
    return tuple(_line(owner, work, item, validated=validated) for item in work.productions)


def _line(owner: Portfolio, work: Realisation, item: Production, *, validated: bool = False) -> Row:
    url, here = owner.setting.links.production(item), item.here
    measure = (owner.setting.links.measure(item.file) if here else None) or Measure()
    suffix = (item.file or "").rpartition(".")[2].lower()
    kind = (_SUFFIXES.get(suffix, "texte") if here else "lien") if url else "absente"
    return Row(
        title=item.title,
        url=url,
        frame=framed(owner, work, item),
        kind=kind,
        sign=(suffix.upper() if here else host_of(url)) if url else "",
        facts="\u00a0· ".join(_counted(owner, measure)),
        state=owner.say(labels.production(item)),
        reason=owner.say.write(item.refused) or item.reason or "",
        withheld=owner.say.withheld(item.visibility),
        head=measure.head,
        width=measure.width,
        height=measure.height,
        front=measure.front,
        online=item.link or "" if here and url else "",
        beyond=validated and item.access is Access.LINK,
    )


def framed(owner: Portfolio, work: Realisation, item: Production) -> str:
    """Return where a production is shown: in the frame, or on the web; empty when it cannot be opened."""
    url, place = owner.setting.links.production(item), addresses.production(work.slug, work.productions.index(item) + 1)
    return f"{owner.page(InPortfolio.PRODUCTIONS)}#{place}" if url and item.here else url


def named(owner: Portfolio, work: Realisation, item: Production) -> Ref:
    """Name a production, linked when it can be opened, else with the reason or the word for its state."""
    url = framed(owner, work, item)
    return Ref(item.title, url or None, "" if url else owner.say.write(item.refused or labels.production(item)))


def _counted(owner: Portfolio, measure: Measure) -> Iterator[str]:
    """Yield the measures of a file in words: pages of a PDF, pixels of a picture, weight of anything."""
    if measure.pages:
        yield owner.say.count("{n} page", "{n} pages", measure.pages)
    if measure.width:
        yield owner.say("{width}\u00a0×\u00a0{height}\u00a0px", width=measure.width, height=measure.height)
    if measure.weight:
        yield owner.setting.language.weight(measure.weight)


def exhibits(owner: Portfolio, work: Realisation, cited: str | None) -> tuple[Exhibit, ...]:
    """Return the proofs of a claim, files before parts of the text, each at the place that is named.

    Each has its address in the frame of the claim; of a draft, which claims nothing yet, that of its production. A file
    hidden from this audience is not among them; one that only the team gets has a note that says so.
    """
    files = (_exhibit(owner, work, item, spot) for item in work.productions for spot in item.spots(cited))
    claims = (claim for claim in work.claims if cited and claim.competency == cited)
    parts = (
        _passage(owner, work, part.title, addresses.passage(part.anchor)) for claim in claims for part in claim.excerpts
    )
    claimed = cited in owner.proofs(work)
    return _numbered(owner, addresses.proof(cited, work.slug) if cited and claimed else "", (*files, *parts))


def unnamed(owner: Portfolio, work: Realisation, code: str) -> tuple[tuple[Exhibit, ...], str]:
    """Return what stands for the proofs of a réalisation that names none for a competency, and how many more there are.

    Its first productions that can be opened, else its text.
    """
    there = [_exhibit(owner, work, item, "") for item in work.productions if owner.setting.links.production(item)]
    shown = there[:NAMED] or [_passage(owner, work, owner.say("Texte de la réalisation"), "contenu")]
    left = len(there[NAMED:])
    more = owner.say.count("{n} autre production", "{n} autres productions", left) if left else ""
    return _numbered(owner, addresses.proof(code, work.slug), shown), more


def _numbered(owner: Portfolio, claim: str, shown: Iterable[Exhibit]) -> tuple[Exhibit, ...]:
    """Give each proof of a claim its address in the frame; ``claim`` is the claim's id there, empty if it has none."""
    page, ids = owner.page(InPortfolio.COMPETENCIES), (f"{claim}.{rank}" for rank in count(1))
    every = zip(shown, ids, strict=False)
    return tuple(replace(row, id=place, url=f"{page}#{place}") if claim else row for row, place in every)


def _passage(owner: Portfolio, work: Realisation, title: str, place: str) -> Exhibit:
    url = f"{owner.url(work)}#{place}"
    said = owner.say("ouvrir la page")
    panel = Panel(title=title, kind="page", source=owner.url(work), place=place, opens=url, said=said)
    return Exhibit(title=title, url=url, opened=True, panel=panel)


def _exhibit(owner: Portfolio, work: Realisation, item: Production, spot: str) -> Exhibit:
    said = spots.told(spot)
    held = any(fault.code in _HELD for fault in owner.setting.file_faults(item.file or ""))
    line = _line(owner, work, item)
    note = owner.say.withheld(item.visibility) or (
        owner.say("retenu : seule l'équipe le lit") if held else named(owner, work, item).note
    )
    return Exhibit(
        title=item.title,
        url=line.frame,
        where=owner.say.write(said) if said else "",
        note=note,
        opened=bool(line.url),
        panel=_panel(owner, item, line, "" if item.access is Access.PAGE else spots.fragment(spot)),
    )


_PDF = "&view=FitH&navpanes=0"
"""What browsers read after the page in the address of a PDF: it takes the width, without a list of its pages."""


def _panel(owner: Portfolio, item: Production, line: Row, spot: str = "") -> Panel:
    """Return the frame of a production at a spot: a picture, a PDF, the page that shows a file, else a card."""
    here = item.here and bool(line.url)
    file = (owner.setting.links.attachment(item.file) if here else None) or ""
    kind, opens, said, source = "card", f"{line.url}{spot}", "", ""
    if line.width:
        kind, source, said = "picture", line.url, owner.say("ouvrir l'image")
    elif here and line.kind == "pdf":
        kind, source, said = "pdf", f"{line.url}{spot or '#page=1'}{_PDF}", owner.say("ouvrir le PDF")
    elif here and line.url != file:
        kind, source, said = "page", line.url, owner.say("ouvrir la page")
    elif line.url and not here:
        said = owner.say("ouvrir {site}", site=line.sign)
    return Panel(
        title=item.title,
        kind=kind,
        source=source,
        place=spot.removeprefix("#") if kind == "page" else "",
        opens=opens if said else "",
        said=said,
        file=file,
        facts=line.facts,
        width=line.width,
        height=line.height,
        front=line.front,
        sign=line.sign,
        reason=dotted(line.state, line.reason),
    )


_HELD = frozenset({"MED022", "PRV005", "PRV010", "PRV016"})
"""Faults of a file that keep it for the team."""


def host_of(address: str) -> str:
    """Return the host of an address of the web, without « www. »; empty for anything else."""
    match = _HOST.match(address)
    return match[1].lower() if match else ""
