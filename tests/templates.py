"""What the templates read of what they are given, found in their syntax trees: macros, imports and includes followed.

A place is where something stands in what a page is given: ``("stages", "[]", "weeks")`` is the weeks of each of its
stages, ``("bands", "[]", 0)`` the first of each pair of its bands. What is read of a place is a set of names.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from jinja2 import nodes

from vitrail.site.pages.fragments import TEMPLATES, environment

EACH = "[]"
NOTHING = frozenset()


@cache
def parsed(name):
    """The syntax tree of a template."""
    (file,) = (file for file in (TEMPLATES / name, TEMPLATES / "papers" / name) if file.exists())
    return environment(TEMPLATES).parse(file.read_text("utf-8"))


@cache
def read_of(kind):
    """Place → the names that the template of a kind of page reads there; the page itself is the empty place."""
    reader = _Reader()
    reader.walk(parsed(f"{kind}.html").body, {"c": frozenset({()})})
    return dict(reader.found)


def step(place, name):
    """Go one step down; a tree is read at every depth as at the first: ``nodes[].nodes[]`` is ``nodes[]``."""
    place = (*place, name)
    return place[:-2] if place[-2:] == place[-4:-2] else place


@dataclass(frozen=True)
class _Literal:
    """A tuple or a list that the template writes: what stands in it."""

    items: tuple[frozenset, ...]


@dataclass(frozen=True)
class _Macro:
    """A macro, and the names that its template knows."""

    node: nodes.Macro
    scope: dict

    def __hash__(self):
        return hash(self.node)


class _Reader:
    """One walk through a template. A value is the set of places that it may be, and of literals."""

    def __init__(self):
        self.found = defaultdict(set)
        self.done = set()

    def walk(self, body, scope):
        """Read statements in order; ``scope`` is changed by those that name things."""
        for node in body:
            getattr(self, f"_{type(node).__name__.lower()}", self._others)(node, scope)

    def _others(self, node, scope):
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.value(child, scope)
            else:
                self.walk([child], scope)

    def _macro(self, node, scope):
        scope[node.name] = _Macro(node, scope)

    def _import(self, node, scope):
        scope[node.target] = self._module(node.template.value)

    def _fromimport(self, node, scope):
        scope |= {name: self._module(node.template.value)[name] for name in node.names}

    def _module(self, name):
        scope = {}
        self.walk(parsed(name).body, scope)
        return scope

    def _include(self, node, scope):
        self.walk(parsed(node.template.value).body, dict(scope))

    def _assign(self, node, scope):
        self._bind(node.target, self.value(node.node, scope), scope)

    def _with(self, node, scope):
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._bind(target, self.value(value, scope), inner)
        self.walk(node.body, inner)

    def _for(self, node, scope):
        inner = dict(scope)
        self._bind(node.target, self._part(self.value(node.iter, scope)), inner)
        self.walk([nodes.Output([node.test])] if node.test else [], inner)
        self.walk(node.body, inner)
        self.walk(node.else_, dict(scope))

    def _bind(self, target, value, scope):
        if isinstance(target, nodes.Tuple):
            for index, item in enumerate(target.items):
                self._bind(item, self._part(value, index), scope)
        else:
            scope[target.name] = value

    def value(self, node, scope):
        """Read an expression: note what it reads, and tell what it may be."""
        return getattr(self, f"_of_{type(node).__name__.lower()}", self._of_others)(node, scope)

    def _of_others(self, node, scope):
        self._others(node, scope)
        return NOTHING

    def _of_name(self, node, scope):
        return scope.get(node.name, NOTHING)

    def _of_getattr(self, node, scope):
        return self._named(self.value(node.node, scope), node.attr)

    def _of_getitem(self, node, scope):
        value = self.value(node.node, scope)
        self.value(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return value
        return self._part(value, node.arg.value if isinstance(node.arg, nodes.Const) else EACH)

    def _of_tuple(self, node, scope):
        return frozenset({_Literal(tuple(self.value(item, scope) for item in node.items))})

    _of_list = _of_tuple

    def _of_condexpr(self, node, scope):
        self.value(node.test, scope)
        return NOTHING.union(*(self.value(one, scope) for one in (node.expr1, node.expr2) if one))

    def _of_and(self, node, scope):
        return self.value(node.left, scope) | self.value(node.right, scope)

    _of_or = _of_add = _of_and

    def _named(self, value, name):
        if isinstance(value, dict):
            return value[name]
        places = [place for place in value if isinstance(place, tuple)]
        for place in places:
            self.found[place].add(name)
        return frozenset(step(place, name) for place in places)

    def _part(self, value, index=EACH):
        """What stands at an index, or at each, of what may be a list."""
        found = set()
        for one in value:
            if isinstance(one, tuple):
                found.add(step(one, index))
            else:
                found.update(*(one.items if index == EACH else one.items[index : index + 1]))
        return frozenset(found)

    def _of_filter(self, node, scope):
        value, given = self.value(node.node, scope), [*node.args, *(one.value for one in node.kwargs)]
        self._others(nodes.Output(given), scope)
        match node.name, given:
            case "map", [nodes.Const(value=name)]:
                return frozenset({_Literal((self._named(self._part(value), name),))})
            case "selectattr", [nodes.Const(value=name)]:
                self._named(self._part(value), name)
                return value
            case (("sum" | "first"), _):
                return self._part(value)
            case (("select" | "list"), _):
                return value
        return NOTHING

    def _of_call(self, node, scope):
        called = self.value(node.node, scope)
        given = [self.value(one, scope) for one in node.args]
        named = {one.key: self.value(one.value, scope) for one in node.kwargs}
        if isinstance(called, _Macro):
            self._expand(called, given, named)
        elif isinstance(node.node, nodes.Name) and node.node.name == "zip":
            return frozenset({_Literal((frozenset({_Literal(tuple(map(self._part, given)))}),))})
        return NOTHING

    def _expand(self, macro, given, named):
        """Read a macro as it is called; called with the same once more, as a tree does, it reads nothing new."""
        names = [one.name for one in macro.node.args]
        given = dict(zip(names, given, strict=False)) | named
        call = (macro, *(given.get(name) if not isinstance(given.get(name), dict) else name for name in names))
        if call not in self.done:
            self.done.add(call)
            self.walk(macro.node.body, {**macro.scope, **dict.fromkeys(names, NOTHING), **given})
