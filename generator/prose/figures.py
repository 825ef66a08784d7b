"""Pictures of a text: their size known before they come, loaded when they are near, captioned by their title."""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMAGE = re.compile(r"<img ([^>]*)>")
_SOURCE = re.compile(r'\bsrc="([^"]*)"')
_ALONE = re.compile(r'<p>(<img [^>]*?\btitle="([^"]*)"[^>]*>)</p>')


def figured(html: str, sizes: Mapping[str, tuple[int, int]]) -> str:
    """Set what a picture's tag needs, and make a picture that stands alone with a title a captioned figure.

    Args:
        html: sanitised HTML.
        sizes: width and height in pixels by the address that the page uses; a size that the author set stays.
    """
    if "<img " not in html:
        return html

    def sized(match: re.Match[str]) -> str:
        source = _SOURCE.search(match[1])
        size = sizes.get(source[1]) if source else None
        known = f' width="{size[0]}" height="{size[1]}"' if size and "width=" not in match[1] else ""
        return f'<img {match[1]}{known} loading="lazy" decoding="async">'

    return _ALONE.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", _IMAGE.sub(sized, html))
