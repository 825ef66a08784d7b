"""etablissement.yml and promotion.yml: the settings of all classes, and of one."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from vitrail.content.frameworks.building import read_profiles
from vitrail.content.installation import is_version
from vitrail.content.model.framework import USUAL_YEARS, Framework
from vitrail.content.model.school import Cohort, Enrolment, School
from vitrail.content.reading.frameworks import known_framework
from vitrail.content.reading.options import option_of
from vitrail.content.reading.schemas.internship import read_off
from vitrail.content.values.document import Document
from vitrail.content.values.fields import Fields, open_fields
from vitrail.content.values.keys import COHORT, SCHOOL, YEARS
from vitrail.content.values.lengths import shorten
from vitrail.content.values.years import in_years, read_year
from vitrail.ground.diagnostics import Diagnostic
from vitrail.ground.language import quoted
from vitrail.ground.regex import regex

_ADDRESS = regex(r"https?://[\w.:\[\]-]+(/[\w.,:@!$()*+=%~/-]*)?", re.IGNORECASE)


def read_school_file(document: Document, faults: list[Diagnostic]) -> School:
    """Read the school's own file; every key is optional."""
    fields = open_fields(document, faults, SCHOOL)
    wanted = fields.text("version minimale")
    if wanted and not is_version(wanted):
        fields.report("STR020", "version minimale", key="version minimale", value=wanted, words=quoted(("1.4",)))
    return School(
        **fields.values(),
        site_url=_address(fields, "adresse du site"),
        holidays=read_off(fields, "vacances"),
        source=document.source,
    )


def _enrolment(entry: Fields, framework: Framework | None, names: tuple[str, ...]) -> Enrolment | None:
    """Read an entry of « scolarité »; an option that the class's référentiel lacks is reported, and kept."""
    option = entry.text("option")
    known = option_of(framework, option, entry.at("option"), entry.faults) if framework else None
    made: Enrolment | None = entry.made(year=read_year(entry, "année", names), option=known or option)
    return made


def _address(fields: Fields, key: str) -> str | None:
    """Read the address from which links are made: http(s), without any character that HTML or a browser interprets."""
    value = fields.text(key)
    if value is None or _ADDRESS.fullmatch(value):
        return value
    fields.report("STR020", key, key=key, value=shorten(value), words=quoted(("https://portfolios.exemple.fr/",)))
    return None


def read_cohort(
    document: Document, slug: str, faults: list[Diagnostic], shelf: Mapping[str, Framework] = MappingProxyType({})
) -> Cohort:
    """Read a class, with its référentiel's names of years; an unknown one is reported, and withholds coverage."""
    fields = open_fields(document, faults, COHORT)
    name = fields.text("référentiel")
    known = known_framework(name, shelf, fields.at("referentiel"), faults) if name else None
    names = shelf[known].years if known else USUAL_YEARS
    years = fields.inner("années", in_years(YEARS, names))
    paths = (_enrolment(entry, shelf.get(known or ""), names) for entry in fields.entries("scolarité"))
    return Cohort(
        **{"name": slug.rpartition("/")[2]} | fields.values(),
        slug=slug,
        framework=known,
        years=tuple(years.period(name) for name in names) if years else (),
        enrolments=tuple(path for path in paths if path),
        profiles=read_profiles(fields, "profil de stage", names),
        weekly_reports_required=fields.choice("rapports hebdomadaires") == "exigés",
        source=document.source,
    )
