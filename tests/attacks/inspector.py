"""Looks at the HTML of an author's region as a browser would, and names what should not be there."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from vitrail.site.prose.sanitiser import PREFIX, sanitise
from vitrail.site.prose.slots import ShowingPage, Slots

ACTIVE = frozenset(
    "script style iframe frame object embed form base meta link svg math template textarea select button video audio"
    " source portal noscript xmp plaintext marquee".split()
)
_SCHEMES = ("http:", "https:", "mailto:")


def cleaned(html: str, page: str, source: str, targets: Mapping[str, str], kept: set[str] | None = None) -> str:
    """Clean HTML as a text's is, and put it in a page."""
    slots, kept = Slots(), set() if kept is None else kept
    place = ShowingPage(url=page, targets=targets, prefix=PREFIX)
    return slots.cut(sanitise(html, source, slots, kept)).at(place, kept)


def inspect(html: str) -> list[str]:
    """List the faults of a sanitised fragment."""
    reader = _Inspector()
    reader.feed(html)
    reader.close()
    return reader.faults


class _Inspector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.faults.append(f"<{tag}>")
        for name, found in attrs:
            value = found or ""
            if name.startswith("on") or name in {"style", "srcdoc", "srcset", "action", "formaction", "xlink:href"}:
                self.faults.append(f"{tag} {name}")
            if name in {"id", "name", "for"} and not value.startswith("t-"):
                self.faults.append(f"{tag} {name}={value}")
            foreign = name in {"href", "src"} and not value.startswith("#") and ":" in value.split("/")[0]
            if foreign and (tag == "img" or not value.lower().startswith(_SCHEMES)):
                self.faults.append(f"{tag} {name}={value[:60]}")
            if name == "class" and any(word.startswith(("md-", "vt-")) for word in value.split()):
                self.faults.append(f"{tag} class={value}")
