"""Lookup of the file that a written path means: one inside the student's own folder, or a page of the school."""

import posixpath
import re
from collections.abc import Container, Mapping
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.markdown.headings import anchor_of
from vitrail.content.markdown.links import meanings
from vitrail.content.model.markup import is_badge
from vitrail.content.model.source import Body, Link
from vitrail.content.values.folding import fold
from vitrail.content.values.lengths import clip
from vitrail.content.values.suggesting import Guess, guess, instead
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_ADDRESS = regex(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
"""The beginning of an address; a drive of Windows has one letter."""
_WEB = regex(r"(?:https?:)?//", re.IGNORECASE)
_MACHINE = regex(r"file:", re.IGNORECASE)
_DRIVE = regex(r"[a-z]:[\\/]", re.IGNORECASE)
_HOST = regex(r"(?:www\.[\w-]+\.|(?:github|gitlab)\.com/|framagit\.org/)[\w./?=&%-]+$", re.IGNORECASE)
"""A web address without its scheme."""
_ENDS = regex(r"[ ()<>%?#]")
"""Signs that would end the target of a Markdown link, or change it."""
_LINE = 80
"""Characters of a quotation: one line of a terminal."""
_MANY = 500
"""Most files among which a near name is looked for."""
_DEEP = 30
"""Most steps of a path on somebody's disk that is looked up by its end."""
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
    """Whether the nearest name is proposed for a wrong path."""
    home: str = ""
    """Path of the portfolios' folder from the school's, which also holds pages of its own (« ../docs/ »)."""
    anchors: Mapping[str, frozenset[str]] = {}
    """Path of a page of the portfolio → anchors of its headings."""


def folder_of(path: str) -> str:
    """Return the folder of a path, with its final slash."""
    return path[: path.rfind("/") + 1]


def leads_out(target: str, *, image: bool) -> bool:
    """True if a target is not a path on disk: an address or, for a link, an anchor."""
    return bool(_ADDRESS.match(target)) or (not image and target.startswith("#"))


class FoundFile(Struct, frozen=True, kw_only=True):
    """The result of a lookup; without ``path``, no file is there, or the written path ``escapes`` the folder."""

    path: str | None = None
    escapes: bool = False
    fragment: str = ""
    """Anchor, at the end of the written path, in the page of that file."""


def look_up(shelf: Shelf, written: str, folder: str) -> FoundFile:
    """Find the file that a written path means from a folder (with its final ``/``).

    A path has several ``meanings`` (``a%20b``, ``a#b``): the first that exists counts, else the likeliest is missing.
    """
    first = FoundFile()
    for number, (way, fragment) in enumerate(meanings(written.strip())):
        lookup = _at(shelf, way, folder)
        if lookup.path is not None:
            return replace(lookup, fragment=fragment)
        first = first if number else lookup
    return first


def _at(shelf: Shelf, text: str, folder: str) -> FoundFile:
    if text.startswith("/") or _DRIVE.match(text) or "\0" in text:
        return FoundFile(escapes=True)
    steps = shelf.home.split("/") if shelf.home else []
    above = "../" * len(steps)
    for step in (folder + text).split("/"):
        if step == "..":
            if not steps:
                return FoundFile(escapes=True)
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    path = "/".join(steps)
    if shelf.home:
        inside = f"{path}/".startswith(f"{shelf.home}/")
        path = path[len(shelf.home) + 1 :] if inside else above + path
    for known in (path, f"{path}/index.md"):
        if known in shelf.files or known in shelf.pages:
            return FoundFile(path=known)
    return FoundFile(escapes=not f"{path}/".startswith(shelf.root))


def own_file(shelf: Shelf, written: str, folder: str) -> FoundFile:
    """Find a file that front matter names: from the student's folder, else from the page's own.

    A page cannot be attached: it counts as outside the folder.
    """
    lookup = look_up(shelf, written, shelf.root)
    if lookup.path is None and (beside := look_up(shelf, written, folder)).path:
        lookup = beside
    return FoundFile(escapes=True) if lookup.path and lookup.path not in shelf.files else lookup


def missing(  # noqa: PLR0913, PLR0917  # what was looked up, and where it is written
    code: str, place: Place, shelf: Shelf, written: str, lookup: FoundFile, spot: Place | None = None
) -> Diagnostic:
    """Report a path that leads nowhere, with the nearest one, or leaves the portfolio; ``spot``: where it is."""
    spot = spot or place
    target = clip(written, _LINE)
    if lookup.escapes:
        own = _own(shelf, written)
        return Diagnostic.at("REF017", place, instead(spot, written, own) if own else None, target=target)
    if _HOST.match(written):
        fix = instead(spot, written, f"https://{written}")
        return Diagnostic.at(code, place, fix, target=target, suggestion="")
    near = _near(shelf, written, place.path)
    if near is None:
        return Diagnostic.at(code, place, target=target, suggestion="")
    said = mark("Vouliez-vous dire « {name} » ?", name=near.name)
    return Diagnostic.at(code, place, instead(spot, written, near.name, sure=near.sure), target=target, suggestion=said)


def body_links(shelf: Shelf, body: Body, faults: list[Diagnostic]) -> tuple[str, ...]:
    """Look up the links and pictures of a text: return the attachments it shows, report those that lead nowhere."""
    shelf = replace(shelf, start=folder_of(body.path))
    met, shown = len(faults), []
    for link in body.links:
        near = shelf if len(faults) - met < _HINTS else replace(shelf, hints=False)
        path = _follow(near, link, body, faults)
        if path and path in shelf.files and path not in shelf.pages:
            shown.append(path)
    return tuple(dict.fromkeys(shown))


def _follow(shelf: Shelf, link: Link, body: Body, faults: list[Diagnostic]) -> str | None:
    place = body.at(link)
    if leads_out(link.target, image=link.image):
        code = "REF017" if _MACHINE.match(link.target) else "MED019.elsewhere" if _WEB.match(link.target) else ""
        if link.image and code and not (link.text and is_badge(link.target)):
            faults.append(Diagnostic.at(code, place, target=clip(link.target, _LINE)))
        return None
    written = link.target.partition("#")[0].partition("?")[0] or link.target
    lookup = look_up(shelf, link.target, shelf.start or "")
    if lookup.path is None:
        faults.append(missing("MED002" if link.image else "REF016", place, shelf, written, lookup, body.target(link)))
    elif not _has_title(shelf, lookup):
        faults.append(Diagnostic.at("REF016", place, target=clip(link.target, _LINE), suggestion=""))
    return lookup.path


def _has_title(shelf: Shelf, lookup: FoundFile) -> bool:
    """True unless the path has an anchor that its page lacks; the anchors of others' pages are not known."""
    titles = shelf.anchors.get(lookup.path or "")
    return not lookup.fragment or titles is None or anchor_of(lookup.fragment) in titles


def _near(shelf: Shelf, written: str, page: str) -> Guess | None:
    """Propose the nearest file, written so that it can be pasted in place of the wrong path; not the page itself."""
    if not shelf.hints or len(shelf.files) > _MANY:
        return None
    text = f"{written.rstrip('/').removesuffix('.html')}.md"  # its page's address, seen on the site
    if shelf.start is not None and look_up(shelf, text, shelf.start).path:
        return Guess(text, sure=True)
    side = (shelf.start or "").startswith("../")
    beside = (_from(shelf, path) for path in shelf.files if path != page and path.startswith("../") is side)
    nearest = guess(unquote(written).replace("\\", "/"), beside)
    return nearest and nearest._replace(name=_pasted(shelf, nearest.name))


def _own(shelf: Shelf, written: str) -> str:
    """Return the only file of the portfolio that ends a path of somebody's disk: « file:///C:/a/b.png »."""
    steps = unquote(written).replace("\\", "/").split("/")
    if not shelf.hints or len(shelf.files) > _MANY or len(steps) > _DEEP:
        return ""
    ends = ("/".join(steps[number:]) for number in range(1, len(steps)))
    known = {path: fold(f"/{path}") for path in shelf.files}  # apostrophes and accents may differ
    candidates = ([path for path, name in known.items() if name.endswith(fold(f"/{end}"))] for end in ends if end)
    longest = next((paths for paths in candidates if paths), [])
    return _pasted(shelf, _from(shelf, longest[0])) if len(longest) == 1 else ""


def _from(shelf: Shelf, path: str) -> str:
    """Return the path of a file relative to the text's folder or, in front matter, to the student's."""
    return path.removeprefix(shelf.root) if shelf.start is None else posixpath.relpath(f"/{path}", f"/{shelf.start}")


def _pasted(shelf: Shelf, path: str) -> str:
    """Escape the characters of a path that would end the target of a link; in front matter none does."""
    return path if shelf.start is None else _ENDS.sub(lambda sign: f"%{ord(sign[0]):02X}", path)
