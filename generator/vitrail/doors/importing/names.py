"""The names of our keys in other tools, and the conversion of their values to ours."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

from vitrail.content.values import keys
from vitrail.content.values.choices import FOREIGN, read_choice
from vitrail.content.values.folding import fold
from vitrail.content.values.key import Key, Keys, Kind
from vitrail.doors.importing.draft import UNKNOWN
from vitrail.doors.importing.periods import days, period
from vitrail.doors.scaffolding.files import quoted

TABLES: Mapping[str, Keys] = {"realisations": keys.REALISATION, "veille": keys.WATCH, "": keys.PAGE}
"""Folder of the portfolio → keys of its pages; stages have two tables, which are not here."""
TAGS = frozenset({"tags", "categories", "etiquettes", "mots cles", "keywords"})
_ALSO = {
    **dict.fromkeys(("nom du projet", "projet"), "titre"),
    **dict.fromkeys(("duree", "period", "pubdate", "publishdate"), "periode"),
    "skill": "competences",
    **dict.fromkeys(("context", "cadre"), "contexte"),
    **dict.fromkeys(("client", "lieu de stage"), "organisation"),
    **dict.fromkeys(("outils", "tech", *TAGS), "technologies"),
    **dict.fromkeys(("excerpt", "resume", "summary"), "resume"),
    "weight": "ordre",
    "auteur de l'article": "source",
}
"""Folded name → our key, besides the names that our own files may use."""
COVER = frozenset({"cover", "image", "heroimage", "featured image", "thumbnail", "couverture"})
DROPPED = FOREIGN | frozenset("draft published type menu id latitude longitude altitude completed? updated".split())
"""Keys that only the other generator uses."""
GENERIC = frozenset(
    "realisation;realisations;stage;stages;veille;projet;projets;portfolio;bts;bts sio;sio;sisr;slam;tp".split(";")
)
"""Tags that sort pages and name no technology."""


def ours(name: str, table: Keys) -> Key | None:
    """Return our key for a name; None if there is none."""
    folded = fold(name)
    return table.find(folded) or table.find(_ALSO.get(folded, folded))


def known(name: str) -> bool:
    """True if a name is that of a key: only then is a bare line « Nom : texte » read as one."""
    every = (*TABLES.values(), keys.REPORT)
    return fold(name) in COVER | TAGS or any(ours(name, table) for table in every)


def rank(name: str, key: Key) -> tuple[int, ...]:
    """Return a sort key of the names of one key: the documented one first."""
    folded = fold(name)
    return (key.names.index(folded),) if folded in key.names else (len(key.names),)


def spelled(key: Key, value: object) -> str:
    """Return a value as YAML on one line; empty when the key cannot hold it."""
    said = text_of(value)
    if key.kind in {Kind.TEXT, Kind.WORD}:
        return quoted(said) if said and not isinstance(value, list | dict) else ""
    if key.keys and key.keys.short:
        return quoted(said) if isinstance(value, str) else ""
    if key.kind in {Kind.PROSE, Kind.LINES}:
        return quoted(said) if isinstance(value, str) else flow(items(value))
    if key.kind in {Kind.CHOICE, Kind.CHOICES}:
        choices = [read_choice(word, key.of, key.words) for word in items(value)]
        words = [str(choice.value if isinstance(choice, Enum) else choice) for choice in choices if choice is not None]
        return "" if len(words) < len(choices) else words[0] if len(words) == 1 else flow(words)
    if key.kind is Kind.DAY:
        first, last = days(said)
        return first if first == last else ""
    return period(said) if key.kind is Kind.PERIOD else said if key.kind is Kind.NUMBER and said.isdecimal() else ""


def flow(words: list[str]) -> str:
    """Write a list as YAML on one line."""
    return f"[{', '.join(map(quoted, dict.fromkeys(words)))}]"


def text_of(value: object) -> str:
    """Write a value of any kind as a text."""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {text_of(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(text_of(part) for part in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value).strip()


def items(value: object) -> list[str]:
    """Return the items of a list, or of « a, b »."""
    if isinstance(value, list | tuple):
        return [text for item in value if (text := text_of(item))]
    return [part.strip() for part in re.split(r"[,;]", text_of(value).strip("[] ")) if part.strip()]


def absent(table: Keys) -> Mapping[str, str]:
    """Return the values that a draft has under the keys that it needs, when its source has none."""
    if table is keys.REALISATION:
        return {"période": UNKNOWN, "contexte": "formation", "mode": "vécue"}
    return {"date": UNKNOWN, "source": UNKNOWN} if table is keys.WATCH else {}
