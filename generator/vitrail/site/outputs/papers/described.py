"""Renders the text of a réalisation for a paper: sanitised and drawn as on the site, with its pictures embedded."""

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from secrets import token_hex

from markupsafe import Markup
from msgspec import Struct, field

from vitrail.content.markdown.links import meanings
from vitrail.content.model.source import Body, Link
from vitrail.content.reading.text.parse import prose
from vitrail.ground.regex import regex
from vitrail.site.outputs.formats import PICTURES
from vitrail.site.outputs.pictures import Picture, rewrite
from vitrail.site.prose import render

_DETAILS = regex(r"<details(?![^>]*\bopen\b)")
_SPELLED = regex(
    r'(<figure class="diagram"><img [^>]*src="data:(?:(?!</?details|<figure).)*)<details>.*?</details>', re.DOTALL
)
"""A drawn diagram, and its Mermaid source, which a reader of the page may unfold."""
_LOST = regex(r'<img (?![^>]*\bsrc=)[^>]*?\balt="([^"]*)"[^>]*>')


class Described(Struct, frozen=True, kw_only=True):
    """The text, ready to be put in a paper."""

    html: Markup = field(default_factory=Markup)
    reason: str = ""
    """Why the author's text is left out; empty when it is not."""
    missing: tuple[str, ...] = ()
    """Pictures that could not be embedded, as their author wrote their links."""


def described(body: Body | None, disk: Mapping[str, Path]) -> Described:
    """Render a text with its pictures; ``disk`` maps paths of the portfolios to files.

    Raises OSError: when the text cannot be read.
    """
    if body is None or body.empty:
        return Described()
    pictures = dict(_pictures(body, disk))
    token = token_hex(8)  # unguessable: no author can write the placeholder of a picture
    names = {path: f"{token}-{number}" for number, path in enumerate(pictures)}
    sizes = [(path, picture.width, picture.height) for path, picture in pictures.items()]
    text = prose(disk[body.path].read_bytes())
    rendered = render(text, page="fiche.html", source=body.path, targets=names, pictures=sizes, names=body.names)
    if rendered.refused:
        return Described(reason=rendered.refused)
    html = rendered.html.replace(' loading="lazy"', "")
    for drawing in rendered.drawings:
        html = html.replace(f'src="{drawing.url}"', f'src="{_carried("svg+xml", drawing.svg.encode())}"')
    html = _DETAILS.sub("<details open", _SPELLED.sub(r"\1", html))
    for path, picture in pictures.items():
        kind = path.rpartition(".")[2].lower().replace("jpg", "jpeg")
        html = html.replace(f'src="{names[path]}"', f'src="{_carried(kind, picture.raw)}"')
        html = html.replace(f' href="{names[path]}"', "")
    missing = dict.fromkeys(
        link.target for link in body.links if link.image and _place(body, link, disk) not in pictures
    )
    return Described(html=Markup(_LOST.sub(r"[\1]", html)), missing=tuple(missing))  # noqa: S704  # sanitised


def _carried(kind: str, raw: bytes) -> str:
    return f"data:image/{kind};base64,{b64encode(raw).decode()}"


def _pictures(body: Body, disk: Mapping[str, Path]) -> Iterator[tuple[str, Picture]]:
    """Yield (path, picture) once for each picture of a text; missing or damaged ones are left out, as on the site."""
    for path in dict.fromkeys(_place(body, link, disk) for link in body.links if link.image):
        suffix = path.rpartition(".")[2].lower()
        if path in disk and suffix in PICTURES:
            picture = rewrite(disk[path].read_bytes(), suffix)
            if isinstance(picture, Picture):
                yield path, picture


def _place(body: Body, link: Link, disk: Mapping[str, Path]) -> str:
    """Return the path in the portfolios that a link of a text means."""
    folder = posixpath.dirname(body.path)
    paths = [posixpath.normpath(posixpath.join(folder, way)) for way, _ in meanings(link.target)]
    return next((path for path in paths if path in disk), paths[0] if paths else "")
