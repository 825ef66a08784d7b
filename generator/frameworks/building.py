"""A référentiel's record from the values of its file, faults and all; the file itself is read in ``reading``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.diagnostics import Diagnostic
from generator.frameworks.hierarchy import level_named, read_tree
from generator.frameworks.options import DeclaredOptions, read_options
from generator.frameworks.sections import (
    Codes,
    hues_by_code,
    read_exams,
    read_levels,
    read_pairs,
    read_requirements,
    read_situations,
    read_tables,
)
from generator.model.framework import Alias, Competency, Framework, Level
from generator.model.internships.regulation import Profile, StageRequirement
from generator.model.pathway import Pathway
from generator.model.source import Route
from generator.values.document import Document
from generator.values.fields import Fields, open_fields
from generator.values.folding import fold_code
from generator.values.keys import FRAMEWORK

_FIRST, _LAST = 0, 9999


def build(document: Document) -> tuple[Framework | None, tuple[Diagnostic, ...]]:
    """Build a framework from its file; None when it has no identifier or no competency.

    Every other fault leaves out the faulty value alone. The faults are those of the référentiel: the document's own
    stay in the document.
    """
    faults: list[Diagnostic] = []
    fields = open_fields(document, faults, FRAMEWORK)
    found = _framework(fields)
    fields.close()
    return found, tuple(sorted(faults, key=lambda fault: fault.sort_key))


def _framework(fields: Fields) -> Framework | None:
    key = fields.text("identifiant")
    options = read_options(fields)
    levels = tuple(read_levels(fields))
    items = _competencies(fields, levels, options)
    codes: Codes = {fold_code(item.id): item.id for item in items}
    exams = tuple(read_exams(fields, options, codes))
    tables = tuple(read_tables(fields, options, codes, exams))
    title = fields.text("titre")
    framework = Framework(
        **fields.values(),
        id=key or "",
        title=title or key or "",
        short_title=fields.text("titre court") or title or key or "",
        competencies=items,
        levels=levels,
        judged_level=_judged_level(fields, levels),
        judged_table=_judged_table(fields, [table.id for table in tables]),
        options=options.declared,
        exams=exams,
        situations=tuple(read_situations(fields, options)),
        tables=tables,
        requirements=tuple(read_requirements(fields)),
        sources=dict(read_pairs(fields, "sources", "code", "texte")),
        notes=tuple(read_pairs(fields, "remarques", "sujet", "texte")),
        profiles=_read_profiles(fields),
        hues=hues_by_code(fields, "couleurs", codes),
        source=fields.source,
    )
    return framework if key and items else None


def _competencies(fields: Fields, levels: tuple[Level, ...], options: DeclaredOptions) -> tuple[Competency, ...]:
    places: dict[str, Route] = {}
    return _told_apart(list(_marked(fields, levels, options, places)), places, fields)


def _marked(
    fields: Fields, levels: tuple[Level, ...], options: DeclaredOptions, places: dict[str, Route]
) -> Iterator[Competency]:
    for item, route in read_tree(fields, levels, options):
        places[item.id] = route
        yield item


def _judged_level(fields: Fields, levels: tuple[Level, ...]) -> str:
    """Read the level that the exam judges; the last one when nothing says so, since every claim counts there."""
    last = levels[-1].kind if levels else ""
    written = fields.text("niveau jugé")
    if not written:
        return last
    if found := level_named(written, levels):
        return found.kind
    near = fields.hint(written, [level.label for level in levels])
    fields.tell("FRA010", fields.route_of("niveau jugé"), level=written, suggestion=near)
    return last


def _judged_table(fields: Fields, tables: list[str]) -> str | None:
    written = fields.text("tableau jugé")
    if written is None:
        return None
    known = {fold_code(table): table for table in tables}
    if fold_code(written) in known:
        return known[fold_code(written)]
    near = fields.hint(written, tables)
    fields.tell("FRA008", fields.route_of("tableau jugé"), code=written, key="tableau jugé", suggestion=near)
    return None


def _told_apart(items: Iterable[Competency], places: Mapping[str, Route], fields: Fields) -> tuple[Competency, ...]:
    """Leave out the short codes and the aliases that mean something else already, and report each.

    Two competencies may share a name when no option has both (B2.1), two aliases when no session has both (E5.1).
    """
    names = _Names(tuple(items), places, fields)
    kept = [names.short_code(item) for item in names.items]
    return tuple(replace(item, aliases=tuple(names.aliases(item))) if item.aliases else item for item in kept)


class _Names:
    """The names met so far, folded, and whose they are."""

    __slots__ = ("_aliases", "_fields", "_ids", "_places", "_short", "items")

    def __init__(self, items: tuple[Competency, ...], places: Mapping[str, Route], fields: Fields) -> None:
        self.items = items
        self._ids = {fold_code(item.id): item for item in items}
        self._short: dict[str, list[Competency]] = {}
        self._aliases: dict[str, list[tuple[Competency, Alias]]] = {}
        self._places = places
        self._fields = fields

    def short_code(self, item: Competency) -> Competency:
        """Keep an item's short code when it is its own, else let its id stand for it."""
        taken = self._holder(item, item.local_id)
        if taken:
            place = self._places[item.id]
            self._fields.tell("FRA012", place, code=item.local_id, first=taken.id, second=item.id)
            item = replace(item, local_id=item.id)
        self._short.setdefault(fold_code(item.local_id), []).append(item)
        return item

    def aliases(self, item: Competency) -> Iterator[Alias]:
        """Yield the aliases of an item that are its own."""
        for alias in item.aliases:
            known = self._aliases.setdefault(fold_code(alias.name), [])
            rivals = (other for other, held in known if _meet(other, item) and _overlap(held, alias))
            taken = self._holder(item, alias.name) or next((other for other in rivals if other.id != item.id), None)
            if taken:
                place = self._places[item.id]
                self._fields.tell("FRA006", place, alias=alias.name, code=item.id, other=taken.id)
                continue
            known.append((item, alias))
            yield alias

    def _holder(self, item: Competency, name: str) -> Competency | None:
        """Find another item that has this name for its id, or for its short code in a common option."""
        same = self._ids.get(fold_code(name))
        if same and same.id != item.id:
            return same
        short = self._short.get(fold_code(name), ())
        return next((other for other in short if other.id != item.id and _meet(other, item)), None)


def _meet(one: Competency, other: Competency) -> bool:
    """True if one learner may be asked for both."""
    return not one.options or not other.options or not set(one.options).isdisjoint(other.options)


def _overlap(one: Alias, other: Alias) -> bool:
    starts = max(one.from_session or _FIRST, other.from_session or _FIRST)
    return starts <= min(one.to_session or _LAST, other.to_session or _LAST)


def _read_profiles(fields: Fields) -> dict[Pathway, Profile]:
    """Read the rules on stages, by voie; one that names no voie is of the school's."""
    found: dict[Pathway, Profile] = {}
    for entry in fields.entries("stages"):
        pathways = [item for item in entry.choices("voies") if isinstance(item, Pathway)]
        found |= dict.fromkeys(pathways or (Pathway.SCHOOL,), _profile(entry))
        entry.close()
    return found


def _profile(entry: Fields) -> Profile:
    made = (line.made() for line in entry.entries("exigences"))
    return Profile(
        **{"source": ""} | entry.values(),
        internships=not entry.flag("certificats de travail"),
        dimensions=tuple(_dimensions(entry)),
        requirements={item.rule: item for item in made if isinstance(item, StageRequirement)},
    )


def _dimensions(entry: Fields) -> Iterator[tuple[str, str]]:
    for line in entry.entries("dimensions"):
        if title := line.text("titre"):
            yield title, line.text("mot") or title
        line.close()
