"""A file's bytes to a Document: text, values as written, places, and everything that was wrong. Never raises."""

import hashlib
import math
import re
from collections import Counter
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.msgpack import encode

from vitrail.content.extracts.decoding import decode
from vitrail.content.model.markup import straight
from vitrail.content.model.source import Marks, Source, place_of
from vitrail.content.reading.text.mending import Mended, mend
from vitrail.content.reading.text.salvage import blocks, salvaged
from vitrail.content.reading.text.slips import slip
from vitrail.content.reading.text.unfinished import conflict, lost_reservation, reservations, toml_header, undashed
from vitrail.content.reading.text.whole_fixes import UNSEEN, opened, restored, retold, ruled, straightened
from vitrail.content.reading.text.yaml_fixes import Mend, placed
from vitrail.content.reading.text.yaml_tree import MAX_REPEATS, YamlTree, read_tree
from vitrail.content.values.document import Document
from vitrail.content.values.key import TextKeys
from vitrail.content.values.keys import ANY
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import Value, mark
from vitrail.ground.regex import regex

_OPENING = regex(r"\s*^---[^\S\n]*$\n?", re.MULTILINE)
_CLOSING = regex(r"^(?:---|\.\.\.)[^\S\n]*$\n?", re.MULTILINE)
_ALMOST = regex(rf"^{UNSEEN}[-‐‑–—−_=]{{1,12}}[^\S\n]*$", re.MULTILINE)

_MEGABYTE = 1_000_000
MAX_BYTES = 2 * _MEGABYTE
"""A text file beyond this is not read: the caller asks for its size first."""
MAX_FRONT_MATTER = 64_000
"""Most characters of a front matter: parsing YAML is slow."""
MAX_YAML = 512_000
"""Most characters of a YAML file: a class's evaluations and a référentiel fit ten times over."""


class _File(Struct, kw_only=True):
    """A file while it is read, with its faults so far."""

    path: str
    digest: str = ""
    keys: TextKeys = ANY
    text: str = ""
    """Its decoded content."""
    said: list[Diagnostic] = []
    first: int = 1
    """Line on which its keys begin."""
    header: str = ""
    """The text of its keys, when another text follows them."""

    def tell(  # noqa: PLR0913, PLR0917  # a code, a span, what mends it
        self, code: str, line: int = 1, column: int = 1, end_line: int = 0, end_column: int = 0,
        mend: Mend | None = None, /, **values: Value,
    ) -> None:  # fmt: skip
        place = place_of(self.path, (line, column, end_line, end_column))
        self.said.append(Diagnostic.at(code, place, placed(mend, self.path, self.first), **values))

    def document(self, marks: Marks | None = None, **fields: Any) -> Document:  # noqa: ANN401
        source = Source(path=self.path, digest=self.digest, packed=encode(marks or {(): (1, 1, 0, 0)}))
        said = tuple(sorted(self.said, key=lambda fault: fault.sort_key))
        return Document(source=source, diagnostics=said, **fields)

    def rejected(  # a code, where, what mends it
        self, code: str = "", line: int = 1, column: int = 1, mend: Mend | None = None, /, **values: Value
    ) -> Document:
        if code:
            self.tell(code, line, column, 0, 0, mend, **values)
        text = (self.header or self.text)[:MAX_YAML]
        data, twice = salvaged(text, self.keys)
        names = Counter(name for _, name, _ in reservations(text, self.keys))
        names.subtract(name for name, value in data.items() if value is not None)
        hides = any(count > 0 for count in names.values())
        return self.document(rejected=True, data=data, twice=twice, hides=hides)


def too_big(path: str, size: int) -> Document:
    """Return the rejected document of a file that must not be loaded."""
    size, limit = math.ceil(size / _MEGABYTE), MAX_BYTES // _MEGABYTE
    return _File(path=path).rejected("ENC008", size=size, limit=limit)


def parse_markdown(path: str, raw: bytes, *, keys: TextKeys = ANY, bare: bool = False) -> Document:
    """Read a Markdown file: its keys, and the text below them; of a ``bare`` one nothing is taken for keys."""
    file, text = _opened(path, raw, keys)
    if text is None:
        return file.rejected()
    parts = split(text)
    if parts.yaml is None:
        return file.document(text=text) if bare else _without(file, text)
    if parts.body is None:
        guess = mark("La ligne {line} y ressemble.", line=parts.almost) if parts.almost else ""
        mended = ruled(text, parts.almost) if parts.almost else None
        return file.rejected("YAM014", parts.opening, 1, mended, suggestion=guess)
    file.header = parts.yaml
    tree = _tree(file, parts.yaml, parts.opening + 1, MAX_FRONT_MATTER, keys)
    if tree is None:
        return file.rejected()
    if not isinstance(tree.value, dict | None):
        return _shapeless(file, parts.yaml, parts.opening + 1, parts.opening, 1)
    return file.document(
        tree.marks | {(): (parts.opening, 1, 0, 0)},
        keys=tree.keys,
        spelled=tree.spelled,
        twice=tuple(tree.twice),
        data=tree.value or {},
        text=parts.body,
        text_line=parts.body_line,
        above=parts.yaml,
        above_line=parts.opening + 1,
        has_front_matter=True,
    )


def prose(raw: bytes) -> str:
    """Return the text of a Markdown file as ``parse_markdown`` does, without parsing its keys."""
    return parts(raw).body or ""


def parse_yaml(path: str, raw: bytes, *, keys: TextKeys = ANY) -> Document:
    """Read a YAML file: keys in ``data``, or the entries of a list in ``items``."""
    file, text = _opened(path, raw, keys)
    tree = None if text is None else _tree(file, text, 1, MAX_YAML, keys)
    if tree is None:
        return file.rejected()
    if isinstance(tree.value, str):
        return _shapeless(file, text or "", 1, *tree.marks[()][:2])
    if tree.value is None:
        file.tell("YAM017")
    data = tree.value if isinstance(tree.value, dict) else {}
    items = tuple(tree.value) if isinstance(tree.value, list) else ()
    twice = tuple(tree.twice)
    return file.document(tree.marks, keys=tree.keys, spelled=tree.spelled, twice=twice, data=data, items=items)


def _shapeless(file: _File, text: str, first: int, line: int, column: int) -> Document:
    """Reject a text that holds no key: for a slip of its first line, if there is one."""
    lines = text.split("\n")
    fault = slip(lines, next((number for number, written in enumerate(lines) if written.strip()), 0))
    if fault is None:
        return file.rejected("YAM008.shape", line, column)
    return file.rejected(fault.code, first + fault.line, fault.column + 1, fault.mend, **fault.values)


def _opened(path: str, raw: bytes, keys: TextKeys) -> tuple[_File, str | None]:
    """Decode a file and record its faults; the text is None if it cannot be decoded, has a git conflict, or is TOML.

    Bidirectional control characters are replaced one for one, so that places do not move, and reported once.
    """
    file = _File(path=path, digest=hashlib.sha256(raw).hexdigest(), keys=keys)
    decoded = decode(raw)
    if decoded.code:
        mend = restored(decoded.text) if decoded.damaged and decoded.text else None
        file.tell(decoded.code, decoded.line, 1, 0, 0, mend)
    if decoded.text is None:
        return file, None
    text = file.text = straight(decoded.text)
    if text != decoded.text:
        first = next(
            place for place, (before, after) in enumerate(zip(decoded.text, text, strict=True)) if before != after
        )
        place = text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first)
        file.tell("MED019.direction", *place, 0, 0, straightened(decoded.text))
    if line := conflict(text):
        file.tell("STR041", line)
        return file, None
    if toml_header(text):
        file.tell("YAM014.toml", 1, 1, 0, 0, retold(text))
        return file, None
    return file, text


def _without(file: _File, text: str) -> Document:
    if not text.strip():
        file.tell("YAM017")
    elif undashed(text):
        return file.rejected("YAM014.opening", 1, 1, opened(text))
    return file.document(text=text)


def _tree(file: _File, text: str, first_line: int, limit: int, keys: TextKeys) -> YamlTree | None:
    """Parse YAML after mending its French text; places are those of the file as written."""
    if len(text) > limit:
        file.tell("YAM027", first_line, size=len(text), limit=limit)
        return None
    file.first = first_line
    mended = mend(text, keys)
    for fault in mended.mends:
        file.tell(fault.code, fault.line + first_line, fault.column + 1, 0, 0, fault.mend, **fault.values)
    tree = read_tree(mended.text, partial(_place, mended, first_line), file.tell, written=text)
    if tree is None:
        _below(file, text, first_line, keys)
    if tree and (line := lost_reservation(text, first_line, tree, keys)):
        file.tell("YAM009", line)
        return None
    return tree


def _below(file: _File, text: str, first_line: int, keys: TextKeys) -> None:
    """Report the faults under the keys below the one where the parser stopped: each key is parsed alone."""
    stop = max((fault.place.line for fault in file.said), default=0)
    for block in blocks(text):
        file.first, first_line = first_line, first_line + block.count("\n")
        if file.first > stop and len(file.said) < MAX_REPEATS:
            mended = mend(block, keys)
            read_tree(mended.text, partial(_place, mended, file.first), file.tell, written=block)


def _place(mended: Mended, first: int, line: int, column: int) -> tuple[int, int]:
    """Return the line and column in the file (from 1) of those in a mended text, which begins on its line ``first``."""
    return line + first, mended.original(line, column) + 1


class Split(Struct, frozen=True, kw_only=True):
    """A Markdown file cut in two; lines count from 1 in the file."""

    body: str | None
    """None when the dashes never close."""
    body_line: int = 1
    yaml: str | None = None
    """Text between the dashes; None when there is no front matter."""
    opening: int = 1
    """Line of the opening dashes."""
    almost: int | None = None
    """Line that looks like closing dashes, when there are none."""


def parts(raw: bytes) -> Split:
    """Decode and split a Markdown file as ``parse_markdown`` does, without parsing its keys."""
    return split(straight(decode(raw).text or ""))


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
        return Split(body=None, yaml=text[opening.end() :], opening=line, almost=guess)
    yaml = text[opening.end() : closing.start()]
    body_line = line + 1 + yaml.count("\n") + 1
    return Split(body=text[closing.end() :], body_line=body_line, yaml=yaml, opening=line)
