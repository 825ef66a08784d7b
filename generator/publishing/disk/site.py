"""What is published and what was done of it."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.addressing.spec import StaticFile
from generator.chrome.slots import Shell
from generator.pages.site import Part
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
