"""No name of a référentiel may mean two things to one learner: short codes and aliases are held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.model.framework import Alias, Competency
from generator.model.source import Route
from generator.values.fields import Fields
from generator.values.folding import fold_code

_FIRST, _LAST = 0, 9999


def told_apart(items: Iterable[Competency], places: Mapping[str, Route], fields: Fields) -> tuple[Competency, ...]:
    """Leave out the short codes and the aliases that mean something else already, and report each.

    Two competencies may share a name when no option has both (B2.1), two aliases when no session has both (E5.1).
    """
    names = _Names(tuple(items), places, fields)
    kept = [names.short_code(item) for item in names.items]
    return tuple(replace(item, aliases=tuple(names.aliases(item))) if item.aliases else item for item in kept)


class _Names:
    """The names met so far, folded, and whose they are."""

    __slots__ = ("_aliases", "_fields", "_ids", "_places", "_short", "items")

    def __init__(self, items: tuple[Competency, ...], places: Mapping[str, Route], fields: Fields) -> None:
        self.items = items
        self._ids = {fold_code(item.id): item for item in items}
        self._short: dict[str, list[Competency]] = {}
        self._aliases: dict[str, list[tuple[Competency, Alias]]] = {}
        self._places = places
        self._fields = fields

    def short_code(self, item: Competency) -> Competency:
        """Keep an item's short code when it is its own, else let its id stand for it."""
        taken = self._holder(item, item.local_id)
        if taken:
            place = self._places[item.id]
            self._fields.tell("FRA012", place, code=item.local_id, first=taken.id, second=item.id)
            item = replace(item, local_id=item.id)
        self._short.setdefault(fold_code(item.local_id), []).append(item)
        return item

    def aliases(self, item: Competency) -> Iterator[Alias]:
        """Give the aliases of an item that are its own."""
        for alias in item.aliases:
            known = self._aliases.setdefault(fold_code(alias.name), [])
            rivals = (other for other, held in known if _meet(other, item) and _overlap(held, alias))
            taken = self._holder(item, alias.name) or next((other for other in rivals if other.id != item.id), None)
            if taken:
                place = self._places[item.id]
                self._fields.tell("FRA006", place, alias=alias.name, code=item.id, other=taken.id)
                continue
            known.append((item, alias))
            yield alias

    def _holder(self, item: Competency, name: str) -> Competency | None:
        """Find another item that has this name for its id, or for its short code in a common option."""
        same = self._ids.get(fold_code(name))
        if same and same.id != item.id:
            return same
        short = self._short.get(fold_code(name), ())
        return next((other for other in short if other.id != item.id and _meet(other, item)), None)


def _meet(one: Competency, other: Competency) -> bool:
    """Whether one learner may be asked for both."""
    return not one.options or not other.options or not set(one.options).isdisjoint(other.options)


def _overlap(one: Alias, other: Alias) -> bool:
    starts = max(one.from_session or _FIRST, other.from_session or _FIRST)
    return starts <= min(one.to_session or _LAST, other.to_session or _LAST)
