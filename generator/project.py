"""Where things are and what was asked: the only place that knows about paths and options."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model.audience import Audience

CACHE = ".vitrail-cache"
"""Folder of what is kept between builds, beside mkdocs.yml unless it is asked elsewhere."""
_EDITIONS = {Audience.PUBLIC: "", Audience.JURY: "-jury", Audience.TEAM: "-equipe"}
"""What the folder of an edition has after its name: « site », « site-jury », « site-equipe »."""


def edition_folder(site: Path, audience: Audience) -> Path:
    """Return the folder of an audience's edition, beside the public's."""
    return site.with_name(site.name + _EDITIONS[audience])


def repository_of(folder: Path) -> Path:
    """Return the git repository around a folder, the folder itself when there is none."""
    resolved = folder.resolve()
    return next((place for place in (resolved, *resolved.parents) if (place / ".git").exists()), resolved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A school's checkout and the options of one run."""

    root: Path
    """Folder of mkdocs.yml."""
    portfolios: Path
    site: Path
    site_name: str = "Vitrail"
    site_url: str = ""
    audience: Audience = Audience.PUBLIC
    asked_date: date | None = None
    """``--date``; else the school's reference date, else SOURCE_DATE_EPOCH, else today."""
    language: str = "fr"
    jobs: int = 1
    scheduler: str = ""
    """Address of a Dask scheduler whose workers make the pages, empty for this machine."""
    only_student: str | None = None
    printed: frozenset[str] | None = None
    """Addresses of the portfolios to print that are made; None for all. ``serve`` makes one when a reader asks."""
    cache_elsewhere: Path | None = None
    """``--cache`` or VITRAIL_CACHE; else the cache is beside mkdocs.yml."""

    @property
    def cache(self) -> Path:
        """What is kept between builds: never committed, safe to lose."""
        return self.cache_elsewhere or self.root / CACHE

    @property
    def repository(self) -> Path:
        """The git repository that holds the school, the school's folder when there is none: where paths start."""
        return repository_of(self.root)

    @property
    def prefix(self) -> str:
        """The portfolios' folder from the repository's root, as every report and every forge names it."""
        folder = self.portfolios.resolve()
        return folder.relative_to(self.repository).as_posix() if folder.is_relative_to(self.repository) else str(folder)

    @property
    def served(self) -> Path:
        """Where ``vitrail serve`` writes: never the site that somebody may publish, which holds less."""
        return self.cache / "serve" / self.audience.name.lower() / "site"
