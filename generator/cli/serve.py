"""``vitrail serve``: look at the site while writing it."""

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

from generator.cli.folders import find_student
from generator.cli.helping import Command
from generator.cli.shared_options import audience_option, cache_option, date_option, project_here
from generator.cli.telling import reader, tell
from generator.language import Phrase, mark
from generator.model.audience import Audience
from generator.project import AUDIENCES, Project
from generator.reading.disk.history import public_forge
from generator.settings import CommandOptions, clock

if TYPE_CHECKING:
    from types import FrameType

    from generator.making.live import Live
    from generator.serving.private import PrivateServer
    from generator.serving.watching import Bell, Changes

_PATIENCE = 15.0
"""Seconds during which whole builds are given up for saves, before one is finished first."""
_TURN = 0.0005
"""Seconds after which a thread lets another run: the answer of a page does not wait for what is planned behind it."""
_AGAIN = 5.0
"""Seconds after which a build that published nothing is tried again, then twice as many, and so on."""


@click.command("serve", cls=Command)
@audience_option
@date_option
@cache_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Port de cette machine (sinon 8000).")
@click.option("--etudiant", "only", help="Ne construire que ce portfolio, par exemple moreau-lea.")
def command(audience: str | None, asked_date: date | None, port: int, only: str | None, cache: Path | None) -> None:
    """Servir le site sur cette machine et recharger la page lue après chaque enregistrement."""
    from generator.serving.printed import make_printed
    from generator.serving.server import make_server
    from generator.serving.watching import Changes

    options = CommandOptions(
        audience=AUDIENCES[audience] if audience else None, asked_date=asked_date, cache=cache, served=True
    )

    def anew() -> Project:
        read = project_here(options, Audience.TEAM)
        return replace(read, only_student=find_student(only, read.portfolios)) if only else read

    project, changes = anew(), Changes()
    with taking(port):
        server = make_server(project.site, port, changes, reader(), make=lambda address: make_printed(anew(), address))
    opened = mark("Ouvrez http://127.0.0.1:{port}/ (Ctrl+C pour arrêter).", port=server.server_port)
    follow(project, changes, [server], opened, anew=anew)


@contextmanager
def taking(port: int) -> Iterator[None]:
    """Take a port before the minutes that a first build may last; exit 1 when it is another's."""
    try:
        yield
    except OSError:
        tell("Le port {port} est déjà pris : choisissez-en un autre avec --port.", port=port, err=True)
        sys.exit(1)


def private_server(port: int) -> PrivateServer:
    """Listen for a page that writes; the token of this run is drawn here."""
    from generator.serving.private import PrivateServer

    with taking(port):
        server = PrivateServer(port, secrets.token_urlsafe(32))
    server.language = reader()
    return server


def show_beside(
    server: PrivateServer, project: Project, changes: Changes, page: str, **shown: str
) -> tuple[ThreadingHTTPServer, ...]:
    """Give such a server its page, which frames the site of another port: each knows the other's origin; give both."""
    from generator.serving.furniture import furniture
    from generator.serving.guards import policy
    from generator.serving.printed import make_printed
    from generator.serving.server import make_server

    made = partial(make_printed, project)
    pages = make_server(project.site, 0, changes, reader(), desk=server.guard.origin, make=made)
    site = f"http://127.0.0.1:{pages.server_port}"
    server.always, server.files = policy(site), furniture(page, reader(), site=site, **shown)
    return server, pages


def entrance(server: PrivateServer) -> Phrase:
    """Say where to come in: the token is in the part of the address that no browser sends."""
    return mark(
        "Ouvrez http://127.0.0.1:{port}/#{token} (Ctrl+C pour arrêter).",
        port=server.server_port,
        token=server.guard.token,
    )


def follow(  # noqa: PLR0913, PLR0917  # what a server lives on, each by name
    project: Project,
    changes: Changes,
    servers: Sequence[ThreadingHTTPServer],
    opened: Phrase,
    heard: Callable[[], None] = lambda: None,
    anew: Callable[[], Project] | None = None,
) -> None:
    """Build and serve; show what each save changes, then whatever else follows from it, until Ctrl+C.

    ``opened`` says where; ``heard`` is called for each change of files; ``anew`` reads mkdocs.yml again.
    """
    from generator.publishing.unchanged import RefusedFile
    from generator.publishing.workers.beside import beside
    from generator.serving.watching import Bell, bursts

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
        signal.signal(signal.SIGINT, end)  # what it raises is lost where Python calls back: after a fork, in a __del__
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
    """The build before anybody is served, in a process apart: it would leave twice the memory that serving takes."""

    project: Project

    def refused(self) -> list[dict[str, str]] | None:
        """Build, and tell it; give the files that are refused as plain values, None when nothing was published."""
        from generator.cli.build import build_and_tell

        (told,) = build_and_tell(self.project)
        sys.stdout.flush()
        return None if told is None else [to_builtins(file) for file in told.refused]


def follower(project: Project, changes: Changes, bell: Bell) -> Live:
    """Return what keeps a site up with its files, save after save, and gives way to the next."""
    from generator.making.live import Live

    return Live(project, lambda: changes.announce(changes.refused), lambda: bell.rung)


@contextmanager
def _outliving(live: Live) -> Iterator[None]:
    """Print an exception of one save in one line and go on: the site is made again at the next rest."""
    from generator.serving.server import accident

    try:
        yield
    except Exception as error:  # noqa: BLE001  # whatever it is
        tell(accident(error), err=True)
        live.forget()


class _Served(Struct, kw_only=True):
    """The site that is kept up with the files, save after save."""

    project: Project
    changes: Changes
    live: Live
    bell: Bell
    anew: Callable[[], Project]
    heard: Callable[[], None]
    """Called before anything is shown of files that changed, whether the system told of it or a rest found it."""
    late: float = 0.0
    """When somebody began to save faster than the school is built; 0 when the site is that of the files."""
    around: tuple[object, ...]
    """What no folder of the school tells, when the site was last made."""

    def look(self) -> tuple[object, ...]:
        """Look at what a site depends on beside its folders; another value now and then while it is late."""
        from generator.serving.watching import dated

        again = int((time.monotonic() - self.late) / _AGAIN + 1).bit_length() if self.late else 0
        return _around(self.project), dated(self.project.root / "mkdocs.yml"), again

    def follow(self, paths: frozenset[Path]) -> None:
        """Show what the saving of some files changes, then all that follows from it, unless somebody saves again."""
        from generator.making.live import Saved

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
            return  # what was saved while the files were looked at, as a save shows it: the rest is looked at again
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
        """Read mkdocs.yml again, with what it names: sheets, pictures; None when all say the same, or nothing."""
        from generator.project import UnusableProjectError

        try:
            fresh = self.anew()
        except UnusableProjectError as error:  # it is being written
            tell(error.phrase, err=True)
            return None
        return None if fresh == self.project else fresh


def _around(project: Project) -> tuple[object, ...]:
    """Look at what a site depends on beside files: the day, and the forge that others read."""
    return clock(project.asked_date, None), public_forge(project.root)


def rebuild(project: Project, changes: Changes, live: Live, waits: Callable[[], bool]) -> bool:
    """Build everything and tell the pages being read; False when nothing was published.

    ``waits`` says that somebody saved meanwhile: the page that they read comes before the rest of the school.
    """
    from generator.cli.build import build_and_tell
    from generator.making.works import SupersededError

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
