"""etablissement.yml: what holds for every class."""

from __future__ import annotations

import re
from types import MappingProxyType

from generator.diagnostics import Diagnostic
from generator.language import quoted
from generator.model.school import Holiday, School
from generator.values.document import Document
from generator.values.fields import Fields, each, open_fields, shorten
from generator.values.folding import fold

_ALIASES = MappingProxyType(
    {
        "adresse": "adresse du site",
        "site": "adresse du site",
        "visibilite": "visibilite par defaut",
        "contact": "contact donnees",
    }
)
_KINDS = ("public", "privé sous contrat", "privé hors contrat", "CFA")
_REPOSITORIES = ("privé", "public")
_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(/[\w.,:@!$()*+=%~/-]*)?", re.IGNORECASE)
_FORMAT = 1


def read_school_file(document: Document, faults: list[Diagnostic]) -> School:
    """Read the school's own file; every key is optional."""
    fields = open_fields(document, faults, _ALIASES)
    version = fields.number("format")
    if version not in (None, _FORMAT):
        fields.report("STR020", "format", key="format", value=str(version), words=quoted((str(_FORMAT),)))
    school = School(
        name=fields.text("nom"),
        academy=fields.text("académie"),
        zone=_listed(fields, "zone", ("A", "B", "C")),
        site_url=_address(fields, "adresse du site"),
        kind=_listed(fields, "type", _KINDS),
        legal_notice=fields.text("mentions légales"),
        data_contact=fields.text("contact données"),
        default_visibility=fields.visibility("visibilité par défaut"),
        indexing=fields.flag("indexation"),
        private_repository=_listed(fields, "dépôt", _REPOSITORIES) == _REPOSITORIES[0],
        reference_date=fields.day("date de référence"),
        holidays=each(fields.mappings("vacances"), _holiday),
        source=document.source,
    )
    fields.close()
    return school


def _address(fields: Fields, key: str) -> str | None:
    """Take an address that pages are made from: one of a server, and nothing that HTML or a browser reads otherwise."""
    value = fields.text(key)
    if value is None or _ADDRESS.fullmatch(value):
        return value
    fields.report("STR020", key, key=key, value=shorten(value), words=quoted(("https://portfolios.exemple.fr/",)))
    return None


def _listed(fields: Fields, key: str, words: tuple[str, ...]) -> str | None:
    value = fields.text(key)
    if value is None:
        return None
    found = next((word for word in words if fold(word) == fold(value)), None)
    if found is None:
        fields.report("STR020", key, key=key, value=value, words=quoted(words))
    return found


def _holiday(fields: Fields) -> Holiday | None:
    name = fields.text("nom")
    period = fields.own_period() or fields.period("période")
    fields.close()
    return Holiday(name=name or "Vacances", period=period) if period else None
