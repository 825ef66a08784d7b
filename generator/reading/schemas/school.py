"""etablissement.yml and promotion.yml: what holds for every class, and for one."""

import re

from generator.diagnostics import Diagnostic
from generator.language import quoted
from generator.model.school import Cohort, Holiday, School
from generator.values.document import Document, Value
from generator.values.fields import Fields, open_fields
from generator.values.keys import COHORT, SCHOOL
from generator.values.lengths import shorten

_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(/[\w.,:@!$()*+=%~/-]*)?", re.IGNORECASE)
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")


def read_school_file(document: Document, faults: list[Diagnostic]) -> School:
    """Read the school's own file; every key is optional."""
    fields = open_fields(document, faults, SCHOOL)
    wanted = fields.text("version minimale")
    if wanted and not _VERSION.fullmatch(wanted):
        fields.report("STR020", "version minimale", key="version minimale", value=wanted, words=quoted(("1.4",)))
    return School(
        **fields.values(),
        site_url=_address(fields, "adresse du site"),
        private_repository=fields.choice("dépôt") == "privé",
        holidays=tuple(
            Holiday(name=entry.text("nom") or "Vacances", period=period)
            for entry in fields.entries("vacances")
            if (period := entry.own_period() or entry.period("période"))
        ),
        source=document.source,
    )


def later_than(version: str, wanted: Value) -> str:
    """Return the version that the school's file asks for when this one is older; empty when it is not, or not said."""
    if not isinstance(wanted, str) or not _VERSION.fullmatch(wanted):
        return ""
    asked, ours = ([int(part) for part in one.split(".")] for one in (wanted, version))
    return wanted if asked > ours else ""


def _address(fields: Fields, key: str) -> str | None:
    """Take an address that pages are made from: one of a server, and nothing that HTML or a browser reads otherwise."""
    value = fields.text(key)
    if value is None or _ADDRESS.fullmatch(value):
        return value
    fields.report("STR020", key, key=key, value=shorten(value), words=quoted(("https://portfolios.exemple.fr/",)))
    return None


def read_cohort(document: Document, slug: str, faults: list[Diagnostic]) -> tuple[Cohort, str | None]:
    """Read a class and the référentiel that it names, not checked yet."""
    fields = open_fields(document, faults, COHORT)
    years = fields.inner("années")
    cohort = Cohort(
        **{"name": slug.rpartition("/")[2]} | fields.values(),
        slug=slug,
        first_year=years.period("première") if years else None,
        second_year=years.period("seconde") if years else None,
        weekly_reports_required=fields.choice("rapports hebdomadaires") == "exigés",
        source=document.source,
    )
    return cohort, fields.text("référentiel")
