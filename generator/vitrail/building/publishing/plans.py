"""The plans of pages that a build keeps: the address and the key of each, and its search entry for wider scopes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.search import Loan, loan
from vitrail.content.addressing.spec import PageSpec


class PlannedPage(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One page: its address, its kind in the manifest, the key of its bytes, its search entry in wider scopes."""

    url: str
    kind: str
    key: str
    loan: Loan | None = None


class ScopePlan(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The pages of one scope, in order."""

    root: str
    lines: tuple[PlannedPage, ...]
    own: str
    """Digest of its pages' addresses and keys."""
    lent: str
    """Digest of the search entries that they lend to wider scopes."""


def planned(
    pages: Iterable[PageSpec], key: Callable[[PageSpec], str]
) -> Iterator[tuple[ScopePlan, Mapping[str, PageSpec]]]:
    """Plan the pages of a part; yield, scope by scope, the plan that is kept and the pages by address.

    The digests of a scope are kept in its plan, so that a build that plans nothing digests nothing.
    """
    for root, group in groupby(pages, key=lambda spec: spec.scope.root):
        specs = {spec.url: spec for spec in group}
        lines = tuple(
            PlannedPage(url=spec.url, kind=spec.content.kind, key=key(spec), loan=loan(spec)) for spec in specs.values()
        )
        own = digest(*(part for line in lines for part in (line.url, line.key)))
        lent = digest(*(msgspec.json.encode(line.loan) for line in lines if line.loan))
        yield ScopePlan(root=root, lines=lines, own=own, lent=lent), specs
