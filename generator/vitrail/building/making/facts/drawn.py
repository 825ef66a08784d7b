"""The slow half of judging attachments, whose results the cache keeps: pictures drawn anew, documents read."""

import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import msgpack

from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.executors import Workers
from vitrail.content.extracts import Piece
from vitrail.content.model.ledger import Measure
from vitrail.content.reading.disk.hashing import with_plain_ends
from vitrail.content.reading.packing import ReadFiles
from vitrail.ground.memo.memo import Memo
from vitrail.site.outputs.attachments import AcceptedFile, JudgedFiles, Ready, SortedFiles, measured
from vitrail.site.outputs.formats import READABLE
from vitrail.site.outputs.inspection import CLOSED, Inspected
from vitrail.site.outputs.looks import FILES, Look, front_key, look, texts_key, unread
from vitrail.site.outputs.pictures import CHANGED, FileTask, draw, undrawn

Kept = TypeVar("Kept")
_DRAWN = "drawn"
"""Key of ``Memo.scratch``: key in the cache → measure or look, since a full cache may not hold it."""
_AT_ONCE = 4
"""Pictures in a task of a worker: few, so that every core has some even where there are not many."""


def draw_missing(
    memo: Memo, cache: Store, crew: Workers, accepted: Iterable[tuple[str, AcceptedFile]]
) -> Mapping[str, str]:
    """Draw the pictures and read the files that the cache does not have.

    Return path → why a file could not be drawn or read.
    """
    drawings, readings = list[FileTask](), list[FileTask]()
    for path, attachment in accepted:
        file, inspected = Path(memo.files.place(attachment.disk)), attachment.inspected
        if not attachment.picture:
            plain = _mended(file, inspected.digest, cache) if inspected.mended else file
            if not _looked(inspected, cache):
                readings.append(FileTask(path=path, file=plain, key=inspected.key))
        elif not all(map(cache.find, attachment.keys)):
            drawings.append(FileTask(path=path, file=file, key=inspected.key))
    fresh, undrawable = memo.scratch.setdefault(_DRAWN, {}), dict[str, str]()
    for task, drawn in crew.spread(draw, drawings, undrawn, _AT_ONCE):
        if isinstance(drawn, str):
            undrawable[task.path] = drawn
        else:
            measure = Measure(weight=len(drawn.raw), width=drawn.width, height=drawn.height)
            _keep(cache, {task.key: drawn.raw, measured(task.key): msgpack.encode(measure)})
            fresh[task.key] = measure
    for asked, seen, packed, front in crew.spread(look, readings, unread, FILES):
        if seen is None:
            undrawable[asked.path] = CHANGED
        else:
            made = {asked.key: msgpack.encode(seen), texts_key(asked.key): packed, front_key(asked.key): front}
            _keep(cache, {key: raw for key, raw in made.items() if raw})
            fresh[asked.key] = seen
    return dict(sorted(undrawable.items()))


def _keep(cache: Store, made: Mapping[str, bytes]) -> None:
    for key, raw in made.items():
        cache.put(key, raw)


def judged(memo: Memo, cache: Store, sorting: ReadFiles[SortedFiles], undrawable: Mapping[str, str]) -> JudgedFiles:
    """Sort the attachments of a portfolio into published and refused, once they are drawn and read.

    One that the cache has lost since is refused: the next run draws it again.
    """
    drawn: Mapping[str, Any] = memo.scratch.get(_DRAWN, {})
    ready = dict[str, Ready]()
    refused = {**sorting.record.refused, **undrawable}
    for path, file in sorting.record.accepted.items():
        if path in refused:
            continue
        known, key = file.inspected, file.inspected.key
        if file.picture:
            if measure := drawn.get(key) or _decoded(cache, measured(key), Measure):
                ready[path] = Ready(url=file.url, file=cache.place(key), measure=measure)
        elif seen := drawn.get(key) or _decoded(cache, key, Look):
            front = seen.front and cache.find(front_key(key))
            ready[path] = Ready(
                url=file.url, file=cache.place(known.digest) if known.mended else Path(memo.files.place(file.disk)),
                measure=Measure(
                    weight=known.size, digest=known.digest if file.suffix in READABLE else "", head=known.head,
                    pages=seen.pages, front=seen.front if front else None,
                ),
                marked=known.marked, digest=known.digest, key=key if known.heavy else "",
                front=Path(front) if front else None, look=seen,
            )  # fmt: skip
        if path not in ready:
            refused[path] = CLOSED
    return JudgedFiles(ready=ready, refused=refused, faults=sorting.diagnostics)


def _looked(file: Inspected, cache: Store) -> bool:
    """True if the cache has the look of a file, and the drawing of its first page if the look names one."""
    if not file.heavy:
        return bool(cache.find(file.key))
    seen = _decoded(cache, file.key, Look)
    return seen is not None and (seen.front is None or bool(cache.find(front_key(file.key))))


def _decoded(cache: Store, key: str, kind: type[Kept]) -> Kept | None:
    known = cache.get(key)
    return msgpack.decode(known[0], type=kind) if known else None


def _mended(file: Path, digest: str, cache: Store) -> Path:
    """Keep in the cache a PDF as it was before git changed its line ends; return its path.

    A seal does not distinguish the two forms, so one alone is published: what was judged is what is shown.
    """
    kept = cache.find(digest)
    return Path(kept) if kept else cache.put(digest, with_plain_ends(file.read_bytes()))


def kept_texts(look: str, cache: Store | None) -> tuple[Piece, ...] | None:
    """Return the texts of a file by the cache key of its look; None when they are not kept."""
    kept = cache.get(texts_key(look)) if cache and look else None
    return msgpack.decode(zlib.decompress(kept[0]), type=tuple[Piece, ...]) if kept else None
