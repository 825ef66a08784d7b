"""Portfolios remembered from one build to the next, by the hash of every byte and fact they were read from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from generator.reading.context import PortfolioContext
from generator.reading.disk.hashing import Hashes
from generator.reading.disk.roles import SourceFile
from generator.reading.packing import again, unpack
from generator.reading.portfolio import ReadPortfolio


class Cache(Protocol):
    """What keeps bytes from one build to the next (``publishing.store.Store``)."""

    def get(self, key: str) -> tuple[bytes, Path] | None:
        """Return what was put under a key."""

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes under a key."""


class Memory(Struct, kw_only=True):
    """What was read before; ``code`` is the hash of the program that read it."""

    cache: Cache
    code: str
    hashes: Hashes = field(default_factory=Hashes)
    """What is known of the files."""
    kept: list[str] = field(default_factory=list)
    """Keys used in this build: what the cache must keep."""

    def recall(self, key: str) -> ReadPortfolio | None:
        """Return the portfolio read from the same bytes, or None; anything unexpected is as good as nothing."""
        kept = self.cache.get(key)
        found = unpack(kept[0]) if kept else None
        if found is not None:
            self.kept.append(key)
        return found

    def keep(self, key: str, raw: bytes) -> ReadPortfolio:
        """Remember a portfolio that was just read, packed; give it as the next build will. Raises as ``again``."""
        self.cache.put(key, raw)
        self.kept.append(key)
        return again(raw)

    def setting_key(self, setting: PortfolioContext) -> str:
        """Hash what a class's portfolios share; which pages exist elsewhere is asked of each (``Portfolio.holds``)."""
        frameworks = sorted(
            (key, item.source.digest, len(item.competencies)) for key, item in setting.frameworks.items()
        )
        facts = (
            self.code, replace(setting.cohort, students=()), setting.cohort.source.digest, frameworks,
            sorted(setting.organisations.items(), key=lambda pair: pair[0]), setting.classmates,
            sorted(setting.portfolios), setting.default_visibility, setting.megabytes,
        )  # fmt: skip
        return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def portfolio_key(setting_key: str, slug: str, placed: Iterable[SourceFile], root: Path, hashes: Hashes) -> str:
    """Hash a student's files: their places and their bytes."""
    total = hashlib.sha256(f"{setting_key}\0{slug}".encode("utf-8", "surrogatepass"))
    for one in placed:
        total.update(f"\0{one!r}\0".encode("utf-8", "surrogatepass"))
        try:
            total.update(hashes.of(f"{root}/{one.file.disk}").encode())
        except OSError as error:
            total.update(str(error.errno).encode())
    return total.hexdigest()
