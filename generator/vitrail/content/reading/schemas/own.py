"""The school's own pages, which are the files of docs_dir: their roles, and those with a « visibilité »."""

from collections.abc import Iterator

from msgspec import Struct

from vitrail.content.addressing.table import AtRoot
from vitrail.content.reading.disk import names
from vitrail.content.reading.disk.clashes import without_clashes
from vitrail.content.reading.disk.quotas import PAGES
from vitrail.content.reading.disk.roles import FileRole, SourceFile
from vitrail.content.reading.disk.tree import File, walk
from vitrail.content.reading.text.documents import read_document
from vitrail.content.values.document import Document
from vitrail.content.values.keys import PAGE
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import mark
from vitrail.ground.memo.files import SourceFiles
from vitrail.ground.memo.memo import Memo

_NAMED = 5
"""Most unpublished pages that a diagnostic names."""


def lay_out_own(files: SourceFiles) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Return the files of docs_dir with their roles, pages and attachments, without ignored and rejected ones."""
    start = files.own[0] if files.own else ""
    if not start or files.listing.get(start) is None:
        return (), ()
    tree = walk(files, start)
    placed, clashes = without_clashes([_placed(file, start) for file in tree.files])
    faults, pages = [*tree.diagnostics, *clashes], [page for page in placed if page.role is FileRole.PAGE]
    beyond = {page.file.path for page in pages[PAGES.limit :]}
    if beyond:
        faults.append(PAGES.told("STR033", pages[PAGES.limit].file.path, len(pages)))
    kept = (source.rejected(mark("trop de pages")) if source.file.path in beyond else source for source in placed)
    return tuple(source for source in kept if source.role), tuple(faults)


def _placed(file: File, start: str) -> SourceFile:
    inner = file.path.removeprefix(start)
    stem, page = names.split_page(inner)
    if file.fate:
        return SourceFile(file=file)
    if not page:
        return SourceFile(
            file=file, role=FileRole.ATTACHMENT, address=AtRoot.OWN_FILE.format(file=names.safe_path(inner))
        )
    slug = "/".join(map(names.safe, stem.split("/")))
    return SourceFile(file=file, role=FileRole.PAGE, slug=slug, address=AtRoot.OWN.format(page=slug))


class OwnPages(Struct, frozen=True, kw_only=True):
    """The files of docs_dir that were read."""

    files: tuple[SourceFile, ...] = ()
    """The pages that are published for somebody, and all attachments."""
    documents: dict[str, Document] = {}
    faults: tuple[Diagnostic, ...] = ()


def read_own(files: tuple[SourceFile, ...], memo: Memo) -> OwnPages:
    """Read the pages; one without « visibilité » may be somebody's notes: it is left out of the site, and reported."""
    documents = {placed.file.path: read_document(memo, placed) for placed in files if placed.role is FileRole.PAGE}
    saying = {*PAGE["visibilité"].names}
    silent = [path for path, document in documents.items() if not (document.rejected or saying & document.data.keys())]
    for path in silent:
        del documents[path]
    faults = [*_unsaid(memo, silent), *_unknown(memo, documents)]
    kept = tuple(placed for placed in files if placed.role is FileRole.ATTACHMENT or placed.file.path in documents)
    return OwnPages(files=kept, documents=documents, faults=tuple(faults))


def _unsaid(memo: Memo, silent: list[str]) -> Iterator[Diagnostic]:
    if silent:
        start: str = memo.input("own")
        names = ", ".join(path.removeprefix(start) for path in silent[:_NAMED]) + (", …" if silent[_NAMED:] else "")
        folder = start.strip("./")
        yield Diagnostic.at("STR060", Place(path=start.rstrip("/")), folder=folder, count=len(silent), names=names)


def _unknown(memo: Memo, documents: dict[str, Document]) -> Iterator[Diagnostic]:
    """Report the entries of « nav » that lead to no page among these."""
    start, known = memo.input("own"), set(documents)
    for entry in (line for top in memo.input("nav") or () for line in (top, *top.children)):
        if entry.path and f"{start}{entry.path}" not in known:
            reason = mark("« {page} » n'est pas une page publiée", page=entry.path)
            line, column = entry.spot
            place = Place(path=memo.input("host_file"), line=line, column=column)
            yield Diagnostic.at("STR058.ignored", place, key="nav", reason=reason)
