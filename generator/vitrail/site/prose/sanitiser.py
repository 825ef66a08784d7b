"""Sanitise an author's HTML for a shared site: no script, no external content, no id or class that passes for ours."""

import posixpath
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape

import nh3

from vitrail.content.addressing import addresses
from vitrail.content.markdown.headings import anchor_of
from vitrail.content.markdown.links import meanings
from vitrail.content.model.markup import SCHEMES, allowed, allowed_class, scheme, straight
from vitrail.content.values import spots
from vitrail.site.prose.slots import PREFIXED, FileLink, Slots

PREFIX = addresses.passage("")
"""The prefix of every id, name and fragment of an author's text, so that none equals one of Material's or ours.

A page that shows several texts gives each its own prefix (``t1-``, ``t2-``): no link leads into another text.
"""

_SHORT = 80
"""Characters of a class attribute, at most, for its result to be cached: code has some fifty classes, an author any."""

_TEXTS = (".md", ".markdown")
TAGS = frozenset(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6"
    " hr i img input ins kbd label li mark ol p pre s small span strong sub summary sup table tbody td tfoot th thead"
    " tr u ul".split()
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id"},
    "a": {"data-at", "href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "div": {"data-tabs"},
    "img": {"data-at", "src", "alt", "title", "width", "height", "loading", "decoding"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}


def sanitise(html: str, source: str, slots: Slots, kept: set[str] | None = None) -> str:
    """Sanitise a converted text; its links to files, and the prefix of its ids, become ``slots``.

    Relative links start from the folder of ``source``, its path in the portfolios; ``kept`` receives the ``data-at`` of
    each other link.

    The result has no script, handler, style, foreign scheme, unprefixed id, unknown class, or character that changes
    the direction of reading.
    """
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_filter(posixpath.dirname(source), slots, set() if kept is None else kept),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return straight(clean)  # entities are characters by now; reading only knows plain characters


def _filter(folder: str, slots: Slots, kept: set[str]) -> Callable[[str, str, str], str | None]:
    """Return the filter that nh3 calls for each attribute, in the order in which they are written."""
    number = ""

    def decide(tag: str, name: str, value: str) -> str | None:
        nonlocal number
        if name == "class":  # three attributes of four
            return _remembered(value) if len(value) <= _SHORT else _classes(value)
        if name in {"href", "src"}:
            address = _address(value, image=tag == "img")
            if address is None:
                return slots.put(FileLink(name, number, tuple(_ways(value, folder))))
            if address:
                kept.add(number)
            return address or None
        if name == "data-at":  # written before the target, and not needed after it
            number = value
            return None
        if name in {"id", "for", "name"}:
            return PREFIXED + value
        return value if name != "type" or value in {"checkbox", "radio"} else None

    return decide


def _classes(value: str) -> str | None:
    return " ".join(word for word in value.split() if allowed_class(word)) or None


_remembered = lru_cache(maxsize=1024)(_classes)


def _address(value: str, *, image: bool) -> str | None:
    """Return a link's address if no page changes it, empty for one that is not allowed; None for a link to a file."""
    if value.startswith("#") and not image:  # a picture's address is never an anchor: « #1.png » is a file
        return f"#{PREFIXED}{value[1:]}" if len(value) > 1 else ""
    if scheme(value) or value.startswith("//"):
        return "" if image or not allowed(value) else value
    return None


def _ways(value: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the paths that a link may mean, each with its fragment, escaped for an attribute.

    For a file that is not a page, the fragment is a place in it: « #page=3 », « #L12-L20 » of a forge.
    """
    for way, fragment in meanings(value):
        path = posixpath.normpath(posixpath.join(folder, way))
        if fragment and path.endswith(_TEXTS):
            anchor = escape(straight(anchor_of(fragment)), quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")
            yield path, f"#{PREFIX}{anchor}"
        else:
            yield path, spots.fragment(spots.read_spot(fragment.partition("-")[0]) or "")
