"""The files that pages show or link: judged by content, pictures written anew, everything else as it is."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct, field, msgpack

from generator.diagnostics import Diagnostic, Place
from generator.extracts import Piece, Spot
from generator.memo.memo import Memo
from generator.model.ledger import Measure, Seen
from generator.outputs.formats import PICTURES, TEXTS
from generator.outputs.inspection import CLOSED, HEAVY_BYTES, MAX_BYTES, Inspected, beginning, inspection
from generator.outputs.looks import FILES, Cache, Look, front_key, look, texts_key, unread
from generator.outputs.pictures import CHANGED, FileTask, draw, undrawn
from generator.outputs.weights import OVER, Pile, unpacked, weighs
from generator.privacy.veil import Veil
from generator.reading.disk.hashing import with_plain_ends
from generator.reading.disk.quotas import MEGABYTE
from generator.reading.packing import ReadFiles
from generator.values.words import Phrase

Item = TypeVar("Item")
Result = TypeVar("Result")
Kept = TypeVar("Kept")


_AT_ONCE = 4
"""Pictures that a worker takes: few, so that every core has some even where there are not many."""


class Spreading(Protocol):
    """A map of ``draw`` or ``look`` over files: here, or in as many processes as the caller likes."""

    def __call__(
        self,
        work: Callable[[tuple[Item, ...]], tuple[Result, ...]],
        items: Iterable[Item],
        lost: Callable[[Item], Result],
        size: int,
        /,
    ) -> Iterable[Result]:
        """Give what the work gives of each item, in any order; ``lost`` answers for one that kills its process."""


class Ready(Struct, frozen=True, kw_only=True):
    """A file that may be published, whoever reads it."""

    url: str
    file: Path
    """What is published under it: the author's own file, or a picture written anew."""
    bare: bool = False
    """Whether nothing is left to read in it: a picture."""
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
            return key, _measured(key)
        mended = (self.inspected.digest,) if self.inspected.mended else ()
        return (key, texts_key(key), front_key(key), *mended)


class DrawnFiles(Struct, kw_only=True):
    """What drawing and reading gave that the cache may not hold: it may be full."""

    measures: dict[str, Measure] = field(default_factory=dict)
    """Key of a picture → its size."""
    looks: dict[str, Look] = field(default_factory=dict)
    """Key of a file → what was read of it."""


class JudgedFiles(Struct, frozen=True, kw_only=True):
    """What became of the attachments of a portfolio, whoever reads them."""

    ready: Mapping[str, Ready] = field(default_factory=dict)
    """By path in the portfolios."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Path → reason, a phrase of ours that completes « la pièce jointe est refusée : »."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """Path → what was read of it, of those that are no picture."""
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


def draw_missing(
    accepted: Iterable[tuple[str, AcceptedFile]], place: Callable[[str], str], cache: Cache, spread: Spreading
) -> tuple[DrawnFiles, Mapping[str, str]]:
    """Draw the pictures and read the files of which the cache knows nothing, path by path.

    Return what was found of those, and why some pictures could not be drawn.
    """
    drawings, readings = list[FileTask](), list[FileTask]()
    for path, attachment in accepted:
        file, inspected = Path(place(attachment.disk)), attachment.inspected
        if not attachment.picture:
            plain = _mended(file, inspected.digest, cache) if inspected.mended else file
            if not _looked(inspected, cache):
                readings.append(FileTask(path=path, file=plain, key=inspected.key))
        elif not all(map(cache.find, attachment.keys)):
            drawings.append(FileTask(path=path, file=file, key=inspected.key))
    fresh, undrawable = DrawnFiles(), dict[str, str]()
    for task, drawn in spread(draw, drawings, undrawn, _AT_ONCE):
        if isinstance(drawn, str):
            undrawable[task.path] = drawn
        else:
            measure = Measure(weight=len(drawn.raw), width=drawn.width, height=drawn.height)
            _keep(cache, {task.key: drawn.raw, _measured(task.key): msgpack.encode(measure)})
            fresh.measures[task.key] = measure
    for asked, seen, packed, front in spread(look, readings, unread, FILES):
        if seen is None:
            undrawable[asked.path] = CHANGED
        else:
            made = {asked.key: msgpack.encode(seen), texts_key(asked.key): packed, front_key(asked.key): front}
            _keep(cache, {key: raw for key, raw in made.items() if raw})
            fresh.looks[asked.key] = seen
    return fresh, dict(sorted(undrawable.items()))


def _keep(cache: Cache, made: Mapping[str, bytes]) -> None:
    for key, raw in made.items():
        cache.put(key, raw)


def judged(
    sorting: ReadFiles[dict[str, AcceptedFile]],
    undrawable: Mapping[str, str],
    drawn: DrawnFiles,
    place: Callable[[str], str],
    cache: Cache,
) -> JudgedFiles:
    """Bring together what became of the attachments of a portfolio, once they are drawn and read.

    What the cache lost since is refused: the next run draws it again.
    """
    ready, looks = dict[str, Ready](), dict[str, Look]()
    refused = {**{file.path: file.reason for file in sorting.seen}, **undrawable}
    for path, file in sorting.record.items():
        if path in refused:
            continue
        known, key = file.inspected, file.inspected.key
        if file.picture:
            if measure := drawn.measures.get(key) or _decoded(cache, _measured(key), Measure):
                ready[path] = Ready(url=file.url, file=cache.place(key), bare=True, measure=measure)
        elif seen := drawn.looks.get(key) or _decoded(cache, key, Look):
            front = seen.front and cache.find(front_key(key))
            ready[path] = Ready(
                url=file.url, file=cache.place(known.digest) if known.mended else Path(place(file.disk)),
                measure=Measure(
                    weight=known.size, digest=known.digest if file.suffix in TEXTS else "", head=known.head,
                    pages=seen.pages, front=seen.front if front else None,
                ),
                marked=known.marked, digest=known.digest, key=key if known.heavy else "",
                front=Path(front) if front else None,
            )  # fmt: skip
            looks[path] = seen
        if path not in ready:
            refused[path] = CLOSED
    return JudgedFiles(ready=ready, refused=refused, looks=looks, faults=sorting.diagnostics)


def _looked(file: Inspected, cache: Cache) -> bool:
    """True if what a file says is known, and the drawing of its first page where it has one."""
    if not file.heavy:
        return bool(cache.find(file.key))
    seen = _decoded(cache, file.key, Look)
    return seen is not None and (seen.front is None or bool(cache.find(front_key(file.key))))


def _decoded(cache: Cache, key: str, kind: type[Kept]) -> Kept | None:
    known = cache.get(key)
    return msgpack.decode(known[0], type=kind) if known else None


def first_name(pieces: Iterable[Piece], veil: Veil) -> tuple[Phrase, Spot] | None:
    """Return the first name that the texts of a file say, its own name aside, and where."""
    for piece in pieces:
        for hit in veil.spans(piece.text):
            return hit.name.words, piece.place(hit.start)
    return None


def _measured(key: str) -> str:
    """Return what the size of a picture is remembered by, beside the picture."""
    return f"{key}-measure"


def _mended(file: Path, digest: str, cache: Cache) -> Path:
    """Keep a PDF whose line ends git changed, as it was before.

    A seal does not tell the two forms apart, so one alone is published: what was judged is what is shown.
    """
    kept = cache.find(digest)
    return Path(kept) if kept else cache.put(digest, with_plain_ends(file.read_bytes()))
