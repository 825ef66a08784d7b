"""Where the links of a site may lead: pages made of files, and attachments."""

from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Protocol

from msgspec import Struct

from vitrail.content.addressing import addresses, relative
from vitrail.content.markdown.links import meanings
from vitrail.content.model.ledger import Measure
from vitrail.content.model.realisation import Access, Production
from vitrail.content.model.source import Body


class Addresses(Protocol):
    """Finds the addresses of a school's files one at a time, so that a portfolio depends only on those it links to."""

    def page(self, file: str) -> str | None:
        """Return the address of the page made from a file; None when this audience has no such page."""

    def file(self, file: str) -> tuple[str, Measure] | None:
        """Return the address of an attached file with its measures as published; None when it is not published."""

    def owned(self, url: str) -> bool:
        """True if an address is in a portfolio."""


class Links(Struct, frozen=True, kw_only=True):
    """Resolves links to files into addresses of the site."""

    addresses: Addresses
    attachments: Mapping[str, str] = {}
    """Published files of the portfolios whose pages are planned → their address in the site."""
    home: str = ""
    """Path of the portfolios' folder from the school's: links of the pages beside that folder go through it."""

    def targets(self, *bodies: Body) -> tuple[tuple[str, str], ...]:
        """Return, sorted, (file, address) of each link of some texts to an attachment or to a page made from a file."""
        pairs = (
            self._target(dirname(body.path), link.target)
            for body in bodies
            for link in body.links
            if not relative.external(link.target) and (link.image or not link.target.startswith("#"))
        )
        return tuple(sorted({pair for pair in pairs if pair}))

    def _target(self, folder: str, written: str) -> tuple[str, str] | None:
        files = (normpath(join(folder, way)).removeprefix("/") for way, _ in meanings(written))
        return next(((file, address) for file in files if (address := self._address(file))), None)

    def _address(self, written: str) -> str | None:
        file = written.removeprefix(f"{'../' * (self.home.count('/') + 1)}{self.home}/") if self.home else written
        if page := self.addresses.page(file) or self.addresses.page(f"{file}/index.md"):
            return page
        return None if file.endswith(".md") else self.opened(file)

    def reading(self, file: str | None) -> str | None:
        """Return the address of the page that shows a text file of a portfolio; None for any other."""
        url, measure = self.attachment(file), self.measure(file)
        return addresses.reading(url) if url and measure and measure.digest and self.addresses.owned(url) else None

    def opened(self, file: str | None) -> str | None:
        """Return where a file is read: the page that shows it, else the file itself; None when it is not published."""
        return self.reading(file) or self.attachment(file)

    def production(self, item: Production) -> str:
        """Return where a production is read; empty when this audience has nothing to open."""
        if item.access is Access.LINK:
            return item.link or ""
        return (item.here and (self.addresses.page if item.page else self.opened)(item.file or "")) or ""

    def measure(self, file: str | None) -> Measure | None:
        """Return the measures of an attached file as published; None when it is not published."""
        return ((file and self.addresses.file(file)) or (None, None))[1]

    def attachment(self, file: str | None) -> str | None:
        """Return the address of an attached file; None when it is not published."""
        return ((file and self.addresses.file(file)) or (None, None))[0]

    def pictures(self, targets: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int, int], ...]:
        """Return the pictures among the targets of a text, with their sizes."""
        measured = ((path, self.measure(path)) for path, _ in targets)
        return tuple((path, item.width, item.height) for path, item in measured if item and item.width)
