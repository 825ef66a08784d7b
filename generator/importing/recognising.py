"""What a path holds, so that nobody has to say it: a workbook, pages in Markdown, saved pages, documents."""

from collections import Counter
from pathlib import Path, PurePosixPath

from generator.importing.citing import Owner
from generator.importing.documents.reading import read_documents
from generator.importing.draft import Imported, named
from generator.importing.folder import read_folder
from generator.importing.tree import PAGES, SourceFolder, walk
from generator.importing.workbook import NotATableError, NotTheirsError, read_workbook
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
    if _pages(path):
        return read_folder(path, reader, there, stage)
    return read_documents(walk(path), reader, there, path)


def _file(path: Path, reader: Owner, there: Path) -> Imported:
    """Read one file: a table when it holds one, else a document."""
    suffix = path.suffix.lower()
    if suffix not in PAGES | _DOCUMENTS:
        return read_table(path, reader, there, None)
    try:
        if suffix == ".docx":
            return read_table(path, reader, there, None)
    except NotTheirsError:
        raise
    except NotATableError:
        pass
    source = SourceFolder(files={path.name: path}, notes=(), ends={fold(path.name): [path.name]})
    return read_documents(source, reader, there, path.parent)


def _pages(root: Path) -> bool:
    """True if a folder is a site's: pages in Markdown, more than the notes that lie among documents."""
    found = Counter(
        "page" if PurePosixPath(place).suffix.lower() in PAGES else PurePosixPath(place).suffix.lower()
        for place in walk(root).files
        if fold(PurePosixPath(place).stem) not in {"readme", "lisezmoi", "license", "changelog"}
    )
    documents = sum(found[suffix] for suffix in (*_DOCUMENTS, ".xlsx"))
    return found["page"] > 0 and found["page"] * _SEVERAL >= documents
