"""HTML to Markdown, by markdownify: only ever in a process apart (``extracts.apart``)."""

import re
from typing import Final

from generator.extracts.pieces import UnopenedError
from generator.language import mark

_LARGEST: Final = 3_000_000
"""Characters of a page: one that people wrote has a hundred thousand."""


def to_markdown(html: str) -> str:
    """Write HTML as our Markdown. Raises UnopenedError: it is too long to be a page that somebody wrote."""
    from markdownify import markdownify  # noqa: PLC0415  # only there

    if len(html) > _LARGEST:
        raise UnopenedError(mark("elle contient plus de fichiers ou de texte qu'il n'en est lu"))
    written = markdownify(html, heading_style="ATX", bullets="-", strip=["script", "style"], escape_misc=True)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", written)).strip()
