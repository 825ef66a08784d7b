"""What an author's Markdown may hold: one list for the sanitiser, which enforces it, and for reading, which tells."""

import re

PLAIN_TAGS = ("br", "kbd", "sub", "sup", "mark", "small", "u", "b", "i", "em", "strong", "s", "del", "ins")
"""Tags that authors may write in prose, without any attribute."""
SCHEMES = frozenset({"http", "https", "mailto"})
"""Links to anything else are taken away: a browser would run some of them."""
CLASSES = frozenset(
    "admonition admonition-title note abstract info tip success question warning failure danger bug example quote"
    " inline end footnote footnote-ref footnote-backref highlight codehilite critic keys task-list task-list-item"
    " task-list-control task-list-indicator tabbed-set tabbed-alternate tabbed-labels tabbed-content tabbed-block"
    " tabbed-block--expanded filename linenos diagram".split()
)
"""Classes that the extensions write; none of ours (``vt-``) nor Material's (``md-``) can be among them."""
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of what follows: « eélidav » would read « validée », and our words with it."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SKIPPED = re.compile(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


def straight(text: str) -> str:
    """Replace the signs that turn the direction of reading by spaces; places do not move."""
    for sign in TURNING:  # twelve searches for what is hardly ever there: ten times faster than one of a class
        text = text.replace(sign, " ")
    return text


def scheme(address: str) -> str:
    """Return the scheme as a browser reads it, through spaces and control characters; empty for a relative address."""
    match = _SCHEME.match(_SKIPPED.sub("", address[:2000])) if ":" in address else None
    return match[1].lower() if match else ""


def allowed(address: str) -> bool:
    """True if a link may be published: relative, or with a scheme that runs nothing and names its host."""
    named = scheme(address)
    bare = _SKIPPED.sub("", address[:2000]).replace("\\", "/")
    return named in SCHEMES if named else not bare.startswith("//")


def readdressed(address: str) -> str:
    """Write an address of the web whose beginning is mistyped, or left out, as it was meant; empty for another."""
    mistyped = _MISTYPED.fullmatch(address)
    plain = mistyped is not None and mistyped["scheme"] is not None and "s" not in mistyped["scheme"].lower()
    return f"http{'' if plain else 's'}://{mistyped['rest']}" if mistyped else ""


_MISTYPED = re.compile(
    r"(?:(?P<scheme>h?t{1,3}ps?|hh?t+ps?|htpps?|httpss)[:;])?/{1,3}(?P<rest>[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?)",
    re.IGNORECASE,
)
"""« htps://… », « ttp://… », « //… »."""


def web_address(written: str) -> str:
    """Read the address that a key holds as it was meant: between « <> », as a link of Markdown, without « https:// ».

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


_WRAPPED = re.compile(r"<(?P<bare>[^<>\s]+)>|\[[^\]]*\]\(\s*<?(?P<linked>[^\s()<>]+)>?\s*\)")
_HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?=/)|[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|io|dev|eu))"
    r"(?:[/?#]\S*)?",
    re.IGNORECASE,
)
"""An address without its scheme; « plan.pdf » is a file."""


def allowed_class(word: str) -> bool:
    """True if a class may stay: one of the extensions', or a short token name of Pygments (k, nf, s2…)."""
    return word in CLASSES or (len(word) <= 3 and word.isascii() and word.isalnum())  # noqa: PLR2004  # Pygments' longest
