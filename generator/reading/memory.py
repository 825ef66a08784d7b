"""Portfolios remembered from one build to the next, by the hash of every byte and fact they were read from.

What comes back from a cache is data and nothing else: only our own records and dates may be rebuilt, so a cache that
anyone tampered with can give a wrong portfolio, never run a program.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from generator.reading.hashing import hash_file
from generator.reading.placed import Placed
from generator.reading.portfolio import Portfolio
from generator.reading.workbench import Setting

_ROOMS = ("generator.model.", "generator.diagnostics.", "generator.reading.", "generator.language.")
_OTHERS = frozenset({("datetime", "date"), ("builtins", "frozenset"), ("builtins", "set"), ("builtins", "dict")})


class Cache(Protocol):
    """What keeps bytes from one build to the next (``publishing.store.Store``)."""

    def get(self, key: str) -> tuple[bytes, Path] | None:
        """Give what was put under a key."""

    def put(self, key: str, raw: bytes) -> Path:
        """Keep bytes under a key."""


@dataclass(slots=True, kw_only=True)
class Memory:
    """What was read before; ``code`` is the hash of the program that read it."""

    cache: Cache
    code: str
    kept: list[str] = field(default_factory=list)
    """Keys used in this build: what the cache must keep."""

    def recall(self, key: str) -> Portfolio | None:
        """Give the portfolio read from the same bytes, or None; anything unexpected is as good as nothing."""
        kept = self.cache.get(key)
        if kept is None:
            return None
        try:
            found = _Reader(io.BytesIO(kept[0])).load()
        except Exception:  # noqa: BLE001  # a damaged pickle raises anything
            return None
        if not isinstance(found, Portfolio):
            return None
        self.kept.append(key)
        return found

    def keep(self, key: str, raw: bytes) -> Portfolio:
        """Remember a portfolio that was just read, pickled; give it as the next build will."""
        self.cache.put(key, raw)
        self.kept.append(key)
        found: Portfolio = _Reader(io.BytesIO(raw)).load()
        return found

    def setting_key(self, setting: Setting) -> str:
        """Hash what a class's portfolios share; which pages exist elsewhere is asked of each (``Portfolio.holds``)."""
        frameworks = sorted(
            (key, item.source.digest, len(item.competencies)) for key, item in setting.frameworks.items()
        )
        facts = (
            self.code, replace(setting.cohort, students=()), setting.cohort.source.digest, frameworks,
            sorted(setting.organisations.items(), key=lambda pair: pair[0]), setting.classmates,
            sorted(setting.portfolios), setting.default_visibility,
        )  # fmt: skip
        return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def portfolio_key(setting_key: str, slug: str, placed: Iterable[Placed], root: Path) -> str:
    """Hash a student's files: their places and their bytes."""
    total = hashlib.sha256(f"{setting_key}\0{slug}".encode("utf-8", "surrogatepass"))
    for one in placed:
        total.update(f"\0{one!r}\0".encode("utf-8", "surrogatepass"))
        try:
            total.update(hash_file(root / one.file.disk).encode())
        except OSError as error:
            total.update(str(error.errno).encode())
    return total.hexdigest()


class _Reader(pickle.Unpickler):
    """Rebuilds our records, dates and plain collections; refuses every other name."""

    def find_class(self, module_name: str, global_name: str, /) -> object:
        """Give a class of ours.

        Raises:
            pickle.UnpicklingError: for anything else.
        """
        if (module_name, global_name) in _OTHERS or (f"{module_name}.".startswith(_ROOMS) and "." not in global_name):
            found = super().find_class(module_name, global_name)
            if isinstance(found, type):
                return found
        if (module_name, global_name) == ("dataclasses", "_dataclass_setstate"):
            return super().find_class(module_name, global_name)
        message = f"{module_name}.{global_name}"
        raise pickle.UnpicklingError(message)
