"""The text of a document as Markdown, with its pictures: Word's by mammoth, LibreOffice's by its own XML."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from typing import Any, Final, Protocol
from xml.etree.ElementTree import Element  # the class of a node: defusedxml parses

from defusedxml.ElementTree import fromstring
from msgspec import Struct

from generator.extracts.apart import SideProcess
from generator.extracts.packed import packed
from generator.importing.markup import to_markdown

_LARGEST: Final = 200_000_000
"""Bytes of a document, unpacked."""
_PICTURES: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
_SUFFIXES: Final = frozenset(_PICTURES.values()) | {"jpeg"}
_HEADING: Final = re.compile(r"^#{1,6} (.{2,120})$", re.MULTILINE)


class Transcript(Struct, frozen=True, kw_only=True):
    """What a document says."""

    text: str
    pictures: tuple[tuple[str, bytes], ...] = ()
    """The name that the text gives to each, and its bytes."""
    unseen: int = 0
    """Pictures in a format that no page shows."""

    @property
    def heading(self) -> str:
        """The title that the text begins with; empty when it begins otherwise."""
        found = _HEADING.match(self.text)
        return found[1].strip(" *_") if found else ""


def written_in(suffix: str, raw: bytes, side: SideProcess) -> Transcript:
    """Return the text of a ``.docx`` or an ``.odt``. Raises UnopenedError: it cannot be read, and why."""
    found: Transcript = side.run(read_word if suffix == ".docx" else read_text, raw)
    return found


class _Image(Protocol):
    alt_text: str | None
    content_type: str

    def open(self) -> Any: ...  # noqa: ANN401  # mammoth's


def read_word(raw: bytes) -> Transcript:
    """Read a document of Word here. Raises UnopenedError, and anything that damaged bytes do."""
    import mammoth  # type: ignore[import-untyped]  # noqa: PLC0415  # only there

    packed(raw, _LARGEST)
    pictures: list[tuple[str, bytes]] = []
    unseen: list[str] = []

    def shown(image: _Image) -> dict[str, str]:
        suffix = _PICTURES.get(image.content_type)
        if suffix is None:
            unseen.append(image.content_type)
            return {"src": "", "alt": ""}
        name = f"image-{len(pictures) + 1}.{suffix}"
        with image.open() as stream:
            pictures.append((name, stream.read()))
        return {"src": name, "alt": image.alt_text or ""}

    done = mammoth.convert_to_html(BytesIO(raw), convert_image=mammoth.images.img_element(shown))
    html = re.sub(r'<img[^>]*src=""[^>]*>', "", done.value)
    return Transcript(text=to_markdown(html), pictures=tuple(pictures), unseen=len(unseen))


def read_text(raw: bytes) -> Transcript:
    """Read a text of LibreOffice here. Raises UnopenedError, and anything that damaged bytes do."""
    parts = packed(raw, _LARGEST)
    pictures: dict[str, bytes] = {}
    body = next((node for node in fromstring(parts["content.xml"]).iter() if _local(node) == "text"), None)
    html = "".join(_html(body, parts, pictures)) if body is not None else ""
    return Transcript(text=to_markdown(html), pictures=tuple(pictures.items()))


_TAGS: Final = {"p": "p", "list": "ul", "list-item": "li", "table": "table", "table-row": "tr", "table-cell": "td"}
_ASIDE: Final = frozenset({"annotation", "tracked-changes", "sequence-decls", "table-of-content", "forms"})


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _html(node: Element, parts: Mapping[str, bytes], pictures: dict[str, bytes]) -> Iterator[str]:
    """Write what a node holds as HTML; styles are left, which Markdown has not."""
    local = _local(node)
    attributes = {name.rpartition("}")[2]: value for name, value in node.attrib.items()}
    tag = _TAGS.get(local, "")
    if local == "h":
        level = attributes.get("outline-level", "1")
        tag = f"h{level if level in set('123456') else 6}"
    href = attributes.get("href", "")
    if local in _ASIDE:
        return
    if local == "image" and (content := parts.get(href)) and href.rpartition(".")[2].lower() in _SUFFIXES:
        name = f"image-{len(pictures) + 1}.{href.rpartition('.')[2].lower()}"
        pictures[name] = content
        yield f'<img src="{name}" alt="">'
    linked = local == "a" and href.startswith(("http://", "https://", "mailto:"))
    yield f"<{tag}>" if tag else f'<a href="{escape(href)}">' if linked else ""
    yield "\n<br>" if local == "line-break" else " " if local in {"s", "tab"} else escape(node.text or "")
    for child in node:
        yield from _html(child, parts, pictures)
        yield escape(child.tail or "") if local in {"p", "h", "span", "a"} else ""
    yield f"</{tag}>" if tag else "</a>" if linked else ""
