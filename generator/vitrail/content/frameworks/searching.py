"""Search a référentiel by one's own words: by code, by official wording, then by its lexicon."""

from collections.abc import Mapping
from enum import IntEnum

from vitrail.content.frameworks import queries
from vitrail.content.frameworks.proposing import propose
from vitrail.content.model.framework import Competency, Framework
from vitrail.content.values.folding import fold, fold_code

_SHORT = 2
"""Letters of a word that is matched whole, at most: « ad » does not match « adapter »."""


class Reason(IntEnum):
    """Why a competency answers some words, the surest first."""

    CODE = 1
    """Its code begins with them."""
    TITLE = 2
    """Its title holds every word."""
    BELOW = 3
    """It is below one whose code or title answers."""
    CRITERION = 4
    """One of its criteria holds every word."""
    PROPOSED = 5
    """The lexicon, which is no official text, proposes it."""


def search(framework: Framework, option: str | None, words: str, most: int = 5) -> Mapping[str, Reason]:
    """Return the competencies that answer some words, each with its surest reason, the surest first.

    Without words, all of them; without an option, those of every option. Those of one reason are in the official order,
    and those that the lexicon proposes, ``most`` of them, in its own.
    """
    asked = queries.scope(framework, option).tree if option else tuple(framework.by_id)
    wanted, code = fold(words).split(), fold_code(words)
    own = {name: _reason(framework.by_id[name], wanted, code) for name in asked}
    heads = {name for name, reason in own.items() if reason in {Reason.CODE, Reason.TITLE}}
    below = {name: Reason.BELOW for name in asked if heads.intersection(queries.ancestors(framework, name))}
    official = {name: reason or below[name] for name, reason in own.items() if reason or name in below}
    proposed = {name: Reason.PROPOSED for name in propose(framework, option, words, most) if name not in official}
    return dict(sorted(official.items(), key=lambda pair: pair[1])) | proposed


def _reason(item: Competency, wanted: list[str], code: str) -> Reason | None:
    """Return why a competency answers words by itself: its code, its title or a criterion."""
    names = (item.id, item.local_id, *(alias.name for alias in item.aliases))
    if any(fold_code(name).startswith(code) for name in names):
        return Reason.CODE
    if _holds(item.title, wanted):
        return Reason.TITLE
    return Reason.CRITERION if any(_holds(indicator.text, wanted) for indicator in item.indicators) else None


def _holds(said: str, wanted: list[str]) -> bool:
    said = fold(said)
    words = said.replace("'", " ").split()
    return all(word in said if len(word) > _SHORT else word in words for word in wanted)
