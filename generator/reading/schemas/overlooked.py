"""People named in a stage under keys that are not read there: keys of another place, or unknown ones."""

import re
from collections.abc import Iterator

from generator.model.internships.internship import Reserved
from generator.model.source import Route
from generator.values.document import Value
from generator.values.keys import INTERNSHIP

_TUTORS = frozenset(INTERNSHIP["tuteur"].names)
_TEACHERS = frozenset(INTERNSHIP["professeur référent"].names)
_SIGNERS = frozenset(
    "par;avec;contact;signataire;signe par;signee par;representant;represente par;referent;enseignant referent".split(
        ";"
    )
)
"""Folded keys under which authors write a person's name, whether or not they are read there."""
_RANK = re.compile(
    r"\b(?:no|numero|autre|premiere?|seconde?|deuxieme)\b|\bco(?= |tut)|n ?°|\d+(?:ere?|nde?|e(?:me)?)?\b|[()]"
)
"""Marks of a second tutor in a key: « tuteur 2 », « deuxième tuteur », « co-tuteur »."""


def overlooked(held: Value, route: Route = ()) -> Iterator[Reserved]:
    """Yield the people named under such keys, at any depth: a second tutor, the tutor of its host, a signer.

    >>> [someone.name for someone in overlooked({"organisation": {"contact": "Mme Anne Le Goff", "ville": "Valmont"}})]
    ['Mme Anne Le Goff']
    """
    inside = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, item in inside:
        at, bare = (*route, key), " ".join(_RANK.sub(" ", str(key)).split())
        tutor, second = bare in _TUTORS, bare != key and bare in _TEACHERS
        name = item.get("nom") if tutor and isinstance(item, dict) else item
        visited = key == "par" and route[:1] == ("suivi",)
        if isinstance(name, str) and (tutor or second or bare in _SIGNERS) and not visited:
            yield Reserved(name=name, route=at, tutor=tutor)
        else:
            yield from overlooked(item, at)
