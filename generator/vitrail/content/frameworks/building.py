"""Builds a référentiel's record from the values of its file, and reports its faults; ``reading`` reads the file."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vitrail.content.frameworks import sections
from vitrail.content.frameworks.hierarchy import read_tree
from vitrail.content.model.framework import Alias, Competency, Framework
from vitrail.content.model.internships.regulation import Profile, StageRequirement
from vitrail.content.model.pathway import Pathway
from vitrail.content.model.source import Route
from vitrail.content.values.document import Document
from vitrail.content.values.fields import Fields, open_fields
from vitrail.content.values.folding import fold_code
from vitrail.content.values.keys import FRAMEWORK, PROFILE
from vitrail.content.values.years import in_years, weeks_by_year
from vitrail.ground.diagnostics import Diagnostic

_FIRST, _LAST = 0, 9999
"""Sessions that stand for a missing lower or upper bound."""


def build(document: Document) -> tuple[Framework | None, tuple[Diagnostic, ...]]:
    """Build a framework from its file; None when it has no identifier or no competency.

    Every other fault leaves out the faulty value alone. The faults are those of the référentiel: the document's own
    stay in the document.
    """
    faults: list[Diagnostic] = []
    return _framework(open_fields(document, faults, FRAMEWORK)), tuple(sorted(faults, key=lambda fault: fault.sort_key))


def _framework(fields: Fields) -> Framework | None:
    key = fields.text("identifiant")
    options, years = sections.read_options(fields), sections.read_years(fields)
    levels = tuple(sections.read_levels(fields))
    items = _told_apart(list(read_tree(fields, levels, options, years)), fields)
    codes: sections.Codes = {fold_code(item.id): item.id for item in items}
    exams = tuple(sections.read_exams(fields, options, codes))
    tables = tuple(sections.read_tables(fields, options, codes, exams))
    title, judged_table = fields.text("titre"), fields.text("tableau jugé")
    last = levels[-1].kind if levels else ""  # judged unless the file says otherwise: there every claim counts
    by_code = {fold_code(table.id): table.id for table in tables}
    framework = Framework(
        **fields.values(),
        years=years,
        id=key or "",
        title=title or key or "",
        short_title=fields.text("titre court") or title or key or "",
        competencies=items,
        levels=levels,
        judged_level=sections.read_level(fields, "niveau jugé", levels) or last,
        judged_table=judged_table
        and sections.known(fields, "tableau jugé", fields.route_of("tableau jugé"), judged_table, by_code),
        options=options.declared,
        exams=exams,
        situations=tuple(sections.read_situations(fields, options)),
        tables=tables,
        requirements=tuple(sections.read_requirements(fields, exams)),
        sources=dict(fields.records("sources")),
        source_sessions=dict(sections.sessions_of(fields)),
        profiles=read_profiles(fields, "stages", years),
        hues=dict(sections.hues_by_code(fields, "couleurs", codes)),
        source=fields.source,
    )
    return framework if key and items else None


def _told_apart(marked: Sequence[tuple[Competency, Route]], fields: Fields) -> tuple[Competency, ...]:
    """Leave out the short codes and the aliases that already name another item, and report each.

    Two competencies may share a name when no option has both (B2.1), two aliases when no session has both (E5.1).
    """
    places = {item.id: route for item, route in marked}
    ids = {fold_code(item.id): item for item, _ in marked}
    short: dict[str, list[Competency]] = {}
    aliases: dict[str, list[tuple[Competency, Alias]]] = {}

    def holder(item: Competency, name: str) -> Competency | None:
        """Find another item that has this name for its id, or for its short code in a common option."""
        same = [ids[fold_code(name)]] if fold_code(name) in ids else []
        rivals = (*same, *(other for other in short.get(fold_code(name), ()) if _meet(other, item)))
        return next((other for other in rivals if other.id != item.id), None)

    def short_code(item: Competency) -> Competency:
        if taken := holder(item, item.local_id):
            fields.tell("FRA003.short", places[item.id], code=item.local_id, first=taken.id, second=item.id)
            item = replace(item, local_id=item.id)
        short.setdefault(fold_code(item.local_id), []).append(item)
        return item

    def own(item: Competency) -> Iterator[Alias]:
        for alias in item.aliases:
            known = aliases.setdefault(fold_code(alias.name), [])
            rivals = (other for other, held in known if _meet(other, item) and _overlap(held, alias))
            taken = holder(item, alias.name) or next((other for other in rivals if other.id != item.id), None)
            if taken:
                fields.tell("FRA003.alias", places[item.id], alias=alias.name, code=item.id, other=taken.id)
            else:
                known.append((item, alias))
                yield alias

    kept = [short_code(item) for item, _ in marked]
    return tuple(replace(item, aliases=tuple(own(item))) if item.aliases else item for item in kept)


def _meet(competency: Competency, other: Competency) -> bool:
    """True if one learner may be asked for both."""
    return not competency.options or not other.options or not set(competency.options).isdisjoint(other.options)


def _overlap(alias: Alias, other: Alias) -> bool:
    starts = max(alias.from_session or _FIRST, other.from_session or _FIRST)
    return starts <= min(alias.to_session or _LAST, other.to_session or _LAST)


def read_profiles(fields: Fields, key: str, years: tuple[str, ...]) -> dict[Pathway, Profile]:
    """Read the rules on stages, of a référentiel or of a class, by voie; without a voie, those of the voie scolaire."""
    profiles: dict[Pathway, Profile] = {}
    for entry in fields.entries(key, in_years(PROFILE, years)):
        pathways = [item for item in entry.choices("voies") if isinstance(item, Pathway)]
        profiles |= dict.fromkeys(pathways or (Pathway.SCHOOL,), _profile(entry, years))
    return profiles


def _profile(entry: Fields, years: tuple[str, ...]) -> Profile:
    made = (line.made() for line in entry.entries("exigences"))
    return Profile(
        **entry.values(),
        lengths=weeks_by_year(entry, years),
        internships=not entry.flag("certificats de travail"),
        dimensions=tuple(
            (title, line.text("mot") or title) for line in entry.entries("dimensions") if (title := line.text("titre"))
        ),
        requirements={item.rule: item for item in made if isinstance(item, StageRequirement)},
    )
