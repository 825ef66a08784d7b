"""Parse mkdocs.yml: its values, and the line and column of each key."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

Ways: TypeAlias = Mapping[str, tuple[int, int]]
"""Dotted path of a key, « theme.logo », or of a list's item by its text → its line and column."""


class _Reader(yaml.SafeLoader):
    """A YAML loader with MkDocs' tag ``!ENV``; other tags, which no key of ours uses, give None."""


_Reader.add_multi_constructor("", lambda *_: None)
_Reader.add_constructor("!ENV", construct_env_tag)


def parsed(path: Path) -> object:
    """Return the file's data. Raises yaml.YAMLError, ValueError or RecursionError: it cannot be read."""
    return yaml.load(path.read_bytes(), Loader=_Reader)  # noqa: S506  # a SafeLoader


def marks(path: Path) -> Ways:
    """Return the line and column of each key, and of each item of a list."""
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
