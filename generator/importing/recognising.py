"""What a path holds, so that nobody has to say it: a workbook, pages in Markdown, saved pages, documents."""

from collections import Counter
from pathlib import Path, PurePosixPath

from generator.importing.citing import Owner
from generator.importing.documents.reading import read_documents
from generator.importing.draft import Imported, named
from generator.importing.folder import read_folder, read_site
from generator.importing.tables.workbook import NotATableError, NotTheirsError, read_workbook
from generator.importing.tree import PAGES, SAVED, SourceFolder, walk
from generator.values.folding import fold

_DOCUMENTS = frozenset({".docx", ".odt", ".pdf", ".pptx"})
_SEVERAL = 2


def read_table(path: Path, reader: Owner, _there: Path, _stage: str | None) -> Imported:
    """Read a tableau de synthèse. Raises NotATableError: the file is none, or is another candidate's."""
    return Imported(drafts=named(read_workbook(path.name, path.read_bytes(), reader)), files={}, notes=())


def read_source(path: Path, reader: Owner, there: Path, stage: str | None) -> Imported:
    """Read a file or a folder as what it is.

    Args:
        path: what the student has.
        reader: for whom.
        there: the portfolio's ``fichiers/``.
        stage: takes the weeks that no folder's name gives to another.

    Raises:
        NotATableError: the workbook is none, or is another candidate's.
    """
    if path.is_file():
        return _file(path, reader, there)
    source = walk(path)
    kind = _kind(source)
    if kind == "pages":
        return read_folder(path, reader, there, stage)
    return read_site(source, reader, there, stage) if kind == "site" else read_documents(source, reader, there, path)


def _file(path: Path, reader: Owner, there: Path) -> Imported:
    """Read one file: a table when it holds one, else a document."""
    suffix = path.suffix.lower()
    source = SourceFolder(files={path.name: path}, notes=(), ends={fold(path.name): [path.name]})
    if suffix in SAVED:
        return read_site(source, reader, there, None)
    if suffix not in PAGES | _DOCUMENTS:
        return read_table(path, reader, there, None)
    try:
        if suffix == ".docx":
            return read_table(path, reader, there, None)
    except NotTheirsError:
        raise
    except NotATableError:
        pass
    return read_documents(source, reader, there, path.parent)


def _kind(source: SourceFolder) -> str:
    """Say what most of a folder is: ``pages`` in Markdown, a saved ``site``, or ``documents``, notes among them."""
    found = Counter(
        suffix
        for place in source.files
        if fold(PurePosixPath(place).stem) not in {"readme", "lisezmoi", "license", "changelog"}
        for suffix in [PurePosixPath(place).suffix.lower()]
    )
    documents = sum(found[suffix] for suffix in (*_DOCUMENTS, ".xlsx"))
    pages, saved = (sum(found[suffix] for suffix in kind) for kind in (PAGES, SAVED))
    if pages and pages * _SEVERAL >= max(documents, saved):
        return "pages"
    return "site" if saved and saved * _SEVERAL >= documents else "documents"
