"""The text of a réalisation as a paper prints it: cleaned as on the site, its pictures carried inside."""

from __future__ import annotations

import posixpath
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from generator.model.source import Body
from generator.outputs.kinds import PICTURES
from generator.outputs.pictures import Picture, rewrite
from generator.prose import Refused, render
from generator.reading.parse import prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The text, ready to stand in a paper."""

    html: Markup = field(default_factory=Markup)
    reason: str = ""
    """Why there is none, though the author wrote one."""


def described(body: Body | None, disk: Mapping[str, Path]) -> Described:
    """Render a text with the pictures that it shows; ``disk`` is the file of each path of the portfolios.

    Raises:
        OSError: when the text cannot be read.
    """
    if body is None or body.empty:
        return Described()
    pictures = dict(_pictures(body, disk))
    names = {path: f"{number}" for number, path in enumerate(pictures)}
    sizes = [(path, picture.width, picture.height) for path, picture in pictures.items()]
    text = prose(disk[body.path].read_bytes())
    found = render(text, page="fiche.html", source=body.path, targets=names, pictures=sizes)
    if isinstance(found, Refused):
        return Described(reason=found.reason)
    html = found.html.replace(' loading="lazy"', "")
    for path, picture in pictures.items():
        html = html.replace(f'src="{names[path]}"', f'src="{_carried(path, picture.raw)}"')
    return Described(html=Markup(html))  # noqa: S704  # sanitised


def _pictures(body: Body, disk: Mapping[str, Path]) -> Iterator[tuple[str, Picture]]:
    """Read each picture once; one that is missing or damaged is left out, as it is on the site."""
    folder = posixpath.dirname(body.path)
    shown = (posixpath.normpath(posixpath.join(folder, _path(link.target))) for link in body.links if link.image)
    for path in dict.fromkeys(shown):
        suffix = path.rpartition(".")[2].lower()
        if path in disk and suffix in PICTURES:
            picture = rewrite(disk[path].read_bytes(), suffix)
            if isinstance(picture, Picture):
                yield path, picture


def _path(target: str) -> str:
    try:
        return unquote(urlsplit(target).path)
    except ValueError:  # an address that no browser reads
        return ""


def _carried(path: str, raw: bytes) -> str:
    suffix = path.rpartition(".")[2].lower()
    kind = "jpeg" if suffix == "jpg" else suffix
    return f"data:image/{kind};base64,{b64encode(raw).decode()}"
