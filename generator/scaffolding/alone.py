"""A school of one: a portfolio without a class, a team or a forge, which its author may hand in to a class later."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.language import Alternatives, ToldError, mark
from generator.model.framework import Framework
from generator.reading.frameworks import load_shipped
from generator.scaffolding import files
from generator.scaffolding.forges import repository_files
from generator.scaffolding.roster import UNDECIDED, option_in
from generator.settings import school_above
from generator.values.folding import fold

USUAL = "fr.bts-sio.2019"
"""The référentiel of whoever names none."""
_SUMMER = 7
"""Month from which somebody who begins has the years of the diploma before them."""


class RefusedPortfolioError(ToldError):
    """What was asked cannot be a portfolio: a folder of a school, an option that is none."""


def make_portfolio(  # noqa: PLR0913  # what a portfolio is, each by name
    root: Path, last: str, first: str, option: str = UNDECIDED, *, session: int | None = None, framework: str = USUAL,
    forge: str = "",
) -> tuple[Path, ...]:  # fmt: skip
    """Write a portfolio of its own in a folder; give the files.

    Args:
        root: the folder, which becomes the school; what it holds besides stays.
        last: family name.
        first: first name.
        option: as people type it.
        session: year of the exam; the one of whoever begins now when it is not known.
        framework: identifier of the référentiel.
        forge: « gitlab » or « github », whose automation is written too.

    Raises:
        RefusedPortfolioError: the folder is in a school; the référentiel or the option is unknown.
        files.AlreadyThereError: a file of ours is there with other words; nothing was written.
        writing.UnwrittenError: the disk refused.
    """
    if above := school_above(root):
        raise RefusedPortfolioError(
            "Ce dossier est dans une école, {root} : une école ne se crée pas dans une autre.", root=str(above)
        )
    known = load_shipped()
    if framework not in known:
        raise RefusedPortfolioError(
            "« {name} » (--referentiel) n'est pas connu ; il y a {known}.", name=framework, known=tuple(sorted(known))
        )
    judged = known[framework]
    said = spelled(option, judged)
    return files.create(root, _made(last, first, said, session or _session(judged, date.today()), judged, forge))  # noqa: DTZ011  # the day where it is typed


def spelled(said: str, framework: Framework | None) -> str:
    """Spell an option as the référentiel does. Raises RefusedPortfolioError: it is none."""
    if framework is None or not framework.options or fold(said) == fold(UNDECIDED):
        return said
    option_id = option_in(said, framework)
    if option_id is None:
        words = Alternatives((*(option.id for option in framework.options), mark("« {word} »", word=UNDECIDED)))
        raise RefusedPortfolioError("« {said} » n'est pas une option ; écrivez {words}.", said=said, words=words)
    return option_id


def _session(framework: Framework, today: date) -> int:
    """Return the year of the exam of whoever begins now."""
    return today.year + len(framework.years) - (today.month < _SUMMER)


def _made(last: str, first: str, option: str, session: int, framework: Framework, forge: str) -> Mapping[str, str]:  # noqa: PLR0913, PLR0917  # the same
    """Fill the files: of a school's own, mkdocs.yml alone, since its other pages speak of a team."""
    name = f"{first} {last}".strip()
    whole = repository_files(name, forge, framework) if forge else {".gitignore": files.fill("gitignore")}
    placed = {**files.cohort("", framework, session), **files.student("", last, first, option)}
    return {
        "mkdocs.yml": files.fill("mkdocs.yml", name=name),
        **{path: text for path, text in whole.items() if not path.endswith("CODEOWNERS")},
        **{f"portfolios/{path}": text for path, text in placed.items()},
    }
