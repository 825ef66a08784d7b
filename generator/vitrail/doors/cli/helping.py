"""The help pages and the errors of the command line, in French and typeset as French.

click writes both in English: its texts are replaced here, where it allows it.
"""

from __future__ import annotations

import atexit
import inspect
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from vitrail.doors.cli.telling import WrongUseError, tell
from vitrail.ground.language import FRENCH, Alternatives, Phrase, ToldError, mark

_HEADINGS = {"Options": mark("Options :"), "Commands": mark("Commandes :")}
_KINDS = {
    "text": mark("TEXTE"), "file": mark("FICHIER"), "directory": mark("DOSSIER"), "path": mark("CHEMIN"),
    "integer range": mark("NOMBRE"), "integer": mark("NOMBRE"),
}  # fmt: skip
"""click's name of an option's type → our metavar."""
_INTERRUPTED = 130
"""Exit code of a command that Ctrl+C stopped, as shells know it."""


class Day(click.ParamType[date]):
    """A date on the command line, parsed as in the files."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse a date; an invalid one is a wrong command."""
        from vitrail.content.values.dates import read_date

        day = value if isinstance(value, date) else read_date(str(value))
        return day if isinstance(day, date) else self.fail(str(value), param, ctx)


DAY = Day()


class Folded(click.Choice[str]):
    """A word of a list on the command line, typed with accents or without."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Fold the word, then find it in the list."""
        from vitrail.content.values.folding import fold

        return super().convert(fold(value), param, ctx)


class _Formatter(click.HelpFormatter):
    """The formatter of help pages, with French headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line, with a French prefix."""
        usage = FRENCH.gettext("Utilisation :")
        super().write_usage(prog, args, prefix or f"{usage} ")

    def write_heading(self, heading: str) -> None:
        """Write a heading, in French if we have it."""
        said = _HEADINGS.get(heading)
        self.write(f"{'':>{self.current_indent}}{FRENCH.write(said)}\n" if said else f"{heading}:\n")


class _Context(click.Context):
    formatter_class = _Formatter

    @property
    def command_path(self) -> str:
        """The typed words; stripped, as a command with an empty name (``import CHEMIN``) adds a space."""
        return super().command_path.rstrip()


if TYPE_CHECKING:
    _Base = click.Command
else:
    _Base = object


class _Speaking(_Base):
    """The typesetting shared by commands and groups."""

    context_class = _Context

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page, typeset."""
        return super(_Speaking, self._said()).get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the command's line in the list of its group, typeset."""
        return super(_Speaking, self._said()).get_short_help_str(limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help`` that click adds, in French."""
        option = super().get_help_option(ctx)
        if option:
            option.help = FRENCH.gettext("Afficher cette aide.")
        return option

    def _said(self) -> _Speaking:
        """Return a copy of the command with its texts typeset."""
        said = copy(self)
        said.help = FRENCH.gettext(inspect.cleandoc(self.help or ""))
        if isinstance(said, click.Group):
            said.subcommand_metavar = FRENCH.gettext("COMMANDE [MOTS]…")
        said.params = [_said(param) if isinstance(param, click.Option) else param for param in self.params]
        return said


class Command(_Speaking, click.Command):
    """A command."""


class Group(_Speaking, click.Group):
    """A group of commands."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the typed command; an unknown one is a wrong command, with the list of those that exist."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = Alternatives(self.list_commands(ctx))
            raise WrongUseError("« {name} » n'est pas une commande ; écrivez {known}.", name=args[0], known=known)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; print usage errors, and the errors that stop it, in our words, then exit."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            problem = _problem(error)
            if problem is None:
                raise
            path = error.ctx.command_path if error.ctx else ctx.command_path
            tell("{problem} Voir « {path} --help ».", problem=problem, path=path, err=True)
            sys.exit(WrongUseError.exit_code)
        except ToldError as error:
            tell(error.phrase, err=True)
            sys.exit(error.exit_code)
        except MemoryError:
            tell(
                "La mémoire n'a pas suffi : fermez d'autres programmes ou essayez « vitrail build --jobs 1 ».", err=True
            )
            sys.exit(1)
        except KeyboardInterrupt:
            tell("Arrêté avant la fin.", err=True)
            sys.exit(_INTERRUPTED)


class Lazy(Group):
    """A group that imports a subcommand's module only when it is called."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **settings: Any) -> None:  # noqa: ANN401  # the library's
        """Take ``modules``: subcommand → « module:name » in ``vitrail.doors.cli``, in the order of the help page."""
        super().__init__(*args, **settings)
        self._modules = modules

    def __call__(self, *args: Any, **settings: Any) -> Any:  # noqa: ANN401  # the library's
        """Run the command line; when called without arguments, as the program is, end the process at once.

        ``os._exit`` skips Python's freeing of all objects, which took a twenty-fifth of an edit. Functions registered
        with ``atexit`` are called first.
        """
        try:
            return super().__call__(*args, **settings)
        except SystemExit as end:
            if args or settings or threading.active_count() > 1 or not isinstance(end.code, int):
                raise
            atexit._run_exitfuncs()  # noqa: SLF001  # as ``multiprocessing`` ends its own
            with suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(end.code)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands."""
        del ctx
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a subcommand and return the command."""
        del ctx
        if cmd_name not in self._modules:
            return None
        module, _, name = self._modules[cmd_name].partition(":")
        command = getattr(import_module(f"vitrail.doors.cli.{module}"), name)
        assert isinstance(command, click.Command)  # noqa: S101  # a fault of ours
        return command


def _said(option: click.Option) -> click.Option:
    said = copy(option)
    text = FRENCH.gettext(option.help) if option.help else ""
    said.help = FRENCH.sentence("{text} (obligatoire)", {"text": text.rstrip(".")}) if option.required else text
    said.required = False
    if said.metavar is None and not said.is_flag and (kind := _KINDS.get(said.type.name)):
        said.metavar = FRENCH.write(kind)
    return said


def _problem(error: click.UsageError) -> Phrase | None:  # noqa: PLR0911  # one return per kind of error
    """Return the phrase for a usage error; None for other exceptions (a group typed alone prints its help)."""
    if isinstance(error, click.MissingParameter):
        return mark("Il manque {name}.", name=_name(error.param))
    if isinstance(error, click.BadParameter):
        return _wrong_value(error.param)
    if isinstance(error, click.NoSuchOption):
        near = tuple(error.possibilities or ())
        if near:
            return mark(
                "L'option {name} n'existe pas ; vouliez-vous dire {near} ?",
                name=error.option_name,
                near=Alternatives(near),
            )
        return mark("L'option {name} n'existe pas.", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return mark(
            "L'option {name} est mal écrite : il lui manque sa valeur, ou elle en a une de trop.",
            name=error.option_name,
        )
    if type(error) is click.UsageError:
        return mark(
            "Il y a un mot de trop : un nom se donne par une option, et la commande écrit dans le dossier où elle est"
            " lancée ; ou des guillemets manquent autour d'un texte qui contient des espaces."
        )
    return None


def _wrong_value(param: click.Parameter | None) -> Phrase:  # noqa: PLR0911  # the same
    name = _name(param)
    match param.type if param else None:
        case click.Choice() as choice:
            return mark("{name} attend {words}.", name=name, words=Alternatives(map(str, choice.choices)))
        case click.IntRange() as bounds:
            low, high = str(bounds.min), str(bounds.max)
            return mark("{name} attend un nombre entier, de {low} à {high}.", name=name, low=low, high=high)
        case Day():
            return mark("{name} attend un jour, par exemple 15/03/2027.", name=name)
        case click.Path(file_okay=False):
            return mark("{name} attend un dossier qui existe.", name=name)
        case click.Path(dir_okay=False):
            return mark("{name} attend un fichier qui existe.", name=name)
        case click.Path():
            return mark("{name} attend un fichier ou un dossier qui existe.", name=name)
    return mark("La valeur de {name} ne se lit pas.", name=name)


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return param.opts[0]
    return (param.human_readable_name if param else "").upper()
