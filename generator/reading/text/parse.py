"""A file's bytes to a Document: text, values as written, places, and everything that was wrong. Never raises."""

import hashlib
import math
import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.language import Value, mark
from generator.model.markup import straight
from generator.model.source import Route, Source
from generator.reading.text.decoding import decode
from generator.reading.text.mending import Mended, mend
from generator.reading.text.unfinished import conflict, toml_header
from generator.reading.text.yaml_tree import YamlTree, read_tree
from generator.values.document import Document
from generator.values.key import TextKeys
from generator.values.keys import ANY

_OPENING = re.compile(r"\s*^---[^\S\n]*$\n?", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$\n?", re.MULTILINE)
_ALMOST = re.compile(r"^[^\S\n]*[-‐‑–—−_=]{1,12}[^\S\n]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"\s*^[^\W\d_][\w '’-]{0,40}[ \u00a0\u202f]?:(?:[^\S\n]|$)", re.MULTILINE)

_MEGABYTE = 1_000_000
MAX_BYTES = 2 * _MEGABYTE
"""A text file beyond this is not read: the caller asks for its size first."""
MAX_FRONT_MATTER = 64_000
MAX_YAML = 512_000
"""Characters of a YAML file: a class's evaluations and a référentiel fit ten times over."""


class _File(Struct, frozen=True, kw_only=True):
    path: str
    digest: str

    def source(self, marks: dict[Route, tuple[int, int]] | None = None) -> Source:
        return Source(path=self.path, digest=self.digest, marks=marks or {(): (1, 1)})

    def rejected(self, diagnostics: Iterable[Diagnostic]) -> Document:
        return Document(source=self.source(), diagnostics=_in_order(diagnostics), rejected=True)

    def fault(self, code: str, line: int = 1, column: int = 1, **values: Value) -> Diagnostic:
        place = Place(path=self.path, line=line, column=column)
        return Diagnostic(code=code, place=place, values=values)


def too_big(path: str, size: int) -> Document:
    """The rejected Document of a file that must not be loaded."""
    file = _File(path=path, digest="")
    return file.rejected([file.fault("ENC008", size=math.ceil(size / _MEGABYTE), limit=MAX_BYTES // _MEGABYTE)])


def parse_markdown(  # one return a way of not being read
    path: str, raw: bytes, *, keys: TextKeys = ANY, needs_front_matter: bool = False
) -> Document:
    """Read a Markdown file; ``needs_front_matter`` reports its absence where a page cannot do without."""
    opened = _opened(path, raw)
    if isinstance(opened, Document):
        return opened
    file, text, said = opened
    parts = split(text)
    if parts.yaml is None:
        return _without(file, text, said, needs_front_matter=needs_front_matter)
    if not parts.closed:
        guess = mark("La ligne {line} y ressemble.", line=parts.almost) if parts.almost else ""
        return file.rejected([*said, file.fault("YAM014", parts.opening, suggestion=guess)])
    tree = _tree(file, parts.yaml, parts.yaml_line, MAX_FRONT_MATTER, keys)
    tree.marks[()] = (parts.opening, 1)
    said += tree.diagnostics
    if tree.broken or not isinstance(tree.value, dict | None):
        return file.rejected([*said, *_not_keys(file, tree, parts.yaml_line)])
    return Document(
        source=file.source(tree.marks),
        keys=tree.keys,
        spelled=tree.spelled,
        data=tree.value or {},
        text=parts.body,
        text_line=parts.body_line,
        has_front_matter=True,
        diagnostics=_in_order(said),
    )


def prose(raw: bytes) -> str:
    """Return the text of a Markdown file that was read before, as ``parse_markdown`` does, without reading its keys."""
    text = straight(decode(raw).text or "")
    parts = split(text)
    return text if parts.yaml is None else parts.body


def parse_yaml(path: str, raw: bytes, *, keys: TextKeys = ANY) -> Document:
    """Read a YAML file: keys in ``data``, or the entries of a list in ``items``."""
    opened = _opened(path, raw)
    if isinstance(opened, Document):
        return opened
    file, text, said = opened
    tree = _tree(file, text, 1, MAX_YAML, keys)
    said += tree.diagnostics
    if tree.broken or isinstance(tree.value, str):
        return file.rejected([*said, *_not_keys(file, tree, 1)])
    if tree.value is None:
        said.append(file.fault("YAM017"))
    return Document(
        source=file.source(tree.marks),
        keys=tree.keys,
        spelled=tree.spelled,
        data=tree.value if isinstance(tree.value, dict) else {},
        items=tuple(tree.value) if isinstance(tree.value, list) else (),
        diagnostics=_in_order(said),
    )


def _opened(path: str, raw: bytes) -> Document | tuple[_File, str, list[Diagnostic]]:
    """Decode a file, with what was wrong so far; or the rejected Document of one that cannot be read further."""
    if len(raw) > MAX_BYTES:
        return too_big(path, len(raw))
    file = _File(path=path, digest=hashlib.sha256(raw).hexdigest())
    decoded = decode(raw)
    said = [file.fault(decoded.code, decoded.line)] if decoded.code else []
    if decoded.text is None:
        return file.rejected(said)
    text, turned = _unturned(file, decoded.text)
    said += turned
    if refused := _unfinished(file, text):
        return file.rejected([*said, refused])
    return file, text, said


def _unfinished(file: _File, text: str) -> Diagnostic | None:
    """Say what keeps a file from being meant as it is."""
    if line := conflict(text):
        return file.fault("STR041", line)
    return file.fault("STR042") if toml_header(text) else None


def _without(file: _File, text: str, said: list[Diagnostic], *, needs_front_matter: bool) -> Document:
    if not text.strip():
        said.append(file.fault("YAM017"))
    elif _KEY_LINE.match(text):  # as if only the dashes were missing
        return file.rejected([*said, file.fault("YAM015")])
    elif needs_front_matter:
        said.append(file.fault("YAM016"))
    return Document(source=file.source(), text=text, diagnostics=tuple(said))


def _tree(file: _File, text: str, first_line: int, limit: int, keys: TextKeys) -> YamlTree:
    """Parse YAML after mending what French puts in it; places are those of the file as written."""
    if len(text) > limit:
        return YamlTree(diagnostics=[file.fault("YAM027", first_line, size=len(text), limit=limit)], broken=True)
    mended = mend(text, keys)

    def position(line: int, column: int) -> tuple[int, int]:
        return line + first_line, _original(mended, line, column) + 1

    tree = read_tree(mended.text, file.path, position)
    said = [file.fault(m.code, m.line + first_line, m.column + 1, **m.values) for m in mended.mends]
    tree.diagnostics[:0] = said
    return tree


def _original(mended: Mended, line: int, column: int) -> int:
    if line not in mended.shifts:
        return column
    moves = mended.shifts[line]
    before = bisect_right(moves, (column, len(mended.text)))
    return column - moves[before - 1][1] if before else column


def _not_keys(file: _File, tree: YamlTree, line: int) -> list[Diagnostic]:
    return [] if tree.broken else [file.fault("YAM018", *tree.marks.get((), (line, 1)))]


def _unturned(file: _File, text: str) -> tuple[str, list[Diagnostic]]:
    """Replace the signs that turn the direction of reading, told once: places do not move."""
    plain = straight(text)
    if plain == text:
        return text, []
    first = next(place for place, (before, after) in enumerate(zip(text, plain, strict=True)) if before != after)
    line = text.count("\n", 0, first) + 1
    return plain, [file.fault("MED015", line, first - text.rfind("\n", 0, first))]


def _in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda one: one.sort_key))


class Split(Struct, frozen=True, kw_only=True):
    """A Markdown file cut in two; lines count from 1 in the file."""

    body: str
    body_line: int = 1
    yaml: str | None = None
    """Text between the dashes; None when there is no front matter."""
    yaml_line: int = 1
    opening: int = 1
    """Line of the opening dashes."""
    closed: bool = True
    almost: int | None = None
    """Line that looks like closing dashes, when there are none."""


def split(text: str) -> Split:
    """Cut the front matter from the prose; blank lines before the opening dashes are tolerated."""
    opening = _OPENING.match(text)
    if opening is None:
        return Split(body=text)
    line = text.count("\n", 0, opening.start() + len(opening.group().rstrip())) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        almost = _ALMOST.search(text, opening.end())
        guess = text.count("\n", 0, almost.start()) + 1 if almost else None
        return Split(body="", yaml=text[opening.end() :], yaml_line=line + 1, opening=line, closed=False, almost=guess)
    yaml = text[opening.end() : closing.start()]
    body_line = line + 1 + yaml.count("\n") + 1
    return Split(body=text[closing.end() :], body_line=body_line, yaml=yaml, yaml_line=line + 1, opening=line)
