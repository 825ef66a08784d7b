"""The school's own pages: the files of docs_dir, beside the portfolios, and what each is."""

from generator.addressing.table import AtRoot
from generator.diagnostics import Diagnostic
from generator.language import mark
from generator.memo.files import SourceFiles
from generator.reading.disk import names
from generator.reading.disk.clashes import without_clashes
from generator.reading.disk.quotas import PAGES
from generator.reading.disk.roles import FileRole, SourceFile
from generator.reading.disk.tree import File, walk


def lay_out_own(files: SourceFiles) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Say what each file of docs_dir is, pages and what they may show; nothing of hidden files."""
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
