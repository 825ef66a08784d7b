"""Sanitise an SVG that a library drew from an author's words, and extract its texts."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, register_namespace, tostring  # defusedxml parses

from defusedxml.ElementTree import fromstring

from vitrail.content.extracts.pieces import UnopenedError
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_SVG: Final = "{http://www.w3.org/2000/svg}"
_ELEMENTS: Final = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan marker defs title desc style lineargradient stop "
    "radialgradient clippath filter fedropshadow fegaussianblur feoffset feblend femerge femergenode symbol use".split()
)
_LOADS: Final = regex(r"@import|url\s*\(\s*(?!['\"]?#)|expression|image-set|javascript:|//|\\", re.IGNORECASE)
"""Parts of a style or an attribute that would load something external; a backslash may hide any of them."""
LARGEST: Final = 500_000
"""Characters of a drawing, at most: an ordinary one has thirty thousand."""
_WIDEST: Final = 20_000
"""Width and height of a drawing, below this number of units."""


def clean_svg(raw: str) -> tuple[str, int, int]:
    """Return a drawing without scripts and external content, with its width and height.

    Only known elements stay, without handlers; references outside are removed, and a link becomes a group.

    Raises:
        UnopenedError: it is not a drawing, or too large.
    """
    if len(raw) > LARGEST:
        raise UnopenedError(mark("le dessin est trop grand"))
    register_namespace("", _SVG.strip("{}"))
    root: Element = fromstring(raw)
    _clean(root)
    box = [float(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if part]
    if root.tag != f"{_SVG}svg" or len(box) != 4 or not 0 < box[2] < _WIDEST or not 0 < box[3] < _WIDEST:  # noqa: PLR2004  # x, y, width, height
        raise UnopenedError(mark("le dessin n'a pas de taille"))
    width, height = round(box[2]), round(box[3])
    root.set("width", str(width))
    root.set("height", str(height))
    root.set("style", "background:#fff")
    return tostring(root, encoding="unicode"), width, height


def _clean(node: Element) -> None:
    for name, value in list(node.attrib.items()):
        local = name.rpartition("}")[2].lower()
        away = local in {"href", "src"} and not value.startswith("#")
        if away or local.startswith("on") or _LOADS.search(value):
            del node.attrib[name]
    for child in list(node):
        space, _, local = child.tag.rpartition("}") if isinstance(child.tag, str) else ("", "", "")
        if local == "a" and f"{space}}}" == _SVG:
            child.tag, child.attrib = f"{_SVG}g", {}
        known = f"{space}}}" == _SVG and child.tag.rpartition("}")[2].lower() in _ELEMENTS
        styled = child.tag == f"{_SVG}style" and _LOADS.search(child.text or "")
        if not known or styled:
            node.remove(child)
        else:
            _clean(child)


def words_of(svg: str) -> Iterator[str]:
    """Yield the texts that a drawing shows, in order, without tooltips."""
    for node in fromstring(svg).iter(f"{_SVG}text"):
        yield "".join(node.itertext())
