"""The files that pages show or link: judged by content, pictures written anew, everything else as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from generator.language import mark
from generator.outputs.kinds import PICTURES, judge
from generator.outputs.pictures import rewrite, size_of
from generator.privacy.texts import UnsearchableError
from generator.privacy.watch import NOTHING, Watch, leak_in
from generator.reading.ledger import Entry
from generator.reading.memory import Cache

MAX_BYTES = 25_000_000
"""One attachment: forges refuse more, and an examiner would wait for it."""
HEAVY_BYTES = 20_000_000
"""From here an attachment is announced as near the limit, before the limit bites."""
_BARE = b""
"""What is read of a picture written anew: nothing but its name, since no text is left in it."""
_PICTURE_FORMAT = b"picture-3"
"""Part of a cached picture's name: changes when pictures are written in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture to write anew, in any process."""

    path: str
    """In the portfolios."""
    file: Path
    suffix: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture written anew, or why it could not be."""

    drawing: Drawing
    raw: bytes = b""
    size: tuple[int, int] = (0, 0)
    reason: str = ""


Draw: TypeAlias = Callable[[Sequence[Drawing]], Iterable[Drawn]]
"""A map of ``draw`` over pictures: here, or in as many processes as the caller likes."""


@dataclass(slots=True, kw_only=True)
class Attachments:
    """Ready attachments and refused ones."""

    files: dict[str, Path] = field(default_factory=dict)
    """Address → file to publish under it."""
    urls: dict[str, str] = field(default_factory=dict)
    """Path in the portfolios → address."""
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Path of a picture → width and height in pixels, as published."""
    refused: dict[str, str] = field(default_factory=dict)
    """Path → reason, a phrase of ours that completes « la pièce jointe est refusée : »."""
    heavy: dict[str, int] = field(default_factory=dict)
    """Path → megabytes, of those near the limit."""
    kept: list[str] = field(default_factory=list)
    """Keys used in the cache."""

    withheld: dict[str, str] = field(default_factory=dict)
    """Path → value that this audience may not read, met in the file or its name."""

    def accept(self, path: str, url: str, file: Path, leak: str | None) -> None:
        """Publish a file under an address, unless it holds what its readers may not see."""
        if leak:
            self.withheld[path] = leak
            return
        self.urls[path] = url
        self.files[url] = file


def draw(drawings: tuple[Drawing, ...]) -> tuple[Drawn, ...]:
    """Write pictures anew; picklable by name for any executor."""
    return tuple(map(_draw, drawings))


def undrawn(drawing: Drawing) -> Drawn:
    """Answer for a picture that kills every process that opens it."""
    return Drawn(drawing=drawing, reason=mark("elle fait mourir le processus qui l'ouvre"))


def prepare(
    entries: Iterable[Entry], file_of: Callable[[str], Path], cache: Cache, run: Draw, watch: Watch = NOTHING
) -> Attachments:
    """Make every attachment of the ledger ready to publish; one that cannot be is refused, never the build."""
    ready = Attachments()
    addresses: Mapping[str, str] = {entry.path: entry.url or entry.path for entry in entries}
    waiting = list(_sorted_out(addresses, file_of, cache, ready, watch))
    for drawn in run(waiting):
        path = drawn.drawing.path
        if drawn.reason:
            ready.refused[path] = drawn.reason
        else:
            leak = leak_in(addresses[path], _BARE, watch)
            ready.accept(path, addresses[path], cache.put(drawn.drawing.key, drawn.raw), leak)
            ready.kept.append(drawn.drawing.key)
            ready.sizes[path] = drawn.size
    return ready


def _sorted_out(
    addresses: Mapping[str, str], file_of: Callable[[str], Path], cache: Cache, ready: Attachments, watch: Watch
) -> Iterator[Drawing]:
    """Accept or refuse what needs no work; yield the pictures that do."""
    for path, url in addresses.items():
        file = file_of(path)
        raw = _read(file)
        verdict = judge(path, raw) if isinstance(raw, bytes) else None
        if isinstance(raw, str) or verdict is None or not verdict.accepted:
            ready.refused[path] = raw if isinstance(raw, str) else verdict.reason if verdict else ""
            continue
        if len(raw) > HEAVY_BYTES:
            ready.heavy[path] = len(raw) // 1_000_000
        suffix = path.rpartition(".")[2].lower()
        if suffix not in PICTURES:
            _search(path, url + verdict.added_suffix, file, raw, ready, watch)
            continue
        key = hashlib.sha256(_PICTURE_FORMAT + suffix.encode() + raw).hexdigest()
        if kept := cache.get(key):
            ready.accept(path, url, kept[1], leak_in(url, _BARE, watch))
            ready.kept.append(key)
            ready.sizes[path] = size_of(kept[0])
        else:
            yield Drawing(path=path, file=file, suffix=suffix, key=key)


def _search(path: str, url: str, file: Path, raw: bytes, ready: Attachments, watch: Watch) -> None:  # noqa: PLR0913, PLR0917  # what is known of a file, each by name
    """Accept what holds nothing private; what cannot be searched is refused."""
    try:
        ready.accept(path, url, file, leak_in(url, raw, watch))
    except UnsearchableError:
        ready.refused[path] = mark(
            "des archives qu'elle contient sont abîmées, chiffrées, trop grandes, trop imbriquées ou ne sont pas des "
            "zip (7z, RAR, tar, gz) : ce que ses lecteurs ne doivent pas voir ne peut pas y être cherché ; refaites-la "
            "avec de simples fichiers"
        )


def _read(file: Path) -> bytes | str:
    """Give a file's bytes, or why they are not taken."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            over, limit = size // 1_000_000, MAX_BYTES // 1_000_000
            return mark("elle pèse {size} Mo, le maximum est {limit} Mo", size=over, limit=limit)
        return file.read_bytes()
    except OSError:
        return mark("le fichier ne s'ouvre pas")


def _draw(drawing: Drawing) -> Drawn:
    raw = _read(drawing.file)
    picture = rewrite(raw, drawing.suffix) if isinstance(raw, bytes) else raw
    if isinstance(picture, str):
        return Drawn(drawing=drawing, reason=picture)
    return Drawn(drawing=drawing, raw=picture.raw, size=(picture.width, picture.height))
