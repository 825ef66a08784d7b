"""The walk: every file under the portfolios, in one order, without ever leaving the tree."""

import stat
from typing import TypeAlias

from msgspec import Struct

from vitrail.content.model.ledger import Fate
from vitrail.content.reading.disk import names
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Wording, mark
from vitrail.ground.memo.files import FolderEntry, SourceFiles

MAX_DEPTH = 16
"""Folders below the root; a real portfolio needs five. Deeper trees are accidents (a copy inside itself) or attacks."""

MAX_PATH = 800
"""Characters from the root; systems stop at 4 096 bytes, or 260 characters, for the whole path."""
_TOO_LONG = ("STR008.length", mark("nom trop long"))
_Why: TypeAlias = tuple[Fate, str]
"""Why a file is not read: its fate, and the reason."""


class File(Struct, frozen=True, kw_only=True):
    """A directory entry that is not a folder, or a folder that could not be opened."""

    path: str
    """From the root, with ``/``, in composed Unicode: how people and addresses name it."""
    disk: str
    """From the root, as the disk spells it: how to open it."""
    fate: Fate | None = None
    """Set when the walk itself decided: rejected or ignored."""
    reason: Wording = ""


class FileTree(Struct, frozen=True, kw_only=True):
    """All the files, and the faults of their names and kinds."""

    files: tuple[File, ...]
    diagnostics: tuple[Diagnostic, ...]
    judging: frozenset[str] | None = None
    """The only files from which verdicts are read, as the disk spells them; None: any."""


def walk(seen: SourceFiles, start: str = "") -> FileTree:
    """Return every file listed below a folder, sorted by path; folders are never entered through a link.

    No error escapes: what cannot be listed or read is a rejected file with its diagnostic.
    """
    files: list[File] = []
    faults = [] if start else [Diagnostic.at("STR014.verdicts", Place(path=names.nfc(path))) for path in seen.doubled]
    pending: list[tuple[str, str, _Why | None]] = [(start, start, None)]
    while pending:
        disk, path, ignored = pending.pop()
        entries = seen.listing[disk]
        if entries is None:  # what it holds cannot be counted: the folder is entered as one file
            files.append(
                File(path=path or "./", disk=_spelled(disk, path), fate=Fate.REJECTED, reason=mark("dossier illisible"))
            )
            faults.append(Diagnostic.at("STR010", Place(path=path.rstrip("/") or ".")))
            continue
        for entry in entries:
            child = names.nfc(path + entry.name)
            reason = names.why_ignored(entry.name)
            why = ignored or ((Fate.IGNORED, reason) if reason else None)
            if entry.folder:
                if not why:
                    why, told = _folder(entry.name, child, disk.count("/"))
                    faults += told
                pending.append((f"{disk}{entry.name}/", f"{child}/", why))
            else:
                file, told = _file(entry, _spelled(disk + entry.name, child), child, why)
                files.append(file)
                faults += told
    files.sort(key=lambda file: (file.path, file.disk))
    return FileTree(files=tuple(files), diagnostics=tuple(faults), judging=seen.judging)


def _folder(name: str, path: str, depth: int) -> tuple[_Why | None, list[Diagnostic]]:
    """Return why the files of a folder are counted but not read, if they are not, and the faults of its name."""
    place = Place(path=path)
    if depth == MAX_DEPTH:
        return (Fate.REJECTED, mark("dossier trop profond")), [Diagnostic.at("STR033.depth", place, depth=MAX_DEPTH)]
    if refusal := _unfit(name):
        return (Fate.REJECTED, refusal[1]), [Diagnostic.at(refusal[0], place)]
    if names.is_file_like(name):
        return (Fate.REJECTED, mark("dossier nommé comme un fichier")), [Diagnostic.at("STR028", place, name=name)]
    faults = [Diagnostic.at("STR028.page", place, name=name)] if names.split_page(name)[1] else []
    if reason := names.forbidden_on_windows(name):
        faults.append(Diagnostic.at("STR007", place, name=names.nfc(name), reason=reason))
    return None, faults


def _spelled(disk: str, path: str) -> str:
    """Return the path by which a file is opened; the readable one if its name is no text: it is never opened."""
    return disk if names.is_readable(disk) else path


def _unfit(name: str) -> tuple[str, str] | None:
    """Return why a file or folder of this name cannot be read (code, reason), or None."""
    if not names.is_readable(name):
        return "STR010.name", mark("nom qui n'est pas du texte")
    return _TOO_LONG if names.is_too_long(name) else None


def _file(entry: FolderEntry, disk: str, path: str, why: _Why | None) -> tuple[File, list[Diagnostic]]:
    """Make a file of a directory entry, rejected when it cannot be read, with its faults."""
    if why:
        return File(path=path, disk=disk, fate=why[0], reason=why[1]), []
    refusal = _unfit(entry.name) or (_TOO_LONG if len(path) > MAX_PATH else _refusal(entry))
    forbidden = names.forbidden_on_windows(entry.name) if names.is_readable(entry.name) else None
    if not refusal and not forbidden:
        return File(path=path, disk=disk), []
    place = Place(path=path)
    faults = [Diagnostic.at("STR007", place, name=entry.name, reason=forbidden)] if forbidden else []
    if refusal:
        code, reason = refusal
        return File(path=path, disk=disk, fate=Fate.REJECTED, reason=reason), [Diagnostic.at(code, place), *faults]
    return File(path=path, disk=disk), faults


def _refusal(entry: FolderEntry) -> tuple[str, str] | None:
    """Find why an entry cannot be read as a file: code, reason."""
    if entry.missing:
        return "STR001", mark("lien symbolique cassé")
    if not entry.mode:  # ELOOP, EACCES, ENAMETOOLONG
        return (
            ("STR001.loop", mark("lien symbolique en boucle")) if entry.leads else ("STR010", mark("fichier illisible"))
        )
    if entry.leads == "out":
        return "STR002", mark("lien symbolique hors de son dossier")
    if entry.leads and stat.S_ISDIR(entry.mode):
        return "STR001.folder", mark("lien symbolique vers un dossier")
    return None if stat.S_ISREG(entry.mode) else ("STR001.special", mark("ni un fichier ni un dossier"))
