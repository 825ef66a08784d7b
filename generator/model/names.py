"""A private name as it is met in a text, and what readers find in its place."""

from msgspec import Struct


class Name(Struct, frozen=True, kw_only=True, array_like=True, order=True):
    """One of the forms of a name (``privacy.forms``); its words are folded (``values.words``)."""

    words: tuple[str, ...]
    said: str = ""
    """What stands in its place, in the language of the site; empty for words that stay, whatever they hold."""
    woman: str = ""
    """The same after « Mme »."""
    whole: bool = False
    """Met by itself, however it is written."""
    initials: str = ""
    """Before a surname, the letters that call the same person: « H. Guérinot »."""
    alone: bool = False
    """Met without a civility or an initial, with its capital."""
    capitals: bool = False
    """Alone, with a capital to each word: « La Fontaine » is somebody, « la Fontaine » may be one."""
    mailbox: bool = False
    """Met beside « @ » or in an address alone: « hguerinot », « h.guerinot »."""
