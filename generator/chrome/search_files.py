"""The search index as Material's bundle reads it, in its two clothes: JSON for a server, a script for the disk.

``search/search_index.json`` under a scope's folder holds ``{"config": …, "docs": […]}``. ``config`` has ``lang``
(language files of lunr that the worker loads), ``separator`` (a JavaScript regular expression that cuts text into
words), ``pipeline`` (which of lunr's filters stay; without ``stemmer``, words match by their beginning) and ``fields``
(weights). A doc has ``location`` (address from the scope's folder, with ``#id`` for a section; the page itself, without
``#``, must come before its sections, which the bundle groups under it), ``title`` (text escaped as HTML) and ``text``
(HTML that keeps only ``p code pre li ol ul sub sup``), and may have ``tags`` (words, weighted most) and ``boost``.
``search_index.js`` is the same after ``var __index = ``: from the disk, scripts load and JSON does not.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import msgspec

from generator.addressing.table import AtRoot

Doc: TypeAlias = Mapping[str, str | list[str] | float]

FORMS: Final = tuple(AtRoot.SEARCH.format(extension=extension) for extension in ("json", "js"))
"""Addresses of an index from its scope's folder: for a server, and for a browser that opens the site from the disk."""
SEARCH_CONFIG: Final[Mapping[str, object]] = {
    "lang": ["fr"],
    # Words end at spaces, hyphens, apostrophes, quotes, brackets and at a dot that ends a sentence: « B1.3 » is one.
    "separator": r"[\s\-‑’'«»“”\"(),;!?/…]+|[.:]+(?=[\s)»]|$)",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}


def search_files(docs: Iterable[Doc]) -> Mapping[str, bytes]:
    """Return the two files of a scope, by address from its folder."""
    data = msgspec.json.encode({"config": SEARCH_CONFIG, "docs": list(docs)}, order="sorted")
    return dict(zip(FORMS, (data, b"var __index = " + data + b"\n"), strict=True))
