"""Options that several subcommands share, and how a wrong project ends them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.helping import DAY
from generator.cli.telling import speak, tell
from generator.language import Language
from generator.model.audience import Audience
from generator.placing import UnusableProjectError
from generator.project import Project
from generator.settings import CommandOptions, find_project, find_root, language_of

date_option = click.option(
    "--date",
    "asked_date",
    type=DAY,
    help="Le jour du contrôle (15/03/2027), sinon la date de référence de l'établissement, sinon aujourd'hui.",
)
audience_option = click.option(
    "--audience", type=click.Choice(["public", "jury", "equipe"]), help="Pour qui le site est construit."
)

cache_option = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Où garder ce qui sert d'une construction à l'autre (sinon VITRAIL_CACHE, sinon .vitrail-cache/).",
)


def project_or_exit(options: CommandOptions, default: Audience = Audience.PUBLIC) -> Project:
    """Find the school around the current folder; without one, say why and end with 2, as for a wrong command."""
    root = find_root(Path.cwd())
    try:
        project = find_project(root, options, default)
    except UnusableProjectError as error:
        speak(Language(language_of(root)))
        tell(error.phrase, err=True)
        sys.exit(2)
    speak(Language(project.language))
    return project
