"""The school's own pages that say who reads them, and one line for those that do not."""

from collections.abc import Iterator

from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.memo.memo import Memo
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.text.documents import read_document
from generator.values.document import Document
from generator.values.keys import PAGE

_NAMED = 5
"""Pages that are named of those that are not published."""


class OwnPages(Struct, frozen=True, kw_only=True):
    """What was read of docs_dir."""

    files: tuple[SourceFile, ...] = ()
    """The pages that are published for somebody, and all that they may show."""
    documents: dict[str, Document] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()


def read_own(files: tuple[SourceFile, ...], memo: Memo) -> OwnPages:
    """Read the pages; one without « visibilité » may be anybody's notes, and is none of the site."""
    documents = {placed.file.path: read_document(memo, placed) for placed in files if placed.role is FileRole.PAGE}
    silent = [path for path, document in documents.items() if not document.rejected and not _says(document)]
    for path in silent:
        del documents[path]
    faults = [*_unsaid(memo, silent), *_unknown(memo, documents)]
    kept = tuple(placed for placed in files if placed.role is FileRole.ATTACHMENT or placed.file.path in documents)
    return OwnPages(files=kept, documents=documents, faults=tuple(faults))


def _says(document: Document) -> bool:
    return any(name in document.data for name in PAGE["visibilité"].names)


def _unsaid(memo: Memo, silent: list[str]) -> Iterator[Diagnostic]:
    if silent:
        start: str = memo.given("own")
        names = ", ".join(path.removeprefix(start) for path in silent[:_NAMED]) + (", …" if silent[_NAMED:] else "")
        folder = start.strip("./")
        yield Diagnostic.at("STR060", Place(path=start.rstrip("/")), folder=folder, count=len(silent), names=names)


def _unknown(memo: Memo, documents: dict[str, Document]) -> Iterator[Diagnostic]:
    """Tell the lines of « nav » that lead to no page of these."""
    start, known = memo.given("own"), set(documents)
    for entry in (line for top in memo.given("nav") or () for line in (top, *top.children)):
        if entry.path and f"{start}{entry.path}" not in known:
            reason = mark("« {page} » n'est pas une page publiée", page=entry.path)
            yield Diagnostic.at("STR059", Place(path=memo.given("host_file")), key="nav", reason=reason)
