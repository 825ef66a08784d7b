"""Find the people that a text names: « M. Lefort, DSI, et Mme Roy » are two, « mon tuteur » is nobody."""

import re
from collections.abc import Iterator

from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex
from vitrail.knowledge.privacy.forms import CIVILITIES, PARTICLES, common

_BETWEEN = regex(r"[,;:/()&|+\[\]«»\n]|\s[-–—]+\s|\b(?:et|ou|puis|avec)\b", re.IGNORECASE)
"""Separators between two names of a text, and between a name and its bearer's job."""
_INVERTED = regex(r"\b([A-ZÀ-Þ][A-ZÀ-Þ'’-]+), (?=[A-ZÀ-Þ][a-zß-ÿ])")
"""« DUPONT, Jean » is one name, despite its comma."""
_WORD = regex(r"(?:[^\s'’]|(?<=[^\s'’]{3})['’](?=\w))+")
"""A word; an apostrophe ends « l' » and « d' », but is inside « Pencreac'h »."""
_NAMED = regex(r"W|c(?:P*R|p*w)")
"""A text with a name, by the kinds of its words (``_kind``): a capital, or a civility before a word, « M. Maire »."""
_PLAIN, _PLAINS = regex(r"w[wp]*"), regex(r"ww+")
_RUN = regex(r"(?:^[cpP]*|(?<=[rRw])[cP]*)W(?:[pP]*W)+")
"""A name of several words, at the start or after another name."""
_FIRM = regex(r"(?:(?<=[rRw])p|x)p*W(?:[pP]*W)*")
"""« la direction de Lambert Frères » and « chez Orange » name a firm or a place."""
_AT = frozenset("a au aux chez en pour dans sur sous".split())
_GLUED = regex(r"\b(MM?|Mr|Mmes?|Mlle|Dr)\.(?=[^\W\d_])")
_MAIL = regex(r"([\w.+-]{1,64})@[\w.-]+")
_ROLES = frozenset(
    fold(
        "mon ma notre un une tuteur tutrice maître maîtresse stage apprentissage professeur professeure"
        " enseignant enseignante formateur formatrice référent référente responsable directeur directrice direction"
        " chef cheffe gérant gérante maire mairie employeur employeuse entreprise équipe service secrétariat général"
        " générale ressources humaines informatique technique DSI DRH RH SI RSSI PDG chargé chargée administrateur"
        " administratrice développeur développeuse ingénieur ingénieure technicien technicienne assistant assistante"
        " adjoint adjointe système systèmes réseau réseaux support projet projets senior junior"
    ).split()
)
"""Folded words for a role or a service rather than a name: « mon tuteur »."""


def people_in(text: str) -> Iterator[str]:
    """Yield the names of people that a text holds.

    Without capitals, words are a name if none is a role, and if they are two or more when the text has other parts: a
    single word, or « gestionnaire de parc », would be hidden on every page. An e-mail address is read as a name.

    >>> [*people_in("M. Roy et Mme Le Goff (direction)")]
    ['M. Roy', 'Mme Le Goff']
    >>> [*people_in("mon tuteur")], [*people_in("M.Roy")]
    ([], ['M. Roy'])
    """
    text = _MAIL.sub(lambda mail: f", {mail[1].replace('.', ' ').title()},", _INVERTED.sub(r"\1 ", text))
    text = _GLUED.sub(r"\1. ", text)
    parts = [part for part in map(str.strip, _BETWEEN.split(text)) if part]
    for part in parts:
        every = tuple(_WORD.finditer(part))
        kinds = "".join(_kind(word[0].strip(".")) for word in every)
        kinds = _FIRM.sub(lambda firm: "x" * len(firm[0]), kinds)
        if _NAMED.search(kinds) or (_PLAIN if len(parts) == 1 else _PLAINS).fullmatch(kinds):
            runs = (every[run.start() : run.end()] for run in _RUN.finditer(kinds))
            yield from [part[run[0].start() : run[-1].end()] for run in runs] or (_alone(part, every, kinds),)


def _alone(part: str, every: tuple[re.Match[str], ...], kinds: str) -> str:
    """Return a name with a single capitalised word, without the common words around it: « M. Durand à distance »."""
    if "W" not in kinds or len(every) <= len("Ww"):
        return part
    named = zip(every, kinds, strict=True)
    return " ".join(
        word[0] for word, kind in named if kind in "cCpPWR" or (kind == "w" and fold(word[0]) not in common())
    )


def _kind(word: str) -> str:
    """Return a word's kind: c civility, p particle, r role, x place preposition, w other; a capital if it has one."""
    folded = fold(word)
    kinds = {"c": CIVILITIES, "p": PARTICLES, "r": _ROLES, "x": _AT if word.islower() else ()}
    kind = next((kind for kind, known in kinds.items() if folded in known), "w")
    return kind if word == word.lower() or kind == "c" else kind.upper()
