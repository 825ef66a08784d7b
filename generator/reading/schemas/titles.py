"""The title of a page: as written, else its first heading, else its file's name."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Place
from generator.model.source import Body
from generator.values.fields import Fields
from generator.values.lengths import NAME, fitted


def title_of(fields: Fields, body: Body, slug: str) -> str:
    """Give every page a title; nothing is refused for the lack of one."""
    return fields.text("titre") or _first_heading(fields, body) or readable(slug)


def _first_heading(fields: Fields, body: Body) -> str:
    title, reason = fitted(next(iter(body.headings), ""), NAME)
    if reason:
        place = Place(path=body.path, line=body.line)
        fields.faults.append(Diagnostic.at("STR035", place, key="titre", reason=reason))
    return title


def readable(slug: str) -> str:
    """Turn a file's name into words: « mise-en-place » is « Mise en place »."""
    words = slug.rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return fitted(words[:1].upper() + words[1:] or slug, NAME)[0]
