"""What only a file outside the repository says: birth date, addresses, phone numbers, mail addresses, amounts.

Every value is read as it was typed: a phone number is no octal number, a date is no date.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generator.language import ToldError
from generator.model.internships.internship import Clause
from generator.reading.text.decoding import decode
from generator.values.folding import fold

_ADDRESS = ("nom", "adresse", "téléphone", "mél", "représentant")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "candidat": ("numéro",),
    "stagiaire": ("né le", "sexe", "adresse", "téléphone", "mél"),
    "organisme": (*_ADDRESS, "fait à"),
    "tuteur": ("téléphone", "mél"),
    "établissement": _ADDRESS,
    "gratification": (),
    "clauses": tuple(clause.value for clause in Clause),
    "annexe": ("horaires", "compétences visées", "matériel", "évaluation", "suivi", "finances"),
}
"""Section → its keys; a section without keys holds a value. « organisme » and « tuteur » may be given per host."""
PER_HOST = ("organisme", "tuteur")
_DEEPEST = 3


class UnreadablePrivateError(ToldError):
    """The file of private data cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """Private values by folded path; what is absent is left to be filled by hand."""

    values: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def get(self, *path: str) -> str:
        """Return a value, empty when it is not there."""
        return self.values.get(tuple(fold(part) for part in path), "")

    def of_host(self, section: str, key: str, names: tuple[str, ...], *, alone: bool) -> str:
        """Return a host's value: written under one of its names, else plainly when the stage has no other host."""
        named = (self.get(section, name, key) for name in names)
        return next(filter(None, named), "") or (self.get(section, key) if alone else "")


def read_private(file: Path) -> Private:
    """Read the file.

    Raises UnreadablePrivateError: when it is no YAML, or holds no keys; OSError: when the disk refuses.
    """
    try:
        data = yaml.load(decode(file.read_bytes()).text or "", Loader=yaml.BaseLoader)  # noqa: S506  # makes strings only
    except (yaml.YAMLError, RecursionError) as error:
        found = getattr(error, "problem_mark", None)
        place = f"{file}:{found.line + 1}" if found else str(file)
        raise UnreadablePrivateError(
            "« {place} » ne se lit pas : vérifiez les deux-points, les guillemets et les retraits.", place=place
        ) from error
    if not isinstance(data, dict):
        raise UnreadablePrivateError(
            "« {file} » ne contient pas de clés : écrivez par exemple « stagiaire: » puis « né le: … » en dessous.",
            file=str(file),
        )
    return Private(values=dict(_flat(data)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A key that nothing reads."""

    key: str
    near: str
    """The nearest one that would be read, or nothing."""
    known: tuple[str, ...]
    """What is read at its place: the keys of its section, or the sections."""


def unknown(private: Private, hosts: tuple[str, ...]) -> Iterator[Unread]:
    """Yield what nothing reads: it would else be a blank line that nobody expects."""
    known = {path: " : ".join(words) for path, words in keys_read(hosts)}
    for path in private.values:
        if path not in known:
            near = difflib.get_close_matches(" ".join(path), [" ".join(other) for other in known], n=1, cutoff=0.6)
            shown = next((words for other, words in known.items() if " ".join(other) in near), "")
            yield Unread(key=" : ".join(path), near=shown, known=_known_beside(path))


def _known_beside(path: tuple[str, ...]) -> tuple[str, ...]:
    sections = {fold(section): keys for section, keys in _FIELDS.items()}
    return sections.get(path[0]) or tuple(_FIELDS)


def keys_read(hosts: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield every key that is read, folded and as it is typed; some also under the name of a host."""
    for section, keys in _FIELDS.items():
        words: list[tuple[str, ...]] = [(section, key) for key in keys] or [(section,)]
        named = [(section, host, key) for host in hosts for key in keys] if section in PER_HOST else []
        for path in (*words, *named):
            yield tuple(fold(part) for part in path), path


def _flat(data: Mapping[object, object], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (folded path, value as typed); lists are joined, what is deeper than any key is not read."""
    for key, value in data.items():
        path = (*above, fold(str(key)))
        if isinstance(value, dict) and len(path) < _DEEPEST:
            yield from _flat(value, path)
        elif isinstance(value, list):
            yield path, ", ".join(str(item).strip() for item in value)
        elif isinstance(value, str) and value.strip():
            yield path, value.strip()
