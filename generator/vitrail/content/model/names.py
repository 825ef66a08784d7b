"""A form of a private name to look for in texts, and the words that replace it for readers."""

from msgspec import Struct


class Name(Struct, frozen=True, kw_only=True, array_like=True, order=True):
    """One of the forms of a name (``privacy.forms``); its words are folded (``values.words``)."""

    words: tuple[str, ...]
    said: str = ""
    """Its replacement, in the language of the site; empty for words that always stay."""
    woman: str = ""
    """Its replacement after « Mme »."""
    whole: bool = False
    """Whether it is matched by itself, whatever its capitals."""
    initials: str = ""
    """The initials that name the same person before this surname: « H. Guérinot »."""
    alone: bool = False
    """Whether it is matched without a civility or an initial, if it has its capital."""
    capitals: bool = False
    """Whether, alone, each of its words needs a capital: « La Fontaine » is somebody, « la Fontaine » may not be."""
    mailbox: bool = False
    """Whether it is matched only beside « @ », in an address, or in capitals: « hguerinot », « HGUERINOT »."""
    surname: bool = False
    """Whether it calls somebody where it stands without being matched, with its capital: that is told."""
    noun: bool = False
    """Whether it then needs words around that only go with a person: « Fontaine a souri »."""
