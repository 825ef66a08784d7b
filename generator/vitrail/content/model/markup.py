"""Tags, classes and links allowed in authors' Markdown: the sanitiser enforces the list, reading reports by it."""

import re

from vitrail.ground.regex import regex

PLAIN_TAGS = ("br", "kbd", "sub", "sup", "mark", "small", "u", "b", "i", "em", "strong", "s", "del", "ins")
"""Tags that authors may write in prose, without any attribute."""
SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes of the links that are kept: a browser would run some of the others."""
CLASSES = frozenset(
    "admonition admonition-title note abstract info tip success question warning failure danger bug example quote"
    " inline end footnote footnote-ref footnote-backref highlight codehilite critic keys task-list task-list-item"
    " task-list-control task-list-indicator tabbed-set tabbed-alternate tabbed-labels tabbed-content tabbed-block"
    " tabbed-block--expanded filename linenos diagram".split()
)
"""Classes that the extensions write; none of ours (``vt-``) nor Material's (``md-``) can be among them."""
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Bidirectional control characters, which reverse the text after them: « eélidav » would read « validée »."""

_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BADGE = regex(r"^https?://(?:[\w-]+\.)*(?:shields\.io|badgen\.net|fury\.io|forthebadge\.com)/|/badge\.svg")
_SKIPPED = regex(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


def straight(text: str) -> str:
    """Replace bidirectional control characters by spaces, one for one: places do not move."""
    for sign in TURNING:  # twelve searches, nearly always in vain: ten times faster than a character class
        text = text.replace(sign, " ")
    return text


def scheme(address: str) -> str:
    """Return the scheme as a browser reads it, through spaces and control characters; empty for a relative address."""
    match = _SCHEME.match(_SKIPPED.sub("", address[:2000])) if ":" in address else None
    return match[1].lower() if match else ""


def is_badge(address: str) -> bool:
    """True if a picture of another site is a badge, as those of a README: the words for it say as much.

    >>> is_badge("https://img.shields.io/badge/PHP-8.2"), is_badge("https://exemple.fr/logo.png")
    (True, False)
    """
    return _BADGE.search(address[:2000]) is not None


def allowed(address: str) -> bool:
    """True if a link may be published: relative, or with a scheme that runs nothing and names its host."""
    named = scheme(address)
    bare = _SKIPPED.sub("", address[:2000]).replace("\\", "/")
    return named in SCHEMES if named else not bare.startswith("//")


def readdressed(address: str) -> str:
    """Return a web address with its mistyped or missing scheme corrected; empty for any other text."""
    mistyped = _MISTYPED.fullmatch(address)
    plain = mistyped is not None and mistyped["scheme"] is not None and "s" not in mistyped["scheme"].lower()
    return f"http{'' if plain else 's'}://{mistyped['rest']}" if mistyped else ""


_MISTYPED = regex(
    r"(?:(?P<scheme>h?t{1,3}ps?|hh?t+ps?|htpps?|httpss)[:;])?/{1,3}(?P<rest>[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?)",
    re.IGNORECASE,
)
"""« htps://… », « ttp://… », « //… »."""


def web_address(written: str) -> str:
    """Return the address that a key's value means: in « <> », in a link of Markdown, or without its « https:// ».

    >>> web_address("[Dépôt](https://forge.example/a)"), web_address("www.exemple.fr"), web_address("forge.example/a")
    ('https://forge.example/a', 'https://www.exemple.fr', 'https://forge.example/a')
    >>> web_address("fichiers/plan.pdf"), web_address("plan.pdf")
    ('fichiers/plan.pdf', 'plan.pdf')
    """
    wrapped = _WRAPPED.fullmatch(written)
    address = wrapped["bare"] or wrapped["linked"] if wrapped else written
    return f"https://{address}" if _HOST.fullmatch(address) else readdressed(address) or address


def web_page(written: str) -> str | None:
    """Read the address of a page of the web; None when it is none, or may not be published."""
    address = web_address(written)
    return address if scheme(address) in SCHEMES else None


_WRAPPED = regex(r"<(?P<bare>[^<>\s]+)>|\[[^\]]*\]\(\s*<?(?P<linked>[^\s()<>]+)>?\s*\)")
_HOST = regex(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?=/)|[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|io|dev|eu))"
    r"(?:[/?#]\S*)?",
    re.IGNORECASE,
)
"""An address without its scheme; « plan.pdf » is a file."""


def allowed_class(word: str) -> bool:
    """True if a class may stay: one of the extensions', or a short token name of Pygments (k, nf, s2…)."""
    return word in CLASSES or (len(word) <= 3 and word.isascii() and word.isalnum())  # noqa: PLR2004  # Pygments' longest
