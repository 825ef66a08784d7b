"""What the command says, in the language of the project that it works on; in French until one is found."""

import codecs
import io
import os
import re
import shlex
import sys

import click

from generator.language import FRENCH, Language, Phrase, ToldError, Value, mark


class WrongUseError(ToldError):
    """The command was typed wrongly: one whole sentence says how, and the exit code is 2."""


def print_anywhere() -> None:
    """Let no sentence fail on an output that lacks one of its signs, as a file on Windows does (cp1252)."""
    codecs.register_error("vitrail", _nearest_sign)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="vitrail")


def _nearest_sign(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(" " if sign.isspace() else "?" for sign in lost), error.end


def speak(language: Language) -> None:
    """Choose the language of everything that this command says from now on."""
    if context := click.get_current_context(silent=True):
        context.find_root().obj = language


def reader() -> Language:
    """Return the language of the project, French before it is found."""
    context = click.get_current_context(silent=True)
    held = context.find_root().obj if context else None
    return held if isinstance(held, Language) else FRENCH


def tell(template: str, /, *, err: bool = False, **values: Value) -> None:
    """Print a phrase of ours, made already, or made here of a template and its values."""
    phrase = template if isinstance(template, Phrase) else mark(template, **values)
    click.echo(reader().write(phrase), err=err)


def show(text: str, *, err: bool = False) -> None:
    """Print what quotes authors: in GitHub's runner, without a line that it would obey."""
    if os.environ.get("GITHUB_ACTIONS"):
        from generator.diagnostics.formats import harmless

        text = harmless(text)
    click.echo(text, err=err)


def emit(text: str) -> None:
    """Print what a program reads, the same bytes on every system: UTF-8, and the ends of lines that it has."""
    click.echo(text.encode("utf-8", "replace"), nl=False)


def follow(*words: str, fill: str = "") -> None:
    """Print the next command, after the file to fill when there is one."""
    command = " ".join(map(pasted, words))
    if fill:
        tell("Ensuite : remplissez {path}, puis {command}", path=fill, command=command)
    else:
        tell("Ensuite : {command}", command=command)


def pasted(word: str) -> str:
    """Quote a word as it must be typed: in double quotes, which every shell knows, wherever they are enough."""
    if re.fullmatch(r"[\w@%+=:,./-]+", word):
        return word
    return shlex.quote(word) if re.search(r'["$`\\!]', word) or not word else f'"{word}"'
