"""The shell of a site, kept between builds: MkDocs and Material are imported only when it is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from generator.chrome.slots import Shell
from generator.chrome.theme import theme_dir
from generator.language import Language
from generator.pages.addresses import GUIDE, LEGAL
from generator.project import Project
from generator.publishing.executors import Crew
from generator.publishing.keys import code_key, digest


def shell_for(project: Project, crew: Crew) -> Callable[[], Shell]:
    """Give the shell of this project's pages, from the cache when everything it is made of is the same.

    One that is missing is made by a worker while the portfolios are read; call what is given when it is needed.
    """
    key = digest(
        code_key(), version("mkdocs"), version("mkdocs-material"), *_theme(),
        project.site_name, project.language, project.audience.name,
    )  # fmt: skip
    kept = project.cache / "shells" / key
    if found := _read(kept):
        return lambda: found
    making = crew.begin(_make, project)

    def made() -> Shell:
        shell = making()
        _keep(kept, shell)
        return shell

    return made


def _make(project: Project) -> Shell:
    from generator.chrome.shell import ShellSettings, make_shell  # noqa: PLC0415  # imports MkDocs: half a second

    say = Language(project.language).gettext
    return make_shell(
        ShellSettings(
            site_name=project.site_name,
            audience=project.audience,
            language=project.language,
            links=((say("Comment lire ce portfolio"), GUIDE), (say("Mentions légales"), LEGAL)),
        )
    )


def _theme() -> tuple[bytes, ...]:
    """What the shell is rendered from: overrides of Material, not the fragments of pages."""
    room = theme_dir()
    paths = (path for pattern in ("*.html", "*.yml", "partials/**/*.html") for path in room.glob(pattern))
    return tuple(path.read_bytes() for path in sorted(paths))


def _read(path: Path) -> Shell | None:
    """A cached shell, or None when there is none or it is not what was written."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data.pop("digest") != digest(json.dumps(data, sort_keys=True)):
            return None
        return Shell(**{**data, "pieces": tuple(data["pieces"]), "names": tuple(data["names"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _keep(path: Path, shell: Shell) -> None:
    data: dict[str, object] = json.loads(json.dumps(asdict(shell)))
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.iterdir():
        old.unlink(missing_ok=True)
    path.write_text(json.dumps({**data, "digest": digest(json.dumps(data, sort_keys=True))}), "utf-8")
