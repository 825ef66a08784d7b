"""Blocks of code: the line that opens them, and their colours."""

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_LANGUAGE = re.compile(r"\{?[ \t]*\.?([\w.+#-]{1,40})")
_TITLE = re.compile(r"\btitle=(?:\"([^\"]{0,200})\"|'([^']{0,200})'|([^\s\"'{}]{1,200}))")
MAX_COLOURED = 20_000
"""Characters of code that get colours in one page, some five hundred lines; the rest is shown without."""
SLOW = re.compile(r"[^\n]{401}|\s{100}")
"""Lines, and blanks in a row, beyond which no colours are given: rules of lexers begin again at each of their signs."""
COLOURED = frozenset(
    "apacheconf bash bat batch c c# c++ cfg console cpp cs csharp css dart diff docker dockerfile go html "
    "http ini java javascript jinja js json jsx kotlin less make makefile mysql nginx perl php posh "
    "postgresql powershell properties ps1 puppet py pycon python rb ruby rust sass scss sh shell "
    "shell-session sql sqlite3 swift systemd terraform tf toml ts tsx twig typescript udiff vim vue xml "
    "yaml yml zsh".split()
)
"""The languages that get colours: a closed list, whose lexers were tried against hostile code."""


_UNTOLD = frozenset(("", "w", "n", "nx", "py", "err", "x", "esc"))
"""White, and the names that the theme's sheets give the ink of the text: a third of the spans of a text."""


def block(code: str, info: str, *, coloured: bool) -> str:
    """Write a block of code; ``info`` is the rest of the line that opens it."""
    title = _TITLE.search(info[:1000])
    heading = f'<span class="filename">{escape(title[1] or title[2] or title[3] or "")}</span>' if title else ""
    name = language(info) if coloured and not SLOW.search(code) else ""
    inside = spans(code, name) if name in COLOURED else escape(code, quote=False)
    return f'<div class="highlight">{heading}<pre><span></span><code>{inside}</code></pre></div>\n'


def spans(code: str, language: str) -> str:
    """Write code, its parts with the class of their colour; none goes on in the next line, since lines stand alone."""
    out: list[str] = []
    within = ""
    for kind, text in _lexer(language).get_tokens(code):
        span = _span(kind)
        for number, part in enumerate(escape(text, quote=False).split("\n")):
            if number:
                out.append("</span>\n" if within else "\n")
                within = ""
            if part and span != within:
                out += ("</span>" if within else "", span)
                within = span
            out.append(part)
    return "".join((*out, "</span>" if within else ""))


@cache
def _span(kind: Any) -> str:  # noqa: ANN401  # Pygments' own
    """Return the tag that gives a part its colour, nothing for one that looks like what surrounds it."""
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415  # most texts hold no code

    while kind not in STANDARD_TYPES:
        kind = kind.parent
    name = STANDARD_TYPES[kind]
    return "" if name in _UNTOLD else f'<span class="{name}">'


def language(info: str) -> str:
    """Return the language that the line which opens a block names, in lower case; empty for none."""
    named = _LANGUAGE.match(info)
    return named[1].lower() if named else ""


@cache
def _lexer(name: str) -> "Lexer":
    """Load a lexer, once a process."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  # the same

    return get_lexer_by_name(name, stripnl=False)
