"""Tolerant parsing of the keys of other generators' pages: YAML, TOML, or bare « Clé: valeur » lines."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.extracts.decoding import decode
from vitrail.content.markdown.headings import headings
from vitrail.content.markdown.parsed import parse
from vitrail.content.reading.text.parse import parse_markdown
from vitrail.content.values.folding import fold
from vitrail.doors.importing.names import known
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

_TOML = regex(r"\s*^\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*$\n?", re.MULTILINE | re.DOTALL)
_BARE = regex(r"([^\W\d_][\w '’/-]{0,39}?)[ \u00a0\u202f]?:[^\S\n]+(.+)")


class SourcePage(Struct, frozen=True, kw_only=True):
    """A page split into keys and text: each line of the file is in one of the two, or is the title."""

    path: PurePosixPath
    """From the top of the source."""
    keys: Mapping[str, object] = {}
    """Key as written → a text, a list or a mapping."""
    heading: str = ""
    """The title at the beginning of the text, removed from it."""
    under: str = ""
    """The title above it in a page that shows it among others."""
    body: str = ""
    line: int = 1
    """Line of the file on which ``body`` begins."""
    gathers: bool = False
    """Whether it shows several works, each with a page of its own."""
    bare: bool = False
    """Whether its keys were lines of its text, without a header."""
    fault: Phrase | None = None
    """Why the keys could not be read."""
    fault_line: int = 1


class ReadPiece(Struct, frozen=True, kw_only=True):
    """What the reader of a format gives of a file."""

    page: SourcePage | None = None
    cards: tuple[SourcePage, ...] = ()
    """The works of a page that gathers some."""
    trouble: Phrase | None = None
    """Why it could not be read, or read whole."""
    around: tuple[str, ...] = ()
    """The words of menus, margins and comments, which are not in its text."""
    pictures: Mapping[str, bytes] = {}
    """Name, in its text, of each picture embedded in it → its bytes."""


def read_page(path: PurePosixPath, raw: bytes) -> SourcePage | None:
    """Split a page into keys and text; None if it is not text; one whose keys cannot be parsed is all text."""
    text = decode(raw).text
    if text is None:
        return None
    if match := _TOML.match(text):
        body, line = text[match.end() :], text.count("\n", 0, match.end()) + 1
        try:
            return _headed(SourcePage(path=path, keys=_flat(tomllib.loads(match[1])), body=body, line=line))
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"line (\d+)", str(error))
            line = text.count("\n", 0, match.start(1)) + int(at[1] if at else 1)
            return _unread(path, text, mark("L'en-tête TOML ne se lit pas."), line)
    document = parse_markdown(path.as_posix(), raw)
    if document.has_front_matter and not document.rejected:
        keys = {document.spelled.get(key, key): value for key, value in document.data.items()}
        return _headed(SourcePage(path=path, keys=keys, body=document.text, line=document.text_line))
    if text.lstrip().startswith("---"):
        fault = document.diagnostics[-1] if document.diagnostics else None
        why = mark("L'en-tête ne se lit pas ({code}).", code=fault.code) if fault else None
        return _unread(path, text, why, fault.place.line if fault else 1)
    return _bare(_headed(SourcePage(path=path, body=text)))


def _unread(path: PurePosixPath, text: str, why: Phrase | None, line: int) -> SourcePage:
    """Keep an unread header in the text, as a block of code: in Markdown its signs would make rules and titles."""
    match = re.match(r"\s*(---|\+\+\+)[^\S\n]*\n(.*?)(?:^\1[^\S\n]*(?:\n|\Z)|\Z)", text, re.MULTILINE | re.DOTALL)
    body = f"```yaml\n{match[2]}```\n{text[match.end() :]}" if match and why and match[2].strip() else text
    return SourcePage(path=path, body=body, fault=why, fault_line=line)


def _flat(toml: Mapping[str, object]) -> Mapping[str, object]:
    """Move the keys of Hugo's [params] and [taxonomies] to the top; one already there gets its table's name too."""
    keys = {key: value for key, value in toml.items() if not isinstance(value, dict)}
    for table, value in toml.items():
        if isinstance(value, dict) and fold(table) in {"params", "taxonomies"}:
            keys |= {f"{table} {key}" if key in keys else key: inner for key, inner in value.items()}
        elif isinstance(value, dict):
            keys[table] = value
    return keys


_ANCHOR = regex(r"\s*\{#[^{}]*\}\s*$")
"""The anchor of a title, as an export writes it."""


def _headed(page: SourcePage) -> SourcePage:
    """Move a title at the beginning of the text to ``heading``, since our pages show the title of the keys."""
    parsed = parse(page.body)
    first = next(iter(headings(parsed)), None)
    if first is None or first.level != 1 or parsed.source[: first.start].strip() or not first.title:
        return page
    end = parsed.events[first.number].end
    lines = parsed.source[:end].rstrip().count(b"\n") + 1
    rest = page.body.split("\n")[lines:]
    title = _ANCHOR.sub("", first.title)
    return replace(page, heading=title, body="\n".join(rest), line=page.line + lines)


def _bare(page: SourcePage) -> SourcePage:
    """Read « Clé: valeur » lines under the title as keys, as Notion exports them, if their names are known."""
    lines = page.body.split("\n")
    keys: dict[str, object] = {}
    for number, line in enumerate(lines):
        match = _BARE.fullmatch(line.strip())
        if match and known(match[1]) and match[1] not in keys:
            keys[match[1]] = match[2].strip()
        elif line.strip():
            rest = replace(page, body="\n".join(lines[number:]), line=page.line + number)
            break
    else:
        rest = replace(page, body="")
    return replace(rest, bare=True, keys=keys) if keys else page
