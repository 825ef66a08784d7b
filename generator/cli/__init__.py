"""The command: one module a subcommand; nothing here computes, it asks and prints."""

import atexit
import gc
from typing import ClassVar

import click

from generator import __version__
from generator.cli.helping import Group
from generator.cli.telling import print_anywhere

_COLLECTING = (1_000_000, 50, 100)
"""Our records live to the end and refer to none that refers to them: looking for cycles among them at Python's own
pace took a tenth of a build and freed nothing."""


class _Lazy(Group):
    """A group that imports a subcommand when it is called, so that ``check`` never waits for what ``build`` needs."""

    COMMANDS: ClassVar[dict[str, str]] = {
        "check": "check",
        "explain": "explain",
        "build": "build",
        "serve": "serve",
        "new": "school.new",
        "import": "school.importing",
        "codes": "codes",
        "review": "verdicts.review",
        "desk": "verdicts.desk",
        "ready": "exam.ready",
        "export": "exam.export",
        "archive": "exam.archive",
    }
    """Subcommand → the module of ``generator.cli`` that holds it as ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands in the order in which people meet them."""
        del ctx
        return list(self.COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a subcommand and give its ``command``."""
        if cmd_name not in self.COMMANDS:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        command = import_module(f"generator.cli.{self.COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)  # noqa: S101  # a fault of ours
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vitrail", message="%(prog)s %(version)s", help="Afficher la version.")
def main() -> None:
    """Vitrail : des portfolios de compétences à partir de fichiers Markdown."""
    gc.set_threshold(*_COLLECTING)
    atexit.register(gc.freeze)  # what is left at the end goes with the process: Python would first look through it all
    print_anywhere()
