"""Facts that a student's public repository must not hold: the team's file of them, joined to the pages of the stages.

``prives/<étudiant>.yml``, beside mkdocs.yml, has the name of a stage's folder, and below it keys of that stage's page
as they are written there. They are put at the head of that page's keys when the portfolio is put in its place.
"""

import re
from collections.abc import Iterator, Mapping
from textwrap import dedent

from vitrail.content.reading.text.parse import parse_markdown, parse_yaml
from vitrail.content.values.folding import fold_key
from vitrail.content.values.keys import INTERNSHIP
from vitrail.ground.language import Phrase, mark
from vitrail.ground.regex import regex

FOLDER = "prives"
_TOP = regex(r"(?m)^([^\s#-][^:\n]*):[ \t]*(?:#.*)?$")
_OPENING = regex(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")


def facts_in(text: str) -> Mapping[str, str]:
    r"""Return the keys to join, by folder of a stage, as they are written.

    >>> facts_in("mairie:\n  tuteur: {nom: M. Lefort}\n")
    {'mairie': 'tuteur: {nom: M. Lefort}\n'}
    """
    _, *rest = _TOP.split(text)
    return {stage.strip(): dedent(keys).strip() + "\n" for stage, keys in zip(rest[::2], rest[1::2], strict=True)}


def joined(page: bytes, facts: str) -> tuple[bytes, Phrase | None]:
    """Return a stage's page with facts at the head of its keys; or as it was, with the reason why not.

    What a student wrote stays: a fact whose key is there already is not joined, and no other of its file either.
    """
    opening = _OPENING.match(page)
    told, own = parse_yaml("", facts.encode()), parse_markdown("", page)
    if told.rejected or not told.data:
        return page, mark("ce qui est écrit là ne se lit pas")
    if opening is None or own.rejected:
        return page, mark("sa page n'a pas de clés qui se lisent")
    if twice := set(_named(told.data)) & set(_named(own.data)):
        return page, mark("sa page a déjà « {key} »", key=min(twice))
    end = b"\r\n" if opening[0].endswith(b"\r\n") else b"\n"
    lines = re.sub(rb"\r?\n", end, facts.encode())
    return page[: opening.end()] + lines + page[opening.end() :], None


def _named(data: Mapping[str, object]) -> Iterator[str]:
    """Yield the documented names of keys, whatever other names they are written under."""
    for key in data:
        row = INTERNSHIP.find(fold_key(key))
        yield row.name if row else key
