"""The files that pages show or link: judged by content, pictures written anew, everything else as it is."""

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.memo.files import DiskFolder
from generator.model.ledger import Measure
from generator.outputs.formats import PICTURES, TEXTS
from generator.outputs.inspection import CLOSED, HEAVY_BYTES, MAX_BYTES, AttachedFiles, read_within
from generator.outputs.looks import FILES, Look, LookTask, front_key, look, texts_key, unread
from generator.outputs.pictures import Picture, rewrite
from generator.outputs.searches import Withheld
from generator.outputs.weights import OVER, Pile, unpacked, weighs
from generator.reading.disk.hashing import with_plain_ends
from generator.reading.disk.quotas import MEGABYTE
from generator.reading.memory import Cache

Item = TypeVar("Item")
Result = TypeVar("Result")
Kept = TypeVar("Kept")


class PictureTask(Struct, frozen=True, kw_only=True):
    """A picture to write anew, in any process."""

    path: str
    """In the portfolios."""
    file: Path
    suffix: str
    key: str


Drawn: TypeAlias = tuple[PictureTask, Picture | str]
"""A picture written anew, or why it could not be."""
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
    key: str
    """What the picture, or what is read of the file, is remembered by."""
    measure: Measure
    digest: str = ""
    marked: bool = False
    mended: bool = False
    """Whether it is published with other line ends: the copy is remembered by its digest."""
    heavy: bool = False

    @property
    def picture(self) -> bool:
        """True if it is drawn, and not read."""
        return self.suffix in PICTURES

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the names under which the cache keeps what was made of it."""
        if self.picture:
            return self.key, _measured(self.key)
        mended = (self.digest,) if self.mended else ()
        return (self.key, texts_key(self.key), front_key(self.key), *mended)


class SortedFiles(Struct, kw_only=True):
    """The attachments of a portfolio, accepted or refused by their bytes."""

    accepted: dict[str, AcceptedFile] = field(default_factory=dict)
    """By path in the portfolios."""
    refused: dict[str, str] = field(default_factory=dict)
    """Path → reason, a phrase of ours that completes « la pièce jointe est refusée : »."""
    faults: list[Diagnostic] = field(default_factory=list)
    """The limits of files and of portfolios, reached or near."""


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
    """Path → reason, as in ``SortedFiles``."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """Path → what was read of it, of those that are no picture."""
    faults: tuple[Diagnostic, ...] = ()


class Attachments(Struct, kw_only=True):
    """What of the attachments one audience gets."""

    ready: dict[str, Ready] = field(default_factory=dict)
    """By path in the portfolios."""
    refused: dict[str, str] = field(default_factory=dict)
    """Path → reason, of those that cannot be read any more."""
    withheld: dict[str, Withheld] = field(default_factory=dict)
    """By path in the portfolios."""


def draw(drawings: tuple[PictureTask, ...]) -> tuple[Drawn, ...]:
    """Write pictures anew; picklable by name for any executor."""
    read = ((one, read_within(DiskFolder(one.file.parent), one.file.name)) for one in drawings)
    return tuple((one, rewrite(raw, one.suffix) if isinstance(raw, bytes) else raw) for one, raw in read)


def undrawn(drawing: PictureTask) -> Drawn:
    """Answer for a picture that kills every process that opens it."""
    return drawing, mark("elle fait mourir le processus qui l'ouvre")


def sort(addresses: Mapping[str, str], files: AttachedFiles) -> SortedFiles:
    """Accept or refuse the attachments of a portfolio, path → address, by their bytes and by all that they hold."""
    found = SortedFiles()
    piles: dict[str, Pile] = {}
    limit = unpacked(files.megabytes)
    for path, url in sorted(addresses.items()):
        suffix = path.rpartition(".")[2].lower()
        pile = piles.setdefault("/".join(path.split("/")[:2]), Pile(unpacked=limit, faults=found.faults))
        if pile.full and (suffix in PICTURES or weighs(files.head(path))):  # nothing more of it is opened
            found.refused[path] = OVER
            continue
        one, reason = files.inspected(path)
        if not pile.add(path, one.costs):
            found.refused[path] = OVER
        elif reason:
            found.refused[path] = reason
        else:
            if one.size > HEAVY_BYTES:
                name, size, most = path.rpartition("/")[2], one.size // MEGABYTE, MAX_BYTES // MEGABYTE
                found.faults.append(Diagnostic.at("MED016", Place(path=path), target=name, size=size, limit=most))
            found.accepted[path] = AcceptedFile(
                disk=files.disks[path], url=url + one.added_suffix, suffix=suffix, key=one.key,
                measure=Measure(weight=one.size, digest=one.digest if suffix in TEXTS else "", head=one.head),
                digest=one.digest, marked=one.marked, mended=one.mended, heavy=one.heavy,
            )  # fmt: skip
    return found


def draw_missing(
    accepted: Iterable[tuple[str, AcceptedFile]], place: Callable[[str], str], cache: Cache, spread: Spreading
) -> tuple[DrawnFiles, Mapping[str, str]]:
    """Draw the pictures and read the files of which the cache knows nothing, path by path.

    Return what was found of those, and why some pictures could not be drawn.
    """
    drawings, readings = list[PictureTask](), list[LookTask]()
    for path, one in accepted:
        file = Path(place(one.disk))
        if not one.picture:
            plain = _mended(file, one.digest, cache) if one.mended else file
            if not _looked(one, cache):
                readings.append(LookTask(path=path, file=plain, key=one.key))
        elif not (cache.find(one.key) and cache.find(_measured(one.key))):
            drawings.append(PictureTask(path=path, file=file, suffix=one.suffix, key=one.key))
    found, undrawable = DrawnFiles(), dict[str, str]()
    for task, drawn in spread(draw, drawings, undrawn, _AT_ONCE):
        if isinstance(drawn, str):
            undrawable[task.path] = drawn
        else:
            cache.put(task.key, drawn.raw)
            measure = Measure(weight=len(drawn.raw), width=drawn.width, height=drawn.height)
            cache.put(_measured(task.key), msgpack.encode(measure))
            found.measures[task.key] = measure
    for asked, seen, packed, front in spread(look, readings, unread, FILES):
        cache.put(asked.key, msgpack.encode(seen))
        if packed:
            cache.put(texts_key(asked.key), packed)
        if front:
            cache.put(front_key(asked.key), front)
        found.looks[asked.key] = seen
    return found, dict(sorted(undrawable.items()))


def judged(
    found: SortedFiles, undrawable: Mapping[str, str], drawn: DrawnFiles, place: Callable[[str], str], cache: Cache
) -> JudgedFiles:
    """Bring together what became of the attachments of a portfolio, once they are drawn and read.

    What the cache lost since is refused: the next run draws it again.
    """
    ready, looks = dict[str, Ready](), dict[str, Look]()
    refused = {**found.refused, **undrawable}
    for path, one in found.accepted.items():
        if path in refused:
            continue
        if one.picture:
            if measure := drawn.measures.get(one.key) or _decoded(cache, _measured(one.key), Measure):
                ready[path] = Ready(url=one.url, file=cache.place(one.key), bare=True, measure=measure)
        elif seen := drawn.looks.get(one.key) or _decoded(cache, one.key, Look):
            front = seen.front and cache.find(front_key(one.key))
            ready[path] = Ready(
                url=one.url, file=cache.place(one.digest) if one.mended else Path(place(one.disk)),
                measure=replace(one.measure, pages=seen.pages, front=seen.front if front else None),
                marked=one.marked, digest=one.digest, key=one.key if one.heavy else "",
                front=Path(front) if front else None,
            )  # fmt: skip
            looks[path] = seen
        if path not in ready:
            refused[path] = CLOSED
    return JudgedFiles(ready=ready, refused=refused, looks=looks, faults=tuple(found.faults))


def _looked(one: AcceptedFile, cache: Cache) -> bool:
    """True if what a file says is known, and the drawing of its first page where it has one."""
    if not one.heavy:
        return bool(cache.find(one.key))
    seen = _decoded(cache, one.key, Look)
    return seen is not None and (seen.front is None or bool(cache.find(front_key(one.key))))


def _decoded(cache: Cache, key: str, kind: type[Kept]) -> Kept | None:
    known = cache.get(key)
    return msgpack.decode(known[0], type=kind) if known else None


def sorted_for(
    ready: Mapping[str, Ready], paths: Iterable[str], withheld: Mapping[str, Withheld], closed: Container[str]
) -> Attachments:
    """Take the files that one audience is shown, less those that hold what it may not read, or open no more."""
    found = Attachments()
    for path in paths:
        if path in closed:
            found.refused[path] = CLOSED
        elif path in withheld:
            found.withheld[path] = withheld[path]
        elif path in ready:
            found.ready[path] = ready[path]
    return found


def _measured(key: str) -> str:
    """Return what the size of a picture is remembered by, beside the picture."""
    return f"{key}-measure"


def _mended(file: Path, digest: str, cache: Cache) -> Path:
    """Keep a PDF whose line ends git changed, as it was before.

    A seal does not tell the two forms apart, so one alone is published: what was judged is what is shown.
    """
    kept = cache.find(digest)
    return Path(kept) if kept else cache.put(digest, with_plain_ends(file.read_bytes()))
