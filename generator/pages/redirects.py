"""Old addresses lead to the present ones: of what was renamed and says « vient de », of a name the site took.

Each of them straight, however often the file was renamed: a chain of redirects would break at its first dead link.

A page of a few lines, without script: a static site has no other way to redirect.
"""

from collections.abc import Iterator
from typing import TypeAlias

from markupsafe import escape

from generator.addressing import addresses, relative
from generator.addressing.spec import StaticFile
from generator.addressing.table import RESERVED_AT_ROOT, RESERVED_IN_SECTION, InPortfolio
from generator.pages.portfolio.portfolio import portfolio
from generator.pages.setting import Setting
from generator.pages.site import Parts
from generator.reading.disk import names

_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={target}">
<title>{title}</title>
<h1>{title}</h1>
<p><a href="{target}">{name}</a></p>
</html>
"""


_Moves: TypeAlias = Iterator[tuple[str, str, str]]
"""Former address, present one, title of the page."""


def redirects(parts: Parts) -> Iterator[tuple[str, StaticFile]]:
    """Yield each old address with the page that leads from there, for the records that the audience may see."""
    language = parts.setting.language
    title = escape(language.gettext("Cette page a changé d'adresse"))
    for reason, moves in (
        ("ancienne adresse d'une réalisation renommée", _works(parts.setting)),
        ("ancienne adresse d'une promotion renommée", _classes(parts)),
        ("ancienne adresse d'un portfolio renommé", _people(parts)),
        ("ancienne adresse d'une page dont le site a pris le nom", _displaced(parts)),
    ):
        for old, new, name in moves:
            target = escape(relative.relative(old, new))
            page = _PAGE.format(language=language.code, title=title, target=target, name=escape(name))
            yield old, StaticFile(content=page.encode(), reason=reason)


def _works(setting: Setting) -> _Moves:
    """Yield the former names of réalisations; the first that claims one keeps it."""
    for cohort, person in setting.school.everyone:
        taken = {item.slug.casefold() for item in person.realisations}
        for item in person.realisations:
            for former in item.former_names:
                if _is_slug(former) and former.casefold() not in taken:
                    taken.add(former.casefold())
                    old = addresses.in_portfolio(cohort, person, InPortfolio.REALISATION, slug=former)
                    yield old, addresses.page_of(cohort, person, item), item.title


def _classes(parts: Parts) -> _Moves:
    """Yield every page of the classes that bore another name: people have linked to any of them."""
    cohorts = parts.setting.school.cohorts
    taken = {cohort.slug.casefold() for cohort in cohorts}
    for cohort in cohorts:
        planned = parts.of_class(cohort) if cohort.former_names else ()
        pages = [(spec.url, spec.title) for part in planned for spec in part.pages()]
        for former in cohort.former_names:
            root = former.partition("/")[0].casefold()
            if former.casefold() in taken or root in RESERVED_AT_ROOT or not all(map(_is_slug, former.split("/"))):
                continue
            taken.add(former.casefold())
            for url, title in pages:
                yield f"{former}/{url.removeprefix(addresses.cohort_root(cohort))}", url, title


def _people(parts: Parts) -> _Moves:
    """Yield every page of the portfolios whose folder bore another name: printed codes lead to any of them."""
    school = parts.setting.school
    taken = {addresses.student_root(*who).casefold() for who in school.everyone}
    for cohort, person in school.everyone:
        for former in person.former_names:
            root = f"{former}/"
            if root.casefold() not in taken and all(map(_is_slug, former.split("/"))):
                taken.add(root.casefold())
                for spec in parts.portfolio(cohort, person).pages():
                    yield root + spec.url.removeprefix(addresses.student_root(cohort, person)), spec.url, spec.title


def _displaced(parts: Parts) -> _Moves:
    """Yield students' pages whose name the site took, where it makes no page of that name."""
    for cohort, person in parts.setting.school.everyone:
        if moved := portfolio(parts.setting, cohort, person).displaced:
            made = {spec.url for spec in parts.portfolio(cohort, person).pages()} | parts.setting.links.available
            yield from ((old, page.url, page.title) for old, page in sorted(moved.items()) if old not in made)


def _is_slug(name: str) -> bool:
    """True if what a student typed could have been the name of a page: never a path, never a page of ours."""
    return (
        bool(name)
        and names.safe(name) == name
        and "/" not in name
        and not name.startswith(".")
        and names.is_readable(name)
        and not names.is_too_long(name)
        and name.casefold() not in RESERVED_IN_SECTION
    )
