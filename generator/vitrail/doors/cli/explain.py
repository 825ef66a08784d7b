"""``vitrail explain``: print the documentation of a diagnostic's code."""

import re
from operator import attrgetter

import click

from vitrail.content.reading.frameworks import load_shipped
from vitrail.content.values.choices import nearest
from vitrail.doors.cli.helping import Command
from vitrail.doors.cli.telling import WrongUseError
from vitrail.doors.documentation.stages import quotes
from vitrail.ground.diagnostics import known_codes
from vitrail.ground.diagnostics.handbook import entry
from vitrail.ground.language import quoted

_BY_ID = attrgetter("id")


@click.command("explain", cls=Command)
@click.argument("codes", nargs=-1, required=True)
def command(codes: tuple[str, ...]) -> None:
    """Expliquer un code de « vitrail check », par exemple REF001.

    La page dit ce que le code signifie, comment corriger et pourquoi c'est demandé.
    """
    known = tuple(map(_known, codes))
    texts = quotes(load_shipped())
    every = (sorted((item for item in known_codes().values() if item.name == code), key=_BY_ID) for code in known)
    click.echo("\n".join(entry(item, texts, markdown=False) for items in every for item in items).rstrip("\n"))


def _known(written: str) -> str:
    """Return the code meant, whatever its case, separators and zeros; an unknown one is a wrong command (exit 2)."""
    code = re.sub(r"[\W_]+", "", written).upper()
    names = {item.name for item in known_codes().values()}
    code = code[:3] + code[3:].zfill(3) if code[3:].isdecimal() else code
    if code in names:
        return code
    if near := nearest(code, names):
        raise WrongUseError(
            "« {code} » n'est pas un code de Vitrail. Vouliez-vous dire {near} ?", code=written, near=near
        )
    known = quoted(sorted({name[:3] for name in names}))
    raise WrongUseError(
        "« {code} » n'est pas un code de Vitrail : ils commencent par {known}.", code=written, known=known
    )
