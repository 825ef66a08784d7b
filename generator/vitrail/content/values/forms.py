"""The forms in which an entry may be written: our keys, « a: b », or a bare text; alone, in a mapping or in a list."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from vitrail.content.model.source import Route
from vitrail.content.values.choices import nearest
from vitrail.content.values.document import Value
from vitrail.content.values.key import Keys
from vitrail.ground.regex import regex

_COLON = regex(r":(?:\s|$)")
"""Separator of a name and a sentence in a text; an address has none."""
_LINES, _CODES = regex(r"[;\n]"), regex(r"[,;\n](?![^()]{0,80}\))")
"""Separators of several texts, and of several codes; a comma within brackets separates nothing."""


Form: TypeAlias = tuple[Value, Route, bool]
"""An entry as a mapping of our keys, or as written when it has none of the forms; its route; and whether it was
written « a: b » in a mapping: the last step of its route is then its first value."""


def forms(keys: Keys, value: Value, route: Route, spelled: Mapping[str, str], *, alone: bool) -> Iterator[Form]:
    """Yield the entries that a value stands for; ``alone``: it is the whole value of its key, not one of a list.

    >>> from vitrail.content.values.key import Key, Kind
    >>> rows = Key("titre", kind=Kind.TEXT), Key("lien", kind=Kind.WORD)
    >>> table = Keys(None, *rows, short="titre", pair=("titre", "lien"))
    >>> [value for value, *_ in forms(table, "Notice", (), {}, alone=True)]
    [{'titre': 'Notice'}]
    >>> [value for value, *_ in forms(table, {"NOTICE": "/n"}, (), {}, alone=True)]
    [{'titre': 'NOTICE', 'lien': '/n'}]
    """
    if isinstance(value, dict) and keys.pair and not _is_ours(keys, value, alone=alone):
        for name, said in value.items():
            yield _paired(keys, spelled.get(name, name), said), (*route, name), True
    elif isinstance(value, str) and (keys.short or keys.pair):
        cut = _LINES if _COLON.search(value) else _CODES
        for text in map(str.strip, cut.split(value) if alone and keys.several else (value,)):
            if keys.pair and (colon := _COLON.search(text)):
                yield _paired(keys, text[: colon.start()].rstrip(), text[colon.end() :].strip()), route, False
            elif text:
                yield ({keys[keys.short].names[0]: text} if keys.short else text), route, False
    elif isinstance(value, list) and keys.coded:  # « - [[B1.1]] », « - [B1.1, B1.2] »
        for index, item in enumerate(value):
            yield from forms(keys, item, (*route, index), spelled, alone=False)
    else:
        yield value, route, False


def _paired(keys: Keys, first: str, second: Value) -> Value:
    key, other = (keys[name].names[0] for name in keys.pair)
    if isinstance(second, dict) and any(map(keys.find, second)):  # « B1.2: {phrase: …, preuve: …} »
        return {**second, key: first}
    return {key: first, other: second}


def _is_ours(keys: Keys, value: Mapping[str, Value], *, alone: bool) -> bool:
    """True if a mapping holds keys of ours, even misspelt.

    A name with a digit, or unlike our keys, stands for a code; a mapping of two titles is no entry of a list.
    """
    if any(map(keys.find, value)):
        return True
    if not keys.coded:
        return not alone and len(value) > 1
    names = tuple(name for key in keys for name in key.names)
    return any(nearest(name, names) for name in value if not any(map(str.isdigit, name)))
