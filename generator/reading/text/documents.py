"""From the disk to a Document: a file is opened once, never when it is too big, and refusals are values."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

from generator.diagnostics import Diagnostic, Place
from generator.model.source import Source
from generator.reading.disk.hashing import read_whole
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.text.parse import MAX_BYTES, parse_markdown, parse_yaml, too_big
from generator.values import keys
from generator.values.document import Document
from generator.values.key import TextKeys, text_keys

Opener: TypeAlias = Callable[[SourceFile], Document]
"""How a page or a data file is read; tests and caches give their own."""

_TABLES = {
    FileRole.SCHOOL: keys.SCHOOL, FileRole.FRAMEWORK: keys.FRAMEWORK, FileRole.ORGANISATION: keys.ORGANISATION,
    FileRole.COHORT: keys.COHORT, FileRole.EVALUATIONS: keys.VERDICT, FileRole.HOME: keys.STUDENT,
    FileRole.REALISATION: keys.REALISATION, FileRole.INTERNSHIP: keys.INTERNSHIP, FileRole.REPORT: keys.REPORT,
    FileRole.REVIEW: keys.REVIEW, FileRole.WATCH: keys.WATCH, FileRole.PAGE: keys.PAGE,
}  # fmt: skip
_TEXTS: Mapping[FileRole | None, TextKeys] = {role: text_keys(table) for role, table in _TABLES.items()}
"""What is text in the files of each role."""


def opener(root: Path) -> Opener:
    """Read files below a folder."""
    return partial(read_document, root)


def read_document(root: Path, placed: SourceFile) -> Document:
    """Read a Markdown or YAML file; what the system refuses is a rejected document (STR010)."""
    file = placed.file
    if file.size > MAX_BYTES:
        return too_big(file.path, file.size)
    try:
        with open(root / file.disk, "rb", buffering=0) as stream:  # noqa: PTH123 - a third faster than Path.open
            raw = read_whole(stream, file.size, MAX_BYTES)
    except OSError:
        fault = Diagnostic.at("STR010", Place(path=file.path))
        return Document(source=Source(path=file.path), diagnostics=(fault,), rejected=True)
    texts = _TEXTS.get(placed.role, keys.ANY)
    if file.path.lower().endswith((".yml", ".yaml")):
        return parse_yaml(file.path, raw, keys=texts)
    return parse_markdown(file.path, raw, keys=texts)
