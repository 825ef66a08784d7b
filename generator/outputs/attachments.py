"""The files that pages show or link: judged by content, pictures written anew, everything else as it is."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Place
from generator.extracts import Piece, Spot
from generator.memo.memo import Memo
from generator.model.ledger import Measure, Seen
from generator.outputs.formats import PICTURES
from generator.outputs.inspection import HEAVY_BYTES, MAX_BYTES, Inspected, beginning, inspection
from generator.outputs.looks import Look, front_key, texts_key
from generator.outputs.weights import OVER, Pile, unpacked, weighs
from generator.privacy.veil import Veil
from generator.reading.disk.quotas import MEGABYTE
from generator.reading.packing import ReadFiles
from generator.values.words import Phrase


class Ready(Struct, frozen=True, kw_only=True):
    """A file that may be published, whoever reads it."""

    url: str
    file: Path
    """What is published under it: the author's own file, or a picture written anew."""
    look: Look | None = None
    """What was read of it; None for a picture, in which nothing is left to read."""
    measure: Measure
    marked: bool = False
    """Whether it is published ``formats.as_text``."""
    digest: str = ""
    """SHA-256 of the author's own file."""
    key: str = ""
    """What searches in it are remembered by; nothing for a light one, which is read again sooner."""
    front: Path | None = None
    """Its first page, drawn (``measure.front``)."""


class AcceptedFile(Struct, frozen=True, kw_only=True):
    """A file that its bytes allow to publish, as it is kept: a picture is still to be drawn, any other to be read."""

    disk: str
    """Where it is, from the portfolios' root."""
    url: str
    suffix: str
    inspected: Inspected

    @property
    def picture(self) -> bool:
        """True if it is drawn, and not read."""
        return self.suffix in PICTURES

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the names under which the cache keeps what was made of it."""
        key = self.inspected.key
        if self.picture:
            return key, measured(key)
        mended = (self.inspected.digest,) if self.inspected.mended else ()
        return (key, texts_key(key), front_key(key), *mended)


class JudgedFiles(Struct, frozen=True, kw_only=True):
    """What became of the attachments of a portfolio, whoever reads them."""

    ready: Mapping[str, Ready] = field(default_factory=dict)
    """By path in the portfolios."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Path → reason, a phrase of ours that completes « la pièce jointe est refusée : »."""
    faults: tuple[Diagnostic, ...] = ()


class Withheld(Struct, frozen=True, kw_only=True):
    """Why an audience does not get a file: what it may not read is in it."""

    shown: str
    """The value as it is declared, cut to a line."""
    declared: Place
    spot: Spot
    """Where in the file."""


def sort(
    memo: Memo, owner: tuple[str, str], files: Mapping[str, tuple[str, str]], megabytes: int
) -> ReadFiles[dict[str, AcceptedFile]]:
    """Accept or refuse the attachments of a portfolio (class, student) by their bytes and by all that they hold.

    ``files`` are path → address, spelling on the disk; ``megabytes`` what they may hold once open. Those that are seen
    are refused: their reason, a phrase of ours, completes « la pièce jointe est refusée : ». The diagnostics are the
    limits of files and of portfolios, reached or near.
    """
    accepted, refused, faults = dict[str, AcceptedFile](), dict[str, str](), list[Diagnostic]()
    piles: dict[str, Pile] = {}
    limit = unpacked(megabytes)
    for path, (url, disk) in sorted(files.items()):
        suffix = path.rpartition(".")[2].lower()
        pile = piles.setdefault("/".join(path.split("/")[:2]), Pile(unpacked=limit, faults=faults))
        # nothing more of a full one is opened
        if pile.full and (suffix in PICTURES or weighs(beginning(memo, *owner, disk))):
            refused[path] = OVER
            continue
        read = inspection(memo, *owner, path, disk, str(megabytes))
        known, reason = read.record, read.seen[0].reason
        if not pile.add(path, known.costs):
            refused[path] = OVER
        elif reason:
            refused[path] = reason
        else:
            if known.size > HEAVY_BYTES:
                name, size, most = path.rpartition("/")[2], known.size // MEGABYTE, MAX_BYTES // MEGABYTE
                faults.append(Diagnostic.at("MED016", Place(path=path), target=name, size=size, limit=most))
            address = url + known.added_suffix
            accepted[path] = AcceptedFile(disk=disk, url=address, suffix=suffix, inspected=known)
    seen = tuple(Seen(path=path, disk=path, reason=reason) for path, reason in refused.items())
    return ReadFiles(record=accepted, seen=seen, diagnostics=tuple(faults))


def first_name(pieces: Iterable[Piece], veil: Veil) -> tuple[Phrase, Spot] | None:
    """Return the first name that the texts of a file say, its own name aside, and where."""
    for piece in pieces:
        for hit in veil.spans(piece.text):
            return hit.name.words, piece.place(hit.start)
    return None


def measured(key: str) -> str:
    """Return what the size of a picture is remembered by, beside the picture."""
    return f"{key}-measure"
