"""Render blocks of code: their title, their language, their colours."""

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from vitrail.ground.regex import regex

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_LANGUAGE = regex(r"\{?[ \t]*\.?([\w.+#-]{1,40})")
_TITLE = regex(r"\btitle=(?:\"([^\"]{0,200})\"|'([^']{0,200})'|([^\s\"'{}]{1,200}))")
MAX_COLOURED = 20_000
"""Characters of code that are coloured in one page, at most; some five hundred lines."""
SLOW = regex(r"[^\n]{401}|\s{100}")
"""A line or a run of blanks too long to colour: the lexers' rules are tried again at each character."""
COLOURED = frozenset(
    "apacheconf bash bat batch c c# c++ cfg console cpp cs csharp css dart diff docker dockerfile go html "
    "http ini java javascript jinja js json jsx kotlin less make makefile mysql nginx perl php posh "
    "postgresql powershell properties ps1 puppet py pycon python rb ruby rust sass scss sh shell "
    "shell-session sql sqlite3 swift systemd terraform tf toml ts tsx twig typescript udiff vim vue xml "
    "yaml yml zsh".split()
)
"""The languages that are coloured: a closed list, whose lexers were tested against hostile code."""


_UNTOLD = frozenset(("", "w", "n", "nx", "py", "err", "x", "esc"))
"""Classes of tokens that look like plain text, which get no span: a third of those of a text."""


def block(code: str, info: str, *, coloured: bool) -> str:
    """Return the HTML of a block of code; ``info`` is the info string, the rest of the line that opens it."""
    title = _TITLE.search(info[:1000])
    heading = f'<span class="filename">{escape(title[1] or title[2] or title[3] or "")}</span>' if title else ""
    name = language(info) if coloured and not SLOW.search(code) else ""
    inside = spans(code, name) if name in COLOURED else escape(code, quote=False)
    return f'<div class="highlight">{heading}<pre><span></span><code>{inside}</code></pre></div>\n'


def spans(code: str, language: str) -> str:
    """Return code with its tokens in spans; no span crosses a line end, as each line is also shown alone."""
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
    """Return the opening tag for a kind of token, empty for one that looks like plain text."""
    from pygments.token import STANDARD_TYPES  # most texts have no code

    while kind not in STANDARD_TYPES:
        kind = kind.parent
    name = STANDARD_TYPES[kind]
    return "" if name in _UNTOLD else f'<span class="{name}">'


def language(info: str) -> str:
    """Return the language that an info string names, in lower case; empty for none."""
    named = _LANGUAGE.match(info)
    return named[1].lower() if named else ""


@cache
def _lexer(name: str) -> "Lexer":
    """Load a lexer, once per process."""
    from pygments.lexers import get_lexer_by_name  # the same

    return get_lexer_by_name(name, stripnl=False)
