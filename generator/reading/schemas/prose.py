"""The prose of a page: what is kept of it by reference, and what it should not say in public."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Place
from generator.model.source import Body
from generator.reading.document import Document
from generator.reading.headings import bare, headings
from generator.reading.lengths import NAME
from generator.reading.links import scan

_WORDS = ("@", "pass", "pwd", "mdp", "secret", "token", "key", "akia", "gh", "glpat-")
_SIGNS = (
    re.compile(r"\d\d[ .\u00a0-]?(?:\d\d[ .\u00a0-]?\d\d|2[ab])"),
    re.compile(r"n[ée]e?(?:\(e\)|[.·]e)? le|naissance"),
)
"""Apart, each begins with one sign and is found at a stride; together they would be tried at every character."""

PATTERNS = (
    (
        "PRV001",
        re.compile(r"(?:\bn[ée]e?(?:\(e\)|[.·]e)? le|\bdate de naissance)\s*:?\s*\d{1,2}(?:er)?[ /.-]", re.IGNORECASE),
    ),
    ("PRV002", re.compile(r"(?<![\w./-])(?:\+33|0033|0)\s?(?:\(0\)\s?)?[1-9](?:[ .\u00a0-]?\d\d){4}(?![\w/-])")),
    (
        "PRV003",
        re.compile(
            r"(?<![\w./@:])[\w.+-]+@(?![\w.-]*(?:example|invalid|localhost|test)\b)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b"
        ),
    ),
    (
        "PRV004",
        re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
            r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}|\bglpat-[\w-]{20}"
            r"|(?<![\w-])(?:mot de passe|mdp|password|passwd|pwd|secret|token|api[_ -]?key)\s?[:=]\s?"
            r"[`\"']?(?=[^\s`\"']*[\d!@#$%&?_])(?![*x•…$<{\[]+)[^\s`\"'<>,;]{6,}",
            re.IGNORECASE,
        ),
    ),
    (
        "PRV006",
        re.compile(
            r"(?<!\d)[12][ .]?\d\d[ .]?(?:0[1-9]|1[0-2])[ .]?(?:\d\d|2[AB])[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d\d)?(?!\d)"
        ),
    ),
)
"""Code, and what is searched for it."""


_LONGEST_TITLE = NAME + 1
"""Characters of a heading that are remembered: one more than a title may have, so that a longer one is told."""


def read_body(document: Document) -> Body:
    """Keep of a text what the rules and the pages need without reading it again."""
    text = document.text
    titles = headings(text)
    empty = bare(text, titles)
    return Body(
        path=document.source.path,
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        line=document.text_line,
        words=len(text.split()),
        headings=tuple(heading.title[:_LONGEST_TITLE] for heading in titles),
        bare_heading=(empty.title[:_LONGEST_TITLE], document.text_line + empty.first) if empty else None,
        links=tuple(scan(text, document.text_line)),
    )


def private_traces(document: Document) -> Iterator[Diagnostic]:
    """Find what looks like personal data or a secret; at most one diagnostic of each kind a line.

    The caller keeps them only for what the public may read.
    """
    folded = document.text.casefold()
    look = first_look(folded)
    if look is None:
        return
    lines = zip(document.text.split("\n"), folded.split("\n"), strict=True)  # folding makes and takes no newline
    for number, (line, like) in enumerate(lines, document.text_line):
        if not look.search(like):
            continue
        for code, pattern in PATTERNS:
            if found := pattern.search(line[:_LONGEST_LINE]):
                yield Diagnostic.at(code, Place(path=document.source.path, line=number, column=found.start() + 1))


def first_look(folded: str) -> re.Pattern[str] | None:
    """Give what to search in each line of a case-folded text before the patterns; None when none of them can match.

    A hundred times faster than to try them, and true whenever one would match: most pages are dismissed here.
    """
    found = [word for word in _WORDS if word in folded]
    found += [signs.pattern for signs in _SIGNS if signs.search(folded)]
    return re.compile("|".join(found)) if found else None


_LONGEST_LINE = 2000
"""Characters of a line that are searched: enough for any paragraph, and a bound on time."""
