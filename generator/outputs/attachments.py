"""The files that pages show or link: judged by content, pictures written anew, everything else as it is."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Place
from generator.language import mark
from generator.memo.files import DiskFolder
from generator.model.ledger import Entry, Measure
from generator.outputs.formats import PICTURES, TEXTS
from generator.outputs.inspection import CLOSED, HEAVY_BYTES, MAX_BYTES, AttachedFiles, head, read_within
from generator.outputs.looks import FILES, Look, LookTask, front_key, look, texts_key, unread
from generator.outputs.pictures import Picture, rewrite
from generator.outputs.searches import Withheld
from generator.outputs.weights import OVER, Pile, unpacked, weighs
from generator.reading.disk.hashing import with_plain_ends
from generator.reading.disk.quotas import MEGABYTE
from generator.reading.memory import Cache

Item = TypeVar("Item")
Result = TypeVar("Result")


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


class JudgedFiles(Struct, kw_only=True):
    """Every attachment that a page shows, judged before anybody's reading of it is known."""

    ready: dict[str, Ready] = field(default_factory=dict)
    """By path in the portfolios."""
    refused: dict[str, str] = field(default_factory=dict)
    """Path → reason, a phrase of ours that completes « la pièce jointe est refusée : »."""
    looks: dict[str, Look] = field(default_factory=dict)
    """Path → what was read of it, of those that are no picture."""
    held: Mapping[str, str] = field(default_factory=dict)
    """Path → why only the team gets it, a phrase of ours (``looks.held``)."""
    kept: list[str] = field(default_factory=list)
    """Keys used in the cache."""
    faults: list[Diagnostic] = field(default_factory=list)
    """The limits of files and of portfolios, reached or near."""


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


def prepare(entries: Iterable[Entry], files: AttachedFiles, cache: Cache, spread: Spreading) -> JudgedFiles:
    """Make every attachment of a ledger ready to publish, and read it; one that cannot be is refused alone."""
    judged = JudgedFiles()
    addresses: Mapping[str, str] = {entry.path: entry.url or entry.path for entry in entries}
    tasks = list(_sorted_out(addresses, files, cache, judged))
    pictures = [one for one in tasks if isinstance(one, PictureTask)]
    for task, drawn in spread(draw, pictures, undrawn, _AT_ONCE):
        if isinstance(drawn, str):
            judged.refused[task.path] = drawn
        else:
            file = cache.put(task.key, drawn.raw)
            measure = Measure(weight=len(drawn.raw), width=drawn.width, height=drawn.height)
            cache.put(_measured(task.key), msgpack.encode(measure))
            _keep(judged, task, addresses[task.path], file, measure)
    others = [one for one in tasks if isinstance(one, LookTask)]
    for asked, found, packed, front in spread(look, others, unread, FILES):
        cache.put(asked.key, msgpack.encode(found))
        if packed:
            cache.put(texts_key(asked.key), packed)
        drawing = cache.put(front_key(asked.key), front) if front else None
        _note(judged, asked, found, drawing)
    return judged


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


def _sorted_out(
    addresses: Mapping[str, str], files: AttachedFiles, cache: Cache, judged: JudgedFiles
) -> Iterator[PictureTask | LookTask]:
    """Accept or refuse what needs no work; yield the pictures to draw and the files to read."""
    piles: dict[str, Pile] = {}
    limit = unpacked(files.megabytes)
    for path, url in sorted(addresses.items()):
        file, suffix = files.place(path), path.rpartition(".")[2].lower()
        pile = piles.setdefault("/".join(path.split("/")[:2]), Pile(unpacked=limit, faults=judged.faults))
        if pile.full and (suffix in PICTURES or weighs(head(file))):  # nothing more of it is opened
            judged.refused[path] = OVER
            continue
        one, reason = files.inspected(path)
        if not pile.add(path, one.costs):
            judged.refused[path] = OVER
            continue
        if reason:
            judged.refused[path] = reason
            continue
        if one.size > HEAVY_BYTES:
            name, size, most = path.rpartition("/")[2], one.size // MEGABYTE, MAX_BYTES // MEGABYTE
            judged.faults.append(Diagnostic.at("MED016", Place(path=path), target=name, size=size, limit=most))
        if suffix not in PICTURES:
            plain = _mended(file, one.digest, cache, judged) if one.mended else file
            counted = Measure(weight=one.size, digest=one.digest if suffix in TEXTS else "", head=one.head)
            judged.ready[path] = Ready(
                url=url + one.added_suffix, file=plain, measure=counted, marked=one.marked,
                digest=one.digest, key=one.key if one.heavy else "",
            )  # fmt: skip
            asked = LookTask(path=path, file=plain, key=one.key)
            known = cache.get(asked.key)
            found = msgpack.decode(known[0], type=Look) if known else None
            drawing = cache.find(front_key(asked.key)) if found and found.front else None
            if found and bool(found.front) == bool(drawing):
                _note(judged, asked, found, Path(drawing) if drawing else None)
            else:
                yield asked
            continue
        task = PictureTask(path=path, file=file, suffix=suffix, key=one.key)
        drawn, measure = cache.find(one.key), cache.get(_measured(one.key))
        if drawn and measure:
            _keep(judged, task, url, Path(drawn), msgpack.decode(measure[0], type=Measure))
        else:
            yield task


def _measured(key: str) -> str:
    """Return what the size of a picture is remembered by, beside the picture."""
    return f"{key}-measure"


def _note(judged: JudgedFiles, task: LookTask, found: Look, front: Path | None) -> None:
    ready = judged.ready[task.path]
    judged.ready[task.path] = replace(
        ready, measure=replace(ready.measure, pages=found.pages, front=found.front), front=front
    )
    judged.looks[task.path] = found
    judged.kept += (task.key, texts_key(task.key), *((front_key(task.key),) if front else ()))


def _mended(file: Path, digest: str, cache: Cache, judged: JudgedFiles) -> Path:
    """Keep a PDF whose line ends git changed, as it was before.

    A seal does not tell the two forms apart, so one alone is published: what was judged is what is shown.
    """
    judged.kept.append(digest)
    kept = cache.find(digest)
    return Path(kept) if kept else cache.put(digest, with_plain_ends(file.read_bytes()))


def _keep(judged: JudgedFiles, task: PictureTask, url: str, file: Path, measure: Measure) -> None:
    judged.ready[task.path] = Ready(url=url, file=file, bare=True, measure=measure)
    judged.kept += (task.key, _measured(task.key))
