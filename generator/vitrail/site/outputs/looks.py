"""Reads attachments once for all audiences: finds secrets that keep a file for the team, and the texts to search."""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Final, TypeAlias

from msgspec import Struct, msgpack
from msgspec.structs import replace

from vitrail.content.extracts import Extract, Piece, Spot
from vitrail.content.extracts.apart import kept
from vitrail.content.extracts.fronts import Drawn, draw_front, drawer
from vitrail.content.extracts.papers import blank, paper_named, paper_shown
from vitrail.content.extracts.pieces import BEYOND, UnopenedError
from vitrail.content.extracts.secrets import RULES, secrets
from vitrail.content.model.ledger import Front
from vitrail.content.model.school import School
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Phrase, mark
from vitrail.site.outputs.pictures import FileTask

FILES: Final = 64
"""Files of one task of a worker, which starts one process for their PDFs."""
_FORMAT: Final = "look-4"
"""Part of the cache key of looks: to be changed when files are read in another way."""
_FRONTS: Final = "assets/apercus/"
"""Folder of first pages in a site; each is named by the digest of its content."""
_LIGHT: Final = 20_000
"""Bytes under which a text is faster to read again than to cache."""
_OPENED: Final = (b"%PDF-", b"PK")
"""Beginnings of the files that are never light."""
_UNWANTED: Final = frozenset({".env", ".git", "node_modules"})
_SPOTS: Final = 5
"""Most passwords reported in one file."""


class Look(Struct, frozen=True, kw_only=True):
    """The result of reading a file."""

    pages: int = 0
    silent: bool = False
    """Whether its format has no text."""
    trouble: str = ""
    """Why a part of it could not be opened: the template of a phrase of ours."""
    key: Spot | None = None
    """Where a private key or a token is."""
    passwords: tuple[Spot, ...] = ()
    paper: str = ""
    """Which of the papers that no public site shows its first page is: the template of a phrase; empty for none."""
    unwanted: tuple[str, ...] = ()
    """Names in an archive that betray its author."""
    front: Front | None = None
    """Picture of its first page: of a PDF, where it can be drawn."""


Looked: TypeAlias = tuple[FileTask, Look | None, bytes, bytes]
"""A file, its look, its texts packed (empty for a light one), and the picture of its first page, or nothing.

The look is None if the file has changed since it was inspected, or cannot be opened: the next run reads it.
"""


def look_key(path: str, raw: bytes) -> str:
    """Return the cache key of a look: a digest of the file's suffix, its bytes and the versions of the readers."""
    suffix = path.rpartition(".")[2].lower()
    return hashlib.sha256(f"{_readers()}\0{suffix}\0{hashlib.sha256(raw).hexdigest()}".encode()).hexdigest()


def texts_key(key: str) -> str:
    """Return the cache key of a file's texts, from that of its look."""
    return f"{key}-texts"


def front_key(key: str) -> str:
    """Return the cache key of a file's first page, from that of its look."""
    return f"{key}-front"


@cache
def _readers() -> str:
    from importlib.metadata import version  # a school without attachments does not pay for it

    return f"{_FORMAT} {version('pypdf')} {drawer()} {hashlib.sha256(RULES.read_bytes()).hexdigest()}"


def unread(task: FileTask) -> Looked:
    """Return the result for a file that kills every process that opens it."""
    return task, Look(trouble=BEYOND), _packed(()), b""


def look(task: FileTask) -> Looked:
    """Read a file, if it is still the one that was inspected."""
    from vitrail.content.extracts.extract import extract  # noqa: PLC0415  # a run that remembers what files say opens none

    try:
        raw = task.file.read_bytes()
    except OSError:
        raw = b""
    if look_key(task.path, raw) != task.key:
        return task, None, b"", b""
    extracted = extract(task.path, raw)
    seen, front = seen_in(extracted), None if extracted.trouble else _front(raw)
    if front:
        raw_front, width, height = front
        name = hashlib.sha256(raw_front).hexdigest()[:32]
        seen = replace(seen, front=Front(url=f"{_FRONTS}{name}.jpg", width=width, height=height))
    return task, seen, _packed(extracted.pieces) if heavy(raw) else b"", front[0] if front else b""


def _front(raw: bytes) -> Drawn | None:
    """Draw the first page of a PDF; None for other files, for a PDF that cannot be drawn, and without a drawer."""
    if not drawer() or not raw.startswith(b"%PDF-"):
        return None
    try:
        return kept().run(draw_front, raw)
    except UnopenedError:
        return None


def heavy(raw: bytes) -> bool:
    """True if the look of a file is worth caching: it costs more to read the file again."""
    return len(raw) >= _LIGHT or raw.startswith(_OPENED)


def _packed(pieces: tuple[Piece, ...]) -> bytes:
    return zlib.compress(msgpack.encode(pieces), 1)


def seen_in(extracted: Extract) -> Look:
    """Search the texts of a file for keys, passwords, private papers and unwanted names."""
    met = [(piece.place(secret.start), secret.key) for piece in extracted.pieces for secret in secrets(piece.text)]
    spots = dict.fromkeys(spot for spot, key in met if not key)
    return Look(
        pages=extracted.pages,
        silent=extracted.silent,
        trouble=str(extracted.trouble or ""),
        key=next((spot for spot, key in met if key), None),
        passwords=tuple(islice(spots, _SPOTS)),
        paper=str(paper_shown(extracted) or ""),
        unwanted=tuple(sorted({part for name in extracted.members for part in name.split("/")} & _UNWANTED)),
    )


def held(looks: Mapping[str, Look], school: School) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Say which files only the team gets, because of their content, and report faults in all of them.

    Args:
        looks: path of each file that may be published → its look.
        school: as it was read: titles of productions, and the files that the team accepts.

    Returns: path → why only the team gets it, a phrase of ours; and the faults, of files that others get too.
    """
    titles = {
        item.file: item.title
        for _, student in school.everyone
        for work in student.realisations
        for item in work.productions
    }
    accepted = {cohort.slug: frozenset(cohort.accepted_files) for cohort in school.cohorts}
    reasons: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for path, seen in looks.items():
        faults.extend(_told(path, seen))
        if not _accepted(path, accepted) and (kept := _kept(path, seen, titles.get(path, ""))):
            fault, reasons[path] = kept
            faults.append(fault)
    return reasons, tuple(faults)


def _kept(path: str, seen: Look, title: str) -> tuple[Diagnostic, Phrase] | None:
    """Return the fault and the reason that keep a file for the team; None when nothing does."""
    place, name = Place(path=path), path.rpartition("/")[2]
    if spot := seen.key:
        fault = Diagnostic.at("PRV016", place_in(path, spot), target=name, where=spot.phrase)
        return fault, mark("une clé privée ou un jeton est dans le fichier")
    paper = paper_named(name) or paper_named(title) or (Phrase(seen.paper) if seen.paper else None)
    if paper and not blank(name) and not blank(title):
        return Diagnostic.at("PRV005", place, target=name, paper=paper), mark("ce papier n'est que pour l'équipe")
    if seen.trouble:
        reason = Phrase(seen.trouble)
        return Diagnostic.at("MED022", place, target=name, reason=reason), reason
    return None


def _told(path: str, seen: Look) -> Iterator[Diagnostic]:
    """Yield the faults of a file that do not prevent its publication."""
    for spot in seen.passwords:
        yield Diagnostic.at("PRV004", place_in(path, spot), where=spot.phrase)
    for name in seen.unwanted:
        yield Diagnostic.at("PRV017", Place(path=path), target=path.rpartition("/")[2], name=name)


def place_in(path: str, spot: Spot) -> Place:
    """Return the place of a spot in a file, as an editor opens it: line 1 for a spot in a packed member."""
    return Place(path=path, line=spot.line if spot.line and not spot.member else 1)


def _accepted(path: str, accepted: Mapping[str, frozenset[str]]) -> bool:
    """True if the team of the class accepts a file: by its name, or by its path from the class or the portfolio."""
    for slug, names in accepted.items():
        if names and (not slug or path.startswith(f"{slug}/")):
            inner = path[len(slug) + 1 :] if slug else path
            return not names.isdisjoint({inner, inner.partition("/")[2], inner.rpartition("/")[2]})
    return False
