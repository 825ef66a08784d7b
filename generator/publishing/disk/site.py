"""What is published and what was done of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.addressing.spec import StaticFile
from generator.chrome.slots import Shell
from generator.pages.site import Part
from generator.privacy.declared import Excused
from generator.privacy.searches import Searches
from generator.privacy.secrets import Secrets
from generator.prose import Lost


class Site(Struct, frozen=True, kw_only=True):
    """What to publish."""

    parts: Iterable[Part]
    """The pages, scope by scope, the widest first; taken once, each part planned when its turn comes."""
    statics: Mapping[str, StaticFile]
    """By address from the site's root."""
    shell: Shell
    file_of: Callable[[str], Path]
    """Path in the portfolios → file on the disk."""
    build_key: str
    """Hash of the configuration that every page depends on."""
    secrets: Secrets = field(default_factory=Secrets)
    """What no file of the site may hold."""
    excused: Excused = field(default_factory=Excused)
    """But what it may."""
    searches: Searches = field(default_factory=Searches)
    """The searches of files that are no page, made or to be made."""
    later: frozenset[str] = frozenset()
    """Addresses that are not files yet and may be linked: whoever serves the site makes them when they are asked."""
    audience: str = "public"
    language: str = "fr"
    site_url: str = ""


class Published(Struct, frozen=True, kw_only=True):
    """What was done."""

    manifest: Mapping[str, str]
    """Every file of the site → the reason why it is there."""
    rendered: int
    reused: int
    lost: Mapping[str, tuple[Lost, ...]]
    """Path of a text that was rendered → what of it did not come through, that reading did not say."""
    refused: Mapping[str, str]
    """Path of a text → why its page does not show it, of those of which nobody knew before."""
    dead: tuple[tuple[str, str], ...]
    """(page, file of the site that is not there) of the links that were taken away: faults of ours."""
    keys: tuple[str, ...]
    """What the cache must keep of this build."""
    watch_key: str
    """Hash of what these pages were searched for and do not hold."""


class LeakError(Exception):
    """A file holds what its readers may not see; nothing of this try is published."""

    def __init__(self, leaks: Mapping[str, Mapping[str, bool]], written: Iterable[str] = ()) -> None:
        super().__init__(", ".join(f"{url} : « {value} »" for url, value in _pairs(leaks)))
        self.leaks = leaks
        """Address → value → whether it is in the text of the page's author."""
        self.pairs = tuple(_pairs(leaks))
        """(Address, value) of each."""
        self.written = tuple(written)
        """Addresses that this try filled."""

    def __reduce__(self) -> tuple[object, ...]:
        return LeakError, (self.leaks, self.written)


def _pairs(leaks: Mapping[str, Mapping[str, bool]]) -> Iterator[tuple[str, str]]:
    for url, values in sorted(leaks.items()):
        yield from ((url, value) for value in values)
