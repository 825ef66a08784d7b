"""Names of files and folders: one Unicode form, safe on every system, never taken for a file."""

import re
import unicodedata
from functools import lru_cache

from vitrail.content.model.markup import TURNING
from vitrail.content.values.folding import fold
from vitrail.ground.language import mark
from vitrail.ground.memo.files import DEVICES
from vitrail.ground.regex import regex

MAX_BYTES = 180
"""Bytes of one name: a file system stops at 255, and addresses add a suffix."""
_UNSEEN = regex(rf"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ud800-\udfff\ufeff{TURNING}]")
_FILE_LIKE = regex(
    r"\.(html?|xhtml|css|js|json|xml|txt|csv|xlsx|ods|odt|odp|odg|docx|pptx|pdf|png|jpe?g|webp|gif|svg|ico|zip|pkt"
    r"|drawio|woff2?|map)$",
    re.IGNORECASE,
)
MARKDOWN = (".md", ".markdown")
"""Suffixes of a page, whatever their case."""

VERSIONS = "versions"
"""Folder of a portfolio for its dated copies, and for the other versions of files that two people changed."""
_DEEPER = frozenset({"realisations", "stages", "veille", "fichiers"})
"""Folders below which « versions » is an ordinary name."""

_WINDOWS_CHARACTERS = regex(r'[<>:"\\|?*\x00-\x1f]')
_ADDRESS_CHARACTERS = regex(r"[#%&]")
"""Characters that have another meaning in an address, or in the HTML around it."""
_FILLED = frozenset({"node_modules", "bower_components", "vendor", "__pycache__", "venv"})
"""Folders that the tools of a program fill, whose pages are nobody's work here."""
_WORKING = ("~", ".swp", ".bak", ".tmp", ".orig")
"""Endings of the working copies of editors."""


def nfc(name: str) -> str:
    """Return a name in composed Unicode form (NFC), with undecodable and invisible characters escaped by number.

    A terminal would obey escape sequences in a name, and a bidirectional sign would reverse the rest of our line.
    """
    if name.isascii() and name.isprintable():
        return name
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNSEEN.sub(lambda match: ascii(match[0])[1:-1], unicodedata.normalize("NFC", readable))


def is_readable(name: str) -> bool:
    """True if a name, as the system gave it, is visible text: no control character, no bidirectional sign."""
    return _UNSEEN.search(name) is None


def is_too_long(name: str) -> bool:
    """True if a name leaves no room for the suffixes of an address."""
    return len(name.encode("utf-8", "surrogateescape")) > MAX_BYTES


def is_file_like(folder: str) -> bool:
    """True if a folder's address could be a file's: writing one would then forbid the other, and stop the build."""
    return _FILE_LIKE.search(safe(folder)) is not None


def why_ignored(name: str) -> str | None:
    """Return why a file or a folder is ignored; None if it is not."""
    small = name.casefold()
    if name.startswith("."):
        return mark("fichier caché")
    if small in _FILLED:
        return mark("dossier rempli par un outil")
    if small in {"thumbs.db", "desktop.ini"}:
        return mark("fichier du système")
    return mark("copie de travail d'un éditeur") if small.startswith("~$") or small.endswith(_WORKING) else None


def is_version(path: str) -> bool:
    """True if a path is below a portfolio's « versions/ »: a former state, which is never read."""
    above = path.split("/")[:-1]
    return VERSIONS in above and _DEEPER.isdisjoint(map(fold, above[: above.index(VERSIONS)]))


def forbidden_on_windows(name: str) -> str | None:
    """Return why Windows refuses a name; None if it does not."""
    if DEVICES.match(name):
        return mark("c'est le nom d'un périphérique")
    if match := _WINDOWS_CHARACTERS.search(name):
        sign = match[0] if match[0].isprintable() else ascii(match[0])[1:-1]
        return mark("le caractère « {sign} » y est interdit", sign=sign)
    if name.endswith((".", " ")):
        return mark("un nom n'y finit ni par un point ni par une espace")
    return None


@lru_cache(maxsize=1 << 12)
def safe(name: str) -> str:
    """Return the name under which a file can be published on every system; most names do not change."""
    name = _ADDRESS_CHARACTERS.sub("-", _WINDOWS_CHARACTERS.sub("-", name)).rstrip(". ") or "-"
    return f"_{name}" if DEVICES.match(name) else name


@lru_cache(maxsize=1 << 12)
def safe_path(path: str) -> str:
    """Return the address of an attachment or a folder: its path, each part made safe; the root stays empty."""
    return path and "/".join(map(safe, path.split("/")))


def split_page(name: str) -> tuple[str, bool]:
    """Split a file name into its stem and whether it is a page."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, True) if stem and f"{dot}{suffix}".lower() in MARKDOWN else (name, False)
