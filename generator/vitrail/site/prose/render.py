"""Render one author's text from Markdown to safe HTML, within limits."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.markdown import Event, parse
from vitrail.content.markdown.limits import UnreadableError
from vitrail.content.markdown.veiled import veiled
from vitrail.content.model.names import Name
from vitrail.ground.language import Language, mark
from vitrail.ground.regex import regex
from vitrail.knowledge.privacy.veil import veil_of
from vitrail.site.prose.drawings import Drawing
from vitrail.site.prose.lost import Lost, leading_nowhere, lost
from vitrail.site.prose.outline import Passage, anchored
from vitrail.site.prose.sanitiser import PREFIX, sanitise
from vitrail.site.prose.slots import PREFIXED, Cut, ShowingPage, Slots, size_for
from vitrail.site.prose.writer import Writer


class Prose(Struct, frozen=True, kw_only=True):
    """A rendered text."""

    html: str = ""
    passages: tuple[Passage, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    """The drawings that it shows, to write as files of the site."""
    lost: tuple[Lost, ...] = ()
    """Parts of the author's text that are missing: links and pictures without target, removed elements, diagrams."""
    refused: str = ""
    """Why it was not rendered, a phrase that completes « texte non affiché : »; empty if it was."""


Key: TypeAlias = tuple[bytes, str, Language, tuple[Name, ...]]
_FEW, _MANY = 500_000, 64_000_000
"""Characters of cached texts, at most: for one portfolio, or (shared) for a school of thousands of réalisations."""


class Made(Struct, frozen=True, kw_only=True):
    """A rendered text, the same for every page but for its slots."""

    cut: Cut
    passages: tuple[Passage, ...]
    drawings: tuple[Drawing, ...]
    links: tuple[Event, ...]
    """Its links and pictures, indexed by their number."""
    kept: frozenset[str]
    """The numbers of those whose target does not depend on the page."""
    lost: tuple[Lost, ...]


class MadeTexts:
    """A cache of the texts that a process rendered, for other pages; ``shared`` records them to send to others."""

    def __init__(self, *, shared: bool = False) -> None:
        self._shared = shared
        self._made: dict[Key, Made] = {}
        self._new: list[tuple[Key, Made]] = []
        self._size = 0

    def __reduce__(self) -> tuple[type["MadeTexts"], tuple[()]]:
        """Pickle as an empty cache: to render a text costs less than to send it with each task."""
        return MadeTexts, ()

    def get(self, key: Key) -> Made | None:
        """Return a cached text, or None."""
        return self._made.get(key)

    def keep(self, key: Key, made: Made) -> None:
        """Cache a text, after clearing the cache if it is full."""
        self._size += sum(map(len, made.cut.parts))
        if self._size > (_MANY if self._shared else _FEW):
            self._made.clear()
            self._size = 0
        self._made[key] = made
        if self._shared:
            self._new.append((key, made))

    def sent(self) -> tuple[tuple[Key, Made], ...]:
        """Return the texts cached since the last call, for ``learn`` in the process that forked this one."""
        new, self._new = tuple(self._new), []
        return new

    def learn(self, made: Iterable[tuple[Key, Made]]) -> None:
        """Cache the texts that another process rendered."""
        for key, text in made:
            if key not in self._made:
                self.keep(key, text)
        self._new = []


def render(  # noqa: PLR0913 - what a text needs to stand in a page, each by name
    text: str,
    *,
    page: str,
    source: str,
    targets: Mapping[str, str],
    pictures: Sequence[tuple[str, int, int]] = (),
    language: Language = Language(),  # noqa: B008  # frozen
    prefix: str = PREFIX,
    below: int = 1,
    names: tuple[Name, ...] = (),
    known: MadeTexts | None = None,
) -> Prose:
    """Convert, sanitise and anchor a text, and fill its slots for a page; never raises, whatever the text.

    ``page`` is the address of the page, ``targets`` are path → address of every file that the text may link to, from
    the folder of ``source``, its own path in the portfolios; ``pictures`` are (path in the portfolios, width, height);
    ``prefix`` begins every id; ``language`` is that of generated words, such as the default title of a framed block;
    ``below`` is the level of the heading above the text: 1 for the main text of a page, so that the title stays the
    only ``h1``; more for a part of a page, whose headings are lowered by as much; ``names`` are replaced before any
    HTML is written, in diagrams too; ``known`` caches the text for other pages.
    """
    try:
        key = sha256(text.encode("utf-8", "surrogatepass")).digest(), source, language, names
        made = known.get(key) if known else None
        if made is None:
            made = _made(text, source, language, names)
            if known:
                known.keep(key, made)
        sizes = {path: (width, height) for path, width, height in pictures}
        place = ShowingPage(url=page, targets=targets, sizes=sizes, prefix=prefix, below=below)
        return _shown(made, text, source, place)
    except UnreadableError as error:
        return Prose(refused=error.args[0])
    except Exception as error:  # noqa: BLE001  # a fault of ours must cost one page, never the build
        return Prose(refused=mark("il fait échouer la mise en page ({error})", error=type(error).__name__))


def _made(text: str, source: str, language: Language, names: tuple[Name, ...]) -> Made:
    """Render a text with slots for what depends on the page. Raises UnreadableError."""
    parsed = parse(text)
    if parsed.refused:
        raise UnreadableError(parsed.refused)
    if names:
        parsed = veiled(parsed, veil_of(names))
    writer, slots, kept = Writer(parsed, language), Slots(), set[str]()
    written = writer.write()
    clean = sanitise(written, source, slots, kept)
    html, passages = anchored(figured(clean))
    return Made(
        cut=slots.cut(html),
        passages=passages,
        drawings=tuple(writer.drawings),
        links=tuple(writer.links),
        kept=frozenset(kept),
        lost=tuple(lost(parsed, writer, written, clean)),
    )


def _shown(made: Made, text: str, source: str, place: ShowingPage) -> Prose:
    """Fill the slots of a text for a page."""
    if made.drawings:
        folder = posixpath.dirname(source)
        drawn = {posixpath.join(folder, drawing.local): drawing.url for drawing in made.drawings}
        place = replace(place, targets={**place.targets, **drawn})
    kept = {*made.kept}
    html = made.cut.at(place, kept)
    return Prose(
        html=html,
        passages=tuple(
            replace(passage, anchor=passage.anchor.replace(PREFIXED, place.prefix)) for passage in made.passages
        ),
        lost=(*leading_nowhere(text, made.links, kept), *made.lost),
        drawings=made.drawings,
    )


_IMAGE = regex(r"<img ([^>]*)>")
_SIZED = regex(r'\b(?:width|height)="')
_SOURCE = regex(r'\bsrc="([^"]*)"')
_ALONE = regex(r'<p>(<img [^>]*?\btitle="([^"]*)"[^>]*>)</p>')


def figured(html: str) -> str:
    """Add the attributes of pictures, and turn a picture alone in its paragraph, with a title, into a captioned figure.

    A size that the author set stays; otherwise it is a slot.
    """
    if "<img " not in html:
        return html

    def sized(match: re.Match[str]) -> str:
        source = _SOURCE.search(match[1])
        size = size_for(source[1]) if source and not _SIZED.search(match[1]) else ""
        return f'<img {match[1]}{size} loading="lazy" decoding="async">'

    return _ALONE.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", _IMAGE.sub(sized, html))
