"""Pages that claim nothing: technology watch, free pages, organisations, the school's home."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.diagnostics import Diagnostic
from generator.model.organisation import Organisation
from generator.model.realisation import Status
from generator.model.student import FreePage, WatchEntry
from generator.model.territory import HOME
from generator.reading.schemas.prose import read_body
from generator.reading.schemas.titles import readable, title_of
from generator.values.document import Document
from generator.values.fields import Fields, open_fields
from generator.values.folding import fold

_WATCH_ALIASES = MappingProxyType({"title": "titre", "url": "lien", "sources": "source", "themes": "theme"})
_PAGE_ALIASES = MappingProxyType({"title": "titre", "status": "statut"})
_DRAFTS = MappingProxyType({"en cours": Status.DRAFT, "à compléter": Status.DRAFT})


def read_watch(document: Document, slug: str, faults: list[Diagnostic]) -> WatchEntry:
    """Read one piece of technology watch."""
    fields = open_fields(document, faults, _WATCH_ALIASES)
    body = read_body(document)
    fields.text("titre", required=True)
    entry = WatchEntry(
        slug=slug,
        title=title_of(fields, body, slug),
        on=fields.day("date", required=True),
        origin=fields.text("source", required=True),
        link=fields.text("lien"),
        theme=fields.text("thème"),
        analysis=fields.text("analyse"),
        visibility=fields.visibility(),
        body=body,
        source=document.source,
    )
    fields.close()
    return entry


def read_page(document: Document, slug: str, faults: list[Diagnostic]) -> FreePage:
    """Read any other page of a student's."""
    fields = open_fields(document, faults, _PAGE_ALIASES)
    body = read_body(document)
    page = FreePage(
        slug=slug,
        title=title_of(fields, body, slug),
        rank=fields.number("ordre"),
        visibility=fields.visibility(),
        status_draft=_draft(fields),
        body=body,
        source=document.source,
    )
    fields.know("description")
    fields.close()
    return page


def _draft(fields: Fields) -> bool:
    if fields.text("statut") is None:
        return False
    return fields.choice("statut", Status, _DRAFTS, code="STR021") is not Status.SUBMITTED


def read_organisation(document: Document, slug: str, faults: list[Diagnostic]) -> Organisation:
    """Read a shared host organisation."""
    fields = open_fields(document, faults)
    name = fields.text("nom", required=True)
    found = organisation_from(fields, name or readable(slug), slug, document)
    fields.close()
    return found


def organisation_from(fields: Fields, name: str, slug: str = "", document: Document | None = None) -> Organisation:
    """Read an organisation's values, whether in its own file or written inside an internship."""
    return Organisation(
        slug=slug,
        name=name,
        public_name=fields.text("nom public"),
        town=fields.text("ville"),
        country=read_country(fields),
        kind=fields.text("type"),
        services=fields.texts("services"),
        body=read_body(document) if document else None,
        source=fields.source,
    )


def read_country(fields: Fields) -> str:
    """Read a country's code (ISO 3166); a French name gives its code, and what names no country is kept as written."""
    country = fields.text("pays") or HOME
    if len(country) == 2:  # noqa: PLR2004 - ISO 3166
        return country.upper()
    return _names().get(_ARTICLE.sub("", fold(country)), country)


_ARTICLE = re.compile(r"^(?:la|le|les|l') ?")


@cache
def _names() -> Mapping[str, str]:
    """Index the codes of countries and territories by their French names, folded and without article."""
    from babel import Locale  # noqa: PLC0415  # most files give a code or nothing

    territories = Locale("fr").territories
    return {_ARTICLE.sub("", fold(name)): code for code, name in territories.items() if code.isalpha()}
