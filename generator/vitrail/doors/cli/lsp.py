"""``vitrail lsp``: the language server that an editor starts, on standard input and output."""

import click

from vitrail.content.installation import command_for
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.telling import WrongUseError


@click.command("lsp", cls=Command)
@click.option(
    "--stdio", is_flag=True, hidden=True, help="Ce que certains éditeurs ajoutent ; il n'y a pas d'autre voie."
)
def command(*, stdio: bool) -> None:
    """Servir un éditeur (VS Code, Neovim…) : fautes, complétion, explications, pendant que l'on écrit.

    Il se lance de l'éditeur et parle le protocole LSP ; voir docs/editeur.md.
    """
    del stdio
    try:
        from vitrail.doors.editing.server import serve
    except ModuleNotFoundError as error:
        raise WrongUseError(
            "Il manque de quoi parler à un éditeur : lancez « {command} ».", command=command_for("editeur")
        ) from error
    serve()
