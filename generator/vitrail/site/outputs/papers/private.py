"""Private data, read from a file outside the repository: birth date, addresses, phone numbers, mail addresses, amounts.

Every value is a text as it was typed: a phone number is no octal number, nor is a date converted. Keys:
``PRIVATE_DATA``.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vitrail.content.reading.text.parse import parse_yaml
from vitrail.content.values.document import Value
from vitrail.content.values.fields import Fields, open_fields
from vitrail.content.values.folding import fold
from vitrail.content.values.key import text_keys
from vitrail.content.values.keys import PRIVATE_DATA
from vitrail.content.values.suggesting import astray
from vitrail.ground.diagnostics import Diagnostic, Place
from vitrail.ground.language import ToldError, mark

PER_HOST = "organisme"
"""The section that may be repeated for each host, under its name."""


class Private(Struct, frozen=True, kw_only=True):
    """Private values by folded path; fields without a value are left to be filled by hand."""

    values: Mapping[tuple[str, ...], str] = {}
    named: Mapping[str, Place] = {}
    """Name of a host that has a section of its own → the place of that section."""
    faults: tuple[Diagnostic, ...] = ()

    def get(self, *path: str) -> str:
        """Return a value, empty when it is not there."""
        return self.values.get(tuple(fold(part) for part in path), "")

    def told(self, hosts: Iterable[str]) -> tuple[Diagnostic, ...]:
        """Return the faults of the file, with its sections for unknown hosts: they would leave unexpected blanks."""
        names = tuple(dict.fromkeys(hosts))
        known = set(map(fold, names))
        strangers = (
            astray("STR019", place, name, names, key=name) for name, place in self.named.items() if name not in known
        )
        return (*self.faults, *strangers)


def read_private(file: Path) -> Private:
    """Read a file of private data.

    Raises ToldError: when it is no YAML, or holds no keys; OSError: when the disk refuses.
    """
    document = parse_yaml(file.name, file.read_bytes(), keys=text_keys(PRIVATE_DATA))
    if document.rejected and document.diagnostics:
        fault = document.diagnostics[-1]
        raise ToldError(
            "« {place} » ne se lit pas : {message}",
            place=str(fault.place),
            message=mark(fault.entry.message, **fault.values),
        )
    if not document.keys and (document.items or document.diagnostics or document.rejected):
        raise ToldError(
            "« {file} » ne contient pas de clés : écrivez par exemple « stagiaire: » puis « né le: … » en dessous.",
            file=str(file),
        )
    faults = list(document.diagnostics)
    named: dict[str, Place] = {}
    fields = open_fields(document, faults, PRIVATE_DATA)
    values = {path: value for path, value in _sections(fields, named) if value}
    # a warning on private keys does not apply here: all keys of this file are private
    elsewhere = (replace(fault, id="STR019") if fault.code == "PRV008" else fault for fault in faults)
    return Private(values=values, named=named, faults=tuple(elsewhere))


def _sections(fields: Fields, named: dict[str, Place]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (folded path, value); ``named`` receives the hosts that have a section of their own."""
    for row in PRIVATE_DATA:
        if row.keys is None:
            yield (fold(row.name),), fields.text(row.name) or ""
            continue
        written, route = fields.raw(row.name), fields.route_of(row.name)
        hosts: dict[str, Value] = {}
        if isinstance(written, dict) and row.name == PER_HOST:
            hosts = {n: mapping for n, mapping in written.items() if isinstance(mapping, dict) and not row.keys.find(n)}
            written = {name: said for name, said in written.items() if name not in hosts}
        for inner in fields.below(row.name, written, route):
            yield from _keys(inner, (fold(row.name),))
        for name, mapping in hosts.items():
            named.setdefault(name, fields.at_key(*route, name))
            for own in fields.below(row.name, mapping, (*route, name)):
                yield from _keys(own, (fold(row.name), name))


def _keys(fields: Fields, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for row in fields.table:
        said = fields.value(row)
        yield (*above, fold(row.name)), ", ".join(said) if isinstance(said, tuple) else str(said or "")
