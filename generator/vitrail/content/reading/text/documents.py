"""From the disk to a Document: a file is opened once, never when it is too big; one refused is a rejected Document."""

from collections.abc import Mapping

from vitrail.content.model.source import Source
from vitrail.content.reading.disk.hashing import Disk
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.text.parse import MAX_BYTES, parse_markdown, parse_yaml, too_big
from vitrail.content.values import keys
from vitrail.content.values.document import Document
from vitrail.content.values.key import Keys, TextKeys, text_keys
from vitrail.ground.diagnostics import Diagnostic, Place

TABLES: Mapping[FileRole, Keys] = {
    FileRole.SCHOOL: keys.SCHOOL, FileRole.FRAMEWORK: keys.FRAMEWORK, FileRole.ORGANISATION: keys.ORGANISATION,
    FileRole.COHORT: keys.COHORT, FileRole.EVALUATIONS: keys.VERDICT, FileRole.HOME: keys.STUDENT,
    FileRole.REALISATION: keys.REALISATION, FileRole.INTERNSHIP: keys.INTERNSHIP, FileRole.REPORT: keys.REPORT,
    FileRole.REVIEW: keys.REVIEW, FileRole.WATCH: keys.WATCH, FileRole.PAGE: keys.PAGE,
}  # fmt: skip
"""Role → table of the keys of its files."""
TEXTS: Mapping[FileRole | None, TextKeys] = {role: text_keys(table) for role, table in TABLES.items()}
"""Role → which of its keys hold text."""


def read_document(disk: Disk, placed: SourceFile) -> Document:
    """Read a Markdown or YAML file; one that the system cannot open is a rejected document (STR010)."""
    file = placed.file
    if (size := disk.size(file.disk)) > MAX_BYTES:
        return too_big(file.path, size)
    try:
        raw = disk.read(file.disk)
    except OSError:
        fault = Diagnostic.at("STR010", Place(path=file.path))
        return Document(source=Source(path=file.path), diagnostics=(fault,), rejected=True)
    texts = TEXTS.get(placed.role, keys.ANY)
    if file.path.lower().endswith((".yml", ".yaml")):
        return parse_yaml(file.path, raw, keys=texts)
    return parse_markdown(file.path, raw, keys=texts, bare=placed.role is FileRole.TEXT)
