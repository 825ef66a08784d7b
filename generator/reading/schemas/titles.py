"""The title of a page: as written, else its first heading, else its file's name."""

from __future__ import annotations

from generator.model.source import Body
from generator.reading.schemas.fields import Fields


def title_of(fields: Fields, body: Body, slug: str) -> str:
    """Give every page a title; nothing is refused for the lack of one."""
    return fields.text("titre") or next(iter(body.headings), None) or readable(slug)


def readable(slug: str) -> str:
    """Turn a file's name into words: « mise-en-place » is « Mise en place »."""
    words = slug.rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or slug
