"""The command line: one module per subcommand, which calls the other rooms and prints; nothing is computed here."""

import gc

import click

from vitrail import __version__
from vitrail.doors.cli.helping import Lazy
from vitrail.doors.cli.telling import print_anywhere

_COLLECTING = (1_000_000, 50, 100)
"""Thresholds of Python's garbage collector: our records live to the end and form no cycles, and looking for some at the
default thresholds took a tenth of a build and freed nothing."""


@click.group(
    cls=Lazy,
    modules={
        "check": "check:command",
        "explain": "explain:command",
        "build": "build:command",
        "serve": "serve:command",
        "new": "school.new:command",
        "import": "school.importing:command",
        "rendre": "school.handing:command",
        "prendre": "school.taking:command",
        "ecrire": "school.authoring:command",
        "codes": "codes:command",
        "lsp": "lsp:command",
        "review": "verdicts.review:command",
        "desk": "verdicts.desk:command",
        "ready": "exam.ready:command",
        "export": "exam.export:command",
        "archive": "exam.export:archive",
        "fin": "exam.export:farewell",
    },
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="vitrail", message="%(prog)s %(version)s", help="Afficher la version.")
def main() -> None:
    """Vitrail : des portfolios de compétences à partir de fichiers Markdown."""
    gc.set_threshold(*_COLLECTING)
    print_anywhere()
