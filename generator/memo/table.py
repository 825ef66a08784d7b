"""A table kept from run to run: whole in one file, and beside it what runs changed since, until that is much."""

import os
from collections.abc import Mapping
from functools import cached_property
from typing import Final, Generic, TypeVar

from msgspec import Struct

from generator.memo.signed import SignedFolder

Row = TypeVar("Row")

SINCE: Final = ".since"
"""Ends the name of what stands beside."""
_MUCH: Final = 8
"""The table is written whole when more than one row in so many differs."""


class _Rows(Struct, Generic[Row], array_like=True):
    """Every row; or, beside, what a later run left otherwise."""

    name: bytes = b""
    """What tells the table from any other, and says beside which one this is."""
    rows: dict[str, Row] = {}
    gone: list[str] = []


class KeptTable(Generic[Row]):
    """The rows of a signed table, by their key; of one that is not what was written here, none."""

    def __init__(self, folder: SignedFolder, name: str, row: type[Row]) -> None:
        self._folder, self._name, self._kind = folder, name, _Rows[row]  # type: ignore[valid-type]  # told at run time

    @cached_property
    def _whole(self) -> _Rows[Row]:
        return self._folder.signed(self._name, self._kind) or _Rows()

    def rows(self) -> dict[str, Row]:
        """Return what the last run left, for the caller to change."""
        whole, since = self._whole, self._folder.signed(self._name + SINCE, self._kind)
        if since is None or since.name != whole.name:
            return dict(whole.rows)
        rows = {**whole.rows, **since.rows}
        for key in since.gone:
            rows.pop(key, None)
        return rows

    def keep(self, rows: Mapping[str, Row]) -> None:
        """Write what differs, or all of it when that is much. Raises OSError: the disk refused.

        >>> import tempfile
        >>> from pathlib import Path
        >>> folder = SignedFolder(Path(tempfile.mkdtemp()), b"key", "")
        >>> KeptTable(folder, "pages", int).keep(rows := dict.fromkeys("abcdefghij", 1))
        >>> KeptTable(folder, "pages", int).keep(rows | {"a": 2})
        >>> KeptTable(folder, "pages", int).rows()["a"], sorted(path.name for path in folder.folder.iterdir())
        (2, ['pages', 'pages.since'])
        """
        whole = self._whole.rows
        news = {key: row for key, row in rows.items() if (was := whole.get(key)) is not row and was != row}
        gone = [*(whole.keys() - rows.keys())]
        if len(news) + len(gone) > len(whole) // _MUCH:
            kept = _Rows(os.urandom(8), dict(rows))
            self._folder.sign(self._name, kept)
            self._whole = kept
        else:
            self._folder.sign(self._name + SINCE, _Rows(self._whole.name, news, gone))
