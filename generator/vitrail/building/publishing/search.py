"""Search indexes: one a portfolio, one a class, one for the school; none of everything.

An index is a script, since a page opened from the disk may load no other data; a server sends the same file. It sets
``vtFound``, which ``theme/assets/js/finding.js`` reads, to an object:

``docs``
    ``[address from the scope's folder, title, text, terms, codes]``, empty ends left out. A page comes before its
    sections and its places, whose address is the page's with ``#``. All of it is plain text.
``cited``
    Code → title, of the codes that docs name.
``rooms``
    Folders of the narrower scopes that have an index: of the school, its classes.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from vitrail.content.addressing.spec import PageSpec
from vitrail.site.prose.outline import Passage

_REACH: Mapping[str, int] = {"realisation": 1, "internships": 1, "student": 2, "cohort": 1}
"""Kind of page → how many wider scopes find it."""


class SearchEntry(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A place that search can lead to; ``url`` is from the site's root."""

    url: str
    title: str
    text: str = ""
    terms: str = ""
    cited: tuple[tuple[str, str], ...] = ()


def entries(spec: PageSpec, passages: Sequence[Passage]) -> tuple[SearchEntry, ...]:
    """Return a page's entries: one for itself, one a place that it names, one a heading of its author's text."""
    if not spec.searchable:
        return ()
    lead = passages[0].text if passages else ""
    page = SearchEntry(url=spec.url, title=spec.title, text=lead, terms=_terms(spec), cited=spec.cited)
    return (
        page,
        *(SearchEntry(url=f"{spec.url}#{anchor}", title=title) for anchor, title in spec.places),
        *(SearchEntry(url=f"{spec.url}#{p.anchor}", title=p.title, text=p.text) for p in passages[1:]),
    )


def _terms(spec: PageSpec) -> str:
    return " · ".join(filter(None, (spec.description, spec.terms)))


class Loan(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The entry of a page in the indexes of wider scopes: its name and terms, never its text."""

    reach: int
    """How many wider scopes find it."""
    entry: SearchEntry
    room: str = ""
    """Folder of the class whose home the page is, else empty: the school's search reads the indexes of classes too."""


def loan(spec: PageSpec) -> Loan | None:
    """Return the loan of a page, if any: a class finds its works, stages and portfolios, the school its classes too."""
    kind = spec.content.kind
    reach = _REACH.get(kind, 0)
    if not reach or not spec.searchable:
        return None
    entry = SearchEntry(url=spec.url, title=spec.title, terms=_terms(spec), cited=spec.cited)
    return Loan(reach=reach, entry=entry, room=spec.scope.root if kind == "cohort" else "")


def index_file(root: str, listed: Iterable[SearchEntry], rooms: Iterable[str] = ()) -> bytes:
    """Write the index of a scope."""
    cited: dict[str, str] = {}
    docs = [_doc(root, entry, cited) for entry in listed]
    data = {"docs": docs, "cited": cited, "rooms": [room.removeprefix(root) for room in rooms]}
    return b"vtFound=" + msgspec.json.encode(data)


def words_file(kin: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> bytes:
    """Write the groups of words that search takes for one another, each with its codes; one file a site."""
    return b"vtFound=" + msgspec.json.encode([[", ".join(words), " ".join(codes)] for words, codes in kin])


def _doc(root: str, entry: SearchEntry, cited: dict[str, str]) -> list[str]:
    cited |= dict(entry.cited)
    codes = " ".join(code for code, _ in entry.cited)
    doc = [entry.url.removeprefix(root), entry.title, entry.text, entry.terms, codes]
    while not doc[-1]:
        doc.pop()
    return doc
