"""The forms under which texts write the name of a firm that has a public name."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from vitrail.content.model.names import Name
from vitrail.content.values.words import words
from vitrail.ground.regex import regex
from vitrail.knowledge.privacy.forms import GLUED, PARTICLES, SHORTEST, is_long, listed

_LEGAL = frozenset(
    "sarl sas sasu sa eurl ei eirl sci scp scop scic snc selarl gie gip sem spl epic epa epci asbl ltd llc inc gmbh plc"
    " societe ste ets etablissements association assoc groupe group holding".split()
)
"""Folded words for a firm's legal form, which people leave out."""
_SAINTS = {"saint": "st", "sainte": "ste", "st": "saint", "ste": "sainte"}
"""Word → its other spelling: « Clinique St-Aubert »."""
_ASIDE = regex(r"\(.*|\[.*|[,;:/|–—].*|\s-\s.*", re.DOTALL)
"""Additions to the name of a firm in a declaration: its initials, its town."""
_DOTTED = regex(r"(?<=\b\w)\.")
"""The full stops of « S.A.R.L. »."""


def firm_forms(name: str, said: str, nobody: frozenset[str], others: frozenset[str] = frozenset()) -> Iterator[Name]:
    """Yield the forms of a firm's name: as declared, without its legal form, its proper noun alone, and in one word.

    The one word is as in its domain. A noun beside « de », a place, or one of ``others`` is not sought: it
    is that of a town, a person or a trade.

    >>> [name.words for name in firm_forms("SARL Ploug Informatique (PI)", "[une ESN]", frozenset({"informatique"}))]
    [('sarl', 'ploug', 'informatique', 'pi'), ('ploug', 'informatique'), ('ploug',), ('plouginformatique',)]
    """
    for form in _forms(name, said, nobody, others):
        yield form
        if not _SAINTS.keys().isdisjoint(form.words):
            yield replace(form, words=tuple(_SAINTS.get(word, word) for word in form.words))


def _forms(name: str, said: str, nobody: frozenset[str], others: frozenset[str]) -> Iterator[Name]:
    every = words(name)
    size, loud = sum(map(len, every)), nobody.issuperset(every)
    if size < SHORTEST or (size < GLUED - 1 and loud):
        return
    loud = loud or size < GLUED - 1  # an orange cable is nobody's
    yield Name(words=every, said=said, woman=said, whole=not loud, alone=loud, capitals=loud)
    core = tuple(word for word in words(_DOTTED.sub("", _ASIDE.sub("", name.strip()))) if word not in _LEGAL)
    usual, public = nobody.issuperset(core), words(said)
    if any(public[place : place + len(core)] == core for place in range(len(public))):
        return
    if core != every and sum(map(len, core)) >= GLUED - 1 and (len(core) > 1 or not usual):
        shy = usual or len(core) == 1
        yield Name(words=core, said=said, woman=said, whole=not shy, alone=shy, capitals=usual)
    rows = zip(("", *core), core, (*core[1:], ""), strict=False)
    vague = (nobody, others, public, listed("places.txt"))
    proper = [row[1] for row in rows if PARTICLES.isdisjoint(row) and not any(row[1] in known for known in vague)]
    if len(core) > 1 and len(proper) == 1 and is_long(proper[0], GLUED - 1):
        yield Name(words=(proper[0],), said=said, woman=said, alone=True)
    run = "".join(core)
    if len(core) > 1 and is_long(run, GLUED) and run not in nobody:
        yield Name(words=(run,), said=said, woman=said, whole=True)
