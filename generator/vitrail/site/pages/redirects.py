"""Redirects from old addresses: of items that were renamed (« vient de »), of student's pages whose name the site took.

Each leads straight to the present address, however often the file was renamed: a chain breaks at its first dead link.

A page of a few lines, without script: a static site has no other way to redirect.
"""

from collections.abc import Container, Iterable, Iterator

from markupsafe import escape
from msgspec import Struct

from vitrail.content.addressing import addresses, relative
from vitrail.content.addressing.table import RESERVED_AT_ROOT, RESERVED_IN_SECTION, AtRoot, InPortfolio
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import Student
from vitrail.content.reading.disk import names
from vitrail.ground.language import Language
from vitrail.site.pages.portfolio.portfolio import Portfolio

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

_FAREWELL = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ max-width: 34em; margin: 18vh auto; padding: 0 1.5em; font: 1.1em/1.5 system-ui, sans-serif }}
h1 {{ font-size: 1.5em }}
</style>
<main>
<h1>{title}</h1>
<p><a href="{target}">{name}</a></p>
</main>
</html>
"""


class Move(Struct, frozen=True, kw_only=True):
    """An old address that leads to a present one."""

    old: str
    new: str
    title: str
    """Title of the page at the new address."""
    reason: str
    """Why the redirect exists, for the manifest."""


def redirect(move: Move, language: Language) -> bytes:
    """Return the HTML of the page at an old address."""
    title, target = (
        escape(language.gettext("Cette page a changé d'adresse")),
        escape(relative.relative(move.old, move.new)),
    )
    return _PAGE.format(language=language.code, title=title, target=target, name=escape(move.title)).encode()


def farewell(url: str, language: Language) -> bytes:
    """Return the HTML of a page of a class that is over: one sentence, the same for all, which names nobody."""
    title = escape(language.gettext("Ce portfolio n'est plus publié : sa promotion est terminée."))
    name = escape(language.gettext("Revenir à l'accueil"))
    target = escape(relative.relative(url, AtRoot.SCHOOL))
    return _FAREWELL.format(language=language.code, title=title, target=target, name=name).encode()


def closed(cohort: Cohort, shown: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of a class that is over, but for those that the site may have for another page.

    ``shown`` are the folders, former ones too, of the classes that the site shows.
    """
    taken = tuple(f"{folder}/".casefold() for folder in shown)
    for url in cohort.closed_pages:
        root, *steps = url.split("/")
        plain = all(step and not step.startswith(".") and names.safe(step) == step for step in (root, *steps))
        free = root.casefold() not in RESERVED_AT_ROOT and not url.casefold().startswith(taken)
        if plain and free and steps and url.endswith(".html"):
            yield url


def of_works(cohort: Cohort, person: Student) -> Iterator[Move]:
    """Yield a redirect for each former name of a réalisation; of two that claim one name, the first has it."""
    taken = {item.slug.casefold() for item in person.realisations}
    for item in person.realisations:
        for former in item.former_names:
            if _is_slug(former) and former.casefold() not in taken:
                taken.add(former.casefold())
                old = addresses.in_portfolio(cohort, person, InPortfolio.REALISATION, slug=former)
                new = addresses.page_of(cohort, person, item)
                yield Move(old=old, new=new, title=item.title, reason="ancienne adresse d'une réalisation renommée")


def roots_of(names: Iterable[str], taken: Container[str]) -> Iterator[str]:
    """Yield the former folders of a portfolio, with a final slash, if nobody has them now: printed QR codes lead there.

    ``taken`` are the present folders of portfolios in the site, case folded.
    """
    for former in names:
        if f"{former}/".casefold() not in taken and all(map(_is_slug, former.split("/"))):
            yield f"{former}/"


def roots_of_class(cohort: Cohort, taken: Container[str]) -> Iterator[str]:
    """Yield the former folders of a class, with a final slash, if no class has them now (``taken``, case folded)."""
    for former in cohort.former_names:
        root = former.partition("/")[0].casefold()
        if former.casefold() not in taken and root not in RESERVED_AT_ROOT and all(map(_is_slug, former.split("/"))):
            yield f"{former}/"


def moved(old: str, new: str, pages: Iterable[tuple[str, str, str]], reason: str) -> Iterator[Move]:
    """Yield a redirect for every page of a renamed folder: people have linked to any of them.

    ``pages`` are addresses in the folder's present place, those of files renamed before it too, each with the present
    address of the page and its title.
    """
    for was, url, title in pages:
        yield Move(old=old + was.removeprefix(new), new=url, title=title, reason=reason)


def displaced(owner: Portfolio, made: Container[str]) -> Iterator[Move]:
    """Yield a redirect for each student's page whose name the site took, unless the site makes that page."""
    for old, page in sorted(owner.displaced.items()):
        if old not in made:
            yield Move(
                old=old, new=page.url or "", title=page.title,
                reason="ancienne adresse d'une page dont le site a pris le nom",
            )  # fmt: skip


def _is_slug(name: str) -> bool:
    """True if a name that a student typed could have been a page's: no path, and no name of a page of ours."""
    return (
        bool(name)
        and names.safe(name) == name
        and "/" not in name
        and not name.startswith(".")
        and names.is_readable(name)
        and not names.is_too_long(name)
        and name.casefold() not in RESERVED_IN_SECTION
    )
