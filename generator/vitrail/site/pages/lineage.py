"""A référentiel with what pages look up in it (hues, order, ancestors), computed once a build."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import NavItem
from vitrail.content.frameworks.queries import ancestors, home_of
from vitrail.content.model.framework import Competency, Framework
from vitrail.content.model.school import Cohort
from vitrail.content.model.words import HUES
from vitrail.content.values.folding import grouped
from vitrail.ground.language import nmark
from vitrail.site.pages.elements import Chip

_HUES = tuple(HUES.values())
_LEVELS = (
    nmark("compétence", "compétences", 1),
    nmark("compétence détaillée", "compétences détaillées", 1),
    nmark("activité", "activités", 1),
)
"""Levels of the shipped référentiels, to be translated. The first two also stand for levels whose file gives no plural:
one is never made by adding an s."""


class Lineage(Struct, frozen=True, kw_only=True, dict=True):
    """A référentiel with the roots, the hues and the order that follow from it."""

    framework: Framework

    @cached_property
    def roots(self) -> Mapping[str, str]:
        """Each competency → its root."""
        return {item.id: (item.id, *ancestors(self.framework, item.id))[-1] for item in self.framework.competencies}

    @cached_property
    def hues(self) -> Mapping[str, str]:
        """Each root → its hue; two roots with one local code (B2A, B2B) share it, since no learner has both."""
        given = self.framework.hues
        codes = tuple(dict.fromkeys(item.local_id for item in self.framework.competencies if item.parent is None))
        return {
            item.id: given.get(item.id, _HUES[codes.index(item.local_id) % len(_HUES)])
            for item in self.framework.competencies
            if item.parent is None
        }

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {item.id: rank for rank, item in enumerate(self.framework.competencies)}

    def ordered(self, codes: Iterable[str]) -> list[str]:
        """Sort competencies in the official order."""
        ranks = self._ranks
        return sorted(codes, key=lambda code: (ranks.get(code, 0), code))

    @cached_property
    def homes(self) -> tuple[tuple[Competency, tuple[Competency, ...]], ...]:
        """Each competency that has a page, with the details that its page shows, in the official order."""
        held = grouped((home_of(self.framework, item.id), item) for item in self.framework.competencies)
        return tuple((home, tuple(details)) for home, *details in held.values())

    @property
    def home(self) -> NavItem:
        """Its page, in short."""
        return NavItem(self.framework.short_title, addresses.framework(self.framework))

    @property
    def known(self) -> bool:
        """True if there is a référentiel."""
        return self is not UNKNOWN

    def get(self, code: str) -> Competency | None:
        """Find a competency."""
        return self.framework.by_id.get(code)

    def hue(self, code: str) -> str:
        """Return the hue of a competency: its root's."""
        hue = self.hues.get(self.roots.get(code, code))
        return hue if hue in _HUES else _HUES[0]

    def title(self, code: str) -> str:
        """Return the title of a competency; its code when unknown."""
        competency = self.get(code)
        return competency.title if competency else code

    def year(self, code: str) -> tuple[str, ...]:
        """Name the year of the diploma in which a competency is worked on; empty when it is of no single year."""
        rank = self.framework.by_id[code].year
        return (self.framework.years[rank - 1],) if rank else ()

    def chip(self, code: str, url: str | None = None, *, sign: str = "") -> Chip:
        """Name a competency."""
        return Chip(code=code, title=self.title(code), hue=self.hue(code), sign=sign, url=url)

    def page(self, code: str, cohort: Cohort | None = None) -> str:
        """Return the address of a competency, in the référentiel or in a class."""
        return addresses.competency(self.framework, code, cohort)

    def ancestors(self, code: str) -> Iterator[Competency]:
        """Yield the parents of a competency, nearest first."""
        return (self.framework.by_id[above] for above in ancestors(self.framework, code))

    def within(self, code: str, above: str) -> bool:
        """True if a competency is another one, or a detail of it."""
        return above in (code, *ancestors(self.framework, code))

    def level(self, kind: str) -> str:
        """Return the label of a level: « Compétence »."""
        return next((level.label for level in self.framework.levels if level.kind == kind), kind)

    def words(self, below: int = 0) -> tuple[str, str]:
        """Return singular and plural of the level that the exam judges, in lower case, or of the one ``below`` it."""
        levels = self.framework.levels
        judged = next((rank for rank, level in enumerate(levels) if level.kind == self.framework.judged_level), None)
        level = levels[judged + below] if judged is not None and judged + below < len(levels) else None
        if level and level.plural:
            return level.label.lower(), level.plural.lower()
        return _LEVELS[below].template, _LEVELS[below].plural


def article(framework: Framework | None, rule: str = "") -> str:
    """Return the address of a référentiel's regulation, or of a requirement in it; empty where there is none."""
    text = framework.regulation if framework else None
    there = text and (not rule or rule in text.requirements)
    return addresses.regulation(framework, rule) if framework and there else ""


UNKNOWN = Lineage(framework=Framework(id="", title="", short_title="", competencies=(), levels=(), judged_level=""))
"""Stands for a référentiel that nobody named or that does not exist."""
