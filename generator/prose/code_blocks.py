"""Blocks of code: the line that opens them, and their colours."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from typing import Any

from pygments import highlight
from pygments.filter import Filter
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.style import Style, StyleMeta
from pygments.token import STANDARD_TYPES, Token
from pygments.util import ClassNotFound

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


class _NoColours(StyleMeta):
    """The colours of code are in the theme's sheet: Pygments has none to prepare."""

    def __iter__(cls) -> Iterator[Any]:  # noqa: N805  # the method of a metaclass
        """Return no token a colour."""
        return iter(())


class Uncoloured(Style, metaclass=_NoColours):
    """What Pygments asks for in order to name the parts of code."""


class _Told(Filter):
    """Takes their names from the parts of code that look like what surrounds them: a third of the spans of a text."""

    def filter(self, lexer: Lexer | None, stream: Iterable[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:  # noqa: ARG002  # the method of a filter
        """Yield the parts, those without a colour as plain text."""
        return ((Token.Text if kind in _UNTOLD else kind, text) for kind, text in stream)


_UNTOLD = frozenset(kind for kind, name in STANDARD_TYPES.items() if name in {"w", "n", "nx", "py", "err", "x", "esc"})
"""White, and the names that the theme's sheets give the ink of the text."""
_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True, style=Uncoloured)


def block(code: str, info: str, *, coloured: bool) -> str:
    """Write a block of code; ``info`` is the rest of the line that opens it."""
    title = _TITLE.search(info[:1000])
    heading = f'<span class="filename">{escape(title[1] or title[2] or title[3] or "")}</span>' if title else ""
    lexer = _lexer(language(info)) if coloured and not SLOW.search(code) else None
    inside = highlight(code, lexer, _FORMATTER) if lexer else escape(code, quote=False)
    return f'<div class="highlight">{heading}<pre><span></span><code>{inside}</code></pre></div>\n'


def language(info: str) -> str:
    """Return the language that the line which opens a block names, in lower case; empty for none."""
    named = _LANGUAGE.match(info)
    return named[1].lower() if named else ""


@cache
def _lexer(name: str) -> Lexer | None:
    """Load a lexer of ``COLOURED``, once a process."""
    try:
        return get_lexer_by_name(name, stripnl=False, filters=[_Told()]) if name in COLOURED else None
    except ClassNotFound:
        return None
