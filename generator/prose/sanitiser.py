"""What of an author's HTML may stand on a shared site: nothing that runs, leaves, or poses as ours."""

import posixpath
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape

import nh3

from generator.addressing import addresses
from generator.markdown.headings import anchor_of
from generator.markdown.links import meanings
from generator.model.markup import SCHEMES, allowed, allowed_class, scheme, straight
from generator.prose.slots import PREFIXED, FileLink, Slots
from generator.values import spots

PREFIX = addresses.passage("")
"""Every id, name and fragment of an author's text starts with it, so none can be Material's or ours.

A page that shows several texts gives each a prefix of its own (``t1-``, ``t2-``): none leads into another.
"""

_SHORT = 80
"""Characters of an attribute up to which its judgement is remembered: code has some fifty classes, an author any."""

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
    """Clean a converted text, whose links to files are ``slots`` from then on, as is what its ids begin with.

    Relative links start from the folder of ``source``, its path in the portfolios; ``kept`` receives the ``data-at`` of
    each other link.

    What is left has no script, handler, style, foreign scheme, unprefixed id, unknown class, or sign that turns the
    direction of reading.
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
    return straight(clean)  # here they are signs, however they were written: reading only knows the plain ones


def _filter(folder: str, slots: Slots, kept: set[str]) -> Callable[[str, str, str], str | None]:
    """Make the function that nh3 asks about each attribute, in the order in which they are written."""
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
        if name == "data-at":  # it stands before the target, and is of no use once that is judged
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
    """Return where a link leads from any page, nothing for one that may not (its text stays); None: to a file."""
    if value.startswith("#") and not image:  # a picture is never an anchor: « #1.png » is a file
        return f"#{PREFIXED}{value[1:]}" if len(value) > 1 else ""
    if scheme(value) or value.startswith("//"):
        return "" if image or not allowed(value) else value
    return None


def _ways(value: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the paths that a link may mean, each with the fragment to add as it stands in an attribute.

    Of a file that is no page, that is the place that its reader knows: « #page=3 », « #L12-L20 » of a forge.
    """
    for way, fragment in meanings(value):
        path = posixpath.normpath(posixpath.join(folder, way))
        if fragment and path.endswith(_TEXTS):
            anchor = escape(straight(anchor_of(fragment)), quote=False).replace('"', "&quot;").replace("\xa0", "&nbsp;")
            yield path, f"#{PREFIX}{anchor}"
        else:
            yield path, spots.fragment(spots.read_spot(fragment.partition("-")[0]) or "")
