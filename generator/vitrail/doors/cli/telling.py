"""Print messages, in French whatever the language of the site: so are the files that they speak of."""

import codecs
import io
import os
import re
import shlex
import sys

import click

from vitrail.ground.language import FRENCH, Phrase, ToldError, Value, mark


class WrongUseError(ToldError):
    """A wrong use of the command line, explained in one sentence; the exit code is 2."""


def print_anywhere() -> None:
    """Replace characters that the output's encoding lacks instead of failing, as in a file on Windows (cp1252)."""
    codecs.register_error("vitrail", _nearest_sign)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="vitrail")


def _nearest_sign(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(" " if sign.isspace() else "?" for sign in lost), error.end


def tell(template: str, /, *, err: bool = False, **values: Value) -> None:
    """Print a phrase, or one made from a template and its values."""
    phrase = template if isinstance(template, Phrase) else mark(template, **values)
    click.echo(FRENCH.write(phrase), err=err)


def show(text: str, *, err: bool = False) -> None:
    """Print a text that quotes authors; in GitHub's runner, its commands are neutralised."""
    if os.environ.get("GITHUB_ACTIONS"):
        from vitrail.ground.diagnostics.formats import harmless

        text = harmless(text)
    click.echo(text, err=err)


def emit(text: str) -> None:
    """Print a text for a program, the same bytes on every system: UTF-8, line ends unchanged."""
    click.echo(text.encode("utf-8", "replace"), nl=False)


def follow(*words: str, fill: str = "") -> None:
    """Print the next command to type, after the file to fill in, if any."""
    command = " ".join(map(pasted, words))
    if fill:
        tell("Ensuite : remplissez {path}, puis {command}", path=fill, command=command)
    else:
        tell("Ensuite : {command}", command=command)


def pasted(word: str) -> str:
    """Quote a word for a shell, in double quotes if they suffice, as every shell knows them."""
    if re.fullmatch(r"[\w@%+=:,./-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!]', word) or not word else f'"{word}"'
