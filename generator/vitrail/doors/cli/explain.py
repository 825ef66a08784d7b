"""``vitrail explain``: print the documentation of a diagnostic's code."""

import re

import click

from vitrail.content.reading.frameworks import load_shipped
from vitrail.content.values.choices import nearest
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.telling import WrongUseError
from vitrail.doors.documentation.stages import quotes
from vitrail.ground.diagnostics import known_codes
from vitrail.ground.diagnostics.handbook import entry
from vitrail.ground.language import quoted


@click.command("explain", cls=Command)
@click.argument("codes", nargs=-1, required=True)
def command(codes: tuple[str, ...]) -> None:
    """Expliquer un code de « vitrail check », par exemple REF001.

    La page dit ce que le code signifie, comment corriger et pourquoi c'est demandé.
    """
    known = tuple(map(_known, codes))
    texts = quotes(load_shipped())
    click.echo("\n".join(entry(known_codes()[code], texts, markdown=False) for code in known).rstrip("\n"))


def _known(written: str) -> str:
    """Return the code meant, whatever its case, separators and zeros; an unknown one is a wrong command (exit 2)."""
    code = re.sub(r"[\W_]+", "", written).upper()
    code = code[:3] + code[3:].zfill(3) if code[3:].isdecimal() else code
    if code in known_codes():
        return code
    if near := nearest(code, known_codes()):
        raise WrongUseError(
            "« {code} » n'est pas un code de Vitrail. Vouliez-vous dire {near} ?", code=written, near=near
        )
    known = quoted(sorted({code[:3] for code in known_codes()}))
    raise WrongUseError(
        "« {code} » n'est pas un code de Vitrail : ils commencent par {known}.", code=written, known=known
    )
