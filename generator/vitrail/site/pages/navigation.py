"""The navigation of the school and of a class; it lists no student, so its weight never grows with the school."""

from collections.abc import Iterator
from typing import Any

from vitrail.content.addressing import addresses
from vitrail.content.addressing.spec import Content, NavItem, PageSpec, Scope
from vitrail.content.addressing.table import AtRoot, InCohort
from vitrail.content.model.school import Cohort
from vitrail.content.model.student import FreePage
from vitrail.knowledge.coverage.workshops import shared_workshops
from vitrail.site.hosting.look import NavEntry
from vitrail.site.pages.elements import those
from vitrail.site.pages.lineage import UNKNOWN
from vitrail.site.pages.setting import Setting


def school_scope(setting: Setting, *trail: NavItem) -> Scope:
    """Return the navigation of the pages that belong to no class; in a single portfolio the site is the portfolio."""
    nav = those(
        (True, NavItem(setting.say("Accueil"), AtRoot.SCHOOL)),
        (setting.used_trees, NavItem(setting.say("Référentiels"), AtRoot.FRAMEWORKS)),
        *((True, item) for item in own_pages(setting)),
        *_shared(setting),
        (setting.for_team, NavItem(setting.say("État des fichiers"), AtRoot.STATUS)),
    )
    root = NavItem(setting.site_name, AtRoot.SCHOOL)
    search = setting.say("Rechercher dans ce portfolio") if setting.single else setting.say("Rechercher un portfolio")
    return Scope(root="", title=setting.site_name, nav=nav, trail=(root, *trail), search=search)


def scope(setting: Setting, cohort: Cohort, *, inside: bool = True) -> Scope:
    """Return the navigation of a class; ``inside`` when the page is below the class's home."""
    say, tree = setting.say, setting.trees.get(cohort.framework or "", UNKNOWN)
    home = NavItem(cohort.name, addresses.in_cohort(cohort, InCohort.HOME))
    pages = (InCohort.MATRIX, InCohort.CALENDAR, InCohort.DOSSIERS)
    matrix, calendar, dossiers = (addresses.in_cohort(cohort, page) for page in pages)
    nav = those(
        (True, NavItem(say("Étudiants"), home.url)),
        (not setting.for_public, NavItem(say("Matrice"), matrix)),
        (setting.has(calendar), NavItem(say("Calendrier"), calendar)),
        (any(shared_workshops(cohort)), NavItem(say("Ateliers"), addresses.in_cohort(cohort, InCohort.WORKSHOPS))),
        (setting.has(dossiers), NavItem(say("Prêts pour l'oral ?"), dossiers)),
        (tree.known, tree.home),
        *((True, item) for item in own_pages(setting)),
        *_shared(setting),
    )
    school = NavItem(setting.site_name, AtRoot.SCHOOL)
    return Scope(
        root=addresses.cohort_root(cohort),
        title=cohort.name,
        nav=nav,
        trail=(school, home) if inside else (school,),
        search=say("Rechercher dans la promotion"),
    )


def spec(setting: Setting, cohort: Cohort, row: InCohort, title: str, content: Content, **more: Any) -> PageSpec:  # noqa: ANN401  # its fields
    """Plan a page of a class, below its home; ``more`` has fields of ``PageSpec`` that few pages set."""
    url = addresses.in_cohort(cohort, row)
    return PageSpec(url, title, scope(setting, cohort), content, **more)


def own_pages(setting: Setting) -> tuple[NavItem, ...]:
    """List the school's own pages: those of the menu of mkdocs.yml, as there, then the others by rank and slug."""
    left = {page.source.path: page for page in setting.school.pages}
    named = tuple(_named(setting.menu or (), left, setting.own))
    rest = sorted(left.values(), key=lambda page: (page.rank is None, page.rank or 0, page.slug))
    return (*named, *(NavItem(page.title, addresses.own(page)) for page in rest))


def _named(entries: tuple[NavEntry, ...], left: dict[str, FreePage], start: str) -> Iterator[NavItem]:
    """Yield the items of a menu, taking their pages out of ``left``; a section without pages is left out."""
    for entry in entries:
        if entry.children and (inside := tuple(_named(entry.children, left, start))):
            yield NavItem(entry.title, "", inside)
        elif page := left.pop(start + entry.path, None) if entry.path else None:
            yield NavItem(entry.title or page.title, addresses.own(page))


def _shared(setting: Setting) -> tuple[tuple[object, NavItem], ...]:
    return (
        (setting.hosts, NavItem(setting.say("Organisations d'accueil"), AtRoot.ORGANISATIONS)),
        (True, NavItem(setting.say("Comment lire"), AtRoot.GUIDE)),
    )
