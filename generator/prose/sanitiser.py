"""What of an author's HTML may stand on a shared site: nothing that runs, leaves, or poses as ours."""

import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import quote

import nh3

from generator.addressing import addresses
from generator.markdown.links import meanings
from generator.model.markup import SCHEMES, allowed, allowed_class, scheme, straight

PREFIX = addresses.passage("")
"""Every id, name and fragment of an author's text starts with it, so none can be Material's or ours.

A page that shows several texts gives each a prefix of its own (``t1-``, ``t2-``): none leads into another.
"""

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


def sanitise(  # noqa: PLR0913  # what a text is cleaned for, each by name
    html: str, page: str, source: str, targets: Mapping[str, str], kept: set[str] | None = None, *, prefix: str = PREFIX
) -> str:
    """Clean a converted text, and make its links lead from the address ``page`` to real files.

    Relative links start from the folder of ``source``, its path in the portfolios; ``targets`` are path → address of
    every file that it may link to; ``kept`` receives the ``data-at`` of each link and picture that has its target.

    What is left has no script, handler, style, foreign scheme, unprefixed id, unknown class, or sign that turns the
    direction of reading.
    """
    clean = nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_filter(page, source, targets, set() if kept is None else kept, prefix),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    return straight(clean)  # here they are signs, however they were written: reading only knows the plain ones


def _filter(
    page: str, source: str, targets: Mapping[str, str], kept: set[str], prefix: str
) -> Callable[[str, str, str], str | None]:
    """Make the function that nh3 asks about each attribute, in the order in which they are written."""
    folder = posixpath.dirname(source)
    here = posixpath.dirname(page)
    number = ""

    def decide(tag: str, name: str, value: str) -> str | None:
        nonlocal number
        if name in {"href", "src"}:
            if value.startswith("#") and tag != "img":  # a picture is never an anchor: « #1.png » is a file
                address = f"#{prefix}{value[1:]}" if len(value) > 1 else None
            else:
                address = _address(value, folder, here, targets, image=tag == "img")
            if address is not None:
                kept.add(number)
            return address
        if name == "data-at":  # it stands before the target, and is of no use once that is judged
            number = value
            return None
        if name == "class":
            return " ".join(word for word in value.split() if allowed_class(word)) or None
        if name in {"id", "for", "name"}:
            return prefix + value
        if name == "type":
            return value if value in {"checkbox", "radio"} else None
        return value

    return decide


def _address(value: str, folder: str, here: str, targets: Mapping[str, str], *, image: bool) -> str | None:
    """Resolve one link; None removes it (its text stays)."""
    if scheme(value) or value.startswith("//"):
        return None if image or not allowed(value) else value
    for way, fragment in meanings(value):
        path = posixpath.normpath(posixpath.join(folder, way))
        if (target := targets.get(path)) is not None:
            return relative(here, target) + (f"#{PREFIX}{fragment}" if fragment else "")
    return None


def relative(folder: str, target: str) -> str:
    """The way from a folder of the site to a file of it, as it stands in a page."""
    return quote(posixpath.relpath(f"/{target}", f"/{folder}"), safe="/.~-_")
