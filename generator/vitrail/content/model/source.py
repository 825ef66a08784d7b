"""The file and the places that a record comes from, so that later diagnostics can name file, line and column."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import ClassVar, Final, TypeAlias

from msgspec import Struct
from msgspec.msgpack import Decoder

from vitrail.content.model.names import Name
from vitrail.ground.diagnostics import Place
from vitrail.ground.language import Wording

Route: TypeAlias = tuple[str | int, ...]
"""The way to a value inside the front matter: canonical keys and list indexes, e.g. ("productions", 0, "fichier")."""
Span: TypeAlias = tuple[int, int, int, int]
"""Line and column, from 1, of a start, then of an end: (0, 0) when it is not known."""
Marks: TypeAlias = Mapping[Route, Span]
_MARKS: Final = Decoder(dict[Route, Span])


class Record(Struct, frozen=True, array_like=True):
    """A record with fields that its ``repr`` leaves out.

    Pages of a class and of the school depend on portfolios without textual fields (``model.textual``): an edited text
    does not plan them again.
    """

    TEXTUAL: ClassVar[frozenset[str]] = frozenset()
    """Fields that change with any edit of a text, and that only the portfolio's pages show (``model.textual``)."""
    UNPRINTED: ClassVar[frozenset[str]] = frozenset()
    """Fields that are on no page, such as a place in a file: private names are not looked for in them."""

    def __repr__(self) -> str:
        """Print the fields that pages show."""
        return _template(type(self)).format(self)


@cache
def _template(kind: type[Record]) -> str:
    names = (name for name in kind.__struct_fields__ if name not in kind.TEXTUAL | kind.UNPRINTED)
    return f"{kind.__name__}({', '.join(f'{name}={{0.{name}!r}}' for name in names)})"


class Source(Record, frozen=True, kw_only=True):
    """A file, its digest and the marks of its values."""

    TEXTUAL = frozenset({"digest"})
    UNPRINTED = frozenset({"packed"})

    path: str
    """Relative to the portfolios' root, with ``/`` on every system."""
    digest: str = ""
    """SHA-256 of the file's bytes, hexadecimal."""
    packed: bytes = b""
    """The marks, encoded by msgpack: a file has twenty, few of which are ever read."""

    @property
    def name(self) -> str:
        """The name by which other files know it, its folder's for an index; its address may have another."""
        *_, folder, file = ("", *self.path.split("/"))
        stem = file.rpartition(".")[0]
        return folder if stem.casefold() in {"index", "readme"} else stem

    @property
    def marks(self) -> Marks:
        """Route of each value → its place; the route () is the opening ``---``."""
        return _unpacked(self.packed)

    def at(self, *route: str | int) -> Place:
        """Return the place of a value, or of the nearest enclosing one that is written."""
        for length in range(len(route), -1, -1):
            if mark := self.marks.get(route[:length]):
                return place_of(self.path, mark)
        return Place(path=self.path)

    def at_key(self, names: Sequence[str], *route: str | int) -> Place:
        """Return the place of a value below a key, under whichever of its folded names it is written."""
        return self.at(next((name for name in names if (name,) in self.marks), names[0]), *route)


def place_of(path: str, span: Span) -> Place:
    """Return a span of a file as a place."""
    return Place(path=path, line=span[0], column=span[1], end_line=span[2], end_column=span[3])


@lru_cache(maxsize=64)
def _unpacked(packed: bytes) -> Marks:
    return _MARKS.decode(packed) if packed else {}


class Link(Struct, frozen=True, kw_only=True, array_like=True):
    """A target that a body's Markdown or HTML names: a picture shown or a file linked."""

    target: str
    line: int
    column: int
    image: bool = False
    text: str = ""
    span: Span | None = None
    """Place of its target, when it is written there letter by letter."""


class Section(Struct, frozen=True, kw_only=True, array_like=True):
    """A heading of a text, and the codes of competencies in it (``reading.schemas.prose``)."""

    title: str
    anchor: str
    line: int
    """In the file."""
    codes: tuple[str, ...] = ()


class Body(Record, frozen=True, kw_only=True):
    """A Markdown text, by reference: the text itself is read again when its page is rendered.

    Records stay small so that a build of an académie never holds every word of it in one process.
    """

    TEXTUAL = frozenset(
        {"digest", "line", "words", "vocabulary", "sections", "bare_heading", "links", "nodes", "names", "tutors"}
    )

    path: str
    digest: str = ""
    """SHA-256 of the text to the last space: two spaces at the end of a line are a line break."""
    line: int = 1
    """Line of the file on which the body starts."""
    words: int = 0
    vocabulary: bytes = b""
    """The set of its words (``values.words``), by which the few texts that may hold a name are found."""
    sections: tuple[Section, ...] = ()
    bare_heading: tuple[str, int] | None = None
    """The first heading with nothing under it, and its line in the file."""
    links: tuple[Link, ...] = ()
    """No more than ``reading.schemas.prose.MAX_LINKS``."""
    nodes: int = 0
    """Blocks, links, emphases, pieces of text: the events of its parse."""
    tutors: tuple[tuple[str, str], ...] = ()
    """A file, this one's, and a name that its text gives to a tutor (``reading.schemas.overlooked``)."""
    names: tuple[Name, ...] = ()
    """Names in it that its readers may not read: replaced when it is rendered (set by ``privacy.veiling``)."""
    refused: Wording = ""
    """Why it is not shown, a phrase of ours; empty when it is (set by ``texts``)."""

    def at(self, link: Link) -> Place:
        """Return the place of one of its links."""
        return Place(path=self.path, line=link.line, column=link.column)

    def target(self, link: Link) -> Place:
        """Return the place of the target of a link, with its end when it is written there letter by letter."""
        return place_of(self.path, link.span) if link.span else self.at(link)

    @property
    def empty(self) -> bool:
        """True if there is nothing to read."""
        return self.words == 0


class Written(Record, frozen=True, kw_only=True):
    """A record written in a file, with the text of that file."""

    body: Body | None = None
    source: Source = Source(path="")

    @property
    def written(self) -> bool:
        """True if it has a text."""
        return self.body is not None and not self.body.empty
