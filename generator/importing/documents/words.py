"""The text of a document as Markdown, with its pictures: Word's by mammoth, LibreOffice's by its own XML."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element  # the class of a node: defusedxml parses

from defusedxml.ElementTree import fromstring
from msgspec.structs import replace

from generator.extracts.packed import packed
from generator.importing.markup import Transcript, transcribed, unescaped
from generator.regex import regex

_LARGEST: Final = 200_000_000
"""Most bytes of an unpacked document."""
_CALL: Final = regex(r'<sup><a href="#((?:foot|end)note-\d+)"[^>]*>\[\d+\]</a></sup>')
_NOTES: Final = regex(r'<ol>((?:<li id="(?:foot|end)note-\d+">.*?</li>)+)</ol>\Z', re.DOTALL)
_ITEM: Final = regex(r'<li id="((?:foot|end)note-\d+)">(?:<p>)?')
_BACK: Final = regex(r' ?<a href="#(?:foot|end)note-ref-\d+">↑</a>')
_LABEL: Final = regex("\ue000(.*?)\ue001")
_HEADING: Final = regex(r"#{1,6} (.{2,120})(?:\n|\Z)")


def read_word(raw: bytes, stem: str) -> Transcript:
    """Convert a Word document, in this process. Raises UnopenedError, and any error on damaged bytes."""
    import mammoth  # type: ignore[import-untyped]  # noqa: PLC0415  # only in the process apart

    packed(raw, _LARGEST)
    read = mammoth.convert_to_html(BytesIO(raw), style_map="p[style-name='Title'] => h1:fresh")
    formulas = sum("oMath" in told.message for told in read.messages)
    whole = _headed(transcribed(_noted(read.value), stem))
    return replace(whole, text=_LABEL.sub(r"[^\1]", whole.text), formulas=formulas)


def _noted(html: str) -> str:
    """Mark footnotes and their calls, which would become a numbered list and links that lead nowhere."""
    html = _CALL.sub("\ue000\\1\ue001", html)
    notes = _NOTES.search(html)
    if notes is None:
        return html
    told = _ITEM.sub("<p>\ue000\\1\ue001: ", _BACK.sub("", notes[1])).replace("</li>", "")
    return html[: notes.start()] + told


def read_text(raw: bytes, stem: str) -> Transcript:
    """Convert a LibreOffice text, in this process. Raises UnopenedError, and any error on damaged bytes."""
    parts = packed(raw, _LARGEST)
    body = next((node for node in fromstring(parts["content.xml"]).iter() if _local(node) == "text"), None)
    return _headed(transcribed("".join(_html(body, parts)) if body is not None else "", stem))


def _headed(transcript: Transcript) -> Transcript:
    """Move a title at the beginning of the text, of any level, to ``title``."""
    head = _HEADING.match(transcript.text)
    if head is None:
        return transcript
    return replace(transcript, title=unescaped(head[1].strip(" *_")), text=transcript.text[head.end() :].strip())


_TAGS: Final = {"p": "p", "list": "ul", "list-item": "li", "table": "table", "table-row": "tr", "table-cell": "td"}
_ASIDE: Final = frozenset({"annotation", "tracked-changes", "sequence-decls", "table-of-content", "forms"})


def _local(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _html(node: Element, parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the HTML of a node and its children, without styles, which Markdown lacks."""
    local = _local(node)
    attributes = {name.rpartition("}")[2]: value for name, value in node.attrib.items()}
    tag = _TAGS.get(local, "")
    if local == "h" or attributes.get("style-name") == "Title":
        level = attributes.get("outline-level", "1")
        tag = f"h{level if level in set('123456') else 6}"
    href = attributes.get("href", "")
    if local in _ASIDE:
        return
    if local == "image" and (content := parts.get(href)):
        yield f'<img src="data:image/{href.rpartition(".")[2].lower()};base64,{b64encode(content).decode()}" alt="">'
    linked = local == "a" and href.startswith(("http://", "https://", "mailto:"))
    yield f"<{tag}>" if tag else f'<a href="{escape(href)}">' if linked else ""
    yield "\n<br>" if local == "line-break" else " " if local in {"s", "tab"} else escape(node.text or "")
    for child in node:
        yield from _html(child, parts)
        yield escape(child.tail or "") if local in {"p", "h", "span", "a"} else ""
    yield f"</{tag}>" if tag else "</a>" if linked else ""
