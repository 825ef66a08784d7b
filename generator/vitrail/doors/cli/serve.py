"""``vitrail serve``: show the site while its files are edited."""

from __future__ import annotations

import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from vitrail.content.model.audience import Audience
from vitrail.content.reading.disk.forge import public_forge
from vitrail.doors.cli.folders import standing_in
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.shared_options import audience_option, cache_option, date_option, port_option, project_here
from vitrail.doors.cli.telling import tell
from vitrail.ground.language import FRENCH, Phrase, mark
from vitrail.site.project import AUDIENCES, Project
from vitrail.site.settings import CommandOptions, clock

if TYPE_CHECKING:
    from types import FrameType

    from vitrail.building.making.live import Live
    from vitrail.doors.serving.private import PrivateServer
    from vitrail.doors.serving.watching import Bell, Changes

_PATIENCE = 15.0
"""Seconds during which new saves abort whole builds; after them, a build runs to its end."""
_TURN = 0.0005
"""Seconds of Python's thread switch interval: short, so that the answer to a page does not wait for planning."""
_AGAIN = 5.0
"""Seconds after which a build that published nothing is tried again; doubled each time."""


@click.command("serve", cls=Command)
@audience_option
@date_option
@cache_option
@port_option
def command(audience: str | None, asked_date: date | None, port: int, cache: Path | None) -> None:
    """Servir le site sur cette machine et recharger la page lue après chaque enregistrement.

    Dans le dossier d'un étudiant, seul son portfolio est construit.
    """
    from vitrail.doors.serving.printed import make_printed
    from vitrail.doors.serving.server import make_server
    from vitrail.doors.serving.watching import Changes

    options = CommandOptions(
        audience=AUDIENCES[audience] if audience else None, asked_date=asked_date, cache=cache, served=True
    )

    def anew() -> Project:
        read = project_here(options, Audience.TEAM)
        return replace(read, only_student=standing_in(read.portfolios) or None)

    project, changes = anew(), Changes()
    with taking(port):
        server = make_server(project.site, port, changes, FRENCH, make=lambda address: make_printed(anew(), address))
    opened = mark("Ouvrez http://127.0.0.1:{port}/ (Ctrl+C pour arrêter).", port=server.server_port)
    follow(project, changes, [server], opened, anew=anew)


@contextmanager
def taking(port: int) -> Iterator[None]:
    """Exit with 1 if the port opened in the ``with`` block is taken, before a first build that may last minutes."""
    try:
        yield
    except OSError:
        tell("Le port {port} est déjà pris : choisissez-en un autre avec --port.", port=port, err=True)
        sys.exit(1)


def private_server(port: int) -> PrivateServer:
    """Start the server of a page that writes files, with a new random token."""
    from vitrail.doors.serving.private import PrivateServer

    with taking(port):
        server = PrivateServer(port, secrets.token_urlsafe(32))
    server.language = FRENCH
    return server


def show_beside(
    server: PrivateServer,
    project: Project,
    changes: Changes,
    page: str,
    unsaved: Callable[[str], bytes | None] = lambda _: None,
    **shown: str,
) -> tuple[ThreadingHTTPServer, ...]:
    """Set a private server's page, framing the site on another port; return both, each with the other's origin."""
    from vitrail.doors.serving.furniture import furniture
    from vitrail.doors.serving.guards import policy
    from vitrail.doors.serving.printed import make_printed
    from vitrail.doors.serving.server import make_server

    made = partial(make_printed, project)
    pages = make_server(project.site, 0, changes, FRENCH, desk=server.guard.origin, make=made, unsaved=unsaved)
    site = f"http://127.0.0.1:{pages.server_port}"
    server.always, server.files = policy(site), furniture(page, FRENCH, site=site, **shown)
    return server, pages


def entrance(server: PrivateServer) -> Phrase:
    """Return the address to open, with the token in the fragment, which browsers do not send."""
    return mark(
        "Ouvrez http://127.0.0.1:{port}/#{token} (Ctrl+C pour arrêter).",
        port=server.server_port,
        token=server.guard.token,
    )


def follow(  # noqa: PLR0913, PLR0917  # what a server needs, each by name
    project: Project,
    changes: Changes,
    servers: Sequence[ThreadingHTTPServer],
    opened: Phrase,
    heard: Callable[[], None] = lambda: None,
    anew: Callable[[], Project] | None = None,
) -> None:
    """Build, then serve until Ctrl+C: update the page being read after each save, then the rest of the site.

    ``opened`` is printed once ready; ``heard`` is called for each change of files; ``anew`` reads mkdocs.yml again.
    """
    from vitrail.building.publishing.unchanged import RefusedFile
    from vitrail.building.publishing.workers.beside import beside
    from vitrail.doors.serving.watching import Bell, bursts

    bell, stop, around = Bell(), threading.Event(), _around(project)
    with beside(_FirstBuild(project), project.jobs) as first:
        refused = first.ask(_FirstBuild.refused)()
    if refused is None:
        sys.exit(1)
    changes.announce(tuple(RefusedFile(**file) for file in refused))
    live = follower(project, changes, bell)
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    served = _Served(
        project=project, changes=changes, live=live, bell=bell, anew=anew or (lambda: project), heard=heard,
        around=around,
    )  # fmt: skip
    sys.setswitchinterval(_TURN)

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.default_int_handler(number, frame)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end)  # what it raises is lost in callbacks: after a fork, in a __del__
        sys.unraisablehook = lambda lost: lost.exc_type is KeyboardInterrupt or sys.__unraisablehook__(lost)
    with suppress(KeyboardInterrupt):
        tell(opened)
        with _outliving(live):
            live.prepare()
        for paths in bursts(lambda: served.project.folders, stop, bell, served.look):
            with _outliving(served.live):
                served.follow(paths)
    for server in servers:
        server.shutdown()


class _FirstBuild(Struct):
    """The first build, in a separate process: in this one, it would leave twice the memory that serving takes."""

    project: Project

    def refused(self) -> list[dict[str, str]] | None:
        """Build and print the summary; return the refused files as plain values, None if nothing was published."""
        from vitrail.doors.cli.build import build_and_tell

        (told,) = build_and_tell(self.project)
        sys.stdout.flush()
        return None if told is None else [to_builtins(file) for file in told.refused]


def follower(project: Project, changes: Changes, bell: Bell) -> Live:
    """Return the updater of a site after each save, which is interrupted by the next save."""
    from vitrail.building.making.live import Live

    return Live(project, lambda: changes.announce(changes.refused), lambda: bell.rung)


@contextmanager
def _outliving(live: Live) -> Iterator[None]:
    """Print an exception on one line and go on; the whole site is then rebuilt at the next pause."""
    from vitrail.doors.serving.server import accident

    try:
        yield
    except Exception as error:  # noqa: BLE001  # any exception
        tell(accident(error), err=True)
        live.forget()


class _Served(Struct, kw_only=True):
    """The state of a served site, updated after each save."""

    project: Project
    changes: Changes
    live: Live
    bell: Bell
    anew: Callable[[], Project]
    heard: Callable[[], None]
    """Called before changed files are shown, whether a change was notified or found during a pause."""
    late: float = 0.0
    """Time since which the site lags behind the files; 0 when it is up to date."""
    around: tuple[object, ...]
    """The inputs outside the school's folders (``_around``) at the last build."""

    def look(self) -> tuple[object, ...]:
        """Return the inputs outside the folders; while the site lags, the value also changes now and then."""
        from vitrail.content.reading.disk.hashing import stamp

        again = int((time.monotonic() - self.late) / _AGAIN + 1).bit_length() if self.late else 0
        return _around(self.project), stamp(self.project.root / "mkdocs.yml"), again

    def follow(self, paths: frozenset[Path]) -> None:
        """Update the page for saved files; without any, update the rest of the site, unless another save comes."""
        from vitrail.building.making.live import Saved

        if paths:
            self.heard()
        if not paths and (project := self._redressed()):
            self.project, self.live = project, follower(project, self.changes, self.bell)
        saved = self.live.save(paths)
        if saved is Saved.SHOWN:
            self.changes.announce(self.changes.refused)
        around = _around(self.project)
        behind = saved is Saved.UNKNOWN or (not paths and (self.live.behind or around != self.around))
        if behind and not paths and self.bell.rung:
            return  # a save came meanwhile: it is shown first, and the rest later
        if behind:
            if not paths:
                self.heard()
            self.late = self.late or time.monotonic()
            patient = time.monotonic() - self.late < _PATIENCE and self.project.audience is Audience.TEAM
            waits = (lambda: self.bell.rung) if patient else (lambda: False)
            done = rebuild(self.project, self.changes, self.live, waits)
            self.late, self.around = (0.0, around) if done else (self.late, self.around)
        elif not paths:
            self.late = 0.0
            self.live.rest()

    def _redressed(self) -> Project | None:
        """Read mkdocs.yml again, with its style sheets and pictures; None if nothing changed, or it cannot be read."""
        from vitrail.site.project import UnusableProjectError

        try:
            fresh = self.anew()
        except UnusableProjectError as error:  # mkdocs.yml is being edited
            tell(error.phrase, err=True)
            return None
        return None if fresh == self.project else fresh


def _around(project: Project) -> tuple[object, ...]:
    """Return the inputs of a site that are not files: the day, and whether the repository is on a public forge."""
    return clock(project.asked_date, None), public_forge(project.root)


def rebuild(project: Project, changes: Changes, live: Live, waits: Callable[[], bool]) -> bool:
    """Build everything and notify the open pages; False if nothing was published.

    ``waits`` is True once another save came: the build is then aborted, as the page being read comes first.
    """
    from vitrail.building.making.works import SupersededError
    from vitrail.doors.cli.build import build_and_tell

    def pulse() -> None:
        if waits():
            raise SupersededError

    seen = live.look()
    try:
        (told,) = build_and_tell(
            project, taken=lambda report, shared: live.take(report, shared, seen), held=live.held, fresh=True,
            pulse=pulse,
        )  # fmt: skip
    except SupersededError:
        return False
    if told:
        changes.announce(told.refused)
    return told is not None
