"""A référentiel's record from the values of its file, faults and all; the file itself is read in ``reading``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.frameworks.codes import fold_code
from generator.frameworks.fields import Faults, Fields
from generator.frameworks.names import told_apart
from generator.frameworks.options import Options, read_options
from generator.frameworks.parts import (
    Codes,
    by_code,
    read_exams,
    read_legal,
    read_levels,
    read_pairs,
    read_situations,
    read_tables,
)
from generator.frameworks.tree import level_named, read_tree
from generator.language import mark
from generator.model.framework import Competency, Framework, Level
from generator.model.source import Route, Source

_SUBJECT = mark("le référentiel")
_FOR_PEOPLE = ("schema", "language")


def build(data: Mapping[str, object], source: Source) -> tuple[Framework | None, tuple[Diagnostic, ...]]:
    """Build a framework from values as written; None when it has no identifier or no competency.

    Every other fault leaves out the faulty value alone. Keys may be English or French, folded or not.
    """
    faults = Faults(source)
    fields = Fields(data, (), faults)
    found = _framework(fields)
    fields.close(*_FOR_PEOPLE)
    return found, tuple(sorted(faults.found, key=lambda fault: fault.sort_key))


def _framework(fields: Fields) -> Framework | None:
    key = fields.required("id", _SUBJECT)
    options = read_options(fields)
    levels = tuple(read_levels(fields))
    if not levels:
        fields.missing("levels", _SUBJECT)
    items = _competencies(fields, levels, options)
    codes: Codes = {fold_code(item.id): item.id for item in items}
    exams = tuple(read_exams(fields, options, codes))
    tables = tuple(read_tables(fields, options, codes, exams))
    title = fields.required("title", _SUBJECT)
    framework = Framework(
        id=key or "",
        title=title or key or "",
        short_title=fields.text("short title") or title or key or "",
        competencies=items,
        levels=levels,
        judged_level=_judged_level(fields, levels),
        judged_table=_judged_table(fields, [table.id for table in tables]),
        options=options.declared,
        exams=exams,
        situations=tuple(read_situations(fields, options)),
        tables=tables,
        legal=tuple(read_legal(fields)),
        sources=dict(read_pairs(fields, "sources", "id", "text")),
        status=fields.text("status"),
        authority=fields.text("authority"),
        valid_from=fields.text("valid from"),
        valid_to=fields.text("valid to"),
        first_session=fields.whole("first session"),
        last_session=fields.whole("last session"),
        predecessor=fields.text("predecessor"),
        successor=fields.text("successor"),
        notes=tuple(read_pairs(fields, "notes", "subject", "text")),
        scale=fields.words("scale"),
        hues=by_code(fields, "hues", codes),
        source=fields.faults.source,
    )
    return framework if key and items else None


def _competencies(fields: Fields, levels: tuple[Level, ...], options: Options) -> tuple[Competency, ...]:
    if fields.raw("items") is None:
        fields.missing("items", _SUBJECT)
    places: dict[str, Route] = {}
    return told_apart(list(_marked(fields, levels, options, places)), places, fields.faults)


def _marked(
    fields: Fields, levels: tuple[Level, ...], options: Options, places: dict[str, Route]
) -> Iterator[Competency]:
    for item, route in read_tree(fields, levels, options):
        places[item.id] = route
        yield item


def _judged_level(fields: Fields, levels: tuple[Level, ...]) -> str:
    """Read the level that the exam judges; the last one when nothing says so, since every claim counts there."""
    last = levels[-1].kind if levels else ""
    written = fields.required("judged level", _SUBJECT)
    if not written:
        return last
    if found := level_named(written, levels):
        return found.kind
    near = fields.faults.near(written, [level.label for level in levels])
    fields.faults.report("FRA010", fields.at("judged level"), level=written, suggestion=near)
    return last


def _judged_table(fields: Fields, tables: list[str]) -> str | None:
    written = fields.text("judged table")
    if written is None:
        return None
    known = {fold_code(table): table for table in tables}
    if fold_code(written) in known:
        return known[fold_code(written)]
    near = fields.faults.near(written, tables)
    fields.faults.report("FRA008", fields.at("judged table"), code=written, key="tableau jugé", suggestion=near)
    return None
