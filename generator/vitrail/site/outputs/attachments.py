"""The files that pages show or link: judged by content, pictures encoded again, everything else as it is."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from vitrail.content.extracts import Piece, Spot
from vitrail.content.model.ledger import Measure
from vitrail.content.reading.disk.quotas import MEGABYTE
from vitrail.content.reading.packing import ReadFiles
from vitrail.content.values.words import Phrase
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import Wording
from vitrail.ground.memo.files import LARGE
from vitrail.ground.memo.memo import Memo
from vitrail.knowledge.privacy.veil import Veil
from vitrail.site.outputs.formats import PICTURES
from vitrail.site.outputs.inspection import HEAVY_BYTES, Inspected, beginning, inspection
from vitrail.site.outputs.looks import Look, front_key, texts_key
from vitrail.site.outputs.weights import OVER, Pile, unpacked, weighs


class Ready(Struct, frozen=True, kw_only=True):
    """An attachment accepted for publication, before the cut by audience."""

    url: str
    file: Path
    """The published file: the author's own, or a picture encoded again."""
    look: Look | None = None
    """Result of reading it; None for a picture, from which nothing can be read."""
    measure: Measure
    marked: bool = False
    """Whether it is published ``formats.as_text``."""
    digest: str = ""
    """SHA-256 of the author's own file."""
    key: str = ""
    """Cache key of searches in it; empty for a light file, which is faster to read again."""
    front: Path | None = None
    """Picture of its first page (``measure.front``)."""


class AcceptedFile(Struct, frozen=True, kw_only=True):
    """An attachment accepted by its bytes: a picture still has to be encoded again, any other file to be read."""

    disk: str
    """Its path from the portfolios' root, spelled as on the disk."""
    url: str
    suffix: str
    inspected: Inspected

    @property
    def picture(self) -> bool:
        """True if it is a picture, which is encoded again and not read."""
        return self.suffix in PICTURES

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the cache keys of everything that is made from it."""
        key = self.inspected.key
        if self.picture:
            return key, measured(key)
        mended = (self.inspected.digest,) if self.inspected.mended else ()
        return (key, texts_key(key), front_key(key), *mended)


class SortedFiles(Struct, frozen=True, kw_only=True):
    """The attachments of a portfolio, accepted or refused by their bytes."""

    accepted: dict[str, AcceptedFile] = {}
    refused: dict[str, Wording] = {}
    """Path → reason, which completes « la pièce jointe est refusée : »."""


class JudgedFiles(Struct, frozen=True, kw_only=True):
    """The attachments of a portfolio, accepted or refused, before the cut by audience."""

    ready: Mapping[str, Ready] = {}
    """Path in the portfolios → the accepted file."""
    refused: Mapping[str, str] = {}
    """As in ``SortedFiles``, with those that could not be drawn."""
    faults: tuple[Diagnostic, ...] = ()


class Withheld(Struct, frozen=True, kw_only=True):
    """Why an audience does not get a file: a private value in it, and where that is."""

    shown: str
    """The value as it is declared, cut to a line."""
    declared: Place
    spot: Spot
    """Where the value is in the file."""


def sort(
    memo: Memo, owner: tuple[str, str], files: Mapping[str, tuple[str, str]], megabytes: int
) -> ReadFiles[SortedFiles]:
    """Accept or refuse the attachments of a portfolio (class, student) by their bytes and by all that they hold.

    ``files`` are path → address, spelling on the disk; ``megabytes`` the most that they may hold once open. The
    diagnostics are about the limits of files and of portfolios, reached or near.
    """
    accepted, refused, faults = dict[str, AcceptedFile](), dict[str, str](), list[Diagnostic]()
    piles: dict[str, Pile] = {}
    limit = unpacked(megabytes)
    for path, (url, disk) in sorted(files.items()):
        suffix = path.rpartition(".")[2].lower()
        pile = piles.setdefault("/".join(path.split("/")[:2]), Pile(unpacked=limit, faults=faults))
        # once the pile of a portfolio is full, no more of its files is opened
        if pile.full and (suffix in PICTURES or weighs(beginning(memo, *owner, disk))):
            refused[path] = OVER
            continue
        known = inspection(memo, *owner, path, disk, str(megabytes))
        if not pile.add(path, known.costs):
            refused[path] = OVER
        elif known.reason:
            refused[path] = known.reason
        else:
            if known.size > HEAVY_BYTES:
                name, size, most = path.rpartition("/")[2], known.size // MEGABYTE, LARGE // MEGABYTE
                faults.append(Diagnostic.at("MED016", Place(path=path), target=name, size=size, limit=most))
            address = url + known.added_suffix
            accepted[path] = AcceptedFile(disk=disk, url=address, suffix=suffix, inspected=known)
    return ReadFiles(record=SortedFiles(accepted=accepted, refused=refused), diagnostics=tuple(faults))


def first_name(pieces: Iterable[Piece], veil: Veil) -> tuple[Phrase, Spot] | None:
    """Return the first veiled name in the texts of a file, the file's own name left aside, and its spot."""
    for piece in pieces:
        for hit in veil.spans(piece.text):
            return hit.name.words, piece.place(hit.start)
    return None


def measured(key: str) -> str:
    """Return the cache key of the size of a picture, from the picture's key."""
    return f"{key}-measure"
