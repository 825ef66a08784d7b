"""Material's style sheet, cut to what pages of ours can match.

A rule is kept with those of its selectors all of whose names (class, id, attribute) are written by something that makes
a page: the shell, our templates and scripts, an author's text, and what Material's script adds to a page. Names under
``:not()`` do not count: to keep too much costs bytes, to keep too little costs the look.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

import tinycss2
from msgspec import Struct
from tinycss2.ast import (
    AtRule,
    Declaration,
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    Node,
    QualifiedRule,
    SquareBracketsBlock,
    StringToken,
)

from vitrail import THEME
from vitrail.content.addressing.spec import NavItem, Scope
from vitrail.content.model.markup import CLASSES
from vitrail.ground.regex import regex
from vitrail.site.chrome.assets import BUNDLE, SHEET, components, layered, material_dir, material_file
from vitrail.site.chrome.slots import Frame, Shell

Tokens: TypeAlias = Sequence[Node]

_WORD = regex(r"[A-Za-z_][\w-]*")
_PROPERTY = regex(r"--[\w-]+")
_ADDED = frozenset(
    "md-code__nav md-code__button md-dialog--active md-header--shadow md-typeset__scrollwrap md-typeset__table"
    " tabbed-button tabbed-control tabbed-control--next tabbed-control--prev tabbed-labels--linked".split()
)
"""Classes that scripts, Material's or ours, add to code, tabs, tables; ``tests/browser/test_dressed.py`` seeks more."""
_AUTHORS = CLASSES | {"headerlink", "left", "right", "center"}
_COLOUR = 3
"""Letters of the longest class of highlighted code: any class as short may be in an author's text."""


_BELOW = NavItem("b", "b.html")
_FULL = Frame(
    url="a/a.html",
    title="a",
    scope=Scope(root="a/", title="a", nav=(NavItem("a", "a.html", (_BELOW,)),), trail=(_BELOW,)),
    content='<h2 id="a">a</h2><h3 id="b">b</h3><h2 id="c">c</h2>',
)
"""A page with all that a shell may write: a menu of two levels, a trail, a table of contents."""


class _Rule(Struct, frozen=True):
    """A rule without its braces; ``within`` is the start of the at-rules around it (``@media …{``), or empty."""

    within: str
    selectors: str
    lines: tuple[str, ...]
    """Its declarations, each as written."""


def sheet_for(shell: Shell) -> str:
    """Return Material's sheet for the pages of a shell, in its layer: cut, unless the school asked for the whole."""
    material = material_dir()
    sheet = (material / material_file(SHEET)).read_text("utf-8")
    if shell.whole:
        return layered("material", sheet)
    scripts = [*_texts("assets/js/*.js"), (material / material_file(BUNDLE)).read_text("utf-8")]
    # Material's script sets this class, for which browsers now have a pseudo-class
    sheet = sheet.replace(".focus-visible", ":focus-visible")
    return layered("material", cut(sheet, names_of_pages(shell), [*components().values(), *scripts]))


def names_of_pages(shell: Shell) -> frozenset[str]:
    """Return every word that can be a name in a page: of the shell, of our templates and scripts, of texts."""
    texts = (shell.fill(_FULL), *_texts("templates/*.html"), *_texts("assets/js/*.js"))
    return _AUTHORS.union(_ADDED, *map(_WORD.findall, texts))


def _texts(pattern: str) -> list[str]:
    return [path.read_text("utf-8") for path in THEME.glob(pattern)]


def cut(sheet: str, names: frozenset[str], readers: Iterable[str]) -> str:
    """Keep the rules that a page with these names can match; ``readers`` are other texts that read its properties."""
    elsewhere, rules = set(_PROPERTY.findall(" ".join(readers))), [*_rules(sheet, names)]
    before = None
    while rules != before:  # a property may be read only by one that is dropped
        read = elsewhere.union(*(_PROPERTY.findall(line.partition(":")[2]) for rule in rules for line in rule.lines))
        before, rules = rules, [*_with(rules, read)]
    return "".join(_written(within, [*group]) for within, group in groupby(rules, lambda rule: rule.within))


def _rules(sheet: str | Tokens, names: frozenset[str], within: str = "") -> Iterator[_Rule]:
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if isinstance(rule, QualifiedRule):
            kept = [
                tinycss2.serialize(selector).strip() for selector in _list(rule.prelude) if _matches(selector, names)
            ]
            if kept:
                yield _Rule(within, ",".join(kept), tuple(_lines(rule)))
        elif isinstance(rule, AtRule) and rule.content and rule.lower_at_keyword in {"media", "supports"}:
            yield from _rules(rule.content, names, f"{within}@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{")
        else:
            yield _Rule(within, "", (rule.serialize(),))


def _lines(rule: QualifiedRule) -> Iterator[str]:
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if isinstance(node, Declaration):
            yield f"{node.name}:{tinycss2.serialize(node.value).strip()}{'!important' if node.important else ''}"
        else:
            yield node.serialize()


def _with(rules: Iterable[_Rule], read: set[str]) -> Iterator[_Rule]:
    """Yield the rules without the custom properties that nothing reads, and without rules that are then empty."""
    for rule in rules:
        lines = tuple(line for line in rule.lines if not line.startswith("--") or line.partition(":")[0] in read)
        if lines:
            yield _Rule(rule.within, rule.selectors, lines)


def _written(within: str, rules: Iterable[_Rule]) -> str:
    inside = (
        f"{rule.selectors}{{{';'.join(rule.lines)}}}" if rule.selectors else "".join(rule.lines) for rule in rules
    )
    return within + "".join(inside) + "}" * within.count("{")


def _matches(selector: Tokens, names: frozenset[str]) -> bool:
    """True if a selector without commas may match in a page with these names."""
    return all(_known(*pair, names) for pair in pairwise((None, *selector)))


def _known(before: Node | None, token: Node | None, names: frozenset[str]) -> bool:
    if isinstance(token, FunctionBlock):
        chosen = token.lower_name in {"is", "where", "has"}
        return not chosen or any(_matches(selector, names) for selector in _list(token.arguments))
    if isinstance(token, SquareBracketsBlock):
        words = [part.value for part in token.content if isinstance(part, (IdentToken, StringToken))]
        exact = any(
            _sign(part, "=") for part in token.content
        )  # « [dir=rtl] » asks for both, « [src$="#x"] » for « src »
        return {*(words if exact else words[:1])} <= names
    if isinstance(token, IdentToken) and _sign(before, "."):
        return token.value in names or len(token.value) <= _COLOUR
    return not isinstance(token, HashToken) or token.value in names


def _sign(token: Node | None, sign: str) -> bool:
    return isinstance(token, LiteralToken) and token.value == sign


def _list(tokens: Tokens) -> list[list[Node]]:
    """Cut a list of selectors at its commas."""
    cuts = [-1, *(place for place, node in enumerate(tokens) if _sign(node, ",")), len(tokens)]
    return [list(tokens[left + 1 : right]) for left, right in pairwise(cuts)]
