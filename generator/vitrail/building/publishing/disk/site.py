"""The site that publishing is given, with its parts, and the report that it returns."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from vitrail.building.publishing.plans import ScopePlan
from vitrail.content.addressing.spec import PageSpec, StaticFile
from vitrail.ground.memo.traces import PartTraces
from vitrail.site.chrome.slots import Shell
from vitrail.site.prose import Lost, MadeTexts


class Part(Protocol):
    """Pages that are planned together: those of the school, of one class or of one portfolio."""

    @property
    def there(self) -> bool:
        """True if its pages and its other files are in the site already."""

    @property
    def wide(self) -> bool:
        """True if its pages are about the whole school."""

    def sheets(self) -> tuple[ScopePlan, ...]:
        """Return their plan, scope by scope, made now unless a kept one holds."""

    def specs(self) -> Mapping[str, PageSpec]:
        """Return the pages by address."""

    def files(self) -> Mapping[str, StaticFile]:
        """Return the files of the part that are no pages, by address."""

    @property
    def known(self) -> bool:
        """True if the plan is known without planning."""

    def save(self) -> Mapping[str, PartTraces]:
        """Write the plan that was made here; return its traces, for ``adopt`` in another process."""

    def adopt(self, written: Mapping[str, PartTraces]) -> None:
        """Take the traces of the plan that another process made."""

    def release(self) -> None:
        """Forget the plan, which is written."""


class Site(Struct, frozen=True, kw_only=True):
    """A site to publish."""

    parts: Iterable[Part] = ()
    """The pages, scope by scope, the widest first."""
    statics: Mapping[str, StaticFile] = {}
    """The files that are in no part, by address from the site's root."""
    shell: Shell
    file_of: Callable[[str], Path]
    """Path in the portfolios → file on the disk."""
    later: frozenset[str] = frozenset()
    """Addresses that are not files yet and may be linked: the server makes these pages on request."""
    edition: str = "public"
    language: str = "fr"
    site_url: str = ""
    texts: MadeTexts = field(default_factory=MadeTexts)
    """Rendered texts, shared with the pages of other editions."""


class WrittenScope(Struct, frozen=True, array_like=True):
    """The files written for a scope beside its pages."""

    keys: tuple[str, ...]
    """Keys in the cache of its search index, entries, links and diagrams."""
    drawings: tuple[str, ...]
    """Addresses of the diagrams that its pages show."""


class Published(Struct, kw_only=True):
    """The report of publishing, filled as files are written."""

    manifest: dict[str, str] = {}
    """Every file of the site → the reason why it is there."""
    rendered: int = 0
    reused: int = 0
    lost: dict[str, tuple[Lost, ...]] = {}
    """Path of a text that was rendered → the pieces that rendering dropped and that reading did not report."""
    refused: dict[str, str] = {}
    """Path of a text → why its page does not show it, when that was found by rendering it."""
    dead: tuple[tuple[str, str], ...] = ()
    """(page, missing file) of the links that were removed: faults of ours."""
    keys: list[str] = []
    """Keys that the cache must keep for this build."""
    scopes: dict[str, WrittenScope] = {}
    """Root of a scope → the files written for it."""
    torn: bool = False
    """Whether a published file is not the one that was judged: somebody wrote it meanwhile."""
