"""What search finds: one index a portfolio, one a class, one for the school; none of everything."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from msgspec import Struct

from generator.addressing.spec import PageSpec
from generator.chrome.search_files import Doc, search_files
from generator.prose.outline import Passage

_REACH: Mapping[str, int] = {"realisation": 1, "student": 2, "cohort": 1}
"""Kind of page → how many wider scopes find it."""
_PLACE: Mapping[str, float] = {"boost": 0.0001}
"""A place that is only a name: found, but after the pages whose text proves what it names."""


class SearchEntry(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A place that search can lead to; ``url`` is from the site's root."""

    url: str
    title: str
    text: str


def entries(spec: PageSpec, passages: Sequence[Passage]) -> tuple[SearchEntry, ...]:
    """A page's entries: itself with its description, one a place that it names, one a heading of its author's text."""
    if not spec.searchable:
        return ()
    lead = passages[0].text if passages else ""
    page = SearchEntry(
        url=spec.url, title=spec.title, text=" ".join(filter(None, (spec.description, lead, spec.terms)))
    )
    return (
        page,
        *(SearchEntry(url=f"{spec.url}#{anchor}", title=title, text="") for anchor, title in spec.places),
        *(SearchEntry(url=f"{spec.url}#{p.anchor}", title=p.title, text=p.text) for p in passages[1:]),
    )


class Loan(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What a page lends to wider indexes: its name and terms, never its text."""

    reach: int
    """How many wider scopes find it."""
    entry: SearchEntry


def loan(spec: PageSpec) -> Loan | None:
    """Return what a page lends: a réalisation and a portfolio are found from their class, a class from the school."""
    reach = _REACH.get(spec.content.kind, 0)
    if not reach or not spec.searchable:
        return None
    text = " ".join(filter(None, (spec.description, spec.terms)))
    return Loan(reach=reach, entry=SearchEntry(url=spec.url, title=spec.title, text=text))


def files(root: str, found: Iterable[SearchEntry]) -> Mapping[str, bytes]:
    """Write a scope's index, for a server and for a browser that opens the site from the disk: form → bytes."""
    return search_files(_doc(root, entry) for entry in found)


def _doc(root: str, entry: SearchEntry) -> Doc:
    doc = {"location": entry.url.removeprefix(root), "title": escape(entry.title), "text": escape(entry.text)}
    return {**doc, **_PLACE} if "#" in entry.url and not entry.text else doc
