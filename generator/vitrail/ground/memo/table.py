"""A table kept from run to run: whole in one file, and beside it what runs changed since, until that is much."""

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, Generic, TypeVar

from msgspec import Struct

from vitrail.ground.memo.signed import SignedFolder

Row = TypeVar("Row")
Item = TypeVar("Item")

SINCE: Final = ".since"
"""Ends the name of what stands beside."""
_MUCH: Final = 8
"""The table is written whole when more than one row in so many differs, or one item in so many came."""


class _Rows(Struct, Generic[Row, Item], array_like=True):
    """Every row and item; or, beside, what a later run left otherwise."""

    name: bytes = b""
    """What tells the table from any other, and says beside which one this is."""
    rows: dict[str, Row] = {}
    gone: list[str] = []
    items: list[Item] = []
    """Beside: what comes after those of the table."""


class KeptTable(Generic[Row, Item]):
    """A signed table, of rows by their key and of items by their number; of one that was not written here, nothing.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = SignedFolder(Path(tempfile.mkdtemp()), b"key", "")
    >>> KeptTable(folder, "pages", int, str).keep(rows := dict.fromkeys("abcdefghij", 1))
    >>> KeptTable(folder, "pages", int, str).keep(rows | {"a": 2})
    >>> KeptTable(folder, "pages", int, str).rows()["a"], sorted(path.name for path in folder.folder.iterdir())
    (2, ['pages', 'pages.since'])
    """

    def __init__(self, folder: SignedFolder, name: str, row: type[Row], item: type[Item]) -> None:
        self._folder, self._name = folder, name
        self._kind = _Rows[row, item]  # type: ignore[valid-type]  # told at run time

    @cached_property
    def _whole(self) -> _Rows[Row, Item]:
        return self._folder.signed(self._name, self._kind) or _Rows()

    @cached_property
    def _since(self) -> _Rows[Row, Item]:
        since = self._folder.signed(self._name + SINCE, self._kind)
        return since if since and since.name == self._whole.name else _Rows(self._whole.name)

    def rows(self) -> dict[str, Row]:
        """Return the rows that the last run left, for the caller to change."""
        rows = {**self._whole.rows, **self._since.rows}
        for key in self._since.gone:
            rows.pop(key, None)
        return rows

    def items(self) -> list[Item]:
        """Return the items that the last run left, for the caller to add to."""
        return [*self._whole.items, *self._since.items]

    def keep(self, rows: Mapping[str, Row]) -> None:
        """Write what differs, or all of it when that is much. Raises OSError: the disk refused."""
        if not self.keep_beside(rows):
            self.write(rows)

    def keep_beside(self, rows: Mapping[str, Row], items: Sequence[Item] = ()) -> bool:
        """Write what differs; False when that is much, to be written whole. Raises OSError: the disk refused."""
        whole = self._whole
        news = {key: row for key, row in rows.items() if (was := whole.rows.get(key)) is not row and was != row}
        since = _Rows(whole.name, news, [*(whole.rows.keys() - rows.keys())], [*items[len(whole.items) :]])
        changed = len(since.rows) + len(since.gone)
        if changed > len(whole.rows) // _MUCH or len(since.items) > len(whole.items) // _MUCH:
            return False
        if since != self._since:
            self._folder.sign(self._name + SINCE, since)
            self._since = since
        return True

    def write(self, rows: Mapping[str, Row], items: Sequence[Item] = ()) -> None:
        """Write all of it. Raises OSError: the disk refused."""
        whole = _Rows(os.urandom(8), dict(rows), items=[*items])
        self._folder.sign(self._name, whole)
        self._whole, self._since = whole, _Rows(whole.name)
