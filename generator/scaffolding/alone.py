"""A school of one: a portfolio without a class, a team or a forge, which its author may hand in to a class later."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.language import Alternatives, ToldError, mark
from generator.model.framework import Framework
from generator.scaffolding import files
from generator.scaffolding.forges import repository_files
from generator.scaffolding.roster import UNDECIDED, option_in, undecided
from generator.settings import school_above
from generator.values.folding import fold

USUAL = "fr.bts-sio.2019"
"""The référentiel of whoever names none."""
_SUMMER = 7
"""Month from which somebody who begins has the years of the diploma before them."""


def refuse_nested(root: Path) -> None:
    """Raise ToldError for a folder that is in a school: another may not be made there."""
    if above := school_above(root):
        raise ToldError(
            "Ce dossier est dans une école, {root} : une école ne se crée pas dans une autre.", root=str(above)
        )


def portfolio(  # noqa: PLR0913  # what a portfolio is, each by name
    last: str, first: str, option: str, framework: Framework, *, session: int | None = None, forge: str = ""
) -> Mapping[str, str]:
    """Return the files of a portfolio of its own: of a school's, mkdocs.yml alone, since the others speak of a team.

    Args:
        last: family name.
        first: first name.
        option: as people type it.
        framework: the référentiel.
        session: year of the exam; the one of whoever begins now when it is not known.
        forge: « gitlab » or « github », whose automation is written too.

    Raises:
        ToldError: the option is unknown.
    """
    today = date.today()  # noqa: DTZ011  # the day where it is typed
    year = session or today.year + len(framework.years) - (today.month < _SUMMER)
    name = f"{first} {last}".strip()
    whole = repository_files(name, forge, framework) if forge else {".gitignore": files.fill("gitignore")}
    placed = {**files.cohort("", framework, year), **files.student("", last, first, spelled(option, framework))}
    return {
        "mkdocs.yml": files.fill("mkdocs.yml", name=name),
        **{path: text for path, text in whole.items() if not path.endswith("CODEOWNERS")},
        **{f"portfolios/{path}": text for path, text in placed.items()},
    }


def spelled(said: str, framework: Framework | None) -> str:
    """Spell an option as the référentiel does, empty when nothing is to be chosen. Raises ToldError: it is none."""
    if fold(said) == fold(UNDECIDED):
        return undecided(framework)
    if framework is None or not framework.options:
        return said
    option_id = option_in(said, framework)
    if option_id is None:
        words = Alternatives((*(option.id for option in framework.options), mark("« {word} »", word=UNDECIDED)))
        raise ToldError("« {said} » n'est pas une option ; écrivez {words}.", said=said, words=words)
    return option_id
