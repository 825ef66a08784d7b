"""Old addresses lead to the present ones: of a renamed réalisation or class (« vient de »), of a detailed competency.

Each of them straight, however often the file was renamed: a chain of redirects would break at its first dead link.

A page of a few lines, without script: a static site has no other way to redirect.
"""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import escape

from generator.addressing import addresses, relative
from generator.addressing.table import RESERVED_AT_ROOT, RESERVED_IN_SECTION, TAKEN_LATER, displaced
from generator.coverage.tables import Coverage
from generator.language import Language
from generator.model.school import School
from generator.pages.setting import used_frameworks
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


def redirects(school: School, language: Language) -> Mapping[str, bytes]:
    """Return old address → page, for the réalisations of a school already pruned to its audience."""
    return _written(_moved(school), language)


def of_classes(parts: Parts) -> Mapping[str, bytes]:
    """Return the address that each page of a site had under the former names of its class → the page."""
    return _written(_moved_classes(parts), parts.setting.language)


def of_displaced(parts: Parts) -> Mapping[str, bytes]:
    """Find the address of a student's page whose name the site took, where it makes no page of that name → the page."""
    return _written(_displaced(parts), parts.setting.language)


def of_details(school: School, coverage: Coverage, language: Language) -> Mapping[str, bytes]:
    """Return the address that a detailed competency had when it had a page → its place where it is told now."""
    return _written((*_details(school), *_details_of_classes(school, coverage)), language)


def _written(moved: Iterable[tuple[str, str, str]], language: Language) -> Mapping[str, bytes]:
    title = language.gettext("Cette page a changé d'adresse")
    return {
        url: _PAGE.format(
            language=language.code, title=escape(title), target=escape(target), name=escape(name)
        ).encode()
        for url, target, name in moved
    }


def _details(school: School) -> Iterator[tuple[str, str, str]]:
    for framework in used_frameworks(school):
        for item in framework.competencies:
            old, new = addresses.competency_file(framework, item.id), addresses.competency(framework, item.id)
            if old != new:
                yield old, relative.relative(old, new), f"{item.id} {item.title}"


def _details_of_classes(school: School, coverage: Coverage) -> Iterator[tuple[str, str, str]]:
    for counted in coverage.cohorts:
        cohort = next((one for one in school.cohorts if one.slug == counted.cohort), None)
        if cohort is None or not cohort.slug:
            continue
        asked = dict.fromkeys(
            (found.framework or "", code) for found in counted.students for code in found.competencies
        )
        for key, code in asked:
            framework = school.frameworks[key]
            old = addresses.cohort_competency_file(cohort, framework, code)
            new = addresses.cohort_competency(cohort, framework, code)
            if old != new:
                yield old, relative.relative(old, new), f"{code} {framework.by_id[code].title}"


def _moved(school: School) -> Iterator[tuple[str, str, str]]:
    """Yield (old address, link to the new page, its title); the first that claims an old name keeps it."""
    for cohort in school.cohorts:
        for person in cohort.students:
            taken = {item.slug.casefold() for item in person.realisations}
            for item in person.realisations:
                for former in item.former_names:
                    if not _is_slug(former) or former.casefold() in taken:
                        continue
                    taken.add(former.casefold())
                    old = addresses.realisation(cohort, person, former)
                    yield old, relative.relative(old, addresses.realisation(cohort, person, item)), item.title


def _moved_classes(parts: Parts) -> Iterator[tuple[str, str, str]]:
    """Yield the same for every page of the classes that bear another name: people have linked to any of them."""
    cohorts = parts.setting.school.cohorts
    taken = {cohort.slug.casefold() for cohort in cohorts}
    for cohort in cohorts:
        pages = (
            [(spec.url, spec.title) for part in parts.of_class(cohort) for spec in part.pages()]
            if cohort.former_names
            else []
        )
        for former in cohort.former_names:
            root = former.partition("/")[0].casefold()
            if former.casefold() in taken or root in RESERVED_AT_ROOT or not all(map(_is_slug, former.split("/"))):
                continue
            taken.add(former.casefold())
            for url, title in pages:
                old = f"{former}/{url.removeprefix(addresses.cohort_root(cohort))}"
                yield old, relative.relative(old, url), title


def _displaced(parts: Parts) -> Iterator[tuple[str, str, str]]:
    names_of = {displaced(name): name for name in sorted(TAKEN_LATER)}
    for cohort in parts.setting.school.cohorts:
        for person in cohort.students:
            if pages := [page for page in person.pages if page.slug in names_of]:
                made = {spec.url for spec in parts.portfolio(cohort, person).pages()} | parts.setting.also
                for page in pages:
                    url = addresses.free(cohort, person, page)
                    old = f"{addresses.student_root(cohort, person)}{names_of[page.slug]}.html"
                    if old not in made:
                        yield old, relative.relative(old, url), page.title


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
