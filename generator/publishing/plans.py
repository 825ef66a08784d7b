"""What a build keeps of the pages that it planned: enough to find each again, and to search for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec

from generator.addressing.spec import PageSpec
from generator.publishing.page_keys import digest
from generator.publishing.search import Loan, loan


class PlannedPage(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One page: its address, the kind that the manifest names, the key of its bytes, what wider scopes find it by."""

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
    """Digest of what they lend to wider scopes."""


def planned(
    pages: Iterable[PageSpec], key: Callable[[PageSpec], str]
) -> Iterator[tuple[ScopePlan, Mapping[str, PageSpec]]]:
    """Plan the pages of a part, scope after scope: what is kept of each scope, and its pages by address.

    The digests of a scope are those of its lines, so that a build that plans nothing digests nothing.
    """
    for root, group in groupby(pages, key=lambda spec: spec.scope.root):
        specs = {spec.url: spec for spec in group}
        lines = tuple(
            PlannedPage(url=spec.url, kind=spec.content.kind, key=key(spec), loan=loan(spec)) for spec in specs.values()
        )
        own = digest(*(part for line in lines for part in (line.url, line.key)))
        lent = digest(*(msgspec.json.encode(line.loan) for line in lines if line.loan))
        yield ScopePlan(root=root, lines=lines, own=own, lent=lent), specs
