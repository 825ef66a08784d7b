"""The MkDocs plugin: MkDocs brings the configuration and the server, our map makes the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.config import config_options as opt
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

from vitrail.content.model.audience import Audience
from vitrail.content.values.folding import fold
from vitrail.ground.diagnostics import Diagnostic, Severity
from vitrail.ground.language import FRENCH
from vitrail.ground.regex import regex
from vitrail.site.chrome.assets import assets
from vitrail.site.chrome.theme import RELOAD
from vitrail.site.project import AUDIENCES, UnusableProjectError, edition_folder, refuse_edition
from vitrail.site.settings import CommandOptions, default_site, find_project, portfolios_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

ADDRESS: Final = "/__vitrail/livereload.js"
_TAG: Final = f'<script src="{ADDRESS}" data-ask="/livereload/{{seen}}/{{now}}" data-seen="\\1"></script>'.encode()
_SCRIPT: Final = regex(rb"<script>[^<]*livereload\((\d+), \d+\);\s*</script>")
"""MkDocs' own, whose last line calls with the number of the build that the page is of; asked, it may be the next's."""

_LOG = get_plugin_logger("vitrail")


class FoldedChoice(opt.Choice[str]):
    """An option whose value is a word of a list, typed with its accents or without."""

    def run_validation(self, value: object) -> str:
        """Return the word of the list."""
        return super().run_validation(fold(str(value)))


class VitrailConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ without types
    """Options of ``plugins: - vitrail:``."""

    audience = FoldedChoice(tuple(AUDIENCES), default="public")
    date = opt.Optional(opt.Type((dt.date, str)))
    langue = opt.Optional(FoldedChoice(("fr", "en")))
    portfolios = opt.Optional(opt.Type(str))


class VitrailPlugin(BasePlugin[VitrailConfig]):  # type: ignore[no-untyped-call]  # the same
    """Hands MkDocs no page, then lets the pipeline write the site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Disable what would change our output: addresses, menu, static pages, Markdown extensions, other plugins."""
        config.use_directory_urls = False
        config.markdown_extensions = []
        config.nav = None
        config.theme.static_templates = set()
        for event, methods in config.plugins.events.items():
            if event not in {"startup", "config"}:  # these are running
                methods[:] = [method for method in methods if getattr(method, "__self__", None) is self]
        root, audience = Path(config.config_file_path).parent, AUDIENCES[self.config.audience]
        # the default: neither « --site-dir » nor the temporary folder of « mkdocs serve »
        if Path(config.site_dir) == default_site(root):
            config.site_dir = str(edition_folder(Path(config.site_dir), audience))
            try:
                refuse_edition(Path(config.site_dir), root, audience)
            except UnusableProjectError as error:
                raise PluginError(FRENCH.write(error.phrase)) from error
        if not Path(config.docs_dir).is_dir():  # the theme does not need it, but MkDocs watches it
            config.docs_dir = str(portfolios_of(root))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002 (part of the event)
        """Replace what MkDocs found by the theme's listed files: it would publish every evaluation and scan."""
        return Files([File.generated(config, url, content=asset.read()) for url, asset in assets().items()])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build as ``vitrail build`` does; MkDocs counts the errors that are logged, and ``--strict`` exits with 1."""
        file = Path(config.config_file_path)
        options = CommandOptions(site=Path(config.site_dir), jobs=1)
        try:
            project = find_project(file.parent, options, Audience.PUBLIC, file.name)
        except UnusableProjectError as error:
            raise PluginError(FRENCH.write(error.phrase)) from error
        for fault in project.look.faults:
            _LOG.info("%s:%s %s: %s", file.name, fault.place.line, fault.code, fault.message)
        pipeline = import_module("vitrail.building.making.pipeline")  # a room above, which knows nothing of MkDocs
        faults: Iterable[Diagnostic] = pipeline.build_into(project).examination.diagnostics
        for fault in faults:
            if fault.severity is Severity.ERROR:
                _LOG.error("%s %s: %s", fault.place, fault.code, fault.message)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],  # noqa: ARG002 (part of the event)
    ) -> LiveReloadServer:
        """Watch the portfolios, since MkDocs knows no pages to watch; reload by a script file, not an inline script."""
        server.watch(str(portfolios_of(Path(config.config_file_path).parent)))
        if app := server.get_app():
            server.set_app(reloading(app))
        return server


def reloading(app: WSGIApplication) -> WSGIApplication:
    """Wrap MkDocs' server: serve the script, and name it in the pages in the place of the inline one.

    The pages' policy forbids inline scripts and is not loosened for a server on one's own machine.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == ADDRESS:
            script = RELOAD.read_bytes()
            start_response("200 OK", [("Content-Type", "text/javascript"), ("Content-Length", str(len(script)))])
            return [script]
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def listen(status: str, headers: list[tuple[str, str]], _error: object = None, /) -> object:
            said.append((status, headers))
            return None

        body = app(environ, listen)  # type: ignore[arg-type]  # its result is never called
        status, headers = said[0]
        if not dict(headers).get("Content-Type", "").startswith("text/html"):
            start_response(status, headers)
            return body
        page = _SCRIPT.sub(_TAG, b"".join(body))
        if hasattr(body, "close"):
            body.close()
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*kept, ("Content-Length", str(len(page)))])
        return [page]

    return answer
