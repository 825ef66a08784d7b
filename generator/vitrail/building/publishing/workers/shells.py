"""The shell and the style sheet of a site, kept between builds: MkDocs and Material are imported only to make them."""

from collections.abc import Callable
from functools import cache

import msgspec
from msgspec import Struct

from vitrail import THEME
from vitrail.building.publishing.own_code import code_key, version
from vitrail.building.publishing.page_keys import digest
from vitrail.building.publishing.store import Store
from vitrail.building.publishing.workers.executors import Workers
from vitrail.content.addressing.table import AtRoot
from vitrail.ground.language import Language
from vitrail.site.chrome.slots import Shell
from vitrail.site.project import Project


class Dress(Struct, frozen=True, kw_only=True):
    """The shell of a site's pages, rendered by Material, and their style sheet."""

    shell: Shell
    sheet: str
    """Material's style sheet, cut to the rules that these pages can match."""


def dress_for(project: Project, store: Store, crew: Workers) -> tuple[str, Callable[[], Dress]]:
    """Return the key of a project's ``Dress`` and a function that gives it, from the store if it has that key.

    One that is missing is made by a worker while the portfolios are read: call the function when it is needed.
    """
    key = digest(
        "shell", code_key(), version("mkdocs"), version("mkdocs-material"), *_theme(),
        project.site_name, project.language, project.audience.name, repr(project.look),
    )  # fmt: skip
    if kept := store.get(key):
        stored = msgspec.json.decode(kept[0], type=Dress)
        return key, lambda: stored
    making = crew.begin(_make, project)

    @cache
    def made() -> Dress:
        dress = making()
        store.put(key, msgspec.json.encode(dress))
        return dress

    return key, made


def _make(project: Project) -> Dress:
    from vitrail.site.chrome.sheet import sheet_for  # a parser that a warm build does without
    from vitrail.site.chrome.shell import ShellSettings, make_shell  # imports MkDocs: half a second

    say = Language(project.language).gettext
    shell = make_shell(
        ShellSettings(
            site_name=project.site_name,
            audience=project.audience,
            language=project.language,
            look=project.look,
            whole=project.look.whole,
            tabs=project.look.tabs,
            links=((say("Comment lire ce portfolio"), AtRoot.GUIDE), (say("Mentions légales"), AtRoot.LEGAL)),
        )
    )
    return Dress(shell=shell, sheet=sheet_for(shell))


def _theme() -> tuple[bytes, ...]:
    """Read the files that the shell is rendered from and the sheet is cut by; page templates are in ``code_key``."""
    patterns = ("*.html", "*.yml", "partials/**/*.html", "components/**/*.css", "assets/js/*.js")
    paths = (path for pattern in patterns for path in THEME.glob(pattern))
    return tuple(path.read_bytes() for path in sorted(paths))
