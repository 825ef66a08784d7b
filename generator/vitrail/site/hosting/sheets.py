"""Remove from a school's style sheet everything that it would load from elsewhere."""

from collections.abc import Iterator, Sequence

import tinycss2
from tinycss2.ast import AtKeywordToken, FunctionBlock, LiteralToken, Node, StringToken, URLToken

_LOADS = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})
"""Functions whose argument, a string or a variable, is an address to load."""
_LONG = 60


def alone(sheet: str) -> tuple[str, list[str]]:
    """Return a style sheet that loads nothing external (``data:`` and ``#mark`` stay), and the addresses removed.

    A sheet that loads nothing is returned as written. Otherwise an address becomes ``none``, and an ``@import`` is
    removed up to its semicolon. Tokens are examined, not the text: escapes and comments hide nothing.
    """
    asked: list[str] = []
    nodes = _without(_imports_out(tinycss2.parse_component_value_list(sheet), asked), asked)
    return (tinycss2.serialize(nodes), asked) if asked else (sheet, asked)


def _imports_out(nodes: Sequence[Node], asked: list[str]) -> Iterator[Node]:
    leaving = False
    for node in nodes:
        if isinstance(node, AtKeywordToken) and node.lower_value == "import":
            leaving = True
            asked.append("@import")
        if not leaving:
            yield node
        elif isinstance(node, LiteralToken) and node.value == ";":
            leaving = False


def _without(nodes: Iterator[Node] | Sequence[Node], asked: list[str]) -> list[Node]:
    kept: list[Node] = []
    for node in nodes:
        address = _address(node)
        if address is not None:
            asked.append(address[:_LONG])
            kept += tinycss2.parse_component_value_list("none")
            continue
        for name in ("arguments", "content"):  # of a function; of any other block
            if isinstance(inside := getattr(node, name, None), list):
                setattr(node, name, _without(inside, asked))
        kept.append(node)
    return kept


def _address(node: Node) -> str | None:
    """Return the external address that a token would load, or None."""
    if isinstance(node, URLToken):
        return None if _here(node.value) else str(node.value)
    if isinstance(node, FunctionBlock) and node.lower_name in _LOADS:
        for argument in node.arguments:
            if isinstance(argument, StringToken) and not _here(argument.value):
                return str(argument.value)
            if isinstance(argument, FunctionBlock) and argument.lower_name == "var":
                return f"{node.lower_name}(var())"
    return None


def _here(address: str) -> bool:
    return address.strip().lower().startswith(("data:", "#"))
