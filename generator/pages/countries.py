"""The country of a stage or of an organisation, in the reader's language: shown when it is not France."""

from functools import lru_cache

from generator.language import Language
from generator.model.internships.internship import Internship
from generator.model.internships.organisation import HOME, Organisation


@lru_cache(maxsize=256)
def abroad(code: str, language: Language) -> str:
    """Name a country by its code (« PT » gives Portugal); what no code names stays as written, and France is silent."""
    if code == HOME:
        return ""
    from babel import Locale  # noqa: PLC0415 - most schools never send anyone abroad

    return str(Locale.parse(language.locale).territories.get(code, code))


def of_stage(item: Internship, language: Language) -> str:
    """Name the country of a stage, unless an organisation beside it is there already."""
    told = any(host.country == item.country for host in item.organisations)
    return "" if told else abroad(item.country, language)


def town(host: Organisation, language: Language) -> str:
    """Say where an organisation is: its town, and its country when it is not France."""
    country = abroad(host.country, language)
    return f"{host.town} ({country})" if host.town and country else host.town or country
