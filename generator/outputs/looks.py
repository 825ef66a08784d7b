"""What attachments say, read once for all audiences: what keeps one for the team, and the texts to search."""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct, msgpack
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.extracts import Extract, Piece, Spot
from generator.extracts.apart import kept
from generator.extracts.fronts import Drawn, draw_front, drawer
from generator.extracts.papers import blank, paper_named, paper_shown
from generator.extracts.pieces import UnopenedError
from generator.extracts.secrets import secrets
from generator.language import Phrase, mark
from generator.model.ledger import Front
from generator.model.school import School
from generator.outputs.pictures import FileTask

FILES: Final = 64
"""Files that a worker reads at once: it starts one process for their PDFs."""
_FORMAT: Final = "look-3"
"""Part of what a look is remembered by: changes when files are looked at in another way."""
_FRONT_SECONDS: Final = 5
"""Of a processor, to draw one first page: an ordinary one takes a fiftieth of one."""
_FRONTS: Final = "assets/apercus/"
"""Where first pages are in a site; each is named by what it holds."""
_LIGHT: Final = 20_000
"""Bytes under which a text is read again sooner than remembered."""
_OPENED: Final = (b"%PDF-", b"PK")
"""How files begin that are never light."""
_UNWANTED: Final = frozenset({".env", ".git", "node_modules"})
_SPOTS: Final = 5
"""Passwords that are told of one file."""


class Look(Struct, frozen=True, kw_only=True):
    """What is known of a file once it was read."""

    pages: int = 0
    silent: bool = False
    """Whether its format has no text."""
    trouble: str = ""
    """Why a part of it could not be opened: the template of a phrase of ours."""
    key: Spot | None = None
    """Where a private key or a token is."""
    passwords: tuple[Spot, ...] = ()
    paper: str = ""
    """What its first page is, of the papers that no public site shows: the template of a phrase."""
    unwanted: tuple[str, ...] = ()
    """Names in an archive that betray its author."""
    front: Front | None = None
    """Its first page, drawn: of a PDF, where it can be."""


Looked: TypeAlias = tuple[FileTask, Look | None, bytes, bytes]
"""A file that was read, its texts packed (nothing for a light one), and its first page drawn, or nothing.

None for one that is no more what was inspected, or does not open now: the next run reads it.
"""


def look_key(path: str, raw: bytes) -> str:
    """Return what a look is remembered by: the suffix of a file, its bytes, and what reads them."""
    suffix = path.rpartition(".")[2].lower()
    return hashlib.sha256(f"{_readers()}\0{suffix}\0{hashlib.sha256(raw).hexdigest()}".encode()).hexdigest()


def texts_key(key: str) -> str:
    """Return what the texts of a file are remembered by, beside its look."""
    return f"{key}-texts"


def front_key(key: str) -> str:
    """Return what the first page of a file is remembered by, beside its look."""
    return f"{key}-front"


@cache
def _readers() -> str:
    from importlib.metadata import version  # noqa: PLC0415  # a school without attachments does not pay for it

    rules = Path(__file__).parents[1] / "extracts" / "secrets.toml"
    return f"{_FORMAT} {version('pypdf')} {drawer()} {hashlib.sha256(rules.read_bytes()).hexdigest()}"


def unread(task: FileTask) -> Looked:
    """Answer for a file that kills every process that opens it."""
    return task, Look(trouble=mark("elle fait mourir le processus qui l'ouvre")), _packed(()), b""


def look(task: FileTask) -> Looked:
    """Read a file."""
    from generator.extracts.extract import extract  # noqa: PLC0415  # a run that remembers what files say opens none

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
    """Draw the first page of a PDF; None for anything else, for one that cannot be, and where nothing draws."""
    if not drawer() or not raw.startswith(b"%PDF-"):
        return None
    try:
        return kept(_FRONT_SECONDS).run(draw_front, raw)
    except UnopenedError:
        return None


def heavy(raw: bytes) -> bool:
    """True if what is known of a file is worth remembering: it costs more to read again."""
    return len(raw) >= _LIGHT or raw.startswith(_OPENED)


def _packed(pieces: tuple[Piece, ...]) -> bytes:
    return zlib.compress(msgpack.encode(pieces), 1)


def seen_in(extracted: Extract) -> Look:
    """Look for what no public site shows in the texts of a file."""
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
    """Say which of the files that others than the team are shown stay with the team, and what is wrong with the rest.

    Args:
        looks: path of each of those that may be published → what was read of it.
        school: as it was read: titles of productions, and the files that the team accepts.

    Returns: path → why only the team gets it, a phrase of ours; and what is wrong, with files that others get too.
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
    """Say why a file stays with the team, None when it does not."""
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
    """Yield what is wrong with a file that is published all the same."""
    for spot in seen.passwords:
        yield Diagnostic.at("PRV004", place_in(path, spot), where=spot.phrase)
    for name in seen.unwanted:
        yield Diagnostic.at("PRV017", Place(path=path), target=path.rpartition("/")[2], name=name)


def place_in(path: str, spot: Spot) -> Place:
    """Return the place of what a file says, as an editor opens it: what is packed has no line of its own."""
    return Place(path=path, line=spot.line if spot.line and not spot.member else 1)


def _accepted(path: str, accepted: Mapping[str, frozenset[str]]) -> bool:
    """True if the team of the class accepts a file: by its name, or by its path from the class or the portfolio."""
    for slug, names in accepted.items():
        if names and (not slug or path.startswith(f"{slug}/")):
            inner = path[len(slug) + 1 :] if slug else path
            return not names.isdisjoint({inner, inner.partition("/")[2], inner.rpartition("/")[2]})
    return False
