"""What a citation means: a code as a student typed it, read through their option and session."""

from msgspec import Struct

from generator.frameworks.queries import belongs, index_of, scope
from generator.model.framework import Framework
from generator.values.choices import nearest
from generator.values.folding import fold_code


class Resolution(Struct, frozen=True, kw_only=True):
    """What was found for a citation; ``id`` is None when nothing can be said for sure."""

    id: str | None = None
    candidates: tuple[str, ...] = ()
    """Competencies that the citation could mean."""
    pending: bool = False
    """« Option à préciser »: the option, once chosen, tells the candidates apart."""
    out_of_option: bool = False
    """It names something that the learner's option does not ask: kept and shown, never counted."""
    out_of_session: str | None = None
    """Competency that the alias means, but in other sessions than the learner's."""
    suggestion: str | None = None
    """Nearest competency of the option, when nothing was found."""


def resolve(framework: Framework, cited: str, option: str | None, session: int | None) -> Resolution:
    """Read a citation: by code, then by alias in its sessions, then by the local code of the option.

    Case, spaces and hyphens do not matter; digits do (1.10 is never 1.1).
    """
    index = index_of(framework)
    wanted = fold_code(cited)
    if found := index.ids.get(wanted):
        return _choose(framework, (found,), option)
    aliased = index.aliases.get(wanted, ())
    if named := tuple(code for code, alias in aliased if alias.holds(session)):
        return _choose(framework, named, option)
    if local := index.local_ids.get(wanted):
        return _choose(framework, tuple(local), option)
    if aliased:
        return Resolution(out_of_session=aliased[0][0])
    return Resolution(suggestion=suggest(framework, cited, option))


def suggest(framework: Framework, cited: str, option: str | None) -> str | None:
    """Return the competency that the citation most resembles among those asked of the option, by code or by title."""
    names: dict[str, str] = {}
    for code in scope(framework, option).asked:
        item = framework.by_id[code]
        names |= {item.title: code, item.local_id: code, code: code}
    found = nearest(cited, names)
    return names[found] if found else None


def _choose(framework: Framework, found: tuple[str, ...], option: str | None) -> Resolution:
    """Tell apart several competencies of one name by the option."""
    if len(found) == 1:
        outside = option is not None and found[0] not in scope(framework, option).counted
        return Resolution(id=found[0], out_of_option=outside)
    if option is None:
        return Resolution(candidates=found, pending=True)
    mine = tuple(code for code in found if belongs(framework, framework.by_id[code], option))
    if len(mine) == 1:
        return Resolution(id=mine[0])
    return Resolution(candidates=mine or found, out_of_option=not mine)
