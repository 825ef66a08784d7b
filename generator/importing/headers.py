"""The keys of other generators' pages: YAML, TOML, or bare « Clé: valeur » lines; one tolerant reader for the three."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.reading.text.decoding import decode
from generator.reading.text.parse import parse_markdown
from generator.values.folding import fold

_TOML = re.compile(r"\s*^\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*$\n?", re.MULTILINE | re.DOTALL)
_BARE = re.compile(r"^([^\W\d_][\w '’/-]{0,39}?)\s?: (.+)$")
_TITLE = re.compile(r"^#[^\S\n]+(.+?)[^\S\n]*#*[^\S\n]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A page cut in its keys and its text."""

    keys: Mapping[str, object] = field(default_factory=dict)
    """Folded key → a text, a list, a mapping."""
    heading: str = ""
    """The title that the text begins with."""
    body: str = ""
    readable: bool = True


def read_page(path: str, raw: bytes) -> SourcePage:
    """Cut a page; one whose keys cannot be read keeps all its lines as text."""
    text = decode(raw).text
    if text is None:
        return SourcePage(readable=False)
    if found := _TOML.match(text):
        return _with_heading(_toml(found[1]), text[found.end() :])
    document = parse_markdown(path, raw)
    if document.has_front_matter and not document.rejected:
        keys = {fold(key): value for key, value in document.data.items()}
        return _with_heading(keys, document.text)
    if text.lstrip().startswith("---"):
        return _with_heading({}, text)
    return _bare(text)


def _toml(text: str) -> Mapping[str, object]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        lines = (line.partition("=") for line in text.splitlines() if "=" in line)
        found = {key.strip(): value.strip().strip("\"'") for key, _, value in lines}
    flat = {key: value for key, value in found.items() if not isinstance(value, dict)}
    for value in found.values():
        if isinstance(value, dict):  # Hugo's [params], [taxonomies]
            flat |= value
    return {fold(key): value for key, value in flat.items()}


def _with_heading(keys: Mapping[str, object], text: str) -> SourcePage:
    heading, body = _heading(text)
    return SourcePage(keys=keys, heading=heading, body=body)


def _heading(text: str) -> tuple[str, str]:
    """Take the title off a text that begins with one: the page shows the key's."""
    lines = text.lstrip("\n").split("\n")
    found = _TITLE.match(lines[0]) if lines else None
    return (found[1], "\n".join(lines[1:])) if found else ("", text)


def _bare(text: str) -> SourcePage:
    """Read the lines of « Clé: valeur » that stand under the title, as an export of Notion writes them."""
    heading, body = _heading(text)
    lines = body.lstrip("\n").split("\n")
    keys: dict[str, object] = {}
    for number, line in enumerate(lines):
        found = _BARE.match(line.rstrip())
        if not found:
            rest = lines[number:]
            break
        keys[fold(found[1])] = found[2].strip()
    else:
        rest = []
    return SourcePage(keys=keys, heading=heading, body="\n".join(rest) if keys else body)
