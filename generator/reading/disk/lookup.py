"""Which file of the portfolio a path means: inside the student's own folder, or nowhere."""

import posixpath
import re
from collections.abc import Container, Mapping
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.markdown.links import meanings
from generator.model.ledger import dangerous
from generator.model.source import Body, Link
from generator.values.choices import nearest
from generator.values.lengths import clip

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
"""What an address begins with; a drive of Windows has one letter."""
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_MACHINE = re.compile(r"file:", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:[\\/]", re.IGNORECASE)
_ENDS = re.compile(r"[ ()<>%?#]")
"""Signs that would end the target of a Markdown link, or change it."""
_LINE = 80
"""Characters of a quotation: one line of a terminal."""
_MANY = 500
"""Files among which a near name is looked for."""
_HINTS = 20
"""Faults of one text that get a suggestion: comparing names is slow, and no more are printed."""


class Shelf(Struct, frozen=True, kw_only=True):
    """The files among which a portfolio's paths are looked up."""

    root: str
    """Folder that nothing may leave, from the portfolios' root, with its final ``/``; empty for the root itself."""
    files: Mapping[str, str]
    """Path → path on the disk, of the files below ``root``."""
    pages: Container[str] = frozenset()
    """Every page of the school: a link may lead to a team-mate's."""
    start: str | None = None
    """Folder from which a text writes its paths; None for front matter, which starts from ``root``."""
    hints: bool = True
    """Whether a wrong path gets the nearest name."""


def folder_of(path: str) -> str:
    """Return the folder of a path, with its final slash."""
    return path[: path.rfind("/") + 1]


def leads_out(target: str, *, image: bool) -> bool:
    """True if a target is no path of the disk: an address, or the anchor of a link, which no picture is."""
    return bool(_ADDRESS.match(target)) or (not image and target.startswith("#"))


class FoundFile(Struct, frozen=True, kw_only=True):
    """A path that was looked up; without ``path`` nothing is there, or it ``escapes``."""

    path: str | None = None
    escapes: bool = False


def look_up(shelf: Shelf, written: str, folder: str) -> FoundFile:
    """Find the file that a written path means from a folder (with its final ``/``).

    A path has several ``meanings`` (``a%20b``, ``a#b``): the first that is there, else what is said of the likeliest.
    """
    first = FoundFile()
    for number, (way, _) in enumerate(meanings(written.strip())):
        found = _at(shelf, way, folder)
        if found.path is not None:
            return found
        first = first if number else found
    return first


def _at(shelf: Shelf, text: str, folder: str) -> FoundFile:
    if text.startswith("/") or _DRIVE.match(text) or "\0" in text:
        return FoundFile(escapes=True)
    steps: list[str] = []
    for step in (folder + text).split("/"):
        if step == "..":
            if not steps:
                return FoundFile(escapes=True)
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    path = "/".join(steps)
    for known in (path, f"{path}/index.md"):
        if known in shelf.files or known in shelf.pages:
            return FoundFile(path=known)
    return FoundFile(escapes=not f"{path}/".startswith(shelf.root))


def own_file(shelf: Shelf, written: str, folder: str) -> FoundFile:
    """Find a file that front matter names: from the student's folder, else from the page's own.

    A page is no file of theirs to attach: it counts as outside.
    """
    found = look_up(shelf, written, shelf.root)
    if found.path is None and (beside := look_up(shelf, written, folder)).path:
        found = beside
    return FoundFile(escapes=True) if found.path and found.path not in shelf.files else found


def missing(code: str, place: Place, shelf: Shelf, written: str, found: FoundFile) -> Diagnostic:
    """Say that a path leads nowhere, with the nearest one, or that it leaves the portfolio."""
    if found.escapes:
        return Diagnostic.at("REF017", place, target=clip(written, _LINE))
    return Diagnostic.at(code, place, target=clip(written, _LINE), suggestion=_near(shelf, written))


def body_links(shelf: Shelf, body: Body, faults: list[Diagnostic]) -> tuple[str, ...]:
    """Follow the links and pictures of a text: give the attachments it shows, and note those that lead nowhere."""
    shelf = replace(shelf, start=folder_of(body.path))
    met, shown = len(faults), []
    for link in body.links:
        near = shelf if len(faults) - met < _HINTS else replace(shelf, hints=False)
        path = _follow(near, link, body.at(link), faults)
        if path and path in shelf.files and path not in shelf.pages:
            shown.append(path)
    return tuple(dict.fromkeys(shown))


def _follow(shelf: Shelf, link: Link, place: Place, faults: list[Diagnostic]) -> str | None:
    if leads_out(link.target, image=link.image):
        code = "REF017" if _MACHINE.match(link.target) else "MED007" if _WEB.match(link.target) else ""
        if link.image and code:
            faults.append(Diagnostic.at(code, place, target=clip(link.target, _LINE)))
        return None
    written = link.target.partition("#")[0].partition("?")[0] or link.target
    found = look_up(shelf, link.target, shelf.start or "")
    if found.path is None:
        faults.append(missing("MED002" if link.image else "REF016", place, shelf, written, found))
    elif dangerous(found.path):
        faults.append(Diagnostic.at("MED004", place, target=clip(written, _LINE)))
    return found.path


def _near(shelf: Shelf, written: str) -> str:
    """Propose the nearest file, written so that it can be pasted in place of the wrong path."""
    if not shelf.hints or len(shelf.files) > _MANY:
        return ""
    if shelf.start is None:
        found = nearest(unquote(written), (path.removeprefix(shelf.root) for path in shelf.files))
    else:
        near = nearest(unquote(written), (posixpath.relpath(f"/{path}", f"/{shelf.start}") for path in shelf.files))
        found = near and _ENDS.sub(lambda sign: f"%{ord(sign[0]):02X}", near)
    return mark("Vouliez-vous dire « {name} » ?", name=found) if found else ""
