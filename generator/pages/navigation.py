"""The navigation of the school and of a class; it lists no student, so its weight never grows with the school."""

from collections.abc import Iterator

from generator.addressing import addresses
from generator.addressing.spec import NavItem, Scope
from generator.addressing.table import AtRoot
from generator.model.school import Cohort
from generator.pages.setting import Setting


def school_scope(setting: Setting, *trail: NavItem) -> Scope:
    """Navigation of the pages that belong to no class; in a single portfolio the site is the portfolio."""
    root = NavItem(title=setting.site_name, url=AtRoot.SCHOOL)
    say = setting.text
    search = say("Rechercher dans ce portfolio") if setting.single else say("Rechercher un portfolio")
    return Scope(root="", title=setting.site_name, nav=tuple(_school(setting)), trail=(root, *trail), search=search)


def _school(setting: Setting) -> Iterator[NavItem]:
    say = setting.text
    yield NavItem(title=say("Accueil"), url=AtRoot.SCHOOL)
    if setting.used_trees:
        yield NavItem(title=say("Référentiels"), url=AtRoot.FRAMEWORKS)
    if setting.hosts:
        yield NavItem(title=say("Organisations d'accueil"), url=AtRoot.ORGANISATIONS)
    yield NavItem(title=say("Comment lire"), url=AtRoot.GUIDE)
    if setting.for_team:
        yield NavItem(title=say("État des fichiers"), url=AtRoot.STATUS)


def scope(setting: Setting, cohort: Cohort, *trail: NavItem, inside: bool = False) -> Scope:
    """Navigation of a class; ``inside`` when the page stands below the class's home."""
    home = NavItem(title=cohort.name, url=addresses.cohort(cohort))
    school = NavItem(title=setting.site_name, url=AtRoot.SCHOOL)
    return Scope(
        root=addresses.cohort_root(cohort),
        title=cohort.name,
        nav=tuple(_cohort(setting, cohort)),
        trail=(school, *((home,) if inside else ()), *trail),
        search=setting.text("Rechercher dans la promotion"),
    )


def _cohort(setting: Setting, cohort: Cohort) -> Iterator[NavItem]:
    say = setting.text
    yield NavItem(title=say("Étudiants"), url=addresses.cohort(cohort))
    if setting.for_team:
        yield NavItem(title=say("Matrice"), url=addresses.matrix(cohort))
        if addresses.calendar(cohort) in setting.also:
            yield NavItem(title=say("Calendrier"), url=addresses.calendar(cohort))
        if addresses.dossiers(cohort) in setting.also:
            yield NavItem(title=say("Prêts pour l'oral ?"), url=addresses.dossiers(cohort))
    if tree := setting.trees.get(cohort.framework or ""):
        yield NavItem(title=tree.framework.short_title, url=addresses.framework(tree.framework))
    if setting.hosts:
        yield NavItem(title=say("Organisations d'accueil"), url=AtRoot.ORGANISATIONS)
    yield NavItem(title=say("Comment lire"), url=AtRoot.GUIDE)
