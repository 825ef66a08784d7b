"""Files that nobody meant to publish as they are: a conflict of git, a header unread, another tool's draft."""

import re
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.model.source import Route
from vitrail.content.reading.text.whole_fixes import UNSEEN, dashed
from vitrail.content.reading.text.yaml_fixes import Mend
from vitrail.content.values.choices import DRAFT_KEYS, VISIBILITIES, asks_less, read_choice, read_yes_no
from vitrail.content.values.document import Document
from vitrail.content.values.folding import fold, pending
from vitrail.content.values.keys import ANY, INTERNSHIP, PAGE, REALISATION, REPORT, REVIEW, WATCH
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

NO_KEYS = mark("Cette page n'a pas de bloc de clés entre deux lignes « --- »")
_FENCE = regex(r" {0,3}(`{3,}|~{3,})")
_OURS = regex(r"<{7}(?: |$)")
_MIDDLE = regex(r"={7}\s*$")
_THEIRS = regex(r">{7}(?: |$)")
_HEAD = 60
"""Lines of a text among which keys that nothing encloses are looked for."""
_ASKED = frozenset(("pour qui, pourquoi, avec quoi", "ce que j'en retiens, et ce que cela change pour moi"))
"""The questions of ``vitrail new``."""
_LINE = 60
"""Most characters quoted of a line."""
_SHORT = 3000
"""Most characters of a text of placeholders."""
_MARKUP = regex(r"<!--.*?-->|^ {0,3}(?:#{1,6}[^\n]*|[-=*_]{2,}[ \t]*)$", re.MULTILINE | re.DOTALL)
"""Comments, titles and rules: no text of the author's."""
KEY_LINE = regex(r"\s*^[^\W\d_][\w '’-]{0,40}[ \u00a0\u202f]?:(?:[^\S\n]|$)", re.MULTILINE)
_LONG_DASHES = regex(rf"\s*^{UNSEEN}([-‐‑–—−―_=*\\]{{1,12}}){UNSEEN}\n", re.MULTILINE)
_PASTED = regex(r"\s*^(?:`{3,}|~{3,})[^\n`]*\n(?:\s*---[^\S\n]*\n)?", re.MULTILINE)
_BLOCK = regex(r"\s*^---[^\S\n]*\n((?:(?!---|\.\.\.)[^\n]*\n){1,60})(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)
_KEYS = frozenset(
    name for table in (REALISATION, INTERNSHIP, REPORT, REVIEW, PAGE, WATCH) for key in table for name in key.names
)
_BELOW = regex(r"\s*^((?:[^\s-][^\n]*\n){1,60})---[^\S\n]*$", re.MULTILINE)
"""Lines right below a header, down to three more dashes: keys that were added under it."""
_READERS = frozenset(REALISATION["visibilité"].names)
_WHO = _READERS.union(REALISATION["statut"].names)
"""Keys that say who reads a page; ``_READERS``: where only the pages of a portfolio and its work have drafts."""
_TOML = regex(r"\ufeff?\+{3}[ \t]*\n")


def conflict(text: str) -> int | None:
    """Return the line on which an unresolved conflict of git begins: its three marks, in order, outside fenced code."""
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    fence, start, middle = "", 0, False
    for number, line in enumerate(text.split("\n"), start=1):
        if mark := _FENCE.match(line):
            fence = ("" if mark[1].startswith(fence) else fence) if fence else mark[1]
        elif fence:
            continue
        elif _OURS.match(line):
            start, middle = number, False
        elif start and _MIDDLE.match(line):
            middle = True
        elif start and middle and _THEIRS.match(line):
            return start
    return None


def toml_header(text: str) -> bool:
    """True if a text begins with the ``+++`` of Hugo's other header, closed further on."""
    return _TOML.match(text) is not None and "\n+++" in text


def undashed(text: str) -> bool:
    """True if a text begins with keys that lack their dashes: several, or one of ours or that asks for less."""
    lines = [line.partition(":") for line in text.strip().partition("\n\n")[0].split("\n") if KEY_LINE.match(line)]
    if not (lines and KEY_LINE.match(text)):
        return False
    name = fold(lines[0][0].strip())
    return len(lines) > 1 or name in ANY.groups[""] or asks_less(name, lines[0][2].strip())


def lost_header(text: str) -> tuple[str, Mend | None]:
    """Return why the first lines of a text were not read as its keys, and the fix.

    Empty when they do not look like keys.
    """
    if (dashes := _LONG_DASHES.match(text)) and KEY_LINE.match(text, dashes.end()):
        said = mark("Les clés sont là, sous « {line} » : ce ne sont pas trois tirets du clavier.", line=dashes[1])
        if dashes[1] == "---":
            said = mark("Les clés sont là : une espace, ou un signe invisible, précède « --- ».")
        return said, dashed(text, dashes[1], text.count("\n", 0, dashes.start(1)))
    if (fence := _PASTED.match(text)) and KEY_LINE.match(text, fence.end()):
        said = mark("Les clés sont là, dans un bloc de code : supprimez les lignes qui l'ouvrent et le ferment.")
        return said, None
    return "", None


def keyless(text: str) -> bool:
    """True if a text has no keys, nor anything that looks like them, near its head, and may say who reads it."""
    lines = (line.partition(":") for line in text.split("\n")[:_HEAD])
    told = any((name := fold(key)) in _READERS or asks_less(name, value) for key, _, value in lines)
    return not (told or lost_header(text)[0] or second_header(text))


def second_header(text: str) -> bool:
    """True if a second header follows the first: three dashes, keys of ours among plain lines, three dashes.

    The first dashes may be missing, if some key says who reads the page.
    """
    block, known = _BLOCK.match(text), _KEYS
    if block is None:
        block, known = _BELOW.match(text), _WHO
    lines = (line.partition(":") for line in (block[1].splitlines() if block else ()) if KEY_LINE.match(line))
    return any((name := fold(key)) in known or asks_less(name, value) for key, _, value in lines)


def set_in(document: Document) -> Route | None:
    """Find a key about who reads the page that is indented below another key, where it has no effect."""
    own = REALISATION["productions"].names
    routes = (route for route in document.keys if len(route) > 1 and route[0] not in own)
    return next((route for route in routes if route[-1] in _WHO or _asks(document, route)), None)


def _asks(document: Document, route: Route) -> bool:
    """True if the key at a route is another tool's, and asks for fewer readers."""
    value: Any = document.data
    with suppress(LookupError, TypeError):  # of a key written twice, only the first value is kept
        for step in route:
            value = value[step]
    return isinstance(value, str) and asks_less(str(route[-1]), value)


def foreign_draft(document: Document, *, drafts: bool) -> tuple[Document, str | None]:
    """Remove from a document other tools' keys that hide a page; also return the first such line, as written.

    A value that is neither yes nor no hides the page, as an unknown ``statut`` does. « accès: jury » is kept where no
    key of ours says who reads the page: it is read as that key. « statut: brouillon » is another tool's where the kind
    of page has no ``drafts``.
    """
    own = _WHO if drafts else _READERS
    told = {key: value if isinstance(value, list) else [value] for key, value in document.data.items()}
    said = {key: " ".join(map(str, values)) for key, values in told.items()}
    unsaid = {key for key in said.keys() & DRAFT_KEYS.keys() if read_yes_no(said[key]) is None}
    hiding = [key for key in said if key in unsaid or (key not in own and asks_less(key, said[key]))]
    if not own & said.keys():
        hiding = [key for key in hiding if key in DRAFT_KEYS or not read_choice(said[key], Visibility, VISIBILITIES)]
    data = {key: value for key, value in document.data.items() if key not in DRAFT_KEYS and key not in hiding}
    written = (f"{document.spelled.get(key, key)}: {said[key]}"[:_LINE] for key in hiding)
    return replace(document, data=data), next(written, None)


def says_nothing(text: str) -> bool:
    """True if a text only says that it is still to be written: « À compléter » under each title."""
    if len(text) > _SHORT:
        return False
    lines = {fold(line).strip(" .:!?…*_-[]()>x") for line in _MARKUP.sub("", text).split("\n")} - {""}
    return bool(lines) and all(line in _ASKED or pending(line) for line in lines)
