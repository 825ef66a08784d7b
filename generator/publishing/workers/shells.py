"""The shell of a site, kept between builds: MkDocs and Material are imported only when it is missing."""

from collections.abc import Callable
from functools import cache

import msgspec

from generator import THEME
from generator.addressing.table import AtRoot
from generator.chrome.slots import Shell
from generator.language import Language
from generator.project import Project
from generator.publishing.page_keys import code_key, digest, version
from generator.publishing.store import Store
from generator.publishing.workers.executors import Workers


def shell_for(project: Project, store: Store, crew: Workers) -> tuple[str, Callable[[], Shell]]:
    """Return the shell of this project's pages, from the store when everything it is made of is the same, with its key.

    One that is missing is made by a worker while the portfolios are read; call what is given when it is needed.
    """
    key = digest(
        "shell", code_key(), version("mkdocs"), version("mkdocs-material"), *_theme(),
        project.site_name, project.language, project.audience.name,
    )  # fmt: skip
    if kept := store.get(key):
        found = msgspec.json.decode(kept[0], type=Shell)
        return key, lambda: found
    making = crew.begin(_make, project)

    @cache
    def made() -> Shell:
        shell = making()
        store.put(key, msgspec.json.encode(shell))
        return shell

    return key, made


def _make(project: Project) -> Shell:
    from generator.chrome.shell import ShellSettings, make_shell  # noqa: PLC0415  # imports MkDocs: half a second

    say = Language(project.language).gettext
    return make_shell(
        ShellSettings(
            site_name=project.site_name,
            audience=project.audience,
            language=project.language,
            links=((say("Comment lire ce portfolio"), AtRoot.GUIDE), (say("Mentions légales"), AtRoot.LEGAL)),
        )
    )


def _theme() -> tuple[bytes, ...]:
    """What the shell is rendered from: overrides of Material, not the fragments of pages."""
    paths = (path for pattern in ("*.html", "*.yml", "partials/**/*.html") for path in THEME.glob(pattern))
    return tuple(path.read_bytes() for path in sorted(paths))
