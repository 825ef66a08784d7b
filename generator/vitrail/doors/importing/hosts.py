"""The firm and the days of a stage, as its page or its card tells them."""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.values import keys
from vitrail.content.values.dates import read_date
from vitrail.content.values.folding import fold
from vitrail.doors.importing import names
from vitrail.doors.importing.headers import SourcePage
from vitrail.doors.importing.markup import unescaped
from vitrail.doors.importing.pages import named_by
from vitrail.doors.importing.periods import said_in
from vitrail.ground.regex import regex

_STAGES = regex(r"(?:mes |nos |les )?(?:experiences? (?:et |& ))?stages\b.{0,30}")
"""Folded title, or folder, above stages; what is below « Stage 1 » are works."""
_AT = regex(
    r"(?:(?:rapport|bilan) de )?stages?\b[^:–—|@-]{0,40}?"
    r"(?:\b(?:chez|au sein d(?:e la|u|es|e)|à la|à|au|aux) |\s[–—|@-]\s|\s?:\s)(?!\d|du |de )(\S.{0,80})",
    re.IGNORECASE,
)
"""Title of a stage with its firm: « Stage de première année chez DataNuage », « Rapport de stage – Mairie »."""
_FIRM = regex(
    r"^[\s>*_|-]{0,9}(?:entreprise|organis(?:ation|me)|soci[ée]t[ée]|structure)(?: d['’]accueil)?[\s*_|]{0,9}:"
    r"[\s*_|]{0,9}(\S[^\n|]{0,80}?)[\s*_|]{0,9}$",
    re.IGNORECASE | re.MULTILINE,
)
"""Line of a text with its firm."""
_WORKS = frozenset(
    "ajout analyse app application assistance audit automatisation bilan conception configuration creation depannage"
    " deploiement developpement documentation gestion infogerance installation integration maintenance migration mise"
    " missions premiere presentation projet projets rapport realisation refonte sauvegarde seconde semaine serveur site"
    " supervision support tp veille".split()
)
"""Folded first words of what is done in a stage, and is no firm."""


class StageFacts(Struct, frozen=True, kw_only=True):
    """A firm that a page tells, and the days there."""

    name: str
    start: date
    end: date


def firm_of(page: SourcePage) -> str:
    """Return the firm of a stage, by a key of its page, a line, its title, or a card's below « Mes stages »; or empty.

    >>> firm_of(SourcePage(path=PurePosixPath("a.md"), heading="Stage chez DataNuage"))
    'DataNuage'
    """
    known, line = _known(page), _FIRM.search(page.body)
    titles = (names.text_of(page.keys.get(key)) for key in page.keys if fold(key) in {"titre", "title"})
    head = next(titles, "") or page.heading or named_by(page.path)[0]
    title, card = _AT.match(head), head if among_stages(page) else ""
    said = known.get("organisation") or (unescaped(line[1]) if line else title[1] if title else card)
    begins = re.findall(r"[^\W\d_]+", fold(said))[:1]
    return said.strip(" .,;()") if begins and begins[0] not in _WORKS else ""


def host_of(page: SourcePage) -> StageFacts | None:
    """Return where and when a stage was, if its page says both.

    >>> page = SourcePage(path=PurePosixPath("a.md"), heading="Stage chez DataNuage", body="Du 1/6/2026 au 26/06/2026")
    >>> str(host_of(page).start)
    '2026-06-01'
    """
    known = _known(page)
    edges = said_in("\n".join((page.body, *map(names.text_of, page.keys.values())))).partition(" au ")[::2]
    start, end = (read_date(known.get(key) or edge) for key, edge in zip(("du", "au"), edges, strict=True))
    if (name := firm_of(page)) and isinstance(start, date) and isinstance(end, date) and start < end:
        return StageFacts(name=name, start=start, end=end)
    return None


def without_facts(page: SourcePage) -> SourcePage:
    """Return a page without the keys whose values ``host_of`` gives."""
    said = {"organisation", "du", "au"}
    kept = {name: value for name, value in page.keys.items() if said.isdisjoint(_known(replace(page, keys={name: ""})))}
    return replace(page, keys=kept)


def among_stages(page: SourcePage) -> bool:
    """True if a page is shown below « Mes stages », or lies in a folder of this name."""
    return any(map(_STAGES.fullmatch, map(fold, (page.under, page.path.parent.name))))


def _known(page: SourcePage) -> dict[str, str]:
    rows = ((names.ours(name, keys.INTERNSHIP), value) for name, value in page.keys.items())
    return {key.name: names.text_of(value) for key, value in rows if key}
