"""The tree of a référentiel's competencies, nested or flat, set in order: parents first, as the file has them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.frameworks.sections import DeclaredOptions, is_first, read_level
from vitrail.content.model.framework import Competency, Heir, Kinship, Level
from vitrail.content.model.source import Route
from vitrail.content.values.choices import read_choice
from vitrail.content.values.fields import Fields
from vitrail.content.values.folding import fold_code
from vitrail.content.values.years import read_year

DEEPEST = 20
"""Most levels of a tree: far beyond any référentiel, so that a hostile file cannot cost the square of its size."""
_SHOWN = 6
"""Most codes of a cycle that its message names."""


class CompetencyNode(Struct):
    """A competency while the tree is built: its fields, its code, and the code of its parent."""

    fields: Fields
    code: str
    parent: str | None
    parent_at: Route
    children: list[str]


def read_tree(
    fields: Fields, levels: tuple[Level, ...], options: DeclaredOptions, years: tuple[str, ...]
) -> Iterator[tuple[Competency, Route]]:
    """Read the items of a référentiel, each with its place; ``parent`` and nesting say the same and may be mixed."""
    seen: dict[str, Fields] = {}
    nodes = {node.code: node for node in _walk(fields) if is_first(seen, node.code, node.fields)}
    _hang(nodes, fields)
    inherited: dict[str, tuple[str, ...]] = {}
    worked_in: dict[str, int | None] = {}
    waiting = [(node, 0) for node in reversed(nodes.values()) if node.parent is None]
    while waiting:
        node, depth = waiting.pop()
        mine = options.read(node.fields, "options", inherited.get(node.parent or "", ()))
        inherited[node.code] = mine
        worked_in[node.code] = read_year(node.fields, "année", years) or worked_in.get(node.parent or "")
        read = _competency(node, depth, levels, mine)
        yield replace(read, year=worked_in[node.code]), node.fields.route_of("code")
        waiting.extend((nodes[child], depth + 1) for child in reversed(node.children))


def _walk(fields: Fields) -> Iterator[CompetencyNode]:
    """Yield every item in file order; a stack, since a hostile file may nest deeper than Python recurses."""
    waiting: list[tuple[Fields, str | None]] = [(item, None) for item in reversed(list(fields.entries("compétences")))]
    while waiting:
        item, above = waiting.pop()
        code = item.text("code")
        route = item.route_of("dépend de") if above is None else item.route
        parent = item.text("dépend de") if above is None else above
        if code:
            yield CompetencyNode(fields=item, code=code, parent=parent, parent_at=route, children=[])
        waiting.extend((child, code or above) for child in reversed(list(item.entries("contient"))))


def _hang(nodes: Mapping[str, CompetencyNode], fields: Fields) -> None:
    """Link each item to its parent; one whose parent is unknown, or is its own descendant, becomes a root."""
    codes = {fold_code(code): code for code in nodes}
    for node in nodes.values():
        if node.parent is None:
            continue
        parent = codes.get(fold_code(node.parent))
        if parent is None:
            fields.astray("FRA008.parent", node.parent_at, node.parent, list(nodes), code=node.code, parent=node.parent)
        node.parent = parent
    depths: dict[str, int] = {}
    for node in nodes.values():
        _climb(node, nodes, depths)
    for node in nodes.values():  # a second pass: climbing may still have made a root of an earlier item
        if node.parent:
            nodes[node.parent].children.append(node.code)


def _climb(node: CompetencyNode, nodes: Mapping[str, CompetencyNode], depths: dict[str, int]) -> None:
    """Climb from an item to one whose depth is known; an item on a cycle, or too deep, becomes a root."""
    path = {node.code: node}  # ordered, and quick to look up in a file of ten thousand lines
    above = node.parent
    while above and above not in depths and above not in path:
        path[above] = nodes[above]
        above = nodes[above].parent
    if above == node.code:
        shown = " → ".join([*list(path)[:_SHOWN], node.code])
        node.fields.tell("FRA005", node.parent_at, code=node.code, path=shown)
        node.parent = above = None
    if above in path:
        return  # a cycle further up: it is cut when its own turn comes
    depth = depths[above] if above else -1
    for below in reversed(path.values()):
        depth = depth + 1 if below.parent else 0
        if depth >= DEEPEST:
            below.fields.tell("FRA005.depth", below.fields.route_of("code"), code=below.code, limit=DEEPEST)
            below.parent, depth = None, 0
        depths[below.code] = depth


def _competency(node: CompetencyNode, depth: int, levels: tuple[Level, ...], options: tuple[str, ...]) -> Competency:
    fields = node.fields
    return Competency(
        **fields.values(),
        id=node.code,
        kind=_kind(fields, node.code, depth, levels),
        title=fields.text("titre") or node.code,
        local_id=fields.text("code court") or node.code,
        depth=depth,
        parent=node.parent,
        children=tuple(node.children),
        options=options,
        heirs=tuple(_heirs(fields)),
    )


def _heirs(fields: Fields) -> Iterator[Heir]:
    """Read the items that replace one; the word for « nothing replaces it » is no code."""
    for heir in fields.records("remplacé par"):
        gone = read_choice(heir.code, Kinship) is Kinship.GONE or heir.kinship is Kinship.GONE
        if heir.code or gone:
            yield Heir(place=heir.place, kinship=Kinship.GONE) if gone else heir


def _kind(fields: Fields, code: str, depth: int, levels: tuple[Level, ...]) -> str:
    """Return the level of an item: the one that its file names, else the one of its depth."""
    if written := read_level(fields, "niveau", levels):
        return written
    if depth < len(levels):
        return levels[depth].kind
    if levels:
        fields.tell("FRA005.level", fields.route_of("code"), code=code, depth=depth + 1, levels=len(levels))
    return f"niveau {depth + 1}"
