"""The contract between pages and publishing: a page is its address, its place in the site and its content."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from msgspec import Struct

from vitrail.content.model.source import Body


class NavItem(Struct, frozen=True):
    """An entry of the portfolio's (or class's, or school's) own navigation."""

    title: str
    url: str
    """From the site's root."""
    children: tuple[NavItem, ...] = ()
    count: int = 0
    """How many items the page lists, written beside its title; 0 writes nothing."""


class Scope(Struct, frozen=True, kw_only=True):
    """The school, the class or the portfolio of a page: its navigation, its search index, its trail."""

    root: str
    """Folder of the scope from the site's root, ending with ``/``, empty for the school: its search index is there."""
    title: str
    apart: str = ""
    """Class, else folder, that is added to its title in the names of its pages, when another has the same title."""
    nav: tuple[NavItem, ...] = ()
    trail: tuple[NavItem, ...] = ()
    """Ancestors, from the school to the page's parent."""
    search: str = ""
    """Text of the search field, which says what is searched."""
    leaves: str = ""
    """Address of the style sheet that prints a student's name at the foot of every leaf; empty for pages of others."""


class Content(SimpleNamespace):
    """What a page shows: plain values, under the names that its template reads (``tests/unit/pages``)."""

    kind: str
    """Name of the template ``theme/templates/<kind>.html`` and of the page's kind in CSS and manifest."""


def templated(kind: str, /, **values: object) -> Content:
    """Make the content of a template from named values; it reads ``{{ c.name }}``."""
    return Content(kind=kind, **values)


class ShownFile(Struct, frozen=True, kw_only=True):
    """A file of text that a page shows, by reference like an author's text: its bytes are read by the worker."""

    path: str
    digest: str


class PageSpec(Struct, frozen=True):
    """One page to render: address, title, place, content, then what few pages set; equal specs give equal bytes."""

    url: str
    """From the site's root, always a file: ``2025-2027/moreau-lea/realisations/glpi.html``."""
    title: str
    scope: Scope
    content: Content
    body: Body | None = None
    """The author's own text, sanitised and framed where the template says ``{{ body }}``."""
    texts: tuple[Body, ...] = ()
    """Texts that have pages of their own and are shown here again, where the template says ``{{ texts[n] }}``."""
    levels: tuple[int, ...] = ()
    """Levels of the headings above the first of these texts, when it is not the usual one of parts."""
    file: ShownFile | None = None
    """A file of text that it shows line by line, where the template says ``{{ texts[0] }}``."""
    description: str = ""
    targets: tuple[tuple[str, str], ...] = ()
    """(path in the portfolios, address in the site) of what its texts link to: links resolve without a lookup."""
    pictures: tuple[tuple[str, int, int], ...] = ()
    """(path in the portfolios, width, height) of the pictures that they show."""
    searchable: bool = True
    team: bool = False
    """Whether its readers are the team; every template may ask."""
    wide: bool = False
    """Whether the page takes the whole width: homes, matrix, tableau."""
    places: tuple[tuple[str, str], ...] = ()
    """(anchor, title) of the places of the page that search finds by their own names."""
    displaced: NavItem | None = None
    """The student's page that had this address before the site made one of that name."""
    terms: str = ""
    """More words that search finds the page by: what its card and its facts say, and nothing that it does not show."""
    cited: tuple[tuple[str, str], ...] = ()
    """(code, title) of the competencies that search finds the page by; an index holds each title once."""

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Every text that the page shows, its own first."""
        return (self.body, *self.texts) if self.body else self.texts

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that are read to render it, by their path in the portfolios."""
        return (*(text.path for text in self.bodies), *((self.file.path,) if self.file else ()))


class StaticFile(Struct, frozen=True, kw_only=True):
    """A file of the site that is not a page: its content and the reason why it is published."""

    content: bytes | Path
    reason: str
    digest: str = ""
    """SHA-256 of the file, when it is known: it is then copied once, for all the sites that publish it."""

    def read(self) -> bytes:
        """Return the bytes, wherever they are."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()
