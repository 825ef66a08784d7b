"""HTML to Markdown, by markdownify; to be run only in a process apart (``extracts.apart``)."""

import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final

from vitrail.content.extracts.pieces import BEYOND, UnopenedError
from vitrail.ground.regex import regex

_LARGEST: Final = 3_000_000
"""Most characters of a page: one that people wrote has a hundred thousand."""
_CARRIED: Final = regex(r"data:image/([\w.+-]+)((?:;[\w=-]+)*),([^\s\"'()<>\\]*)")
_KINDS: Final = {"png": "png", "jpeg": "jpg", "jpg": "jpg", "gif": "gif", "webp": "webp"}
_NUMBERS: Final = regex(r"(^[ >*-]*)?(\d{1,9})\\([.)])", re.MULTILINE)
"""A number before a point, which markdownify escapes everywhere lest it begin a list."""
_LANGUAGE: Final = regex(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#-]+)")
_BOX: Final = regex(r"<input\b[^>]*?type=\"checkbox\"[^>]*>", re.IGNORECASE)


def carried(text: str, stem: str) -> tuple[str, Mapping[str, bytes]]:
    """Extract the pictures embedded in a text (``data:``).

    Return the text, in which each is a file name that begins with ``stem``, and the bytes of those in a format that
    pages show; the name of another leads nowhere, which is reported when links are resolved.
    """
    pictures: dict[str, bytes] = {}
    count = 0

    def name(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        suffix = _KINDS.get(match[1].lower(), "")
        called = f"{stem}-image-{count}.{suffix or re.sub('[^a-z]', '', match[1].lower())}"
        if suffix and ";base64" in match[2]:
            pictures[called] = b64decode(match[3] + "==")
        return called

    return _CARRIED.sub(name, text), pictures


def unescaped(text: str) -> str:
    """Remove the escapes (backslashes) of a Markdown text."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", text)


def _language(block: Any) -> str:  # noqa: ANN401  # Beautiful Soup's
    """Return the language of a block of code, by its class or that of the nodes around it; empty for none."""
    nodes = (block.code or block, block, block.parent, block.parent.parent or block)
    named = (_LANGUAGE.search(" ".join(node.get("class") or ())) for node in nodes)
    return next((match[1] for match in named if match), "")


def transcribed(html: str, stem: str) -> tuple[str, Mapping[str, bytes]]:
    """Convert HTML to our Markdown, with its embedded pictures as ``carried``; a checkbox becomes « ☑ » or « ☐ ».

    Raises UnopenedError: it is too long to be a page that somebody wrote.
    """
    from markdownify import markdownify  # only in the process apart

    html, pictures = carried(html, stem)
    if len(html) > _LARGEST:
        raise UnopenedError(BEYOND)
    html = _BOX.sub(lambda match: "☑ " if re.search(r"\bchecked\b", match[0]) else "☐ ", html)
    written = markdownify(
        html,
        heading_style="ATX",
        bullets="-",
        strip=["script", "style"],
        escape_misc=True,
        autolinks=False,
        sub_symbol="<sub>",
        sup_symbol="<sup>",
        table_infer_header=True,
        code_language_callback=_language,
    )
    written = _NUMBERS.sub(lambda match: match[0] if match[1] is not None else f"{match[2]}{match[3]}", written)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", written)).strip(), pictures


def pasted(html: str) -> str:
    """Convert what a word processor or a browser gives of a selection to our Markdown, without its pictures.

    Raises UnopenedError: it is too long to be what somebody selected.
    """
    from bs4 import BeautifulSoup, Comment  # only in the process apart

    soup = BeautifulSoup(html, "html.parser")
    for node in soup(["head", "style", "script", "title", "meta", "link", "img", "svg"]):
        node.decompose()
    for remark in soup.find_all(string=lambda text: isinstance(text, Comment)):
        remark.extract()
    return transcribed(str(soup), "")[0]
