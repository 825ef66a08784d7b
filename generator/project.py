"""Where things are and what was asked: the only place that knows about paths and options."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model.audience import Audience


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
    cache_elsewhere: Path | None = None
    """``--cache``; else the cache is beside mkdocs.yml."""

    @property
    def cache(self) -> Path:
        """What is kept between builds: never committed, safe to lose."""
        return self.cache_elsewhere or self.root / ".vitrail-cache"

    @property
    def served(self) -> Path:
        """Where ``vitrail serve`` writes: never the site that somebody may publish, which holds less."""
        return self.cache / "serve" / self.audience.name.lower() / "site"
