"""Every production of a portfolio on one page, by réalisation: its kind, whether it can be read here, what it proves.

A file of the portfolio is « joint », an address is « en ligne »: the first is read without the network, the page at the
second may change any day. A picture is shown, of a PDF the first page where it could be drawn, of a text the
first lines; of any other file, only the weight.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import PageSpec, templated
from vitrail.content.addressing.table import InPortfolio
from vitrail.content.model.ledger import Measure
from vitrail.content.model.realisation import Access, Production, Realisation
from vitrail.content.model.state import State
from vitrail.content.values import spots
from vitrail.ground.language import nmark
from vitrail.ground.language.phrase import Phrase
from vitrail.ground.regex import regex
from vitrail.site.pages import labels, states
from vitrail.site.pages.elements import Ref, Row
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
_SUFFIXES: Mapping[str, str] = {
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif"), "image"),
    **dict.fromkeys(("docx", "odt"), "document"),
    **dict.fromkeys(("xlsx", "ods", "csv"), "tableur"),
    **dict.fromkeys(("pptx", "odp"), "diaporama"),
    **dict.fromkeys(("drawio", "odg", "pkt"), "schema"),
    "pdf": "pdf",
    "zip": "archive",
}


def plan(owner: Portfolio) -> Iterator[PageSpec]:
    """Yield the page, when a réalisation has productions; those that prove most come first."""
    unsorted = (_group(owner, work) for work in owner.works if work.productions)
    groups = tuple(sorted(unsorted, key=lambda group: (-group.validated, -group.proved)))
    if not groups:
        return
    setting = owner.setting
    counts = Counter(line.kind for group in groups for line in group.lines)
    there = ((kind, phrase) for kind, phrase in _KINDS.items() if counts[kind])
    content = templated(
        "productions",
        total=counts.total(),
        kinds=tuple((kind, setting.count(words.template, words.plural, counts[kind])) for kind, words in there),
        groups=groups,
        without=tuple(owner.ref(work) for work in owner.works if not work.productions),
    )
    said = setting.text("Les productions de {name}, par réalisation.", name=owner.student.name)
    yield owner.spec(InPortfolio.PRODUCTIONS, setting.text("Productions"), content, description=said)


def _group(owner: Portfolio, work: Realisation) -> Row:
    chips = tuple(owner.claim_chip(work, claim) for claim in work.claims)
    signs = [chip.sign for chip in chips if chip.sign and states.BY_KEY[chip.sign].covers and not is_draft(work)]
    draft = owner.setting.text("brouillon") if is_draft(work) else ""
    notes = (owner.origin(work), draft, owner.setting.withheld(work.visibility))
    return Row(
        id=addresses.row(work.slug),
        title=work.title,
        url=owner.url(work),
        proved=len(signs),
        validated=signs.count(states.SIGNS[State.VALIDATED].key),
        note=" · ".join(filter(None, notes)),
        chips=chips,
        lines=lines(owner, work),
    )


def lines(owner: Portfolio, work: Realisation, *, validated: bool = False) -> tuple[Row, ...]:
    """Describe the productions of a réalisation, in the order of its author."""
    return tuple(_line(owner, item, validated=validated) for item in work.productions)


def _line(owner: Portfolio, item: Production, *, validated: bool) -> Row:
    setting = owner.setting
    url, here = setting.links.production(item), item.here
    measure = (setting.links.measure(item.file) if here else None) or Measure()
    suffix = (item.file or "").rpartition(".")[2].lower()
    kind = (_SUFFIXES.get(suffix, "texte") if here else "lien") if url else "absente"
    return Row(
        title=item.title,
        url=url,
        kind=kind,
        sign=(suffix.upper() if here else host_of(url)) if url else "",
        facts="\u00a0· ".join(_counted(owner, measure)),
        state=setting.text(labels.production(item)),
        reason=setting.language.write(item.refused) or item.reason or "",
        withheld=setting.withheld(item.visibility),
        head=measure.head,
        width=measure.width,
        height=measure.height,
        front=measure.front,
        online=item.link or "" if here and url else "",
        beyond=validated and item.access is Access.LINK,
    )


def named(owner: Portfolio, item: Production) -> Ref:
    """Name a production, linked when it can be opened, else with the reason or the word for its state."""
    language, url = owner.setting.language, owner.setting.links.production(item)
    return Ref(item.title, url or None, "" if url else language.write(item.refused or labels.production(item)))


def _counted(owner: Portfolio, measure: Measure) -> Iterator[str]:
    """Yield the measures of a file in words: pages of a PDF, pixels of a picture, weight of anything."""
    setting = owner.setting
    if measure.pages:
        yield setting.count("{n} page", "{n} pages", measure.pages)
    if measure.width:
        yield setting.text("{width}\u00a0×\u00a0{height}\u00a0px", width=measure.width, height=measure.height)
    if measure.weight:
        yield setting.language.weight(measure.weight)


def exhibits(owner: Portfolio, work: Realisation, competency: str | None) -> tuple[Row, ...]:
    """Return the proofs of a claim, files before parts of the text, each linked to the place that is named.

    A file hidden from this audience is not among them; one that only the team gets has a note that says so.
    """
    files = (_exhibit(owner, item, spot) for item in work.productions for spot in item.spots(competency))
    claims = (claim for claim in work.claims if competency and claim.competency == competency)
    parts = (part for claim in claims for part in claim.excerpts)
    page = owner.url(work)
    return (
        *files,
        *(Row(title=part.title, url=f"{page}#{addresses.passage(part.anchor)}", where="", note="") for part in parts),
    )


def _exhibit(owner: Portfolio, item: Production, spot: str) -> Row:
    ref, setting, said = named(owner, item), owner.setting, spots.told(spot)
    held = any(fault.code in _HELD for fault in setting.file_faults(item.file or ""))
    return Row(
        title=ref.title,
        url=f"{ref.url}{spots.fragment(spot) if item.access is not Access.PAGE else ''}" if ref.url else "",
        where=setting.language.write(said) if said else "",
        note=setting.withheld(item.visibility)
        or (setting.text("retenu : seule l'équipe le lit") if held else ref.note),
    )


_HELD = frozenset({"MED022", "PRV005", "PRV010", "PRV016"})
"""Faults of a file that keep it for the team."""


def host_of(address: str) -> str:
    """Return the host of an address of the web, without « www. »; empty for anything else."""
    match = _HOST.match(address)
    return match[1].lower() if match else ""
