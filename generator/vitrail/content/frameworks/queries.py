"""Queries on a référentiel, for reading, coverage and pages: pure, and the same for any framework.

The last one resolves a citation: a code as a student typed it, by their option and session.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from vitrail.content.model.framework import Alias, Competency, Exam, Framework, Situation, SynthesisTable
from vitrail.content.values.choices import nearest
from vitrail.content.values.folding import fold, fold_code
from vitrail.ground.regex import regex

Named: TypeAlias = Mapping[str, tuple[str, ...]]


class Syllabus(Struct, frozen=True, kw_only=True):
    """The competencies that one option asks for."""

    asked: tuple[str, ...]
    """The option's items and its tables' columns, in the official order; without an option, what every option shares.

    The 2011 table asks each option for a few activities of the other's processus: both are kept.
    """
    tree: tuple[str, ...]
    """The asked ones and their ancestors, in the framework's order."""
    counted: frozenset[str]
    """Competencies whose claims count: the asked ones, and those below a column that only a table adds to them."""
    children: Named
    """Member of the tree → those of its direct children that are in the tree too."""


def judged(framework: Framework, option: str | None) -> tuple[str, ...]:
    """Return the competencies that the exam judges, the headline's denominator: the judged level, or the columns."""
    table = next((table for table in framework.tables if table.id == framework.judged_table), None)
    level = {item.id for item in framework.competencies if item.kind == framework.judged_level}
    wanted = frozenset(columns_of(framework, table, option)) if table else level
    return tuple(code for code in scope(framework, option).asked if code in wanted)


def scope(framework: Framework, option: str | None) -> Syllabus:
    """Return the syllabus of an option, computed once for each."""
    scopes = index_of(framework).scopes
    if option not in scopes:
        scopes[option] = _scope(framework, option)
    return scopes[option]


def belongs(framework: Framework, item: Competency | Situation, option: str | None) -> bool:
    """True if an item is asked in an option; without an option, if it is asked in every one.

    In a framework without options every item is, whatever option a student wrote.
    """
    if not item.options:
        return True
    every = {known.id for known in framework.options}
    return option in item.options if option else every.issubset(item.options)


def ancestors(framework: Framework, code: str) -> tuple[str, ...]:
    """Return the ancestors of a competency, nearest first."""
    return index_of(framework).ancestors.get(code, ())


def lineage(framework: Framework, codes: Iterable[str]) -> frozenset[str]:
    """Return some competencies and their ancestors."""
    return frozenset(above for code in codes for above in (code, *ancestors(framework, code)))


def home_of(framework: Framework, code: str) -> str:
    """Return the competency whose page shows another one: its ancestor of the judged level, else itself.

    A competency below the level that the exam judges is a detail, shown on the page of that level.
    """
    known = framework.by_id
    return next(
        (ancestor for ancestor in ancestors(framework, code) if known[ancestor].kind == framework.judged_level), code
    )


def tables_in(framework: Framework, session: int | None) -> tuple[SynthesisTable, ...]:
    """Return the tables whose épreuve exists in a session."""
    exams = {exam.id: exam for exam in framework.exams}
    return tuple(
        table
        for table in framework.tables
        if not table.exams or any(exams[key].holds(session) for key in table.exams if key in exams)
    )


def portfolio_exam(framework: Framework, keys: Iterable[str], session: int | None) -> Exam | None:
    """Find the épreuve of a session among the codes that it had over the years; without a session, the latest."""
    wanted = set(keys)
    return next((exam for exam in reversed(framework.exams) if exam.id in wanted and exam.holds(session)), None)


def oral_exams(framework: Framework, session: int | None) -> Mapping[str, tuple[Exam, str]]:
    """Return the épreuves of a session that read a portfolio, since one of their tables is made from it.

    By key, each with the word that students use for it (« bloc 1 »), the same when its code changes.
    """
    pairs = ((portfolio_exam(framework, table.exams, session), table) for table in reversed(framework.tables))
    return {exam.id: (exam, next(iter(table.words), "")) for exam, table in reversed([*pairs]) if exam}


def sheet_for(framework: Framework, session: int | None) -> SynthesisTable | None:
    """Find the fiche of a session, that describes one réalisation: unlike the tableau, it has no bands."""
    return next((table for table in tables_in(framework, session) if not table.sections), None)


def table_for(framework: Framework, session: int | None) -> SynthesisTable | None:
    """Find the tableau de synthèse of a session: the table whose rows are sorted into bands, which fiches have not."""
    return next((table for table in tables_in(framework, session) if table.sections), None)


def words_of(framework: Framework, table: SynthesisTable) -> tuple[str, ...]:
    """Return the folded words that propose work for a table in « épreuves »: its own, else its épreuves' codes."""
    codes = (fold(exam.code) for exam in framework.exams if exam.id in table.exams)
    return table.words or tuple(dict.fromkeys(codes))


def exam_words(framework: Framework, session: int | None) -> Mapping[str, str]:
    """Map each word that « épreuves » accepts in a session, folded, to the word that names its table.

    Where no table is made from a portfolio, they are the épreuves by their codes.
    """
    known: dict[str, str] = {}
    for table in tables_in(framework, session):
        exam = portfolio_exam(framework, table.exams, session)
        words = words_of(framework, table)
        for word in (*words, exam.code) if exam else words:
            known.setdefault(fold(word), words[0])
    return known or {fold(exam.code): fold(exam.code) for exam in framework.exams if exam.holds(session)}


def columns_of(framework: Framework, table: SynthesisTable, option: str | None) -> tuple[str, ...]:
    """Return the competency columns of a table for an option; without one, those common to every option."""
    if option in table.columns or None in table.columns or not table.columns:
        return table.columns.get(option, table.columns.get(None, ()))
    if option and framework.options:
        return ()
    first, *others = table.columns.values()
    return tuple(code for code in first if all(code in other for other in others))


def situations_of(framework: Framework, option: str | None) -> tuple[Situation, ...]:
    """Return the mandatory situations of an option."""
    return tuple(item for item in framework.situations if belongs(framework, item, option))


def _scope(framework: Framework, option: str | None) -> Syllabus:
    line = index_of(framework).ancestors
    own = {item.id for item in framework.competencies if belongs(framework, item, option)}
    columns = {code for table in framework.tables for code in columns_of(framework, table, option)}
    brought = columns - own
    wanted = own | columns
    held = wanted.union(*(line[code] for code in wanted))
    order = [item.id for item in framework.competencies]
    return Syllabus(
        asked=tuple(code for code in order if code in wanted),
        tree=tuple(code for code in order if code in held),
        counted=frozenset(code for code in order if code in wanted or brought.intersection(line[code])),
        children={
            item.id: tuple(child for child in item.children if child in held)
            for item in framework.competencies
            if item.id in held
        },
    )


class CompetencyIndex(Struct, frozen=True, kw_only=True):
    """The names of a framework's competencies, folded, and a cache of the scope of each option."""

    ids: Mapping[str, str]
    aliases: Mapping[str, Sequence[tuple[str, Alias]]]
    local_ids: Mapping[str, Sequence[str]]
    ancestors: Named
    """Nearest first."""
    scopes: dict[str | None, Syllabus] = {}


def index_of(framework: Framework) -> CompetencyIndex:
    """Return the framework's index, built the first time and kept beside it, as a cached property would be."""
    kept: dict[str, CompetencyIndex] = vars(framework)
    if "_index" not in kept:
        kept["_index"] = _build(framework)
    return kept["_index"]


def _build(framework: Framework) -> CompetencyIndex:
    aliases: dict[str, list[tuple[str, Alias]]] = {}
    local_ids: dict[str, list[str]] = {}
    ancestors: dict[str, tuple[str, ...]] = {}
    for item in framework.competencies:  # parents come before children
        for alias in item.aliases:
            aliases.setdefault(fold_code(alias.name), []).append((item.id, alias))
        local_ids.setdefault(fold_code(item.local_id), []).append(item.id)
        ancestors[item.id] = (item.parent, *ancestors[item.parent]) if item.parent else ()
    ids = {fold_code(item.id): item.id for item in framework.competencies}
    return CompetencyIndex(ids=ids, aliases=aliases, local_ids=local_ids, ancestors=ancestors)


class Resolution(Struct, frozen=True, kw_only=True):
    """The result of resolving a citation; ``id`` is None when it is unknown or ambiguous."""

    id: str | None = None
    candidates: tuple[str, ...] = ()
    """Competencies that the citation could mean."""
    pending: bool = False
    """« Option à préciser »: the option, once chosen, tells the candidates apart."""
    out_of_option: bool = False
    """Whether it names a competency that the learner's option does not ask: kept and shown, never counted."""
    out_of_session: str | None = None
    """Competency that the alias means, but in other sessions than the learner's."""
    suggestion: str | None = None
    """Nearest competency of the option, when nothing was found."""
    slip: bool = False
    """Whether the citation is the suggested code but for mistyped signs: « BI,3 » for B1.3."""


def resolve(framework: Framework, cited: str, option: str | None, session: int | None) -> Resolution:
    """Resolve a citation: by code, then by alias in its sessions, then by the local code of the option.

    Case, spaces and hyphens do not matter; digits do (1.10 is never 1.1).
    """
    index = index_of(framework)
    wanted = fold_code(cited)
    if exact := index.ids.get(wanted):
        return _choose(framework, (exact,), option)
    aliased = index.aliases.get(wanted, ())
    if named := tuple(code for code, alias in aliased if alias.holds(session)):
        return _choose(framework, named, option)
    if local := index.local_ids.get(wanted):
        return _choose(framework, tuple(local), option)
    if aliased:
        return Resolution(out_of_session=aliased[0][0])
    meant = index.ids.get(fold_code(_respelt(cited)))
    return Resolution(suggestion=meant or suggest(framework, cited, option), slip=meant is not None)


_BETWEEN = regex(r"(?<=[\dOoIl])[\s,;:/_.-]+(?=[\dOoIl])")
_LETTERS = regex(r"(?<=[\d.])[OoIl]|(?<=^.)[OoIl](?=[\d.])")
_SIGNS = str.maketrans("OoIl", "0011")


def _respelt(cited: str) -> str:
    """Write a code with points between its numbers, and figures for the letters that look like them: « BI,3 »."""
    return _LETTERS.sub(lambda sign: sign[0].translate(_SIGNS), _BETWEEN.sub(".", cited.strip(" .,;:")))


def suggest(framework: Framework, cited: str, option: str | None) -> str | None:
    """Return the competency that a citation most resembles among those asked of the option, by code or by title.

    Only names with the same figures are compared: another figure means another competency, perhaps never mobilised.
    """
    names: dict[str, str] = {}
    for code in scope(framework, option).asked:
        item = framework.by_id[code]
        names |= {name: code for name in (item.title, item.local_id, code) if _figures(name) == _figures(cited)}
    near = nearest(cited, names)
    return names[near] if near else None


def _figures(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _choose(framework: Framework, candidates: tuple[str, ...], option: str | None) -> Resolution:
    """Choose by the option among several competencies of one name."""
    if len(candidates) == 1:
        outside = option is not None and candidates[0] not in scope(framework, option).counted
        return Resolution(id=candidates[0], out_of_option=outside)
    if option is None:
        return Resolution(candidates=candidates, pending=True)
    mine = tuple(code for code in candidates if belongs(framework, framework.by_id[code], option))
    if len(mine) == 1:
        return Resolution(id=mine[0])
    return Resolution(candidates=mine or candidates, out_of_option=not mine)
