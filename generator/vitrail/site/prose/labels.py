"""Check that a drawing shows the words of its diagram's source, but for keywords, identifiers and comments."""

import re
from typing import Final

from vitrail.content.values.folding import fold
from vitrail.ground.regex import regex

_SAID: Final = frozenset(
    (
        "flowchart graph subgraph end direction sequencediagram participant actor note over left right loop alt else "
        "opt par and rect rgb rgba activate deactivate autonumber critical break option box create destroy "
        "transparent classdiagram class namespace statediagram state erdiagram gantt title dateformat axisformat yyyy "
        "section done active crit milestone after until excludes weekends weekdays tickinterval todaymarker off pie "
        "showdata gitgraph commit branch checkout switch merge cherry pick order type tag highlight reverse normal "
        "mindmap root timeline journey quadrantchart xychart beta requirementdiagram kanban architecture block packet "
        "sankey fork join choice hide empty description for links link one many only optionally identifying axis "
        "quadrant columns column context container component boundary person system rel birel ext deployment node "
        "dynamic"
    ).split()
)
"""Folded keywords of the languages."""
_UNSEEN: Final = regex(
    r"%%\{.*?\}%%|^\s*%.*$|^\s*(?:style|classDef|linkStyle|click|callback|accTitle|accDescr|cssClass)\b.*$|:::\w+"
    r"|<[^<>\n]{1,80}>|#\w{1,12};|&\w{1,12};|^---\n.*?^---$",
    re.MULTILINE | re.DOTALL,
)
_CLICKED: Final = regex(r"^\s*click\s+\S+.*?\"([^\"\n]+)\"\s*(?:_\w+)?\s*$", re.MULTILINE)
_NAMED: Final = regex(
    r"(?<![\w\]\)}|>-])([A-Za-z_][\w-]*)\s*(?=[\[({>]+[^\s])|\b(?:participant|actor|state)\s+([\w-]+)\s+as\b"
    r"|\bas\s+([\w-]+)\s*$|^\s*(?:commit|merge)\b[^\n]*\btype:\s*(\w+)|^\s*([\w-]+)\s*:\s+(?=\S)",
    re.MULTILINE,
)
"""Identifiers of elements that have a label."""
_HINTS: Final = regex(r"\[[^\]\n]*\]|%.*$", re.MULTILINE)
"""Types and comments of a MCD, which its drawing does not show."""
_WORD: Final = regex(r"[^\W\d_]{3,}")


def missing(kind: str, source: str, shown: str) -> str:
    """Return the first word of a diagram's labels that is not among the ``shown`` words; empty if all are."""
    there: str = re.sub(r"\W|_", "", fold(shown))
    if kind == "mocodo":
        text, named, clicked = _HINTS.sub(" ", source), set[str](), ""
    else:
        clicked = " ".join(_CLICKED.findall(source))
        text = _UNSEEN.sub(" ", source)
        bare = re.sub(r"\"[^\"\n]*\"", '""', text)
        named = {fold(word) for groups in _NAMED.findall(bare) for word in groups if word}
    parts = {part for word in named for part in _WORD.findall(word)}
    for word in _WORD.findall(f"{text} {clicked}"):
        folded: str = fold(word)
        if folded not in _SAID and folded not in parts and folded not in there:
            return str(word)
    return ""
