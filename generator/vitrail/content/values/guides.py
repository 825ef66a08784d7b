"""The table of keys written for authors: Markdown in the guides, JSON Schema (draft 7) for their editors."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vitrail.content.values import keys as table
from vitrail.content.values.choices import VISIBILITIES
from vitrail.content.values.key import Key, Keys, Kind, Where, below
from vitrail.ground.forms import form
from vitrail.ground.regex import regex

BLOCK = regex(
    r"(?P<head><!-- clés : (?P<name>[A-Z_]+)(?P<bare> sans lieux)? -->\n).*?(?P<end><!-- fin des clés -->)", re.DOTALL
)
"""A table of keys in a page, which is written again."""
SCHEMAS: Mapping[str, tuple[Keys, str]] = {
    "etablissement": (table.SCHOOL, "portfolios/etablissement.yml"),
    "promotion": (table.COHORT, "promotion.yml d'une classe"),
    "evaluations": (table.VERDICT, "evaluations/<étudiant>.yml"),
    "referentiel": (table.FRAMEWORK, "portfolios/referentiels/*.yml"),
    "etudiant": (table.STUDENT, "en-tête de l'index.md d'un portfolio"),
    "realisation": (table.REALISATION, "en-tête de realisations/*.md"),
    "stage": (table.INTERNSHIP, "en-tête de stages/<stage>/index.md"),
    "semaine": (table.REPORT, "en-tête de stages/<stage>/semaine-01.md"),
    "bilan": (table.REVIEW, "en-tête de stages/<stage>/bilan.md"),
    "veille": (table.WATCH, "en-tête de veille/*.md"),
    "page": (table.PAGE, "en-tête d'une page libre"),
}
"""Name of a schema → its keys, and the file that it describes; evaluations are a list; the last seven are front
matter."""
_PLACES = dict(zip(Where, ("page", "équipe", "papier", "contrôle", "site"), strict=True))
_TEXT = {"type": ["string", "number"]}
_SEVERAL = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_WHOLE = {"type": ["integer", "string"]}
_SIMPLE: Mapping[Kind, Any] = {
    **dict.fromkeys((Kind.TEXT, Kind.WORD, Kind.DAY), _TEXT),
    **dict.fromkeys((Kind.NUMBER, Kind.WEEKS), _WHOLE),
    **dict.fromkeys((Kind.PROSE, Kind.LINES, Kind.WORDS), _SEVERAL),
    Kind.FLAG: {"enum": ["oui", "non", "vrai", "faux", True, False]},
    Kind.PERIOD: {"type": ["string", "object"]},
    Kind.PAIRS: {"type": "object"},
    Kind.VISIBILITY: {"enum": list(VISIBILITIES)},
    Kind.OWN: {},
}


def guide(page: Path) -> str:
    """Return a page of the documentation with its tables of keys brought up to date."""
    return BLOCK.sub(
        lambda block: block["head"] + _markdown(getattr(table, block["name"]), where=not block["bare"]) + block["end"],
        page.read_text("utf-8"),
    )


def _markdown(keys: Keys, *, where: bool) -> str:
    """Write the Markdown table of one kind of mapping; a star marks the required keys."""
    columns = ("Clé", "Ce qu'on y écrit", "Où on le lit")[: 3 if where else 2]
    head = f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n"
    rows = (
        f"| `{key.name}`{chr(92) + '*' if key.required else ''} | {key.help} |"
        + (f" {', '.join(_PLACES[place] for place in key.shown)} |" if where else "")
        for key in keys
    )
    also = (
        (", ".join(f"`{name}`" for name in key.spellings[1:]), key.name) for key in keys if key.spellings[1:] and where
    )
    others = " ; ".join(f"{names} pour `{name}`" for names, name in also)
    return head + "\n".join(rows) + "\n" + (f"\nAutres noms compris : {others}.\n" if others else "")


def schema(name: str) -> str:
    """Write the JSON Schema of a kind of file, by which an editor completes and underlines.

    It refuses no key: people write them with and without accents, and ``vitrail check`` reports unknown ones.

    >>> json.loads(schema("veille"))["title"]
    'en-tête de veille/*.md'
    """
    keys, title = SCHEMAS[name]
    named = {id(known): part.lower() for part, known in vars(table).items() if isinstance(known, Keys)}
    parts = {named[id(part)]: _mapping(part, named) for part in (keys, *(key.keys for key in below(keys) if key.keys))}
    top = {"$ref": f"#/definitions/{named[id(keys)]}"}
    whole = {"type": "array", "items": top} if name == "evaluations" else {"allOf": [top]}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": form(name), "title": title}
    return json.dumps(head | whole | {"definitions": parts}, ensure_ascii=False, indent=1) + "\n"


def _mapping(keys: Keys, named: Mapping[int, str]) -> dict[str, Any]:
    properties = {key.name: _value(key, f"#/definitions/{named[id(key.keys or keys)]}") for key in keys}
    typed = ((*key.spellings, *key.names) for key in keys if key.required)
    needed = [{"anyOf": [{"required": [name]} for name in dict.fromkeys(names)]} for names in typed]
    return {"type": "object", "properties": properties} | ({"allOf": needed} if needed else {})


def _value(key: Key, below: str) -> dict[str, Any]:
    said = {"description": key.help + (f"\n\nExemple : {key.example}" if key.example else "")}
    if key.kind in {Kind.CHOICE, Kind.CHOICES}:
        form: dict[str, Any] = {"enum": list(key.choices)}
        return said | (form if key.kind is Kind.CHOICE else {"anyOf": [form, {"type": "array", "items": form}]})
    if key.keys is not None or key.kind is Kind.RECORDS:
        form = {"$ref": below}
        named: list[dict[str, Any]] = [{"type": "object"}] if key.keys and key.keys.pair else []
        return said | {"anyOf": [form, *named, {"type": "array", "items": {"anyOf": [form, *named, _TEXT]}}, _TEXT]}
    return said | dict(_SIMPLE[key.kind])
