"""Options that several subcommands share, and the project of the current folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitrail.content.model.audience import Audience
from vitrail.doors.cli.helping import DAY, Folded
from vitrail.doors.cli.telling import WrongUseError
from vitrail.site.project import AUDIENCES, Project
from vitrail.site.settings import CommandOptions, find_project, find_root

if TYPE_CHECKING:
    from vitrail.content.model.framework import Framework

PLACE = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
date_option = click.option(
    "--date",
    "asked_date",
    type=DAY,
    help="Le jour du contrôle (15/03/2027), sinon la date de référence de l'établissement, sinon aujourd'hui.",
)
audience_option = click.option("--audience", type=Folded([*AUDIENCES]), help="Pour qui le site est construit.")
order_option = click.option(
    "--passage",
    "order",
    type=FILE,
    help="Liste .csv hors du dépôt : les noms des candidats dans leur ordre de passage (sinon l'alphabet).",
)
cache_option = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Où garder ce qui sert d'une construction à l'autre (sinon VITRAIL_CACHE, sinon .vitrail-cache/).",
)
port_option = click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, help="Port de cette machine (sinon 8000)."
)


_NOTHING = CommandOptions()


def framework_named(name: str, known: Mapping[str, Framework]) -> Framework:
    """Return the référentiel with an id; an unknown one is a wrong command (exit 2)."""
    if name not in known:
        raise WrongUseError(
            "« {name} » (--referentiel) n'est pas connu ; il y a {known}.", name=name, known=tuple(sorted(known))
        )
    return known[name]


def project_here(options: CommandOptions = _NOTHING, default: Audience = Audience.PUBLIC) -> Project:
    """Find the school around the current folder; raises UnusableProjectError."""
    return find_project(find_root(Path.cwd()), options, default)
