"""A text of LibreOffice as HTML, by its own XML: styles that say something, numbers of lists, notes, pictures."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Final
from xml.etree.ElementTree import Element  # the class of a node: defusedxml parses

from defusedxml.ElementTree import fromstring
from msgspec import Struct, field

from vitrail.ground.regex import regex

TYPED: Final = regex(r"\bmono\b|courier|consol|menlo|monaco|\bcode\b|preformatted", re.IGNORECASE)
"""Names of fonts and of styles that are those of code."""
_TAGS: Final = {
    "p": "p",
    "list-item": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "covered-table-cell": "td",
}
_GENERATED: Final = frozenset(
    "tracked-changes sequence-decls forms note-citation table-of-content illustration-index table-index".split()
)
_SIGNS: Final = {"s": " ", "tab": "\t", "line-break": "<br>"}
_DRAWING: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_LOOKS: Final = (
    ("font-weight", "bold", "strong"),
    ("font-style", "italic", "em"),
    ("text-line-through-style", "solid", "s"),
    ("text-position", "super", "sup"),
    ("text-position", "sub", "sub"),
)
"""How letters look, the beginning of its value, and its tag."""


def local(node: Element) -> str:
    """Return the name of a node without its namespace."""
    return node.tag.rpartition("}")[2]


def _attributes(node: Element) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in node.attrib.items()}


class OpenText(Struct, kw_only=True):
    """A LibreOffice text that becomes HTML, with what is beside it."""

    parts: Mapping[str, bytes]
    styles: dict[str, Mapping[str, str]] = {}
    """Kind and name of a style → how its letters look, with ``names``: its own, its parent's, and its font's."""
    numbered: set[str] = set()
    """Name of the style of a list, and a level at which it has numbers."""
    last: Counter[str] = field(default_factory=Counter)
    """Style of a list → its last number."""
    notes: list[str] = []
    beside: list[Element] = []
    """Comments, and the tops and feet of pages."""
    lost: int = 0
    """Number of equations and charts, of which there is no picture."""

    def read(self) -> str:
        """Return the HTML of the whole text, with its notes at the end."""
        said = ""
        for part in filter(self.parts.__contains__, ("styles.xml", "content.xml")):
            for node in fromstring(self.parts[part]).iter():
                self._style(node, local(node), _attributes(node))
                if local(node) == "text":
                    said = self._inner(node)
        return "".join((said, *self.notes))

    def _style(self, node: Element, kind: str, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name", "")
        if kind == "style":
            family, above = attributes.get("family"), attributes.get("parent-style-name", "")
            look = dict(self.styles.get(f"{family} {above}", {}))
            for child in node:
                look |= _attributes(child) if local(child) == "text-properties" else {}
            names = f"{name};{above};{look.get('font-name')};{look.get('font-family')}".replace("_20_", " ")
            self.styles[f"{family} {name}"] = {**look, "names": names}
        elif kind == "list-style":
            levels = (_attributes(child).get("level") for child in node if local(child).endswith("-number"))
            self.numbered |= {f"{name} {level}" for level in levels}
        elif kind in {"header", "footer"}:
            self.beside.append(node)

    def _inner(self, node: Element, style: str = "", depth: int = 0) -> str:
        """Return the HTML of what a node holds, in a list of this style and depth."""
        pieces = (self._html(child, style, depth) + escape(child.tail or "") for child in node)
        return escape(node.text or "") + "".join(pieces)

    def _html(self, node: Element, style: str, depth: int) -> str:
        kind, attributes = local(node), _attributes(node)
        if kind in _GENERATED or node.tag.startswith(_DRAWING):
            return ""
        if kind == "annotation":
            self.beside.append(node)
            return ""
        if kind == "list":
            return self._list(node, attributes, style, depth + 1)
        inner = self._inner(node, style, depth)
        if kind == "note-body":
            label = f"\ue000note-{len(self.notes) + 1}\ue001"
            self.notes.append(f"<p>{label}: {re.sub('</?p>', ' ', inner).strip()}</p>")
            return label
        if kind == "frame":
            return self._frame(node, inner)
        if kind in {"p", "span"}:
            inner = self._looking(kind, attributes.get("style-name", ""), inner)
        return self._tagged(kind, attributes, inner)

    def _list(self, node: Element, attributes: Mapping[str, str], style: str, depth: int) -> str:
        style = attributes.get("style-name", style)
        first = self.last[style] + 1 if {"continue-numbering", "continue-list"} & attributes.keys() else 1
        if depth == 1:
            self.last[style] = first - 1 + sum(local(child) == "list-item" for child in node)
        inner = self._inner(node, style, depth)
        return f'<ol start="{first}">{inner}</ol>' if f"{style} {depth}" in self.numbered else f"<ul>{inner}</ul>"

    def _frame(self, node: Element, inner: str) -> str:
        """Return the picture or the text of a frame; an equation or a chart has none that pages show."""
        children = {local(child): child for child in node}
        if {"object", "object-ole"} & children.keys():
            self.lost += 1
            return ""
        href = _attributes(children["image"]).get("href", "") if "image" in children else ""
        content = self.parts.get(href)
        if content is None:
            return inner
        words = next(("".join(children[name].itertext()) for name in ("desc", "title") if name in children), "")
        source = f"data:image/{href.rpartition('.')[2].lower()};base64,{b64encode(content).decode()}"
        return f'<img src="{source}" alt="{escape(" ".join(words.split()))}">'

    def _looking(self, kind: str, style: str, inner: str) -> str:
        """Return words with the tags that their style stands for."""
        look = self.styles.get(f"{'paragraph' if kind == 'p' else 'text'} {style}", {"names": style})
        if TYPED.search(look["names"]):
            return f"<code>{inner}</code>"
        if "Title" in look["names"].split(";")[:2]:
            return f'<h1 class="title">{inner}</h1>'
        for key, begins, tag in _LOOKS if inner.strip() else ():
            inner = f"<{tag}>{inner}</{tag}>" if look.get(key, "").startswith(begins) else inner
        return inner

    def _tagged(self, kind: str, attributes: Mapping[str, str], inner: str) -> str:
        tag = _TAGS.get(kind, "")
        if kind == "h":
            tag = f"h{min(6, int(attributes.get('outline-level', '1')))}"
        if kind == "list-item":
            inner = re.sub(r"^<p>(.*?)</p>", r"\1", inner, flags=re.DOTALL)
        href = attributes.get("href", "")
        if kind == "a" and href.startswith(("http", "mailto:")):
            return f'<a href="{escape(href)}">{inner}</a>'
        return _SIGNS.get(kind, "") * int(attributes.get("c", "1")) or (f"<{tag}>{inner}</{tag}>" if tag else inner)
