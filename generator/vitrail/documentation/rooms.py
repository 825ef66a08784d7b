"""``docs/images/rooms.svg``: the rooms in the layers of their imports, with the first line of each docstring."""

import ast
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

_GROUPS: Final = {
    "cli": ("what people use", "#fde8d0"),
    "making": ("a whole build", "#e3dcf6"),
    "publishing": ("what is shown", "#d6e6fb"),
    "privacy": ("what is known", "#d9f0df"),
    "settings": ("what is read", "#fbf3c4"),
    "values": ("what all stand on", "#e9e9e7"),
}
"""Highest room of a group → the group's title and colour."""
_ROW, _LEFT, _WIDTH = 19, 128, 960
"""In pixels: height of a room's line, left edge of the layers, width of the picture."""


def picture(root: Path) -> str:
    """Draw one line per room, from the highest layer (which imports the others) down; each layer is a frame."""
    (contract,) = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    drawn, top = [], 8
    for layer in contract["layers"]:
        rooms = layer.split(" : ")
        if layer in _GROUPS:
            group, colour = _GROUPS[layer]
            top += 6
            drawn.append(f'<text x="12" y="{top + 14}" class="g">{group}</text>')
        drawn += _layer(root, rooms, top, colour)
        top += _ROW * len(rooms) + 3
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 8}" width="{_WIDTH}" height="{top + 8}" '
        'font-family="system-ui, sans-serif" font-size="12"><style>.g{font-style:italic}.r{font-weight:700}</style>'
        f'<rect width="{_WIDTH}" height="{top + 8}" fill="#fff"/>'
    )
    return "\n".join((head, *drawn, "</svg>\n"))


def _layer(root: Path, rooms: list[str], top: int, colour: str) -> Iterator[str]:
    width, height = _WIDTH - _LEFT - 8, _ROW * len(rooms)
    yield f'<rect x="{_LEFT}" y="{top}" width="{width}" height="{height}" rx="4" fill="{colour}"/>'
    for number, room in enumerate(rooms):
        y = top + number * _ROW + 14
        yield f'<text x="{_LEFT + 8}" y="{y}" class="r">{room}</text>'
        yield f'<text x="{_LEFT + 116}" y="{y}">{escape(_says(root / "generator" / "vitrail" / room))}</text>'


def _says(room: Path) -> str:
    """Return the first line of the docstring of a room, which is a package or a module."""
    file = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return said.partition("\n")[0].replace("``", "").removesuffix(".")
