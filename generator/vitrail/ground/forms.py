"""The name and number of each form of data that other programs read, ``vitrail/check/2``.

When a form gets another number: docs/contribuer.md, « Versions ».
"""

from collections.abc import Mapping

_NUMBERS: Mapping[str, int] = dict.fromkeys(
    "bilan check etablissement etudiant page promotion ready referentiel semaine stage".split(), 2
)
"""Forms that are no longer at their first number."""


def form(name: str) -> str:
    """Return what a JSON of ours says that it is, and the ``$id`` of its schema.

    >>> form("check"), form("realisation")
    ('vitrail/check/2', 'vitrail/realisation/1')
    """
    return f"vitrail/{name}/{_NUMBERS.get(name, 1)}"
