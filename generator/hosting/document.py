"""The text of mkdocs.yml: its values, and where each key is."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

Ways: TypeAlias = Mapping[str, tuple[int, int]]
"""The way to a key, « theme.logo », or to a line of a list by what it says → its line and column."""


class _Reader(yaml.SafeLoader):
    """As MkDocs reads it, with ``!ENV``; what other tags stand for is none of our keys."""


_Reader.add_multi_constructor("", lambda *_: None)
_Reader.add_constructor("!ENV", construct_env_tag)


def parsed(path: Path) -> object:
    """Return what the file says. Raises yaml.YAMLError, ValueError or RecursionError: it cannot be read."""
    return yaml.load(path.read_bytes(), Loader=_Reader)  # noqa: S506  # a SafeLoader


def marks(path: Path) -> Ways:
    """Say where each key is, and each line of a list."""
    places: dict[str, tuple[int, int]] = {}
    pending: list[tuple[tuple[str, ...], yaml.Node | None]] = [((), yaml.compose(path.read_bytes(), Loader=_Reader))]
    while pending:
        way, node = pending.pop()
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                pending.append((way, item))
                if isinstance(item, yaml.ScalarNode):
                    places.setdefault(".".join((*way, item.value)), _spot(item))
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode):
                places.setdefault(".".join((*way, key.value)), _spot(key))
                pending.append(((*way, key.value), value))
    return places


def _spot(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
