"""The works of a page that shows several: its cards, each with a title, below one that says that it gathers works."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from msgspec import Struct

from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex

Node: TypeAlias = Any
"""A node of Beautiful Soup."""

MARK: Final = "\ue010"
"""Sign on a line of its own before and after each card, where the text is cut."""
GATHERS: Final = regex(
    r"(?:mes |nos |les )?(?:projets?(?! professionnel$)|realisations?|travaux|stages?|missions?|experiences?|veilles?"
    r"|activites|ateliers)\b.{0,30}"
)
"""Folded titles below which each title is a work."""
_TITLES: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_BARE: Final = frozenset({"article", "li", "figure"})
"""Elements that may be cards without a class."""
_ELSEWHERE: Final = regex(r"(?!https?:|//)[^#?]+\.(?:html?|php)(?:[?#]|$)", re.IGNORECASE)
"""Link of a card to the page that tells its work: the card is then only its notice."""
_LABELS: Final = regex(r"(?:^|[\s_-])(?:tech\w*|stack|tags?|badges?|categor\w*)(?:$|[\s_-])")
"""Class of an element that names technologies."""
_BETWEEN: Final = regex(r"\s*(?:\|+|[·•,])\s*")
_RANK: Final = regex(r"\s*(?:n° ?|#)?0?(\d{1,2})\.?\s*")
_SHORT: Final = 40
"""Most characters of a label."""
_SEVERAL: Final = 2


class Cards(Struct, frozen=True, kw_only=True):
    """The cards of a page."""

    gathers: bool
    """Whether the page shows several works: those of its cards, or those of pages that cards lead to."""
    taken: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Title above, title and labels of each card that is a work, in order."""


def unranked(page: Node) -> None:
    """Remove from titles the number of their rank, said twice or counted in order: « Projet 1 : GLPI <b>1</b> »."""
    for level in _TITLES:
        parts = [(title, part) for title in page.find_all(level) for part in title.find_all(recursive=False)]
        ranks = [
            (part, int(met[1]), " ".join(text for text in title.stripped_strings if text not in part.stripped_strings))
            for title, part in parts
            if (met := _RANK.fullmatch(part.get_text()))
        ]
        counted = all(rank == place for place, (_, rank, _) in enumerate(ranks, start=1))
        counted = counted and len({rest for *_, rest in ranks}) == len(ranks) >= _SEVERAL
        for part, rank, rest in ranks:
            if rest and (counted or str(rank) in re.findall(r"\d+", rest)):
                part.decompose()


def marked(main: Node, title: str) -> Cards:
    """Put a mark around each card of a page that is a work, and take its title and its labels out of it."""
    page = _Page(titled={id(above) for heading in main.find_all(_TITLES) for above in heading.parents})
    for node in (main, *main.find_all()):
        shapes = Counter(filter(None, map(page.shape, node.find_all(recursive=False))))
        page.repeated |= {shape for shape, count in shapes.items() if count >= _SEVERAL}
    every = list(page.cards(main))
    above = [(_above(card, main, title, every), card) for card in every]
    shown = [(under, card) for under, card in above if GATHERS.fullmatch(fold(under))]
    gathers = len(shown) >= _SEVERAL
    works = [
        (under, card)
        for under, card in shown
        if gathers and not any(_ELSEWHERE.search(a["href"]) for a in card.select("a[href]"))
    ]
    taken = tuple((under, *_taken(card)) for under, card in works)
    for group, parts in _labels(main):
        group.string = ", ".join(parts)
    return Cards(gathers=gathers, taken=taken)


class _Page(Struct):
    """The elements of a page that may be cards."""

    titled: set[int]
    """Those with a title in them, by their identity."""
    repeated: set[tuple[str, str]] = set()
    """Name and classes of those that stand side by side somewhere."""

    def shape(self, node: Node) -> tuple[str, str] | None:
        """Return the name and the classes of an element with a title in it; None for one that is no card."""
        classes = " ".join(node.get("class") or ())
        card = (classes or node.name in _BARE) and node.name not in {"section", "main", *_TITLES}
        return (node.name, classes) if card and id(node) in self.titled else None

    def cards(self, node: Node) -> Iterator[Node]:
        """Yield the outermost repeated elements whose title is their own, not that of a smaller one as a row's is."""
        for child in node.find_all(recursive=False):
            title = child.find(_TITLES) if self.shape(child) in self.repeated else None
            above = title.parents if title else ()
            near = (other for other in above if other is child or self.shape(other) in self.repeated)
            if next(near, None) is child:
                yield child
            else:
                yield from self.cards(child)


def _above(card: Node, main: Node, title: str, cards: list[Node]) -> str:
    """Return the title above a card, outside of others; ``title`` is that of the page."""
    inside = set(map(id, cards))
    for heading in card.find_all_previous(_TITLES):
        above = set(map(id, heading.parents))
        if id(main) not in above:
            break
        if above.isdisjoint(inside):
            return " ".join(heading.get_text(" ").split())
    return title


def _taken(card: Node) -> tuple[str, tuple[str, ...]]:
    """Mark a card, and return its title and its labels, taken out of it."""
    title = " ".join(card.find(_TITLES).extract().get_text(" ").split())
    labels = dict.fromkeys(part for group, parts in _labels(card) if group.extract() for part in parts)
    for around in (card, card.parent):
        around.name = "div" if around.name in {"li", "ol", "ul"} else around.name
    for put in (card.insert_before, card.insert_after):
        line = type(card)(name="p")
        line.string = MARK
        put(line)
    return title, tuple(labels)


def _labels(node: Node) -> list[tuple[Node, list[str]]]:
    """Return the groups of labels that a node shows side by side, as those of the technologies of a work."""
    groups: list[tuple[Node, list[str]]] = []
    for group in node.find_all(_labelling):
        parts = [part for words in group.stripped_strings for part in _BETWEEN.split(words) if part]
        alone = {id(known) for known, _ in groups}.isdisjoint(map(id, group.parents))
        if alone and len(parts) >= _SEVERAL and max(map(len, parts)) <= _SHORT:
            groups.append((group, parts))
    return groups


def _labelling(node: Node) -> bool:
    inside = node.find_all(recursive=False)
    named = _named(node) or (len(inside) >= _SEVERAL and all(map(_named, inside)))
    return named and not node.find([*_TITLES, "p", "a", "img", "pre"])


def _named(node: Node) -> bool:
    return _LABELS.search(" ".join(node.get("class") or ())) is not None
