"""Pages that claim nothing: technology watch, free pages, organisations, the school's home."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from vitrail.content.addressing.table import SECTIONS
from vitrail.content.model.internships.organisation import DEPARTMENT_CODES, HOME, NAMED, Organisation
from vitrail.content.model.student import FreePage, WatchEntry
from vitrail.content.reading.schemas.prose import read_body, readable, title_of
from vitrail.content.values.document import Document
from vitrail.content.values.fields import Fields, open_fields
from vitrail.content.values.folding import fold
from vitrail.content.values.keys import INTERNSHIP, ORGANISATION, PAGE, REALISATION, WATCH
from vitrail.content.values.suggesting import TypedWord, astray
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import mark
from vitrail.ground.regex import regex

_ELSEWHERE = (
    (
        INTERNSHIP,
        ("tuteur", "missions", "convention", "attestation"),
        mark("ses clés sont celles d'un stage, et il est lu comme une page libre"),
        mark("Rangez-le dans « stages », sous le nom du stage : « stages/mairie.md »."),
    ),
    (
        REALISATION,
        ("compétences", "contexte", "productions", "situations"),
        mark("ses clés sont celles d'une réalisation, et il est lu comme une page libre"),
        mark("Rangez-le dans « realisations » : « realisations/glpi.md »."),
    ),
)
"""Table of a kind of page, the keys that no other kind has, the fault of a misplaced one, and its remedy."""


def read_watch(document: Document, slug: str, faults: list[Diagnostic]) -> WatchEntry:
    """Read one piece of technology watch."""
    fields, body = open_fields(document, faults, WATCH), read_body(document)
    title = title_of(fields.text("titre"), fields.faults, body, slug)
    return WatchEntry(**fields.values(), slug=slug, title=title, body=body, source=document.source)


def read_page(document: Document, slug: str, faults: list[Diagnostic]) -> FreePage:
    """Read any other page of a student's."""
    fields, body = open_fields(document, faults, PAGE), read_body(document)
    return FreePage(
        **fields.values(),
        slug=slug,
        title=title_of(fields.text("titre"), fields.faults, body, slug),
        body=body,
        source=document.source,
    )


def misplaced(document: Document, slug: str) -> Iterator[Diagnostic]:
    """Report a free page with keys that only a réalisation or a stage has: they do not count there."""
    section, deeper, _ = slug.partition("/")
    for table, names, trouble, remedy in () if deeper and section in SECTIONS else _ELSEWHERE:
        if written := next((name for key in names for name in table[key].names if name in document.data), None):
            yield Diagnostic.at("STR014", document.source.at(written), trouble=trouble, remedy=remedy)
            return


def read_organisation(document: Document, slug: str, faults: list[Diagnostic]) -> Organisation:
    """Read a shared host organisation."""
    fields = open_fields(document, faults, ORGANISATION)
    return organisation_from(fields, fields.text("nom") or readable(slug), slug, document)


def organisation_from(fields: Fields, name: str, slug: str = "", document: Document | None = None) -> Organisation:
    """Read an organisation's values, whether in its own file or written inside an internship."""
    return Organisation(
        **fields.values(),
        slug=slug,
        name=name,
        country=read_country(fields),
        body=read_body(document) if document else None,
        source=fields.source,
    )


def read_country(fields: Fields) -> str:
    """Read a country's code (ISO 3166), one of its French names, or a French region, département or postal code.

    An unknown country is reported, kept as written, and never taken for France, since other rules hold abroad; its
    author must choose.
    """
    country = fields.text("pays") or HOME
    if country.upper() == HOME or _DEPARTMENT.fullmatch(country):
        return HOME
    if (number := _OVERSEAS.fullmatch(country)) and (overseas := DEPARTMENT_CODES.get(number[1])):
        return overseas
    known = _names()
    code = country.upper() if country.upper() in known.values() else known.get(_ARTICLE.sub("", fold(country)), "")
    if not code:
        names, written = (name for name, _ in _every_name()), TypedWord(country, guarded=True)
        fault = astray("STR020", fields.at("pays"), written, names, key="pays", value=country, words=_COUNTRIES)
        fields.faults.append(fault)
    return code or country


_DEPARTMENT = regex(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab])(?:\d{3})?(?:\s*[-–—,(].*)?", re.IGNORECASE)
"""A département or a postal code of mainland France or Corsica: « 35 », « 35000 », « 2A », « 35 - Ille-et-Vilaine »."""
_OVERSEAS = regex(r"(9[78]\d)(?:\d\d)?(?:\s*[-–—,(].*)?")

_COUNTRIES = mark("les codes de deux lettres (PT) et les noms des pays en français (Portugal)")


@cache
def territories() -> Mapping[str, str]:
    """Return the codes of countries and territories with their French names."""
    from babel import Locale  # most files give France or nothing

    return {code: name for code, name in Locale("fr").territories.items() if code.isalpha()}


_ARTICLE = regex(r"^(?:(?:la|les?) |l')")


def _every_name() -> Iterator[tuple[str, str]]:
    yield from ((name, code) for code, names in NAMED.items() for name in names.split(", "))
    yield from ((name, code) for code, name in territories().items())


@cache
def _names() -> Mapping[str, str]:
    """Index the codes of countries and territories by their French names, folded and without article."""
    return {_ARTICLE.sub("", fold(name)): code for name, code in _every_name()}
