"""Check a rendered text: report the links, pictures, elements and diagrams of its author that are missing from it."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.markdown import Event, Parsed, parse
from vitrail.content.model.markup import scheme
from vitrail.content.model.source import Body
from vitrail.ground.language import mark
from vitrail.ground.regex import regex
from vitrail.site.prose import code_blocks
from vitrail.site.prose.writer import Writer

_OPENING = regex(r"""<([a-z][a-z0-9]*)(?:[^<>"]++|"[^"]*+")*+>""")
"""A tag as the writer and the sanitiser write it: texts hold no bracket, and values are in quotes."""


class Lost(Struct, frozen=True, kw_only=True):
    """A link or picture without its target, or a missing element; line and column are in the text, not the file."""

    written: str
    """The target as written, or the name of the element."""
    line: int
    column: int
    image: bool = False
    element: bool = False
    why: str = ""
    """The reason, a phrase, if it is a diagram that was not drawn."""

    @property
    def reason(self) -> str:
        """Return why it is missing, a phrase."""
        if self.why:
            return self.why
        if self.element:
            return mark("cet élément a été retiré au nettoyage")
        if self.image:
            return mark("une image est un fichier de votre dossier, donné par son chemin")
        return mark("cette adresse n'est pas de celles qu'une page peut porter")


def leading_nowhere(text: str, links: Iterable[Event], kept: Container[str]) -> Iterator[Lost]:
    """Yield the links and pictures of a text without a target; ``kept`` has the numbers of those with one."""
    for number, event in enumerate(links):
        if str(number) not in kept and event.text:
            line, column = parse(text).places(event.start)
            yield Lost(written=event.text, line=line, column=column, image=event.kind == "image")


def lost(parsed: Parsed, writer: Writer, written: str, clean: str) -> Iterator[Lost]:
    """Yield the first element that sanitising removed from ``written``, and the diagrams that were not drawn."""
    if written.count("<") != clean.count("<") and (first := _first_missing(written, clean)):
        offset, name = first
        number = bisect_right(writer.marks, (offset, len(parsed.source))) - 1
        line, column = parsed.places(writer.marks[number][1] if number >= 0 else 0)
        yield Lost(written=name, line=line, column=column, element=True)
    for event, why in writer.undrawn:
        line, column = parsed.places(event.start)
        yield Lost(written=code_blocks.language(event.title), line=line, column=column, why=why)


def unexplained(gone: Iterable[Lost], body: Body) -> tuple[Lost, ...]:
    """Return the losses without another diagnostic, with their line in the file: paths are reported by reading."""
    read = {(link.image, link.target) for link in body.links}
    return tuple(
        replace(loss, line=body.line + loss.line - 1)
        for loss in gone
        if loss.why
        or loss.element
        or (loss.image, loss.written) not in read
        or scheme(loss.written)
        or loss.written.startswith("//")
    )


def _first_missing(written: str, clean: str) -> tuple[int, str] | None:
    """Return the offset and name of the first element that sanitising moved or removed; None if there is none."""
    before, after = (_OPENING.finditer(html) for html in (written, clean))
    for here, there in zip_longest(before, after):
        if here is None or there is None or here[1] != there[1]:
            return (here.start(), here[1]) if here else None
    return None
