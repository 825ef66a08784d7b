"""Files that nobody meant to publish as they are: a conflict of git, a header unread, another tool's draft."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import reduce
from typing import Any, cast

from msgspec.structs import replace

from vitrail.content.model.audience import Visibility
from vitrail.content.reading.text.whole_fixes import UNSEEN, dashed
from vitrail.content.reading.text.yaml_fixes import Mend
from vitrail.content.reading.text.yaml_tree import YamlTree
from vitrail.content.values.choices import DRAFT_KEYS, READ_BY, VISIBILITIES, asks_less, read_choice, read_yes_no
from vitrail.content.values.document import Document, Value
from vitrail.content.values.folding import fold, pending
from vitrail.content.values.key import TextKeys
from vitrail.content.values.keys import (
    ANY,
    COHORT,
    INTERNSHIP,
    ORGANISATION,
    PAGE,
    REALISATION,
    REPORT,
    REVIEW,
    SCHOOL,
    WATCH,
)
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
_BELOW = regex(r"\s*^((?:(?!---)[^\n]+\n){1,60})---[^\S\n]*$", re.MULTILINE)
"""Lines right below a header, down to three more dashes: keys that were added under it."""
_READERS = frozenset(REALISATION["visibilité"].names)
_WHO = _READERS.union(REALISATION["statut"].names)
"""Keys that say who reads a page; ``_READERS``: where only the pages of a portfolio and its work have drafts."""
_HIDING = _WHO.union(
    SCHOOL["visibilité par défaut"].names, COHORT["publier jusqu'au"].names, ORGANISATION["nom public"].names
)
"""Keys without which a file, or a name in it, has more readers."""
_ASKING = "|".join(sorted(map(re.escape, _HIDING | READ_BY | DRAFT_KEYS.keys()), key=len, reverse=True))
_REMARK = regex(r"^\s*#.*|\s#(?:\s.*)?$")
_AT_START = regex(rf"[\W\d_]*({_ASKING})([\W\d_]{{0,6}}[:=])?")
_INSIDE = regex(rf"({_ASKING})\W{{0,6}}[:=]\W{{0,6}}(\w{{0,40}})(\W{{0,6}}$)?")
_WORD = regex(r"[^\W_]+")
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
    block = _BLOCK.match(text)
    lines = (line.partition(":") for line in (block[1].splitlines() if block else ()) if KEY_LINE.match(line))
    below = block or _BELOW.match(text)
    lost = reservations(below[1] if below else text.partition("\n")[0], ANY)
    return any(fold(key) in _KEYS for key, _, _ in lines) or any(lost)


def reservations(text: str, keys: TextKeys) -> Iterator[tuple[int, str, str]]:
    r"""Yield the lines that ask for fewer readers, in whatever form and place: number from 0, folded key, value.

    Nothing is looked for in a kind of file whose own keys do not say who reads.

    >>> [*reservations("titre: A, visibilité: jury\n[statut]: brouillon", ANY)]
    [(0, 'visibilite', 'jury'), (1, 'statut', 'brouillon')]
    """
    own = _HIDING & frozenset[str]().union(*keys.groups.values())
    for number, line in enumerate(text.split("\n") if _HIDING & keys.groups.get("", own) else ()):
        bare = fold(_REMARK.sub("", line))
        if match := _AT_START.match(bare):
            name, value = match[1], " ".join(_WORD.findall(bare[match.end() :]))
            marked = match[2] or (" " not in value and name in _HIDING | DRAFT_KEYS.keys())
            undecided = not value or (match[2] and name not in REALISATION["statut"].names)
            if (name in own and undecided) or (marked and _asks(name, value)):
                yield number, name, value
                continue
        for match in _INSIDE.finditer(bare):
            if (match[1] in own and " " in match[1]) or (match[3] is not None and _asks(match[1], match[2])):
                yield number, match[1], match[2]


def _asks(name: str, value: str) -> bool:
    return asks_less("visibilite" if name in _HIDING else name, value)


def lost_reservation(text: str, first: int, tree: YamlTree, keys: TextKeys) -> int | None:
    """Find the line that asks for fewer readers where no key is read: in a text, in what was dropped, under a key.

    Args:
        text: the YAML as written.
        first: its first line in the file.
        tree: what was read of it.
        keys: those of its kind of file.
    """
    twice, read = {route[-1] for route in tree.twice}, dict[tuple[int, Any], Value]()
    for route, span in tree.keys.items():
        if len(route) == 1 or any(_HIDING & keys.groups.get(str(step), frozenset()) for step in route):
            with suppress(LookupError, TypeError):  # it stands in what was dropped
                read[span[0], route[-1]] = reduce(lambda held, step: held[step], route, cast("Any", tree.value))
    for number, name, value in reservations(text, keys):
        at = number + first, name
        if name not in twice and read.get(at) is None and (value or at not in read):
            return number + first
    return None


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
