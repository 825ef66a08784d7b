"""The plan of a part as an earlier build made it: when its facts are the same, nothing of it is planned again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Self

import msgspec

from generator.addressing.spec import PageSpec
from generator.publishing.search import Loan, loan
from generator.publishing.store import Store


class PlannedPage(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One page: its address, the kind that the manifest names, the key of its bytes, what wider scopes find it by."""

    url: str
    kind: str
    key: str
    loan: Loan | None = None

    @classmethod
    def of(cls, spec: PageSpec, key: str) -> Self:
        """Keep of a page what a later build needs when it did not change."""
        return cls(url=spec.url, kind=spec.content.kind, key=key, loan=loan(spec))


class ScopePlan(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The pages of one scope, in order."""

    root: str
    lines: tuple[PlannedPage, ...]


def planned(
    pages: Iterable[PageSpec], key: Callable[[PageSpec], str]
) -> Iterator[tuple[ScopePlan, Mapping[str, PageSpec]]]:
    """Plan the pages of a part, scope after scope: what is kept of each scope, and its pages by address."""
    for root, group in groupby(pages, key=lambda spec: spec.scope.root):
        specs = {spec.url: spec for spec in group}
        yield ScopePlan(root=root, lines=tuple(PlannedPage.of(spec, key(spec)) for spec in specs.values())), specs


_PLANS = msgspec.json.Decoder(tuple[ScopePlan, ...])


def read_plans(name: str, store: Store) -> tuple[ScopePlan, ...]:
    """Return the plan kept under a name, nothing when there is none; the store has checked its bytes."""
    kept = store.get(name)
    return _PLANS.decode(kept[0]) if kept else ()


def keep_plans(name: str, sheets: Iterable[ScopePlan], store: Store) -> None:
    """Keep the plan of a part: the pages of each of its scopes."""
    store.put(name, msgspec.json.encode(tuple(sheets)))
