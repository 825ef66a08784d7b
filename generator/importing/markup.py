"""HTML to Markdown, by markdownify: only ever in a process apart (``extracts.apart``)."""

import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, field

from generator.extracts.pieces import UnopenedError
from generator.language import mark

_LARGEST: Final = 3_000_000
"""Characters of a page: one that people wrote has a hundred thousand."""
_CARRIED: Final = re.compile(r"data:image/([\w.+-]+)((?:;[\w=-]+)*),([^\s\"'()<>\\]*)")
_KINDS: Final = {"png": "png", "jpeg": "jpg", "jpg": "jpg", "gif": "gif", "webp": "webp"}
_NUMBERS: Final = re.compile(r"(^[ >*-]*)?(\d{1,9})\\([.)])", re.MULTILINE)
"""A number before a point that markdownify keeps from beginning a list, wherever it stands."""
_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#-]+)")
_BOX: Final = re.compile(r"<input\b[^>]*?type=\"checkbox\"[^>]*>", re.IGNORECASE)


class Transcript(Struct, frozen=True, kw_only=True):
    """What a document or a page says, as Markdown."""

    text: str = ""
    title: str = ""
    day: str = ""
    """As a page says when it was published: 2026-03-12."""
    around: tuple[str, ...] = ()
    """Menus, side bars and foots: their words."""
    formulas: int = 0
    """Equations of a document of Word, which are not in the text."""
    scripted: bool = False
    """Whether only scripts would show something."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The name that the text gives to each picture that it carries → its bytes."""


def carried(text: str, stem: str) -> tuple[str, Mapping[str, bytes]]:
    """Take the pictures that a text carries in itself (``data:``) out of it.

    Return the text, in which each has a name that begins with ``stem``, and the bytes of those that a page shows: the
    name of another leads to nothing, which is reported where links are followed.
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
    """Return words of a text as they are shown: a sign that Markdown would read loses what keeps it a letter."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", text)


def _language(block: Any) -> str:  # noqa: ANN401  # Beautiful Soup's
    """Return the language that a block of code names, or what frames it; empty for none."""
    nodes = (block.code or block, block, block.parent, block.parent.parent or block)
    named = (_LANGUAGE.search(" ".join(node.get("class") or ())) for node in nodes)
    return next((match[1] for match in named if match), "")


def transcribed(html: str, stem: str, **more: object) -> Transcript:
    """Write HTML as our Markdown, with the pictures that it carries; a box that a form ticks is its sign.

    Raises UnopenedError: it is too long to be a page that somebody wrote.
    """
    from markdownify import markdownify  # noqa: PLC0415  # only there

    html, pictures = carried(html, stem)
    if len(html) > _LARGEST:
        raise UnopenedError(mark("elle contient plus de fichiers ou de texte qu'il n'en est lu"))
    html = _BOX.sub(lambda match: "☑ " if re.search(r"\bchecked\b", match[0]) else "☐ ", html)
    written = markdownify(
        html,
        heading_style="ATX",
        bullets="-",
        strip=["script", "style"],
        escape_misc=True,
        code_language_callback=_language,
    )
    written = _NUMBERS.sub(lambda match: match[0] if match[1] is not None else f"{match[2]}{match[3]}", written)
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", written)).strip()
    return Transcript(text=text, pictures=pictures, **more)  # type: ignore[arg-type]
