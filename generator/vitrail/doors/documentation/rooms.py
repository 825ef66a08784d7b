"""``docs/images/rooms.svg``: the floors and their rooms, as their imports are checked, each with its first line."""

import ast
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

_COLOURS: Final = {
    "doors": "#fde8d0",
    "building": "#e3dcf6",
    "site": "#d6e6fb",
    "knowledge": "#d9f0df",
    "content": "#fbf3c4",
    "ground": "#e9e9e7",
}
_ROW, _LEFT, _WIDTH = 19, 8, 960
"""In pixels: height of a room's line, left edge of the layers, width of the picture."""


def picture(root: Path) -> str:
    """Draw the floors, the highest first: its sentence, then its layers, of which each imports those below it."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    house, *floors = contracts
    within = {floor["containers"][0].rpartition(".")[2]: floor["layers"] for floor in floors}
    drawn, top = list[str](), 8
    for floor in house["layers"]:
        drawn += _floor(root, floor, within[floor], top)
        top += _height(within[floor])
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 8}" width="{_WIDTH}" height="{top + 8}" '
        'font-family="system-ui, sans-serif" font-size="12"><style>.g{font-style:italic}.r{font-weight:700}</style>'
        f'<rect width="{_WIDTH}" height="{top + 8}" fill="#fff"/>'
    )
    return "\n".join((head, *drawn, "</svg>\n"))


def _height(layers: list[str]) -> int:
    return _ROW + sum(_ROW * len(layer.split(" : ")) + 3 for layer in layers) + 8


def _floor(root: Path, floor: str, layers: list[str], top: int) -> Iterator[str]:
    place = root / "generator" / "vitrail" / floor
    yield f'<text x="{_LEFT}" y="{top + 14}" class="r">{floor}</text>'
    yield f'<text x="{_LEFT + 116}" y="{top + 14}" class="g">{escape(_first_line(place))}</text>'
    top += _ROW
    for layer in layers:
        names = layer.split(" : ")
        height = _ROW * len(names)
        colour = _COLOURS[floor]
        yield f'<rect x="{_LEFT}" y="{top}" width="{_WIDTH - 2 * _LEFT}" height="{height}" rx="4" fill="{colour}"/>'
        for number, room in enumerate(names):
            y = top + number * _ROW + 14
            yield f'<text x="{_LEFT + 8}" y="{y}" class="r">{room}</text>'
            yield f'<text x="{_LEFT + 116}" y="{y}">{escape(_first_line(place / room))}</text>'
        top += height + 3


def _first_line(room: Path) -> str:
    """Return the first line of the docstring of a floor or a room, which is a package or a module."""
    file = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return text.partition("\n")[0].replace("``", "").removesuffix(".")
