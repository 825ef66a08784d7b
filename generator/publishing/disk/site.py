"""What is published and what was done of it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from generator.addressing.spec import PageSpec, StaticFile
from generator.chrome.slots import Shell
from generator.memo.lines import PartLine
from generator.prose import Lost, MadeTexts
from generator.publishing.plans import ScopePlan


class Part(Protocol):
    """Pages that are planned together: those of one portfolio, or those that stand before."""

    @property
    def there(self) -> bool:
        """True if all that it is made of is in the site already."""

    @property
    def wide(self) -> bool:
        """True if its pages tell of everybody."""

    def sheets(self) -> tuple[ScopePlan, ...]:
        """Return their plan, scope after scope, made now unless nothing moved that it comes from."""

    def specs(self) -> Mapping[str, PageSpec]:
        """Return the pages by address."""

    def files(self) -> Mapping[str, StaticFile]:
        """Return the files that stand beside its pages, by address."""

    @property
    def known(self) -> bool:
        """True if the plan is known without planning."""

    def settled(self) -> Mapping[str, PartLine]:
        """Write the plan that was made here; what it returns is for ``learn`` in another process."""

    def learn(self, lines: Mapping[str, PartLine]) -> None:
        """Take the plan that another process made."""

    def let_go(self) -> None:
        """Forget the plan, which is written."""


class Site(Struct, frozen=True, kw_only=True):
    """What to publish."""

    parts: Iterable[Part] = ()
    """The pages, scope by scope, the widest first."""
    statics: Mapping[str, StaticFile] = {}
    """The files that are no part's, by address from the site's root."""
    shell: Shell
    file_of: Callable[[str], Path]
    """Path in the portfolios → file on the disk."""
    later: frozenset[str] = frozenset()
    """Addresses that are not files yet and may be linked: whoever serves the site makes them when they are asked."""
    edition: str = "public"
    language: str = "fr"
    site_url: str = ""
    texts: MadeTexts = field(default_factory=MadeTexts)
    """What its pages show, and those of other editions showed."""


class WrittenScope(Struct, frozen=True, array_like=True):
    """What was written of a scope beside its pages."""

    keys: tuple[str, ...]
    """What the cache keeps of it."""
    drawings: tuple[str, ...]
    """Addresses of the diagrams that its pages show."""


class Published(Struct, kw_only=True):
    """What was done, filled as it is."""

    manifest: dict[str, str] = field(default_factory=dict)
    """Every file of the site → the reason why it is there."""
    rendered: int = 0
    reused: int = 0
    lost: dict[str, tuple[Lost, ...]] = field(default_factory=dict)
    """Path of a text that was rendered → what of it did not come through, that reading did not say."""
    refused: dict[str, str] = field(default_factory=dict)
    """Path of a text → why its page does not show it, of those of which nobody knew before."""
    dead: tuple[tuple[str, str], ...] = ()
    """(page, file of the site that is not there) of the links that were taken away: faults of ours."""
    keys: list[str] = field(default_factory=list)
    """What the cache must keep of this build."""
    scopes: dict[str, WrittenScope] = field(default_factory=dict)
    """By its root."""
    torn: bool = False
    """Whether a file was published that is not the one that was judged: somebody wrote it meanwhile."""
