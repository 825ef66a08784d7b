"""The MkDocs plugin: MkDocs brings the configuration and the server, our map makes the pages."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mkdocs.config import config_options as opt
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from generator.chrome.assets import assets
from generator.chrome.reload import reloading
from generator.project import Project
from generator.settings import AUDIENCES, cache_elsewhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer


class BuildInto(Protocol):
    """``generator.pipeline.build_into``: write the whole site where MkDocs wants it."""

    def __call__(self, project: Project, /) -> object:
        """Build; raise to stop MkDocs."""


class VitrailConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ without types
    """Options of ``plugins: - vitrail:``."""

    audience = opt.Choice(tuple(AUDIENCES), default="public")
    date = opt.Optional(opt.Type((dt.date, str)))
    langue = opt.Choice(("fr", "en"), default="fr")


class VitrailPlugin(BasePlugin[VitrailConfig]):  # type: ignore[no-untyped-call]  # the same
    """Hands MkDocs no page, then lets the pipeline write the site."""

    build_into: BuildInto | None = None
    """Set by tests; else the pipeline, imported when a build starts."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Close what would change our output: addresses, static pages, extensions of Markdown."""
        config.use_directory_urls = False
        config.markdown_extensions = []
        config.theme.static_templates = set()
        config.theme["language"] = self.config.langue
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002 (part of the event)
        """Replace what MkDocs found by the theme's listed files: it would publish every evaluation and scan."""
        return Files([File.generated(config, url, content=asset.read()) for url, asset in assets().items()])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Run the same map as ``vitrail build``."""
        build = self.build_into or import_module("generator.pipeline").build_into
        build(
            Project(
                root=Path(config.config_file_path).parent,
                portfolios=Path(config.docs_dir),
                site=Path(config.site_dir),
                site_name=config.site_name,
                site_url=config.site_url or "",
                audience=AUDIENCES[self.config.audience],
                asked_date=_asked(self.config.date),
                language=self.config.langue,
                cache_elsewhere=cache_elsewhere(Path(config.config_file_path).parent, Path(config.docs_dir), None),
            )
        )

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],  # noqa: ARG002 (part of the event)
    ) -> LiveReloadServer:
        """Watch what people write; MkDocs watches pages it knows, and it knows none. Reload by a file, not inline."""
        server.watch(config.docs_dir)
        if app := server.get_app():
            server.set_app(reloading(app))
        return server


def _asked(value: object) -> dt.date | None:
    """YAML gives a date for ``2026-05-12``, a text when it is quoted."""
    if isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value if isinstance(value, dt.date) else None
