"""The files of a school of one portfolio, without a class, a team or a forge; it can be handed in to a class later."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from vitrail.content.model.framework import Framework
from vitrail.content.values.folding import fold
from vitrail.doors.scaffolding import files
from vitrail.doors.scaffolding.commons import Commons
from vitrail.doors.scaffolding.forges import portfolio_files
from vitrail.doors.scaffolding.roster import UNDECIDED, option_in, undecided
from vitrail.ground.language import Alternatives, ToldError, mark
from vitrail.site.settings import school_above

USUAL = "fr.bts-sio.2019"
"""Id of the default référentiel."""
_PUBLIC = """\
# Ce dépôt peut être lu par tous : ni tuteur, ni adresse. S'il est privé, écrivez « dépôt: privé ».
dépôt: public
"""
"""The school of a portfolio whose repository may be public."""
_SUMMER = 7
"""Month from which a new portfolio is taken to begin with the next school year."""


def refuse_nested(root: Path) -> None:
    """Raise ToldError if a folder is inside a school: no other may be created there."""
    if above := school_above(root):
        raise ToldError(
            "Ce dossier est dans une école, {root} : une école ne se crée pas dans une autre.", root=str(above)
        )


def portfolio(  # noqa: PLR0913  # the facts on a portfolio, each by name
    last: str,
    first: str,
    option: str,
    framework: Framework,
    *,
    session: int | None = None,
    forge: str = "",
    commons: Commons | None = None,
) -> Mapping[str, files.Content]:
    """Return the files of a portfolio on its own; of a school's files, only mkdocs.yml: the others are for a team.

    Args:
        last: family name.
        first: first name.
        option: the option as typed.
        framework: the référentiel.
        session: year of the exam; by default that of a student who begins now.
        forge: « gitlab » or « github », whose automation files are added.
        commons: what it shares with the portfolios of a class; its repository may then be public.

    Raises:
        ToldError: the option is unknown.
    """
    today = date.today()  # noqa: DTZ011  # local date
    year = session or today.year + len(framework.years) - (today.month < _SUMMER)
    name = f"{first} {last}".strip()
    ignored: Mapping[str, files.Content] = {".gitignore": files.fill("gitignore")}
    whole = portfolio_files(name, forge, framework, commons) if forge else ignored
    placed = {**files.cohort("", framework, year), **files.student("", last, first, spelled(option, framework))}
    apart: Mapping[str, files.Content] = {}
    if commons:
        placed["etablissement.yml"] = _PUBLIC
        apart = {".gitignore": f"{files.fill('gitignore')}/portfolios/evaluations/\n"}
    return {
        "mkdocs.yml": files.fill("mkdocs.yml", name=name),
        **whole,
        **apart,
        **{f"portfolios/{path}": text for path, text in placed.items()},
    }


def spelled(said: str, framework: Framework | None) -> str:
    """Return the id of a typed option, or the text for an undecided one. Raises ToldError: it is not an option."""
    if fold(said) == fold(UNDECIDED):
        return undecided(framework)
    if framework is None or not framework.options:
        return said
    option_id = option_in(said, framework)
    if option_id is None:
        words = Alternatives((*(option.id for option in framework.options), mark("« {word} »", word=UNDECIDED)))
        raise ToldError("« {said} » n'est pas une option ; écrivez {words}.", said=said, words=words)
    return option_id
